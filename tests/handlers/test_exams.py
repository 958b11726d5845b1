"""Exams: their days, their marks and the final ones, in conversation."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from storage import tables as t
from tests.handlers.test_calendar_file import calendar_of
from tests.support.evenings import Evenings
from tests.support.journal import journal
from tests.support.outbox import Outbox
from tests.support.people import Client, World
from tests.support.school import TODAY


async def exams(world: World, **rules: Any) -> Client:
    """In the seventh grade, which is where the small school has marks."""
    rules = {"exam_grade_levels": [7, 9], **rules}
    await world.change(t.school, world.school.id, policy=rules)
    deputy = await world.staff("deputy")
    await deputy.send("/menu")
    await deputy.forge("fh:7")
    return deputy


async def columns(world: World) -> list[tuple[str, date, date]]:
    found = await world.rows(
        select(t.grading_period)
        .where(t.grading_period.c.kind.in_(["exam", "final"]))
        .order_by(t.grading_period.c.kind)
    )
    return [(row["kind"], row["begins"], row["ends"]) for row in found]


async def test_the_deputy_sets_days_and_takes_them_back(world: World) -> None:
    deputy = await exams(world)
    assert deputy.text.startswith("Экзамены, 7 класс · 2026/27")
    await deputy.click("+ Экзамен")
    for typed, answer in (
        ("Алгебра", "Нужны предмет и день"),
        ("Алгебра, 45 июня", "Нужны предмет и день"),
        ("Латынь, 3 июня", "один из этих и день: Алгебра"),
        ("Алгебра, 3 сентября 2027", "с 1 сентября по 26 августа"),
    ):
        await deputy.send(typed)
        assert answer in deputy.text, typed
    await deputy.send("алгебра, 3 июня")
    assert "Алгебра | 3 июня" in deputy.text
    await deputy.click("+ Экзамен")
    await deputy.send("Физика, 9 июня")
    assert await columns(world) == [
        ("exam", date(2027, 6, 3), date(2027, 6, 9)),
        ("final", date(2026, 9, 1), date(2027, 5, 26)),
    ]
    await deputy.click("✕ Алгебра")
    assert (await columns(world))[0] == ("exam", date(2027, 6, 9), date(2027, 6, 9))
    await deputy.click("✕ Физика")
    assert "✕" not in str(deputy.buttons)
    assert await columns(world) == []
    await deputy.forge("fh:9")
    await deputy.click("+ Экзамен")
    await deputy.send("Алгебра, 3 июня")
    assert "В 9-м классе нет предметов с отметками" in deputy.text
    await deputy.forge("fh:8")
    assert "экзаменов нет" in deputy.text
    world.clock.advance(timedelta(days=330))
    await deputy.forge("fh:7")
    assert deputy.text.startswith("Экзамены, 7 класс\nУчебного года ещё нет")
    assert "+ Экзамен" not in deputy.labels


async def test_a_year_with_exams_stays_and_its_columns_follow_its_bounds(world: World) -> None:
    deputy = await exams(world)
    for typed in ("Алгебра, 3 июня", "Физика, 9 июня"):
        await deputy.click("+ Экзамен")
        await deputy.send(typed)
    [year] = await world.rows(
        select(t.grading_period.c.id).where(t.grading_period.c.kind == "school_year")
    )
    await deputy.forge(f"rb:{year['id']}:0")
    await deputy.send("1 сентября – 31 мая")
    assert (await columns(world))[1] == ("final", date(2026, 9, 1), date(2027, 5, 31))
    async with world.app.database.write(world.clock()) as uow:
        parts = t.grading_period.c.kind.in_(["quarter", "half_year"])
        await uow.connection.execute(t.grading_period.delete().where(parts))
        await uow.commit()
    await deputy.forge(f"rc:{year['id']}")
    assert "Сначала уберите их" in deputy.text
    for kind in ("exam", "final"):  # no part of a year: nothing is entered of it, nobody goes by it
        await deputy.forge(f"rzs:7:{kind}")
        await deputy.forge(f"rj:{kind}")
        await deputy.send("Экзамены, 1 мая – 20 мая")
        assert "учебного года ещё нет" in deputy.text.lower()
    assert len(await columns(world)) == 2
    kinds = select(t.school_class.c.period_kind).distinct()
    assert await world.rows(kinds) == [{"period_kind": "quarter"}]


async def test_families_see_the_day_of_an_exam_and_hear_of_it_on_the_eve(
    evenings: Evenings, mother: Client
) -> None:
    """Also on a day without lessons; those of other grades do not."""
    world = evenings.world
    other = await world.pupil("misha")
    deputy = await exams(world)
    for typed in ("Алгебра, 28 ноября", "Физика, 27 ноября"):
        await deputy.click("+ Экзамен")
        await deputy.send(typed)
    for client, sees in ((mother, True), (other, False)):
        await client.send("/schedule")
        for label in ("ср ▶", "чт ▶", "пт ▶"):
            await client.click(label)
        assert ("● Экзамен: физика" in client.text) is sees
        await client.click("Контрольные")
        both = "Пт, 27 ноября: физика, экзамен\nСб, 28 ноября: алгебра, экзамен"
        assert (both in client.text) is sees
    await mother.send("/schedule")
    await mother.click("Неделя")
    await mother.click("В календарь")
    lines = calendar_of(mother)
    [at] = [index for index, line in enumerate(lines) if line == "SUMMARY:Экзамен: алгебра"]
    assert lines[at - 2 : at] == ["DTSTART;VALUE=DATE:20261128", "DTEND;VALUE=DATE:20261129"]
    await evenings.at(19, day=TODAY + timedelta(days=3))
    assert mother.text.splitlines()[:2] == ["Анна: завтра уроков нет", "● Экзамен: алгебра"]
    assert "алгебра" not in other.text
    await deputy.send("/menu")
    await deputy.forge("fh:7")
    await deputy.click("✕ Алгебра")
    world.clock.advance(timedelta(minutes=5))
    await world.app.sender.pump()
    assert mother.text.splitlines()[0] == "Анна: завтра уроков нет"
    assert "Экзамен" not in mother.text


async def chosen(teacher: Client, period: str, **marks: str) -> None:
    """In algebra, from the table of the class; saved there."""
    await teacher.send("/class")
    await teacher.click("Итоги")
    await teacher.click(period)
    await teacher.click("Алгебра")
    for name, mark in marks.items():
        await teacher.click(name)
        await teacher.click(mark)
    if not marks:
        await teacher.click("По среднему · 2")
    await teacher.click("‹ К предметам")
    await teacher.click("Сохранить · 2")


async def with_years(world: World, *pupils: str) -> Client:
    """The deputy has set the exam in algebra for 3 June; the year is a 4."""
    deputy = await exams(world)
    await deputy.click("+ Экзамен")
    await deputy.send("Алгебра, 3 июня")
    async with journal(world.app.database, world.school, world.clock) as written:
        for pupil in pupils:
            await written.final_mark(pupil, "Алгебра", "year", 4)
    return deputy


async def test_the_column_of_an_exam_is_there_from_its_day_on(world: World) -> None:
    deputy = await with_years(world)
    world.clock.advance(timedelta(days=180))  # 23 May
    teacher = await world.staff("orlova")
    [exam] = await world.rows(
        select(t.grading_period.c.id).where(t.grading_period.c.kind == "exam")
    )
    await teacher.send("/class")
    await teacher.forge(f"fs:{world.school.sections['algebra']}:{exam['id']}:0")
    assert "Экзамен 3 июня. Отметки за него можно ставить с этого дня." in teacher.text
    world.clock.advance(timedelta(days=11))
    await teacher.send("/class")
    await teacher.click("Итоги")
    await teacher.click("Экзамен")
    assert [row for row in teacher.text.splitlines() if "из" in row] == ["Алгебра | 0 из 6 | "]
    await chosen(teacher, "Экзамен", Иванова="5", Белов="2")  # of an exam nobody asks why
    await deputy.send("/menu")
    [stored] = await world.rows(select(t.exam))
    await deputy.forge(f"fj:{stored['id']}")
    assert "уже есть отметки" in deputy.text
    await deputy.forge("fh:7")
    await deputy.click("+ Экзамен")
    await deputy.send("Алгебра, 20 июня")
    assert "впереди он быть не может" in deputy.text
    assert "не позже 3 июня" in deputy.text
    await deputy.send("Алгебра, 2 июня")
    assert "Алгебра | 2 июня" in deputy.text
    await teacher.forge(f"fs:{world.school.sections['algebra']}:9999:0")
    assert "Этого столбца больше нет" in teacher.text


async def test_the_final_mark_is_of_the_year_and_the_exam(world: World) -> None:
    await with_years(world, "anna", "petr")
    world.clock.advance(timedelta(days=191))
    elena, teacher = await world.guardian("elena", "anna"), await world.staff("orlova")
    await chosen(teacher, "Экзамен", Иванова="5", Белов="2")
    await Outbox(world).drain()
    assert "Анна, алгебра: 5 за экзамен" in elena.text
    await teacher.click("Итоговая")
    await teacher.click("Алгебра")
    assert "Иванова | 4,50 | 5 | —" in teacher.text
    assert "Белов | 3,00 | 3 | —" in teacher.text
    await chosen(teacher, "Итоговая")
    await Outbox(world).drain()
    assert "Анна, алгебра: 5 за весь курс" in elena.text
    for label in ("Алгебра", "Ёлкина", "4"):
        await teacher.click(label)
    assert teacher.text.startswith("Ёлкина Дарья: 4 за весь курс\nГодовой отметки нет.")
    await elena.send("/finals")
    assert "Алгебра |  |  |  |  | 4\n" in elena.text
    assert "Предмет | Год | Экз. | Итог\nАлгебра | 4 | 5 | 5" in elena.text


async def test_the_final_mark_of_two_years_where_a_subject_has_no_exam(world: World) -> None:
    """3 and 4 are a 4, also where the grade before had a year of its own; not what the grade of
    now had then. The exam in physics is still ahead, so only algebra is asked for.
    """
    deputy = await exams(world, two_year_grade_levels=[7])
    await deputy.click("+ Экзамен")
    await deputy.send("Физика, 9 июня")
    async with journal(world.app.database, world.school, world.clock) as written:
        for name, grade, mark in (("before", 6, 3), ("of others", 7, 5)):
            world.school.periods[name] = await written.add(
                t.grading_period,
                sourced_id=name,
                school_id=world.school.id,
                kind="school_year",
                ordinal=1,
                title="2025/26",
                school_year=2026,
                begins=date(2025, 9, 1),
                ends=date(2026, 5, 26),
                grade_level=grade,
            )
            await written.final_mark("anna", "Алгебра", name, mark)
        await written.final_mark("anna", "Алгебра", "year", 4)
    world.clock.advance(timedelta(days=180))  # 23 May
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Итоги")
    await teacher.click("Итоговая")
    assert "Физика" not in teacher.text
    await teacher.click("Алгебра")
    assert "Иванова | 3,50 | 4 | —" in teacher.text
