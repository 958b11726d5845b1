"""What a check of a class compares, and the hours that its marks are measured by."""

from domain.calendar import GradingPeriod
from storage.database import Database
from tests.support.clock import OwnClock
from tests.support.journal import journal
from tests.support.school import MONDAY, TODAY, SmallSchool


async def _second_quarter(
    database: Database, clock: OwnClock, school: SmallSchool
) -> GradingPeriod:
    async with database.read(clock()) as uow:
        periods = await uow.schedule.periods(school.id, school.classes["7А"])
    return next(each for each in periods if each.title == "II четверть")


async def test_final_marks_and_marks_of_missed_lessons_of_the_class(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    async with journal(database, school, clock) as written:
        await written.final_mark("anna", "Алгебра", "II четверть", 3)
        await written.final_mark("anna", "История", "I четверть", 5)  # of another period
        await written.mark("petr", "algebra", MONDAY, "4-")
        await written.absence("petr", "algebra", MONDAY)
        await written.mark("petr", "algebra", TODAY, 5)  # was there
        await written.mark("oleg", "history_7b", TODAY, 5)  # of another class
        await written.absence("oleg", "history_7b", TODAY)
    period = await _second_quarter(database, clock, school)
    async with database.read(clock()) as uow:
        found = await uow.contradictions.of_class(school.classes["7А"], period, TODAY)
    assert [
        (each.pupil.family_name, each.subject, each.value.code, each.day, each.reason)
        for each in found
    ] == [("Белов", "Алгебра", "4-", MONDAY, ""), ("Иванова", "Алгебра", "3", None, "")]


async def test_hours_a_week_of_some_sections(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    algebra = school.sections["algebra"]
    async with database.write(clock()) as uow:
        await uow.subjects.set_hours([algebra], 3)
        await uow.commit()
    async with database.read(clock()) as uow:
        assert await uow.subjects.taught_grades(school.id) == [1, 7]
        hours = {each.id: each.weekly_hours for each in await uow.subjects.hours(school.id, 7)}
    assert hours.pop(algebra) == 3
    assert set(hours.values()) == {None}
    assert school.sections["maths_1b"] not in hours
