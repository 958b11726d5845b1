"""What is known of a pupil's absence in one statement, on both databases."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import insert, update

from domain.absences.reason_model import StoredPaper
from domain.working_days import CalendarDate, DateKind
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.clock import OwnClock
from tests.support.school import MONDAY, TODAY, SmallSchool

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
async def uow(database: Database, clock: OwnClock) -> AsyncIterator[SqlUnitOfWork]:
    async with database.write(clock()) as opened:
        yield opened


async def test_papers_come_once_with_the_days_that_differ(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    store, petr, orlova = uow.absence_reasons, school["petr"], school["orlova"]
    days = [
        CalendarDate(MONDAY, DateKind.FREE, "День школы"),
        CalendarDate(TOMORROW, DateKind.FREE, ""),
    ]
    for day in days:
        await uow.calendar.set_date(school.id, day)
    assert await store.of_pupil(petr, TODAY) == ([], [], False)
    first = await store.add_paper(petr, MONDAY, MONDAY, TODAY, orlova)
    second = await store.add_paper(petr, TODAY, TODAY, TODAY, orlova)
    await store.add_paper(school["anna"], MONDAY, MONDAY, TODAY, orlova)
    papers = [
        StoredPaper(first, petr, MONDAY, MONDAY, TODAY),
        StoredPaper(second, petr, TODAY, TODAY, TODAY),
    ]
    assert await store.of_pupil(petr, TODAY) == (papers, days, False)
    await store.settle_papers(petr, MONDAY, MONDAY)
    assert await store.of_pupil(petr, TODAY) == (papers[1:], days, False)


async def test_a_pupil_is_looked_for_on_the_day_until_the_case_is_over(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    store, petr = uow.absence_reasons, school["petr"]
    await uow.connection.execute(
        insert(t.absence_case).values(
            student_id=petr,
            date=TODAY,
            lesson_id=school.lesson("algebra", TODAY),
            opened_at=uow.now,
        )
    )
    assert await store.of_pupil(petr, TODAY) == ([], [], True)
    assert await store.of_pupil(petr, TOMORROW) == ([], [], False)
    assert await store.of_pupil(school["anna"], TODAY) == ([], [], False)
    await uow.connection.execute(update(t.absence_case).values(closing="came"))
    assert await store.of_pupil(petr, TODAY) == ([], [], False)
