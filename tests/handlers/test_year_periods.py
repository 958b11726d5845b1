"""Bounds of the school year and of grading periods of every kind, by grade (R034, R038)."""

from datetime import date

from sqlalchemy import select

from storage import tables as t
from tests.handlers.test_year import at_year
from tests.support.people import World


async def quarters(world: World, class_title: str) -> list[tuple[str, date, date]]:
    """The quarters of a class, as its marks are counted."""
    async with world.app.database.read(world.clock()) as uow:
        found = await uow.schedule.periods(world.school.id, world.school.classes[class_title])
    return [(each.title, each.begins, each.ends) for each in found if each.kind == "quarter"]


async def set_final(world: World) -> None:
    """Anna of 7А, in the first quarter."""
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            t.final_mark.insert().values(
                student_id=world.school["anna"],
                subject_id=world.school.subjects["Алгебра"],
                grading_period_id=world.school.periods["I четверть"],
                value=5,
                set_at=world.clock(),
            )
        )
        await uow.commit()


async def test_a_grade_has_bounds_of_its_own_in_the_place_of_the_schools(world: World) -> None:
    before = await quarters(world, "7А")
    deputy = await at_year(world, "deputy", "Учебные периоды")
    assert "2026/27: 1 сентября 2026 – 26 мая 2027" in deputy.text
    assert "Четверти, 1–7 классы: 4 периода" in deputy.text
    await deputy.click("Четверти")
    assert "III четверть: 11 января – 26 марта 2027" in deputy.text
    await deputy.click("III четверть")
    await deputy.click("Параллели иначе…")
    await deputy.click("1-е классы")
    await deputy.send("11 января – 12 марта")
    assert "III четверть, 1 класс: 11 января – 12 марта 2027" in deputy.text
    assert await quarters(world, "7А") == before
    own = await quarters(world, "1Б")
    assert own[2] == ("III четверть", date(2027, 1, 11), date(2027, 3, 12))
    assert [own[0], own[1], own[3]] == [before[0], before[1], before[3]]
    await deputy.click("III четверть, 1")
    await deputy.click("Убрать")
    assert await quarters(world, "1Б") == before


async def test_bounds_that_cannot_be_are_said_and_the_question_stays(world: World) -> None:
    admin = await at_year(world, "admin", "Учебные периоды", "Четверти", "II четверть", "Границы…")
    for typed, said in (
        ("2 ноября – 15 января", "На часть этих дней уже есть период"),
        ("1 августа 2026 – 20 декабря 2026", "вне учебного года"),
        ("ноябрь", "Это не дни календаря"),
    ):
        await admin.send(typed)
        assert said in admin.text
    await admin.send("2 ноября – 27 декабря")
    assert "II четверть: 2 ноября – 27 декабря 2026" in admin.text
    assert "28 декабря – 8 января: ни в периоде, ни в каникулах" in admin.text
    [row] = await world.rows(
        select(t.grading_period).where(t.grading_period.c.title == "II четверть")
    )
    assert (row["ends"], row["is_decided"]) == (date(2026, 12, 27), True)
    trail = await world.rows(
        select(t.audit_record).where(
            t.audit_record.c.action == "edit_calendar", t.audit_record.c.after.is_not(None)
        )
    )
    assert (trail[-1]["thing_kind"], trail[-1]["thing_id"]) == ("period", row["id"])
    assert "2026-12-30" in trail[-1]["before"]


async def test_periods_of_another_kind_are_typed_one_after_another(world: World) -> None:
    deputy = await at_year(world, "deputy", "Учебные периоды", "Полугодия", "+ Период")
    await deputy.send("I полугодие, 1 сентября – 30 декабря")
    await deputy.click("+ Период")
    await deputy.send("II полугодие, 11 января – 26 мая")
    assert "II полугодие: 11 января – 26 мая 2027" in deputy.text
    rows = await world.rows(
        select(t.grading_period.c.ordinal, t.grading_period.c.school_year)
        .where(t.grading_period.c.kind == "half_year")
        .order_by(t.grading_period.c.ordinal)
    )
    assert [tuple(row.values()) for row in rows] == [(1, 2027), (2, 2027)]


async def test_a_grade_goes_by_other_periods_until_final_marks_stand(world: World) -> None:
    deputy = await at_year(world, "deputy", "Учебные периоды", "По параллелям")
    assert "7-е классы: четверти" in deputy.text
    await deputy.click("7-е классы")
    await deputy.click("Триместры")
    assert "✓ Триместры" in deputy.labels
    assert "Триместры: не введены" in deputy.text
    kinds = select(t.school_class.c.period_kind).where(t.school_class.c.grade_level == 7).distinct()
    assert await world.rows(kinds) == [{"period_kind": "trimester"}]
    await set_final(world)
    await deputy.click("Четверти")
    assert "В 7-х классах уже есть итоговые отметки этого года." in deputy.text
    assert await world.rows(kinds) == [{"period_kind": "trimester"}]


async def test_what_has_final_marks_is_not_removed(world: World) -> None:
    await set_final(world)
    deputy = await at_year(world, "deputy", "Учебные периоды", "Четверти", "I четверть")
    assert "В нём есть итоговые отметки." in deputy.text
    assert "Убрать" not in deputy.labels
    await deputy.forge(f"rc:{world.school.periods['I четверть']}")
    assert "поэтому он остаётся общим для всех" in deputy.text
    await deputy.forge(f"rb:{world.school.periods['I четверть']}:1")
    await deputy.send("1 сентября – 16 октября")
    assert "поэтому он остаётся общим для всех" in deputy.text
    assert len(await quarters(world, "1Б")) == 4


async def test_a_school_without_a_year_enters_it_first(world: World) -> None:
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(t.grading_period.delete())
        await uow.commit()
    admin = await at_year(world, "admin")
    assert "○ Границы этого учебного года не введены" in admin.text
    await admin.click("Учебные периоды")
    await admin.click("+ Учебный год")
    await admin.send("1 сентября – 26 мая")
    assert "2026/27: 1 сентября 2026 – 26 мая 2027" in admin.text
    await admin.click("Четверти")
    await admin.click("+ Период")
    await admin.send("I четверть, 1 сентября – 23 октября")
    assert [each[0] for each in await quarters(world, "7А")] == ["I четверть"]
