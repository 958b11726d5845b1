"""The checks of class lists with the school year that counts, on both databases."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
from sqlalchemy import delete, insert, update

from domain.calendar import School
from domain.classes.model import SchoolClass
from domain.personal_data.list_model import SchoolYear
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.clock import OwnClock
from tests.support.school import TODAY, SmallSchool

OCTOBER, NOVEMBER = date(2026, 10, 1), date(2026, 11, 1)
LAST = SchoolYear(date(2025, 9, 1), date(2026, 5, 26))
NEXT = SchoolYear(date(2027, 9, 1), date(2028, 5, 26))


@pytest.fixture
async def uow(database: Database, clock: OwnClock) -> AsyncIterator[SqlUnitOfWork]:
    async with database.write(clock()) as opened:
        yield opened


@pytest.fixture
async def seventh(uow: SqlUnitOfWork, school: SmallSchool) -> SchoolClass:
    return await uow.classes.school_class(school.classes["7А"])


async def stored(uow: SqlUnitOfWork, school: SmallSchool, year: SchoolYear) -> None:
    await uow.connection.execute(
        insert(t.grading_period).values(
            school_id=school.id,
            sourced_id=f"year {year.ends.year}",
            ordinal=0,
            kind="school_year",
            school_year=year.ends.year,
            title="год",
            begins=year.begins,
            ends=year.ends,
        )
    )


async def years(uow: SqlUnitOfWork, of_class: SchoolClass) -> SchoolYear | None:
    """As one class has it, which must be as the list of all has it."""
    year, _checks = await uow.class_lists.checks(of_class, 12)
    assert {each.year for each in await uow.class_lists.of_school(of_class.school)} == {year}
    return year


async def test_the_year_is_the_one_that_goes_on_else_the_next_else_the_last(
    uow: SqlUnitOfWork, school: SmallSchool, seventh: SchoolClass
) -> None:
    own = t.grading_period.c.id == school.periods["year"]
    begins, ends = date(2026, 9, 1), date(2027, 5, 26)
    await uow.connection.execute(
        update(t.grading_period).where(own).values(begins=begins, ends=ends)
    )
    for each in (LAST, NEXT):
        await stored(uow, school, each)
    assert await years(uow, seventh) == SchoolYear(begins, ends)
    # That ended this month counts to the end of it.
    ended = TODAY.replace(day=1)
    await uow.connection.execute(update(t.grading_period).where(own).values(ends=ended))
    assert await years(uow, seventh) == SchoolYear(begins, ended)
    await uow.connection.execute(delete(t.grading_period).where(own))
    assert await years(uow, seventh) == NEXT
    next_one = t.grading_period.c.begins == NEXT.begins
    await uow.connection.execute(delete(t.grading_period).where(next_one))
    await stored(uow, school, SchoolYear(date(2024, 9, 2), date(2025, 5, 26)))
    assert await years(uow, seventh) == LAST
    of_years = t.grading_period.c.kind == "school_year"
    await uow.connection.execute(delete(t.grading_period).where(of_years))
    assert await years(uow, seventh) is None


async def test_checks_are_the_newest_first_and_every_class_is_listed(
    uow: SqlUnitOfWork, seventh: SchoolClass
) -> None:
    async def of_all(school: School) -> dict[str, date | None]:
        found = await uow.class_lists.of_school(school)
        return {each.school_class.title: each.month for each in found}

    school, teacher = seventh.school, seventh.homeroom_teacher
    assert teacher is not None
    _year, none = await uow.class_lists.checks(seventh, 12)
    assert none == []
    assert await of_all(school) == {"1Б": None, "7А": None, "7Б": None}
    for month in (OCTOBER, NOVEMBER):
        assert await uow.class_lists.note_check(seventh.id, month, teacher.id, 6, 1)
    _year, checks = await uow.class_lists.checks(seventh, 12)
    assert [each.month for each in checks] == [NOVEMBER, OCTOBER]
    assert {(each.checked_by, each.pupils, each.incomplete) for each in checks} == {(teacher, 6, 1)}
    _year, [newest] = await uow.class_lists.checks(seventh, 1)
    assert newest == checks[0]
    assert await of_all(school) == {"1Б": None, "7А": NOVEMBER, "7Б": None}
