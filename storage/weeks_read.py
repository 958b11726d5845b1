"""Weeks that families have read."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal,
    select,
    true,
)

from domain.attendance.model import Called
from domain.binding.model import BindingRole
from domain.classes.model import Absentee, SchoolClass
from domain.weeks_read.model import ClassCount, FamilyRecord
from domain.weeks_read.week import Week, WeekOfPupil, WeekReader
from storage.attendance import CALLED, to_called
from storage.classes import ATTENDANCE, to_attendance
from storage.marks import UPDATED_AT
from storage.people import OPEN_ENROLLMENT
from storage.rows import person_columns, to_person
from storage.spans import has_not_ended, holds
from storage.tables import (
    binding,
    chat_use,
    enrollment,
    guardianship,
    lesson,
    opt_out,
    person,
    school_class,
    section,
    section_student,
    week_read,
    week_reminder,
)
from storage.transaction import today
from storage.upsert import insert_or_keep
from storage.week_sheets import WeekSheets

_OF_WEEK = lesson.c.date.between(bindparam("week_begins"), bindparam("week_ends"))
_HAD_LESSONS = (
    exists()
    .select_from(section_student.join(lesson, lesson.c.section_id == section_student.c.section_id))
    .where(
        section_student.c.student_id == bindparam("student_id"),
        holds(section_student, lesson.c.date),
        lesson.c.is_cancelled.is_(False),
        _OF_WEEK,
    )
)
_READERS = (
    select(week_read.c.read_at, *person_columns(person, "guardian"))
    .select_from(week_read.join(person, person.c.id == week_read.c.guardian_id))
    .where(
        week_read.c.student_id == bindparam("student_id"),
        week_read.c.week_ends == bindparam("week_ends"),
    )
    .subquery("readers")
)


def _with_week(one_row: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    """What the select gives, and the week: a row for each reader, or one without any."""
    beside = one_row.add_columns(_HAD_LESSONS.label("had_lessons")).subquery("beside")
    return (
        select(beside, _READERS)
        .select_from(beside.outerjoin(_READERS, true()))
        .order_by(_READERS.c.read_at, _READERS.c.guardian_id)
    )


_WEEK = _with_week(select(literal(1).label("one")))
_BESIDE_MARKS = _with_week(UPDATED_AT)
_BESIDE_ATTENDANCE = _with_week(CALLED)

_PUPIL = (
    select(enrollment.c.student_id)
    .where(enrollment.c.school_class_id == bindparam("class_id"), OPEN_ENROLLMENT)
    .distinct()
    .subquery("pupil")
)
_GUARDIANS = binding.join(
    guardianship,
    and_(
        guardianship.c.student_id == binding.c.student_id,
        guardianship.c.guardian_id == binding.c.person_id,
    ),
).outerjoin(chat_use, chat_use.c.chat_id == binding.c.chat_id)


def _of_guardians(column: ColumnElement[Any]) -> ColumnElement[Any]:
    """Over the chats in which guardians of the pupil are connected."""
    return (
        select(column)
        .select_from(_GUARDIANS)
        .where(
            binding.c.student_id == _PUPIL.c.student_id,
            binding.c.role == BindingRole.GUARDIAN.value,
            binding.c.ended_at.is_(None),
            has_not_ended(guardianship, bindparam("day")),
        )
        .correlate(_PUPIL)
        .scalar_subquery()
    )


_READ = week_read.c.student_id == _PUPIL.c.student_id
_CLASS_HAD_LESSONS = (
    exists()
    .select_from(lesson.join(section, section.c.id == lesson.c.section_id))
    .where(
        section.c.school_class_id == bindparam("class_id"),
        lesson.c.is_cancelled.is_(False),
        _OF_WEEK,
    )
    .correlate(None)
)
_HAVE_READ = (
    select(func.count(week_read.c.student_id.distinct()))
    .where(
        week_read.c.week_ends == bindparam("week_ends"),
        week_read.c.student_id.in_(select(_PUPIL.c.student_id)),
    )
    .scalar_subquery()
)
_BESIDE_ABSENCES = ATTENDANCE.add_columns(
    _CLASS_HAD_LESSONS.label("had_lessons"), _HAVE_READ.label("have_read")
)
_OF_CLASS = (
    select(
        *person_columns(person, "student"),
        exists()
        .where(_READ, week_read.c.week_ends == bindparam("week_ends"))
        .label("has_confirmed"),
        select(func.max(week_read.c.read_at)).where(_READ).scalar_subquery().label("read_at"),
        exists()
        .where(opt_out.c.student_id == _PUPIL.c.student_id, opt_out.c.ended_at.is_(None))
        .label("is_on_paper"),
        _of_guardians(func.min(binding.c.bound_at)).label("bound_at"),
        _of_guardians(func.max(chat_use.c.used_on)).label("used_on"),
        select(func.max(week_reminder.c.reminded_on))
        .where(week_reminder.c.student_id == _PUPIL.c.student_id)
        .scalar_subquery()
        .label("reminded_on"),
        _CLASS_HAD_LESSONS.label("had_lessons"),
    )
    .select_from(_PUPIL.join(person, person.c.id == _PUPIL.c.student_id))
    .where(person.c.is_active)
    .order_by(person.c.sort_key, person.c.id)
)


_OF_SCHOOL = (
    select(
        school_class.c.id,
        func.count(person.c.id.distinct()).label("pupils"),
        func.count(week_read.c.student_id.distinct()).label("confirmed"),
    )
    .select_from(
        school_class.join(enrollment, enrollment.c.school_class_id == school_class.c.id)
        .join(person, person.c.id == enrollment.c.student_id)
        .outerjoin(
            week_read,
            and_(
                week_read.c.student_id == person.c.id,
                week_read.c.week_ends == bindparam("week_ends"),
            ),
        )
    )
    .where(
        school_class.c.school_id == bindparam("school_id"),
        school_class.c.is_active,
        OPEN_ENROLLMENT,
        person.c.is_active,
        exists()
        .select_from(lesson.join(section, section.c.id == lesson.c.section_id))
        .where(
            section.c.school_class_id == school_class.c.id,
            lesson.c.is_cancelled.is_(False),
            _OF_WEEK,
        ),
    )
    .group_by(school_class.c.id)
)


class WeeksRead(WeekSheets):
    """domain.weeks_read.model.WeekReadStore."""

    async def of_pupil(self, student_id: int, week: Week) -> WeekOfPupil:
        return _week(week, await self._rows(_WEEK, student_id=student_id, **_days(week)))

    async def beside_marks(
        self, student_id: int, begins: date, ends: date, week: Week
    ) -> tuple[datetime | None, WeekOfPupil]:
        of_period = {"student_id": student_id, "begins": begins, "ends": ends}
        rows = await self._rows(_BESIDE_MARKS, **of_period, **_days(week))
        return rows[0]["updated_at"], _week(week, rows)

    async def beside_attendance(
        self, student_id: int, begins: date, ends: date, today: date, week: Week
    ) -> tuple[Called, WeekOfPupil]:
        of_period = {"student_id": student_id, "begins": begins, "ends": ends, "today": today}
        rows = await self._rows(_BESIDE_ATTENDANCE, **of_period, **_days(week))
        called = to_called(rows[0])
        return called, _week(week, rows)

    async def beside_absences(
        self, class_id: int, day: date, week: Week
    ) -> tuple[tuple[tuple[Absentee, ...], int], int | None]:
        rows = await self._rows(_BESIDE_ABSENCES, class_id=class_id, day=day, **_days(week))
        have_read = rows[0]["have_read"] if rows[0]["had_lessons"] else None
        return to_attendance(rows), have_read

    async def confirm(self, student_id: int, guardian_id: int, week: Week) -> bool:
        key = ["student_id", "week_ends", "guardian_id"]
        statement = insert_or_keep(self._connection, week_read, key)
        done = await self._connection.execute(
            statement.values(
                student_id=student_id,
                week_ends=week.last,
                guardian_id=guardian_id,
                read_at=self._transaction.now,
            )
        )
        return bool(done.rowcount)

    async def of_class(
        self, school_class: SchoolClass, week: Week
    ) -> tuple[bool, list[FamilyRecord]]:
        rows = await self._rows(
            _OF_CLASS, class_id=school_class.id, day=today(self._transaction), **_days(week)
        )
        families = [_family(school_class, row) for row in rows]
        return bool(rows) and rows[0]["had_lessons"], families

    async def of_school(self, school_id: int, week: Week) -> dict[int, ClassCount]:
        day = today(self._transaction)
        rows = await self._rows(_OF_SCHOOL, school_id=school_id, day=day, **_days(week))
        return {row["id"]: ClassCount(row["confirmed"], row["pupils"]) for row in rows}

    async def remind(self, student_ids: Sequence[int], day: date) -> list[int]:
        statement = insert_or_keep(
            self._connection, week_reminder, ["student_id", "reminded_on"]
        ).returning(week_reminder.c.student_id)
        noted = await self._connection.execute(
            statement.values([{"student_id": each, "reminded_on": day} for each in student_ids])
        )
        return list(noted.scalars())


def _days(week: Week) -> dict[str, date]:
    return {"week_begins": week.begins, "week_ends": week.last}


def _week(week: Week, rows: Sequence[RowMapping]) -> WeekOfPupil:
    readers = [
        WeekReader(to_person(row, "guardian"), row["read_at"])
        for row in rows
        if row["read_at"] is not None
    ]
    return WeekOfPupil(week, bool(rows[0]["had_lessons"]), tuple(readers))


def _family(school_class: SchoolClass, row: RowMapping) -> FamilyRecord:
    def day_of(moment: datetime | None) -> date | None:
        return None if moment is None else school_class.school.local(moment).date()

    return FamilyRecord(
        to_person(row, "student"),
        has_confirmed=bool(row["has_confirmed"]),
        is_on_paper=bool(row["is_on_paper"]),
        bound_on=day_of(row["bound_at"]),
        used_on=row["used_on"],
        read_on=day_of(row["read_at"]),
        reminded_on=row["reminded_on"],
    )
