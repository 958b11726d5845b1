"""Final marks in conversation."""

from datetime import date

from storage import tables as t
from tests.support.journal import journal
from tests.support.people import World


async def test_subjects_by_periods_and_the_year(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        await written.final_mark("anna", "История", "I четверть", 5)
        await written.final_mark("anna", "Алгебра", "I четверть", 4)
        await written.final_mark("anna", "Алгебра", "year", 5)
        await written.final_mark("petr", "Физика", "I четверть", 2)
    elena = await world.guardian("elena", "anna")
    await elena.send("/finals")
    assert elena.text.splitlines() == [
        "Анна · 7А · итоги 2026/27",
        "Предмет | I | II | III | IV | Год",
        "Алгебра | 4 |  |  |  | 5",
        "История | 5 |  |  |  | ",
    ]
    await elena.click("‹ Назад")
    await elena.send("/settings")
    await elena.click("Таблицы текстом")
    await elena.send("/finals")
    assert "Алгебра: I 4 · год 5" in elena.text


async def test_an_earlier_year_in_its_own_periods(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        half = await written.add(
            t.grading_period,
            sourced_id="half",
            school_id=world.school.id,
            kind="half_year",
            ordinal=1,
            title="I полугодие",
            school_year=2026,
            begins=date(2025, 9, 1),
            ends=date(2025, 12, 30),
        )
        await written.add(
            t.final_mark,
            student_id=world.school["anna"],
            subject_id=world.school.subjects["Физика"],
            grading_period_id=half,
            value=3,
            set_at=world.clock(),
        )
    elena = await world.guardian("elena", "anna")
    await elena.send("/finals")
    assert "Итоговых отметок за этот год пока нет." in elena.text
    await elena.click("2025/26")
    assert elena.text.splitlines() == ["Анна · 7А · итоги 2025/26", "Предмет | I", "Физика | 3"]
    await elena.click("2026/27")
    assert "итоги 2026/27" in elena.text


async def test_a_forged_pupil_or_year_is_refused(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/finals")
    for data in (f"f:{world.school['petr']}:0:0", f"f:{world.school['anna']}:1999:0"):
        await elena.forge(data)
        assert "не для вас" in elena.text
