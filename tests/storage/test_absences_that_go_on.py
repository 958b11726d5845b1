"""Which absences of an import go on, and which become the first ones; on both databases."""

from typing import Any

from sqlalchemy import Select, insert, select, update

from storage import tables as t
from storage.database import Database
from storage.roster.telling import _absences, _first_absences
from storage.uow import SqlUnitOfWork
from tests.support.clock import OwnClock
from tests.support.outbox import add
from tests.support.school import TODAY, SmallSchool


class Journal:
    """Anna's day, lesson by lesson."""

    def __init__(self, uow: SqlUnitOfWork, school: SmallSchool) -> None:
        self.uow, self.school = uow, school

    async def call(self, section: str, status: str, old: str = "present") -> int:
        """The roll of her lesson was called, or corrected; the change's id."""
        lesson, anna = self.school.lesson(section), self.school["anna"]
        key = {"lesson_id": lesson, "student_id": anna}
        run = self.uow.connection.execute
        await run(
            update(t.lesson).where(t.lesson.c.id == lesson).values(attendance_taken_at=self.uow.now)
        )
        event = t.attendance_event
        await run(event.delete().where(event.c.lesson_id == lesson, event.c.student_id == anna))
        if status != "present":
            await run(
                insert(event).values(**key, date=TODAY, status=status, recorded_at=self.uow.now)
            )
        if status == old:
            return 0
        return await add(
            self.uow, t.attendance_change, **key, old_status=old, new_status=status,
            changed_at=self.uow.now,
        )  # fmt: skip

    async def found(self, query: Select[Any]) -> list[tuple[int, bool]]:
        rows = (await self.uow.connection.execute(query)).all()
        return sorted((row.ref_id, bool(row.is_continued)) for row in rows)


async def test_absences_after_an_absence_go_on(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    async with database.write(clock()) as uow:
        journal = Journal(uow, school)
        assert await order(uow, school, "physics", "history", "algebra", "english1")
        first = await journal.call("physics", "absent")
        second = await journal.call("history", "absent")
        await journal.call("algebra", "present")
        third = await journal.call("english1", "absent")
        found = await journal.found(_absences(0))
        assert found == [(first, False), (second, True), (third, False)]
        assert await journal.found(_absences(first)) == [(second, True), (third, False)]


async def test_a_lesson_without_a_roll_call_interrupts_nothing(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    async with database.write(clock()) as uow:
        journal = Journal(uow, school)
        first = await journal.call("physics", "absent")
        late = await journal.call("algebra", "late")
        last = await journal.call("english1", "absent")
        found = await journal.found(_absences(0))
        assert found == [(first, False), (late, False), (last, False)]
        await uow.connection.execute(
            update(t.lesson)
            .where(t.lesson.c.id == school.lesson("algebra"))
            .values(attendance_taken_at=None)
        )
        assert (await journal.found(_absences(0)))[-1] == (last, True)


async def test_after_a_return_the_next_absence_is_the_first(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    async with database.write(clock()) as uow:
        journal = Journal(uow, school)
        await journal.call("physics", "absent")
        second = await journal.call("history", "absent")
        third = await journal.call("algebra", "absent")
        assert await journal.found(_first_absences(0)) == []
        await journal.call("physics", "late", old="absent")
        assert await journal.found(_first_absences(third)) == [(second, False)]
        await journal.call("history", "present", old="absent")
        assert (third, False) in await journal.found(_first_absences(third))


async def order(uow: SqlUnitOfWork, school: SmallSchool, *sections: str) -> bool:
    """Whether these are Anna's lessons of the day one after the other."""
    ids = [school.lesson(each) for each in sections]
    rows = await uow.connection.execute(
        select(t.lesson.c.id).where(t.lesson.c.id.in_(ids)).order_by(t.lesson.c.starts)
    )
    return list(rows.scalars()) == ids
