"""Final marks that are no numbers, in conversation."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import select

from storage import tables as t
from tests.support.journal import Journal, journal
from tests.support.outbox import Outbox
from tests.support.people import Client, World


async def held(written: Journal, day: date, absent: Collection[str]) -> None:
    """A lesson of algebra in the first quarter, without these pupils."""
    lesson_id = await written.add(
        t.lesson,
        section_id=written.school.sections["algebra"],
        date=day,
        number=1,
        starts=480,
        ends=525,
    )
    written.school.lessons["algebra", day] = lesson_id
    await written.roll_call("algebra", day)
    for pupil in absent:
        await written.absence(pupil, "algebra", day)


async def with_absences(world: World) -> None:
    """Three hours a week: Petr has two marks and missed both lessons, Darya one of them."""
    await world.change(t.section, world.school.sections["algebra"], weekly_hours=3)
    async with journal(world.app.database, world.school, world.clock) as written:
        for pupil, value in (("petr", 3), ("petr", 4), ("darya", 3), ("anna", 5)):
            await written.mark(pupil, "algebra", date(2026, 9, 10), value)
        await held(written, date(2026, 10, 1), ("petr", "darya"))
        await held(written, date(2026, 10, 8), ("petr",))
    await world.change(t.school, world.school.id, policy={"not_attested_missed": 60})


async def sheet(world: World) -> Client:
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Итоги")
    await teacher.click("Алгебра")
    return teacher


async def test_who_missed_too_much_is_suggested_not_attested(world: World) -> None:
    olga = await world.guardian("olga", "petr")
    await with_absences(world)
    teacher = await sheet(world)
    assert "Белов | 3,50 | н/а | —" in teacher.text
    assert "Ёлкина | 3,00 | 3 | —" in teacher.text
    await teacher.click("По среднему")
    assert "Белов | 3,50 | н/а | —" in teacher.text  # the program leaves nobody without a mark
    await teacher.click("Белов")
    assert "Отметок мало, а пропущено много уроков." in teacher.text
    await teacher.click("н/а")
    assert "Белов | 3,50 | н/а | ● н/а" in teacher.text  # it follows: nobody asks why
    await teacher.click("Шевченко")
    await teacher.click("н/а")
    assert "Текущих отметок под ней нет." in teacher.text  # not: «аттестовать можно»
    await teacher.click("‹ Назад")
    await teacher.click("‹ Назад")
    await teacher.click("Иванова")
    await teacher.click("осв")
    assert "Под ней есть отметки." in teacher.text
    await teacher.send("Приказ 15: освобождена от предмета")
    await teacher.click("‹ К предметам")
    await teacher.click("Сохранить")
    stored = await world.rows(select(t.final_mark).where(t.final_mark.c.value.is_(None)))
    assert {(row["student_id"], row["code"]) for row in stored} == {
        (world.school["petr"], "na"),
        (world.school["anna"], "ex"),
    }
    await Outbox(world).drain()
    assert "Пётр, алгебра: нет аттестации за I четверть" in olga.text
    await olga.send("/finals")
    assert "Алгебра | н/а" in olga.text
