"""Reasons are the homeroom teacher's and the deputy's; a paper has its two working days."""

from datetime import timedelta

from sqlalchemy import select

from domain.attendance.model import Reason, Status
from storage import tables as t
from tests.support.journal import journal
from tests.support.people import Client, World
from tests.support.school import MONDAY, TODAY
from tests.support.statements import counted


async def ill_petr(world: World) -> None:
    """Пётр missed both lessons of Monday and one of Tuesday's; Анна was late."""
    async with journal(world.app.database, world.school, world.clock) as written:
        for section, day in (("history", MONDAY), ("algebra", MONDAY), ("physics", TODAY)):
            await written.roll_call(section, day)
            await written.absence("petr", section, day)
        await written.roll_call("history", TODAY)
        await written.absence("anna", "physics", TODAY, status=Status.LATE)


async def opened(world: World, name: str = "orlova") -> Client:
    teacher = await world.staff(name)
    await teacher.send("/class")
    await teacher.click("Посещаемость")
    return teacher


async def reasons(world: World) -> set[str]:
    rows = await world.rows(
        select(t.attendance_event.c.reason).where(t.attendance_event.c.status == "absent")
    )
    return {row["reason"] for row in rows}


async def test_a_week_of_the_class_and_its_month(world: World) -> None:
    await ill_petr(world)
    teacher = await opened(world)
    assert "7А · посещаемость, 23.11 – 27.11" in teacher.text
    assert "Белов Пётр: 3 урока, 1 полный день (причина не указана 3)" in teacher.text
    assert teacher.buttons[0] == ["Без причины"]


async def test_a_screen_of_the_class_is_few_statements(world: World) -> None:
    await ill_petr(world)
    teacher = await opened(world)
    data = teacher.button("◀")["callback_data"]
    with counted() as statements:
        await teacher.forge(data)
    assert len([each for each in statements if each.lstrip().startswith("SELECT")]) <= 5


async def test_days_in_a_row_get_one_reason(world: World) -> None:
    await ill_petr(world)
    teacher = await opened(world)
    await teacher.click("Без причины")
    assert "Белов Пётр: 23 ноября – 24 ноября, 3 урока" in teacher.text
    await teacher.click("Белов, 24.11")
    await teacher.click("Уважительная")
    assert await reasons(world) == {Reason.EXCUSED}
    assert teacher.toast == "Причина записана."
    await teacher.click("‹ Назад")
    assert "У всех пропусков" in teacher.text


async def test_what_the_family_said_is_taken_in_one_tap(world: World) -> None:
    await ill_petr(world)
    olga = await world.guardian("olga", "petr")
    await olga.send("/menu")
    for label in ("Будет отсутствовать", "Сегодня", "Болезнь"):
        await olga.click(label)
    teacher = await opened(world)
    for label in ("Без причины", "Белов, 24.11"):
        await teacher.click(label)
    assert "Семья сообщила: сегодня: болезнь (Белова О. И.)" in teacher.text
    await teacher.click("Принять: болезнь")
    rows = await world.rows(
        select(t.attendance_event.c.date, t.attendance_event.c.reason).where(
            t.attendance_event.c.student_id == world.school["petr"]
        )
    )
    assert {(row["date"], row["reason"]) for row in rows} == {
        (TODAY, Reason.ILL),
        (MONDAY, Reason.UNKNOWN),  # of the day before nobody has said anything
    }
    [announced] = await world.rows(select(t.announced_absence))
    assert announced["is_accepted"]
    await teacher.send("/class")
    await teacher.click("Посещаемость")
    month = "Белов Пётр: 3 урока, 1 полный день (причина не указана 2, 1 день; болезнь 1)"
    assert month in teacher.text


async def test_no_reason_for_several_lessons_overwrites_an_excuse(world: World) -> None:
    """One of two lessons of the day is excused; the other gets its reason alone, pressed twice."""
    async with journal(world.app.database, world.school, world.clock) as written:
        for section, reason in (("history", Reason.EXCUSED), ("physics", Reason.UNKNOWN)):
            await written.roll_call(section, TODAY)
            await written.absence("petr", section, TODAY, reason=reason)
    teacher = await opened(world)
    for label in ("Без причины", "Белов, 24.11"):
        await teacher.click(label)
    assert "Причину получат уроки, у которых её ещё нет." in teacher.text
    tap = teacher.button("Без уважительной причины")["callback_data"]
    for _again in range(2):
        await teacher.forge(tap)
        assert await reasons(world) == {Reason.EXCUSED, Reason.UNEXCUSED}
    assert "Причина будет у всех этих уроков." in teacher.text
    await teacher.click("Уважительная причина")  # seen and corrected
    assert await reasons(world) == {Reason.EXCUSED}


async def test_a_correction_does_not_overwrite_what_came_since(world: World) -> None:
    """Two look at lessons without a good reason; one takes the paper, the other's tap is old."""
    async with journal(world.app.database, world.school, world.clock) as written:
        await written.roll_call("physics", TODAY)
        await written.absence("petr", "physics", TODAY, reason=Reason.UNEXCUSED)
    teacher, today = await opened(world), TODAY.toordinal()
    await teacher.forge(f"ai:{world.school['petr']}:{today}:{today}")
    old = teacher.button("Уважительная причина")["callback_data"]
    await teacher.click("Болезнь")
    assert teacher.toast == "Причина записана."
    await teacher.forge(old)
    assert await reasons(world) == {Reason.ILL}
    assert (
        teacher.toast == "Тем временем записана другая причина. Нажмите ещё раз, чтобы исправить."
    )
    await teacher.click("Уважительная причина")
    assert await reasons(world) == {Reason.EXCUSED}


async def test_a_paper_has_two_working_days(world: World) -> None:
    await ill_petr(world)
    teacher = await opened(world)
    for label in ("Без причины", "Белов, 24.11"):
        await teacher.click(label)
    papers = [label for label in teacher.labels if label.startswith("Справка сдана")]
    assert papers == [f"Справка сдана {day}.11" for day in (24, 23, 21, 20)]  # no Sunday
    await teacher.click("Справка сдана 24.11")
    assert "Справка сдана, исправить до 26 ноября" in teacher.text
    await teacher.click("‹ Назад")
    assert "справка сдана, исправить до 26 ноября" in teacher.text
    world.clock.advance(timedelta(days=3))
    await teacher.click("Белов, 24.11")
    assert "срок был 26 ноября" in teacher.text
    await teacher.click("Болезнь")
    [paper] = await world.rows(select(t.absence_document))
    assert (paper["handed_on"], paper["corrected_at"] is not None) == (TODAY, True)


async def test_a_teacher_of_lessons_sets_no_reason(world: World) -> None:
    await ill_petr(world)
    teacher = await world.staff("kuznetsov")
    await teacher.send("/menu")
    today = TODAY.toordinal()
    await teacher.forge(f"ak:{world.school['petr']}:{today}:{today}:ill:0")
    assert await reasons(world) == {Reason.UNKNOWN}


async def test_what_is_ahead_has_no_reason_and_no_paper(world: World) -> None:
    await ill_petr(world)
    teacher = await opened(world)
    petr, today = world.school["petr"], TODAY.toordinal()
    for data, words in (
        (f"ak:{petr}:{today}:{today + 1}:ill:0", "ещё не прошли"),
        (f"aj:{petr}:{today}:{today}:{today + 1}", "не раньше"),
        (f"ak:{petr}:{today}:{today}:unknown:0", "Выберите причину"),
    ):
        await teacher.forge(data)
        assert words in teacher.text
    assert await reasons(world) == {Reason.UNKNOWN}
