"""«Звонки»: schedules, and for whom and on which days each of them holds (R062)."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from domain.errors import Refused
from domain.year.bells import read_rings
from handlers.year.bell_callbacks import AskBellsDay, ChooseDays, SetBells
from storage import tables as t
from tests.handlers.test_year import WEDNESDAY, at_year, timetable
from tests.support.people import World
from tests.support.school import MONDAY, TODAY

__all__ = ["timetable"]
SHORT = "Короткие: 8:30–9:00, 9:10–9:40, 9:50–10:20, 10:30–11:00"


async def starts(world: World, section: str, day: date) -> list[int]:
    """When its lessons of a day begin."""
    rows = await world.rows(
        select(t.lesson.c.starts)
        .where(
            t.lesson.c.section_id == world.school.sections[section],
            t.lesson.c.date == day,
            t.lesson.c.is_cancelled.is_(False),
        )
        .order_by(t.lesson.c.number)
    )
    return [row["starts"] for row in rows]


def test_a_name_and_times_make_a_schedule() -> None:
    short = [(510, 540), (550, 580)]
    for typed in ("Короткие: 8:30–9:00, 9:10–9:40", "Короткие 1. 8.30-9.00 2. 9.10-9.40"):
        assert read_rings(typed) == ("Короткие", short)


@pytest.mark.parametrize(
    "typed",
    [
        "Короткие",
        "8:30–9:00",
        "Наоборот: 9:00–8:30",
        "Внахлёст: 8:30–9:15, 9:00–9:45",
        "А: 25:00–26:00",
    ],
)
def test_what_is_no_schedule_is_refused(typed: str) -> None:
    with pytest.raises(Refused) as caught:
        read_rings(typed)
    assert caught.value.code == "bells_form"


async def test_short_lessons_on_a_date_for_a_grade(world: World, timetable: None) -> None:
    assert await starts(world, "algebra", WEDNESDAY) == [510]
    physics = await starts(world, "physics", WEDNESDAY)
    deputy = await at_year(world, "deputy", "Звонки", "+ Звонки")
    await deputy.send("Короткие")
    assert "Нужны название и до 14 уроков" in deputy.text
    await deputy.send(SHORT)
    assert "Короткие: 1. 8:30–9:00, 2. 9:10–9:40" in deputy.text
    assert await starts(world, "physics", WEDNESDAY) == physics, "it holds for nobody yet"
    for label in ("Короткие", "7-е классы", "На дату…"):
        await deputy.click(label)
    await deputy.send("25 ноября")
    assert "25 ноября, 7 класс: Короткие" in deputy.text
    assert await starts(world, "physics", WEDNESDAY) == [550]
    assert await starts(world, "physics", WEDNESDAY + timedelta(days=7)) == physics
    assert await starts(world, "maths_1b", WEDNESDAY) == [510]
    await deputy.click("✕ 25 ноября")
    assert deputy.toast == "Сохранено, изменено 2 урока"
    assert await starts(world, "physics", WEDNESDAY) == physics


async def test_a_weekday_of_the_school_and_what_has_begun_stays(
    world: World, timetable: None
) -> None:
    """It is Tuesday, 10:40: the third lesson is on, the fourth is still ahead."""
    deputy = await at_year(world, "deputy", "Звонки", "+ Звонки")
    await deputy.send("Поздние: 9:00–9:45, 9:55–10:40, 10:50–11:35, 11:45–12:30, 12:40–13:25")
    for label in ("Поздние", "Вся школа", "Во вторник"):
        await deputy.click(label)
    assert "во вторник, вся школа: Поздние" in deputy.text
    assert await starts(world, "history", TODAY) == [565], "it is over"
    assert await starts(world, "english1", TODAY) == [705]
    assert await starts(world, "history", TODAY + timedelta(days=7)) == [595]
    assert await starts(world, "history", MONDAY + timedelta(days=7)) == [510]
    stored = await world.rows(select(t.bell_rule))
    for label in ("Поздние", "Вся школа", "Во вторник"):
        await deputy.click(label)
    assert await world.rows(select(t.bell_rule)) == stored, "once more is the same"


async def test_bells_of_one_class_are_not_those_of_its_grade(world: World, timetable: None) -> None:
    friday, class_id = date(2026, 11, 27), world.school.classes["7А"]
    async with world.app.database.write(world.clock()) as uow:
        cell = {"section_id": world.school.sections["history_7b"], "weekday": 5, "number": 3}
        year = {"begins": date(2026, 9, 1), "ends": date(2027, 5, 26)}
        await uow.connection.execute(t.timetable_slot.insert().values(**cell, **year))
        await uow.commit()
    usual_7b = await starts(world, "history_7b", friday)
    deputy = await at_year(world, "deputy", "Звонки", "+ Звонки")
    await deputy.send(SHORT)
    for label in ("Короткие", "7-е классы", "7А"):
        await deputy.click(label)
    assert "Короткие · 7А" in deputy.text
    await deputy.click("‹ Назад")
    assert {"7А", "7Б"} <= set(deputy.labels), "back at the grade, with its classes"
    await deputy.click("7А")
    await deputy.click("В пятницу")
    assert "в пятницу, 7А: Короткие" in deputy.text
    assert await starts(world, "physics", friday) == [550]
    assert await starts(world, "history_7b", friday) == usual_7b
    stored = await world.rows(select(t.bell_rule.c.school_class_id, t.bell_rule.c.grade_level))
    assert [tuple(row.values()) for row in stored] == [(class_id, None)]
    async with world.app.database.read(world.clock()) as uow:
        found = await uow.days_ahead.lessons(world.school["anna"], friday)
    assert [each.lesson.starts for each in found] == [each.usual.starts for each in found]
    [lesson] = await world.rows(
        select(t.lesson.c.id).where(
            t.lesson.c.section_id == world.school.sections["physics"], t.lesson.c.date == friday
        )
    )
    async with world.app.database.read(world.clock()) as uow:
        rings = await uow.timetable.bells(lesson["id"], friday)
        usual = await uow.timetable.bells(lesson["id"], friday + timedelta(days=3))
    assert (rings[4], rings[5]) == ((630, 660), (750, 795)), "short, but for what it lacks"
    assert usual[4] == (695, 740), "another time is chosen by the bells of the day"
    await deputy.click("✕ в пятницу, 7А")
    assert await starts(world, "physics", friday) == [565]


async def test_bells_of_a_class_of_another_school_are_refused(
    world: World, timetable: None
) -> None:
    """A button that nobody was shown, with the number of a class over the fence."""
    [other] = await world.rows(select(t.school.c.id).where(t.school.c.id != world.school.id))
    async with world.app.database.write(world.clock()) as uow:
        added = t.school_class.insert().values(
            sourced_id="theirs", school_id=other["id"], grade_level=7, title="7Х"
        )
        [theirs] = (await uow.connection.execute(added)).inserted_primary_key or (0,)
        await uow.commit()
    deputy = await at_year(world, "deputy", "Звонки", "+ Звонки")
    await deputy.send(SHORT)
    async with world.app.database.read(world.clock()) as uow:
        schedules = await uow.bells.schedules(world.school.id)
    key = {"schedule_id": schedules[-1].id, "class_id": theirs}
    for forged in (
        ChooseDays(**key),
        SetBells(**key),
        AskBellsDay(**key),
    ):
        await deputy.forge(forged.pack())
        assert "больше нет или это не для вас" in f"{deputy.toast} {deputy.text}"
    assert await world.rows(select(t.bell_rule)) == []


async def test_a_usual_late_weekday_is_no_news_of_the_evening(
    world: World, timetable: None
) -> None:
    """The card «Завтра» names lessons at an unusual time: by a date, not by a weekday."""
    deputy = await at_year(world, "deputy", "Звонки", "+ Звонки")
    await deputy.send("Поздние: 9:00–9:45, 9:55–10:40, 10:50–11:35")
    for label in ("Поздние", "Вся школа", "В среду"):
        await deputy.click(label)
    async with world.app.database.read(world.clock()) as uow:
        found = await uow.days_ahead.lessons(world.school["anna"], WEDNESDAY)
    assert [each.lesson.starts for each in found] == [each.usual.starts for each in found]
