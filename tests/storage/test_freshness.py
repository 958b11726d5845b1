"""When something was recorded last of what a family sees (R118)."""

from datetime import timedelta

from sqlalchemy import update

from domain.attendance.model import Called
from storage import tables as t
from storage.database import Database
from tests.support.clock import OwnClock
from tests.support.journal import journal
from tests.support.school import MONDAY, TODAY, SmallSchool

WEEK_AGO = TODAY - timedelta(days=7)


async def test_roll_calls_beneath_what_is_missed(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    async with database.write(clock()) as uow:
        anna = school["anna"]
        assert await uow.attendance.called(anna, MONDAY, TODAY, TODAY) == Called(None, 2)
        await uow.lessons.mark_attendance_taken(school.lesson("algebra", MONDAY))
        assert await uow.attendance.called(anna, MONDAY, TODAY, TODAY) == Called(clock(), 1)
        history = school.lesson("history", MONDAY)
        cancelled = update(t.lesson).where(t.lesson.c.id == history).values(is_cancelled=True)
        await uow.connection.execute(cancelled)
        assert await uow.attendance.called(anna, MONDAY, TODAY, TODAY) == Called(clock(), 0)
        assert await uow.attendance.called(school["oleg"], MONDAY, TODAY, TODAY) == Called(None, 0)


async def test_a_mark_taken_away_is_news_too(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    async with journal(database, school, clock) as written:
        await written.mark("anna", "algebra", MONDAY, 4)
    later = clock() + timedelta(hours=1)
    async with database.write(clock()) as uow:
        anna = school["anna"]
        set_at = await uow.marks.updated_at(anna, WEEK_AGO, TODAY)
        assert set_at is not None
        await uow.connection.execute(update(t.mark).values(removed_at=later))
        assert await uow.marks.updated_at(anna, WEEK_AGO, TODAY) == later
        assert await uow.marks.updated_at(anna, TODAY, TODAY) is None
