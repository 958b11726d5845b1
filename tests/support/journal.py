"""What teachers have recorded in the small school, written straight into the tables."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Table, insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from domain.attendance.model import Reason, Status
from domain.marks.value import MarkValue
from storage import tables as t
from storage.database import Database
from storage.mark_values import as_columns
from tests.support.clock import OwnClock
from tests.support.school import SECTIONS, SmallSchool

RECORDED = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)


@dataclass
class Journal:
    """Writes into one open transaction; names are those of `tests.support.school`."""

    connection: AsyncConnection
    school: SmallSchool

    async def add(self, table: Table, **values: Any) -> int:
        done = await self.connection.execute(insert(table).values(**values))
        key = done.inserted_primary_key
        assert key is not None
        return int(key[0])

    async def mark(
        self,
        pupil: str,
        section: str,
        day: date,
        value: int | str,
        work: str = "answer",
        **more: Any,
    ) -> int:
        """`value` is a number, or the code of what is none."""
        lesson_id = self.school.lessons.get((section, day))
        values = {
            "lesson_id": lesson_id,
            "section_id": self.school.sections[section],
            "student_id": self.school[pupil],
            "date": day,
            "work_type_id": self.school.work_types[work],
            **as_columns(MarkValue.of(str(value))),
            "teacher_id": self.school[SECTIONS[section][2]],
            "set_at": RECORDED,
        }
        return await self.add(t.mark, **(values | more))

    async def change(self, mark_id: int, old: int | None, new: int | None) -> None:
        await self.add(
            t.mark_change, mark_id=mark_id, old_value=old, new_value=new, changed_at=RECORDED
        )

    async def final_mark(self, pupil: str, subject: str, period: str, value: int | str) -> int:
        """`value` as of a mark."""
        return await self.add(
            t.final_mark,
            student_id=self.school[pupil],
            subject_id=self.school.subjects[subject],
            grading_period_id=self.school.periods[period],
            **as_columns(MarkValue.of(str(value))),
            set_at=RECORDED,
        )

    async def roll_call(self, section: str, day: date) -> None:
        await self.connection.execute(
            update(t.lesson)
            .where(t.lesson.c.id == self.school.lesson(section, day))
            .values(attendance_taken_at=RECORDED)
        )

    async def absence(
        self,
        pupil: str,
        section: str,
        day: date,
        status: Status = Status.ABSENT,
        reason: Reason = Reason.UNKNOWN,
        minutes_late: int | None = None,
    ) -> int:
        return await self.add(
            t.attendance_event,
            lesson_id=self.school.lesson(section, day),
            student_id=self.school[pupil],
            date=day,
            status=status.value,
            reason=reason.value,
            minutes_late=minutes_late,
            recorded_at=RECORDED,
        )

    async def homework(self, section: str, due: date, text: str) -> int:
        return await self.add(
            t.homework,
            section_id=self.school.sections[section],
            due_lesson_id=self.school.lessons.get((section, due)),
            due_date=due,
            text=text,
            set_at=RECORDED,
        )


@asynccontextmanager
async def journal(
    database: Database, school: SmallSchool, clock: OwnClock
) -> AsyncIterator[Journal]:
    """Commits at the end."""
    async with database.write(clock()) as uow:
        yield Journal(uow.connection, school)
        await uow.commit()
