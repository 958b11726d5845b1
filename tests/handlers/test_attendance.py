"""Attendance in conversation."""

from datetime import timedelta

from domain.attendance.model import Reason, Status
from tests.support.journal import journal
from tests.support.people import World
from tests.support.school import MONDAY, TODAY


async def fill(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        for section, day in (("history", MONDAY), ("algebra", MONDAY), ("physics", TODAY)):
            await written.roll_call(section, day)
        await written.absence("anna", "history", MONDAY, reason=Reason.ILL)
        await written.absence("anna", "algebra", MONDAY, reason=Reason.ILL)
        await written.absence("anna", "physics", TODAY, Status.LATE, minutes_late=7)
        await written.absence("anna", "history", TODAY)  # its roll has not been called
        await written.absence("petr", "physics", TODAY)


async def test_totals_first_then_every_lesson(world: World) -> None:
    await fill(world)
    elena = await world.guardian("elena", "anna")
    await elena.send("/attendance")
    assert elena.text.splitlines() == [
        "Анна · 7А · II четверть, по 30 декабря",
        "Пропущено 2 урока (1 день): болезнь — 2",
        "Опоздание: 1",
        "вт 24.11 | 1. Физика | ◔ опоздание, 7 мин",
        "пн 23.11 | 2. Алгебра | ✕ болезнь",
        "пн 23.11 | 1. История | ✕ болезнь",
        "Считаются уроки, на которых проведена перекличка.",
        "Без переклички: 24 урока.",
        "Обновлено 24 ноября в 10:00",
    ]


async def test_nothing_missed_is_said(world: World) -> None:
    await fill(world)
    elena = await world.guardian("elena", "anna")
    await elena.send("/attendance")
    await elena.click("I четверть")
    assert "Анна · 7А · I четверть, по 23 октября" in elena.text
    assert elena.text.splitlines()[1:] == [
        "Перекличек в этом периоде ещё не было.",
        "Считаются уроки, на которых проведена перекличка.",
    ]
    async with journal(world.app.database, world.school, world.clock) as written:
        await written.roll_call("algebra", MONDAY)
    olga = await world.guardian("olga", "petr")
    await olga.send("/attendance")
    assert "Пропусков и опозданий нет." not in olga.text, "absent from physics"
    dmitry = await world.guardian("dmitry", "darya")
    await dmitry.send("/attendance")
    assert "Пропусков и опозданий нет." in dmitry.text


async def test_reasons_the_most_frequent_first(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        for back, reason in enumerate((Reason.UNKNOWN, Reason.UNEXCUSED, Reason.UNEXCUSED)):
            day = MONDAY - timedelta(days=7 * back) + timedelta(days=2 if back == 2 else 0)
            section = "physics" if back == 2 else "history"
            await written.roll_call(section, day)
            await written.absence("anna", section, day, reason=reason)
    elena = await world.guardian("elena", "anna")
    await elena.send("/attendance")
    assert "Пропущено 3 урока (3 дня)" in elena.text
    assert "(3 дня): без уважительной причины — 2, причина не указана — 1" in elena.text


async def test_another_child_is_refused(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/attendance")
    await elena.forge(f"a:{world.school['petr']}:0:0")
    assert "не для вас" in elena.text
    assert "Физика" not in elena.text
