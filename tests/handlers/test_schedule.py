"""The timetable in conversation."""

from datetime import date, datetime

from sqlalchemy import delete, insert

from storage import tables as t
from tests.support.clock import MOSCOW
from tests.support.people import World
from tests.support.school import TODAY
from tests.support.staff import at_work


async def test_a_parent_sees_todays_lessons(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/schedule")
    assert "Анна · 7А" in elena.text
    assert "вторник, 24 ноября" in elena.text
    assert elena.text.index("Физика") < elena.text.index("История") < elena.text.index("Алгебра")
    assert "Соколова И. А." in elena.text


async def test_days_turn_in_place(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/schedule")
    shown = elena.last["message_id"]
    await elena.click("ср")
    assert elena.last["message_id"] == shown
    assert "среда, 25 ноября" in elena.text


async def test_a_substitution_is_marked_and_explained(world: World) -> None:
    await world.change(
        t.lesson,
        world.school.lesson("physics", TODAY),
        teacher_id=world.school["kuznetsov"],
        is_substituted=True,
    )
    anna = await world.pupil("anna")
    await anna.send("/schedule")
    assert "⇄ Физика" in anna.text
    assert "ведёт Кузнецов И. Л." in anna.text


async def test_another_child_is_not_shown(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/schedule")
    await elena.forge(f"sd:{world.school['petr']}:{TODAY.toordinal()}")
    assert "Белов" not in elena.text
    assert "Пётр" not in elena.text
    assert "не для вас" in elena.text


async def test_sundays_are_stepped_over(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/schedule")
    for label in ("ср", "чт", "пт", "сб", "пн"):
        await elena.click(f"{label} ▶")
    assert "понедельник, 30 ноября" in elena.text
    await elena.click("◀ сб")
    assert "Уроков нет." in elena.text


async def test_a_cancelled_and_a_replaced_lesson_are_explained(world: World) -> None:
    school = world.school
    await world.change(t.lesson, school.lesson("physics"), is_cancelled=True)
    await world.change(t.lesson, school.lesson("history"), replaces_id=school.lesson("physics"))
    anna = await world.pupil("anna")
    await anna.send("/schedule")
    assert "1-й урок: отменён (физика)" in anna.text
    assert "2-й урок: история, а не физика" in anna.text


async def test_the_week_names_holidays(world: World) -> None:
    world.clock.now = datetime(2026, 10, 28, 9, 0, tzinfo=MOSCOW)
    elena = await world.guardian("elena", "anna")
    await elena.send("/schedule")
    assert "Осенние каникулы по 1 ноября" in elena.text
    await elena.click("Неделя")
    assert elena.text.splitlines() == [
        "Анна · 7А",
        "пн, 26 октября",
        "Осенние каникулы по 1 ноября",
    ]
    await elena.click("Неделя ▶")
    await elena.click("Неделя ▶")
    assert "1 | История | каб. 201" in elena.text


async def test_holidays_and_events_of_the_year_are_a_tap_from_the_week(world: World) -> None:
    """R070, R072: of the own class alone, and nothing that is over."""
    days = {
        "Осенние каникулы": (date(2026, 10, 24), date(2026, 11, 1), {}),
        "Зимние каникулы": (date(2026, 12, 31), date(2027, 1, 10), {}),
        "Карантин": (date(2026, 12, 1), date(2026, 12, 2), {"grade_level": 1}),
        "День защитника Отечества": (date(2027, 2, 23), date(2027, 2, 23), {"grade_level": 7}),
    }
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(delete(t.holiday))
        for title, (begins, ends, whose) in days.items():
            row = {"school_id": 1, "title": title, "begins": begins, "ends": ends, **whose}
            await uow.connection.execute(insert(t.holiday).values(row))
        await uow.commit()
    deputy = await at_work(world, "deputy")
    await deputy.send("/menu")
    for label in ("Расписание", "Мероприятия", "+ Мероприятие", "Вся школа"):
        await deputy.click(label)
    await deputy.send("25.12 14:00 Ёлка")
    elena = await world.guardian("elena", "anna")
    await elena.send("/schedule")
    await elena.click("Неделя")
    await elena.click("Каникулы")
    assert elena.text.splitlines() == [
        "Анна · 7А · впереди в этом году",
        "Дни без уроков",
        "31 декабря – 10 января 2027: Зимние каникулы",
        "23 февраля 2027: День защитника Отечества",
        "Мероприятия",
        "25 декабря ● 14:00 Ёлка",
    ]
    await elena.click("‹ Назад")
    assert "Каникулы" in elena.labels
