"""What meets at the same time, on many days at once."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import bindparam, select

from domain.timetable.meetings import Membership
from domain.timetable.model import TimetableLesson
from storage.schedule import IS_SHOWN
from storage.spans import has_not_ended, holds
from storage.store import Store
from storage.tables import enrollment, lesson, section, section_student
from storage.timetable import to_timetable
from storage.timetable_queries import LESSONS

_AT_TIMES = LESSONS.where(
    section.c.school_id == bindparam("school_id"),
    lesson.c.date.in_(bindparam("days", expanding=True)),
    lesson.c.starts < bindparam("last_minute"),
    lesson.c.ends > bindparam("first_minute"),
    IS_SHOWN,
).order_by(lesson.c.date, lesson.c.number, lesson.c.id)
_MEMBERSHIPS = select(
    section_student.c.section_id,
    section_student.c.student_id,
    section_student.c.begins,
    section_student.c.ends,
).where(
    section_student.c.section_id.in_(bindparam("ids", expanding=True)),
    has_not_ended(section_student, bindparam("since")),
)


_WITH_OTHERS = (
    select(section_student.c.section_id)
    .distinct()
    .join(enrollment, enrollment.c.student_id == section_student.c.student_id)
    .where(
        section_student.c.section_id.in_(bindparam("ids", expanding=True)),
        holds(section_student, bindparam("day")),
        holds(enrollment, bindparam("day")),
        enrollment.c.school_class_id != bindparam("class_id"),
    )
)


class Meetings(Store):
    """domain.timetable.meetings.MeetingStore."""

    async def at_times(
        self, school_id: int, days: Collection[date], starts: int, ends: int
    ) -> list[TimetableLesson]:
        rows = await self._rows(
            _AT_TIMES,
            school_id=school_id,
            days=sorted(days),
            first_minute=starts,
            last_minute=ends,
        )
        return [to_timetable(row) for row in rows]

    async def with_others(
        self, section_ids: Collection[int], class_id: int, day: date
    ) -> frozenset[int]:
        rows = await self._rows_of(_WITH_OTHERS, section_ids, class_id=class_id, day=day)
        return frozenset(row["section_id"] for row in rows)

    async def memberships(self, section_ids: Collection[int], since: date) -> list[Membership]:
        rows = await self._rows_of(_MEMBERSHIPS, set(section_ids), since=since)
        return [Membership(**row) for row in rows]
