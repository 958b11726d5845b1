"""Reasons of absences, papers handed in, and the attendance of a class by days."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import (
    BindParameter,
    Date,
    RowMapping,
    and_,
    bindparam,
    case,
    exists,
    func,
    insert,
    select,
    update,
)

from domain.absences.reason_model import StoredPaper
from domain.attendance.missing import PupilDay
from domain.attendance.model import Reason, Status
from domain.people import Person
from domain.working_days import CalendarDate
from storage.calendar import to_differing
from storage.rows import person_columns, to_person
from storage.spans import holds
from storage.store import Store
from storage.tables import (
    absence_case,
    absence_document,
    announced_absence,
    attendance_event,
    calendar_date,
    enrollment,
    lesson,
    person,
    section_student,
)
from storage.transaction import today

_CLASS: BindParameter[int] = bindparam("class_id")
_UNEXPLAINED = (
    select(*person_columns(person, "student"), attendance_event.c.date, func.count().label("count"))
    .select_from(
        attendance_event.join(person, person.c.id == attendance_event.c.student_id)
        .join(
            enrollment,
            and_(
                enrollment.c.student_id == person.c.id,
                enrollment.c.school_class_id == _CLASS,
                holds(enrollment, bindparam("day", type_=Date())),
            ),
        )
        .join(lesson, lesson.c.id == attendance_event.c.lesson_id)
    )
    .where(
        attendance_event.c.date >= bindparam("since", type_=Date()),
        attendance_event.c.status == Status.ABSENT.value,
        attendance_event.c.reason == Reason.UNKNOWN.value,
        lesson.c.attendance_taken_at.is_not(None),
    )
    .group_by(*person_columns(person, "student"), person.c.sort_key, attendance_event.c.date)
    .order_by(person.c.sort_key, person.c.id, attendance_event.c.date)
)
_PAPER = (
    absence_document.c.id,
    absence_document.c.student_id,
    absence_document.c.begins,
    absence_document.c.ends,
    absence_document.c.handed_on,
)
_PAPERS = (
    select(*_PAPER)
    .where(
        absence_document.c.student_id.in_(bindparam("ids", expanding=True)),
        absence_document.c.corrected_at.is_(None),
    )
    .order_by(absence_document.c.handed_on, absence_document.c.id)
)
_IS_LOOKED_FOR = exists().where(
    absence_case.c.student_id == person.c.id,
    absence_case.c.date == bindparam("day", type_=Date()),
    absence_case.c.closing.is_(None),
)
# A row for each paper and each day that differs; without a paper one that has neither.
_OF_PUPIL = (
    select(
        *_PAPER,
        calendar_date.c.date,
        calendar_date.c.kind,
        calendar_date.c.title,
        _IS_LOOKED_FOR.label("is_looked_for"),
    )
    .select_from(
        person.outerjoin(
            absence_document,
            and_(
                absence_document.c.student_id == person.c.id,
                absence_document.c.corrected_at.is_(None),
            ),
        ).outerjoin(
            calendar_date,
            and_(
                absence_document.c.id.is_not(None),
                calendar_date.c.school_id == person.c.school_id,
            ),
        )
    )
    .where(person.c.id == bindparam("student_id"))
    .order_by(absence_document.c.handed_on, absence_document.c.id, calendar_date.c.date)
)
_PUPILS = (
    select(*person_columns(person, "student"))
    .join(enrollment, enrollment.c.student_id == person.c.id)
    .where(
        enrollment.c.school_class_id == _CLASS,
        holds(enrollment, bindparam("on", type_=Date())),
    )
    .order_by(person.c.sort_key, person.c.id)
)


def _missed(reason: Reason) -> object:
    is_missed = and_(
        attendance_event.c.status == Status.ABSENT.value,
        attendance_event.c.reason == reason.value,
    )
    return func.sum(case((is_missed, 1), else_=0)).label(reason.value)


_OF_CLASS = (
    select(
        enrollment.c.student_id,
        lesson.c.date,
        func.count().label("called"),
        func.sum(case((attendance_event.c.status == Status.LATE.value, 1), else_=0)).label("late"),
        *(_missed(reason) for reason in Reason),
    )
    .select_from(
        enrollment.join(section_student, section_student.c.student_id == enrollment.c.student_id)
        .join(lesson, lesson.c.section_id == section_student.c.section_id)
        .outerjoin(
            attendance_event,
            and_(
                attendance_event.c.lesson_id == lesson.c.id,
                attendance_event.c.student_id == enrollment.c.student_id,
            ),
        )
    )
    .where(
        enrollment.c.school_class_id == _CLASS,
        holds(enrollment, lesson.c.date),
        holds(section_student, lesson.c.date),
        lesson.c.date.between(bindparam("begins", type_=Date()), bindparam("ends", type_=Date())),
        lesson.c.attendance_taken_at.is_not(None),
        lesson.c.is_cancelled.is_(False),
    )
    .group_by(enrollment.c.student_id, lesson.c.date)
)


def _to_paper(row: RowMapping) -> StoredPaper:
    return StoredPaper(*(row[each.name] for each in _PAPER))


class AbsenceReasons(Store):
    """domain.absences.reason_model.ReasonStore."""

    async def unexplained(self, class_id: int, since: date) -> list[tuple[Person, date, int]]:
        rows = await self._rows(
            _UNEXPLAINED, class_id=class_id, since=since, day=today(self._transaction)
        )
        return [(to_person(row, "student"), row["date"], row["count"]) for row in rows]

    async def set_reason(
        self, student_id: int, days: tuple[date, date], reason: Reason, replaced: Collection[Reason]
    ) -> Mapping[Reason, int]:
        theirs = and_(
            attendance_event.c.student_id == student_id,
            attendance_event.c.date.between(*days),
            attendance_event.c.status == Status.ABSENT.value,
            attendance_event.c.reason.in_([each.value for each in replaced]),
            attendance_event.c.reason != reason.value,
        )
        rows = await self._rows(
            select(attendance_event.c.reason, func.count().label("count"))
            .where(theirs)
            .group_by(attendance_event.c.reason)
        )
        if rows:
            await self._connection.execute(
                update(attendance_event).where(theirs).values(reason=reason)
            )
        return {Reason(row["reason"]): row["count"] for row in rows}

    async def accept(self, announced_id: int) -> None:
        await self._connection.execute(
            update(announced_absence)
            .where(announced_absence.c.id == announced_id)
            .values(is_accepted=True)
        )

    async def papers(self, student_ids: Collection[int]) -> list[StoredPaper]:
        return [_to_paper(row) for row in await self._rows_of(_PAPERS, student_ids)]

    async def of_pupil(
        self, student_id: int, day: date
    ) -> tuple[list[StoredPaper], list[CalendarDate], bool]:
        rows = await self._rows(_OF_PUPIL, student_id=student_id, day=day)
        papers = dict.fromkeys(_to_paper(row) for row in rows if row["id"] is not None)
        differing = {row["date"]: to_differing(row) for row in rows if row["date"] is not None}
        return [*papers], [*differing.values()], rows[0]["is_looked_for"]

    async def add_paper(
        self, student_id: int, begins: date, ends: date, handed_on: date, by: int
    ) -> int:
        done = await self._connection.execute(
            insert(absence_document).returning(absence_document.c.id),
            {
                "student_id": student_id,
                "begins": begins,
                "ends": ends,
                "handed_on": handed_on,
                "recorded_by": by,
                "recorded_at": self._transaction.now,
            },
        )
        return int(done.scalar_one())

    async def settle_papers(self, student_id: int, begins: date, ends: date) -> None:
        await self._connection.execute(
            update(absence_document)
            .where(
                absence_document.c.student_id == student_id,
                absence_document.c.begins <= ends,
                absence_document.c.ends >= begins,
                absence_document.c.corrected_at.is_(None),
            )
            .values(corrected_at=self._transaction.now)
        )

    async def pupils(self, class_id: int, day: date) -> list[Person]:
        rows = await self._rows(_PUPILS, class_id=class_id, on=day)
        return [to_person(row, "student") for row in rows]

    async def of_class(self, class_id: int, begins: date, ends: date) -> list[PupilDay]:
        return [
            PupilDay(
                row["student_id"],
                row["date"],
                row["called"],
                {reason: row[reason.value] for reason in Reason if row[reason.value]},
                row["late"],
            )
            for row in await self._rows(_OF_CLASS, class_id=class_id, begins=begins, ends=ends)
        ]
