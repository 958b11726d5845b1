"""A school day is moved onto another: lessons and homework follow; late is said."""

from datetime import date, timedelta

from sqlalchemy import insert, select

from storage import tables as t
from tests.handlers.test_timetable import told
from tests.support.outbox import Outbox
from tests.support.people import Client, World
from tests.support.school import TODAY
from tests.support.staff import at_work

THURSDAY, SATURDAY = TODAY + timedelta(days=2), TODAY + timedelta(days=4)


async def open_plan(client: Client, *whose: str) -> None:
    await client.send("/menu")
    for label in ("Расписание", "Перенос дня", "чт", "сб", *whose):
        await client.click(label)


async def days_of(world: World, section: str) -> list[date]:
    """Of the lessons of this week."""
    lesson = t.lesson
    rows = await world.rows(
        select(lesson.c.date)
        .where(
            lesson.c.section_id == world.school.sections[section],
            lesson.c.date.between(TODAY, TODAY + timedelta(days=5)),
        )
        .order_by(lesson.c.date)
    )
    return [row["date"] for row in rows]


async def set_homework(world: World, lesson_id: int) -> None:
    """Due at this lesson of Thursday."""
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            insert(t.homework).values(
                section_id=world.school.sections["history"],
                due_lesson_id=lesson_id,
                due_date=THURSDAY,
                text="§ 7",
                set_at=world.clock(),
            )
        )
        await uow.commit()


async def test_a_day_of_a_class_is_moved_late_and_taken_back(
    world: World, outbox: Outbox, mother: Client
) -> None:
    """On Tuesday Thursday is moved onto Saturday: by D11 the Monday before was the last day."""
    kuznetsov, other = await world.staff("kuznetsov"), await world.pupil("oleg")
    history = world.school.lesson("history", THURSDAY)
    await set_homework(world, history)
    deputy = await at_work(world, "deputy")
    await open_plan(deputy, "7-е классы", "7А")
    assert "чт, 26 ноября → сб, 28 ноября" in deputy.text
    assert "Переносятся 3 урока." in deputy.text
    assert "Поздно: семьи должны были узнать до 23 ноября." in deputy.text
    assert await days_of(world, "history") == [TODAY, THURSDAY]
    await deputy.click("Перенести")
    assert str(deputy.toast).startswith("День перенесён. ")
    assert await days_of(world, "history") == [TODAY, SATURDAY]
    (homework,) = await world.rows(select(t.homework.c.due_date))
    assert homework["due_date"] == SATURDAY
    (move,) = await world.rows(select(t.day_move))
    assert move["is_late"]
    said = await told(world, outbox, mother, kuznetsov, other)
    assert said[0] == (
        "Анна: изменились 2 урока\n"
        "В субботу, 28 ноября, 1-й урок изменился: история (26.11 → 28.11)\n"
        "В субботу, 28 ноября, 2-й урок изменился: английский язык (26.11 → 28.11)"
    )
    assert "26.11 → 28.11" in said[1]
    assert said[2] == ""
    await deputy.click("Замены")
    assert "Перенос дня: чт, 26 ноября → сб, 28 ноября, с опозданием" in deputy.text
    await deputy.click("Вернуть 26.11 → 28.11")
    assert await days_of(world, "history") == [TODAY, THURSDAY]
    (homework,) = await world.rows(select(t.homework.c.due_date))
    assert homework["due_date"] == THURSDAY


async def test_a_day_without_lessons_and_one_that_has_begun_stay(world: World) -> None:
    deputy = await at_work(world, "deputy")
    await open_plan(deputy, "Вся школа", "Перенести")
    shown = [row[0] for row in deputy.buttons]
    assert "Отменить изменение" in shown
    await open_plan(deputy, "Вся школа")
    assert "В этот день нет уроков, которые можно перенести." in deputy.text
    source, target = TODAY.toordinal(), SATURDAY.toordinal()
    await deputy.forge(f"eq:{source}:{target}:0:0")
    assert "День переносят до его начала." in deputy.text
    await deputy.forge(f"eq:{target}:{target}:0:0")
    assert "Это один и тот же день." in deputy.text
