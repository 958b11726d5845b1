"""A reason that the journal has of a pupil at a lesson outlives every tap and every file."""

import pytest
from sqlalchemy import select

from domain.attendance.model import Reason, Status
from storage import tables as t
from tests.support.journal import journal
from tests.support.people import Client, World
from tests.support.school import TODAY


async def event(world: World, pupil: str) -> dict[str, object] | None:
    found = await world.rows(
        select(t.attendance_event).where(
            t.attendance_event.c.lesson_id == world.school.lesson("algebra"),
            t.attendance_event.c.student_id == world.school[pupil],
        )
    )
    return found[0] if found else None


async def ill_petr(world: World) -> Client:
    """The homeroom teacher knows why Пётр was absent; his teacher has the roll call open."""
    async with journal(world.app.database, world.school, world.clock) as written:
        await written.roll_call("algebra", TODAY)
        await written.absence("petr", "algebra", TODAY, reason=Reason.ILL)
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.click("3 · 7А")
    await teacher.click("Перекличка")
    return teacher


async def test_late_and_absent_again_is_still_ill(world: World) -> None:
    teacher = await ill_petr(world)
    for taps, status in ((("✕ Белов",), "late"), (("◔ Белов", "Белов"), "absent")):
        for label in taps:
            await teacher.click(label)
        await teacher.click("Готово")
        found = await event(world, "petr")
        assert found is not None
        assert (found["status"], found["reason"]) == (status, Reason.ILL)
        await teacher.click("Перекличка")


async def test_there_after_all_and_absent_again_is_still_ill(world: World) -> None:
    teacher = await ill_petr(world)
    for label in ("✕ Белов", "◔ Белов", "Готово", "Перекличка"):
        await teacher.click(label)
    assert await event(world, "petr") is None
    for label in ("Белов", "Готово"):
        await teacher.click(label)
    found = await event(world, "petr")
    assert found is not None
    assert (found["status"], found["reason"]) == (Status.ABSENT, Reason.ILL)


async def test_all_are_here_but_the_excused(world: World) -> None:
    teacher = await ill_petr(world)
    await teacher.click("Ёлкина")
    assert "нет 2" in teacher.text
    await teacher.click("Все на месте")
    assert teacher.buttons[0] == ["✕ Белов", "Ёлкина", "Иванова"]
    await teacher.click("Готово")
    found = await event(world, "petr")
    assert found is not None
    assert (found["status"], found["reason"]) == (Status.ABSENT, Reason.ILL)
    assert await event(world, "darya") is None


@pytest.mark.parametrize(
    ("button", "sign", "recorded"),
    [
        ("◔ на 15 мин", "◔", ("late", 15)),
        ("◕ Уход с урока", "◕", ("left_early", None)),
        ("○ Освобождение", "○", ("released", None)),
        ("⌂ Дистанционно", "⌂", ("remote", None)),
    ],
)
async def test_statuses_beside_the_usual_three(
    world: World, button: str, sign: str, recorded: tuple[str, int | None]
) -> None:
    teacher = await world.staff("orlova")
    olga = await world.guardian("olga", "petr")
    await teacher.send("/lessons")
    for label in ("3 · Перекличка", "Другое", "Белов", button):
        await teacher.click(label)
    assert teacher.buttons[0][0] == f"{sign} Белов"
    await teacher.click("Готово")
    found = await event(world, "petr")
    assert found is not None
    assert (found["status"], found["minutes_late"]) == recorded
    told = await world.rows(select(t.notice.c.chat_id, t.notice.c.kind))
    assert [(row["kind"], row["chat_id"]) for row in told] == [("absence", olga.id)]


async def test_how_late_is_corrected_in_silence(world: World) -> None:
    teacher = await world.staff("orlova")
    await world.guardian("olga", "petr")
    await teacher.send("/lessons")
    for label in ("3 · Перекличка", "Другое", "Белов", "◔ на 5 мин", "Готово"):
        await teacher.click(label)
    for label in ("Перекличка", "Другое", "◔ Белов", "◔ на 20 мин", "Готово"):
        await teacher.click(label)
    found = await event(world, "petr")
    assert found is not None
    assert (found["status"], found["minutes_late"]) == ("late", 20)
    assert len(await world.rows(select(t.notice))) == 1
    assert teacher.toast == "Записано. Сообщать нечего."
