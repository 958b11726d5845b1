"""Announced absences, and who was called about a pupil."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import (
    Date,
    RowMapping,
    and_,
    bindparam,
    func,
    insert,
    literal_column,
    select,
    update,
)

from domain.absences.model import Announced, Call, Excuse, NewAnnouncement, NewCall, Term, Why
from domain.access import Role
from domain.attachments.model import Owner
from domain.errors import NotFound
from storage.people import CLASS_COLUMNS, HOLDING_FIRST, OPEN_ENROLLMENT, SCHOOL_COLUMNS
from storage.rows import person_columns, to_person, to_school, to_student
from storage.spans import has_not_ended, holds
from storage.store import Store
from storage.tables import (
    absence_call,
    absence_called,
    announced_absence,
    attachment,
    enrollment,
    guardianship,
    lesson,
    person,
    school,
    school_class,
    section,
    subject,
)
from storage.transaction import today

_BY = person.alias("announcer")
_FILES = (
    select(func.count())
    .where(
        attachment.c.owner_kind == literal_column(f"'{Owner.ABSENCE.value}'"),
        attachment.c.owner_id == announced_absence.c.id,
        attachment.c.removed_at.is_(None),
    )
    .correlate(announced_absence)
    .scalar_subquery()
    .label("note_files")
)
_COLUMNS = (
    announced_absence.c.id.label("announced_id"),
    announced_absence.c.student_id.label("announced_of"),
    announced_absence.c.begins,
    announced_absence.c.ends,
    announced_absence.c.first_number,
    announced_absence.c.last_number,
    announced_absence.c.excuse,
    announced_absence.c.role,
    announced_absence.c.announced_at,
    announced_absence.c.is_accepted,
    announced_absence.c.came_on,
    announced_absence.c.came_number,
    announced_absence.c.withdrawn_at,
    _FILES,
    *person_columns(_BY, "announcer"),
)
_ANNOUNCED = select(*_COLUMNS).select_from(
    announced_absence.join(_BY, _BY.c.id == announced_absence.c.announced_by)
)
_OF_STUDENT = _ANNOUNCED.where(
    announced_absence.c.student_id == bindparam("student_id"),
    announced_absence.c.ends >= bindparam("since", type_=Date()),
    announced_absence.c.withdrawn_at.is_(None),
).order_by(announced_absence.c.begins, announced_absence.c.id)
_OF_DAY = _ANNOUNCED.where(
    announced_absence.c.student_id.in_(bindparam("student_ids", expanding=True)),
    announced_absence.c.begins <= bindparam("day", type_=Date()),
    announced_absence.c.ends >= bindparam("day", type_=Date()),
    announced_absence.c.withdrawn_at.is_(None),
).order_by(announced_absence.c.id)
_ONE = _ANNOUNCED.where(announced_absence.c.id == bindparam("announced_id"))
_LOCK = (
    select(announced_absence.c.id)
    .where(announced_absence.c.id == bindparam("announced_id"))
    .with_for_update(key_share=True)
)
_LOCK_STUDENT = (
    select(person.c.id)
    .where(person.c.id == bindparam("student_id"))
    .with_for_update(key_share=True)
)

_CALL = (
    select(
        absence_call.c.id.label("call_id"),
        absence_call.c.why,
        absence_call.c.called_at,
        absence_call.c.case_id,
        lesson.c.date.label("lesson_date"),
        lesson.c.number,
        lesson.c.starts,
        subject.c.title.label("subject"),
        *person_columns(person, "student"),
        *SCHOOL_COLUMNS,
        *CLASS_COLUMNS,
        *_COLUMNS,
    )
    .select_from(
        absence_call.join(person, person.c.id == absence_call.c.student_id)
        .join(school, school.c.id == person.c.school_id)
        .join(lesson, lesson.c.id == absence_call.c.lesson_id)
        .join(section, section.c.id == lesson.c.section_id)
        .join(subject, subject.c.id == section.c.subject_id)
        .outerjoin(enrollment, and_(enrollment.c.student_id == person.c.id, OPEN_ENROLLMENT))
        .outerjoin(school_class, school_class.c.id == enrollment.c.school_class_id)
        .outerjoin(announced_absence, announced_absence.c.id == absence_call.c.announced_id)
        .outerjoin(_BY, _BY.c.id == announced_absence.c.announced_by)
    )
    .where(absence_call.c.id == bindparam("call_id"))
    .order_by(*HOLDING_FIRST)
    .limit(1)
)
_CALLED = select(absence_called.c.person_id).where(absence_called.c.call_id == bindparam("call_id"))
_FIRST_CALL = select(func.min(absence_call.c.id)).where(
    absence_call.c.case_id == bindparam("case_id")
)
_PEOPLE_CALLED = (
    select(absence_called.c.person_id)
    .distinct()
    .join(absence_call, absence_call.c.id == absence_called.c.call_id)
    .where(absence_call.c.case_id == bindparam("case_id"))
)
_GUARDIANS = select(guardianship.c.student_id, guardianship.c.guardian_id).where(
    guardianship.c.student_id.in_(bindparam("student_ids", expanding=True)),
    has_not_ended(guardianship, bindparam("day", type_=Date())),
)
_HOMEROOM = (
    select(enrollment.c.student_id, school_class.c.homeroom_teacher_id)
    .join(school_class, school_class.c.id == enrollment.c.school_class_id)
    .where(
        enrollment.c.student_id.in_(bindparam("student_ids", expanding=True)),
        holds(enrollment, bindparam("day", type_=Date())),
        school_class.c.homeroom_teacher_id.is_not(None),
    )
)


class Absences(Store):
    """domain.absences.model.AbsenceStore."""

    async def of_student(self, student_id: int, since: date) -> list[Announced]:
        rows = await self._rows(_OF_STUDENT, student_id=student_id, since=since)
        return [_to_announced(row) for row in rows]

    async def of_day(self, student_ids: Collection[int], day: date) -> list[Announced]:
        rows = await self._rows(_OF_DAY, student_ids=[*student_ids], day=day)
        return [_to_announced(row) for row in rows]

    async def any_one(
        self, announced_id: int, *, to_change: bool = False
    ) -> tuple[Announced, bool]:
        if to_change:
            await self._connection.execute(_LOCK, {"announced_id": announced_id})
        rows = await self._rows(_ONE, announced_id=announced_id)
        if not rows:
            raise NotFound("announced_absence")
        return _to_announced(rows[0]), rows[0]["withdrawn_at"] is not None

    async def lock(self, student_id: int) -> None:
        await self._connection.execute(_LOCK_STUDENT, {"student_id": student_id})

    async def announce(self, new: NewAnnouncement) -> int:
        done = await self._connection.execute(
            insert(announced_absence).returning(announced_absence.c.id),
            {
                "student_id": new.student_id,
                "begins": new.term.begins,
                "ends": new.term.ends,
                "first_number": new.term.first,
                "last_number": new.term.last,
                "excuse": new.excuse,
                "announced_by": new.by,
                "role": new.role,
                "announced_at": self._transaction.now,
                "is_accepted": new.is_accepted,
            },
        )
        return int(done.scalar_one())

    async def withdraw(self, announced_id: int) -> None:
        await self._connection.execute(
            update(announced_absence)
            .where(announced_absence.c.id == announced_id)
            .values(withdrawn_at=self._transaction.now)
        )

    async def note_came(self, announced_id: int, day: date, number: int) -> None:
        await self._connection.execute(
            update(announced_absence)
            .where(announced_absence.c.id == announced_id)
            .values(came_on=day, came_number=number)
        )

    async def call(self, new: NewCall) -> tuple[int, int]:
        done = await self._connection.execute(
            insert(absence_call).returning(absence_call.c.id),
            {
                "student_id": new.student_id,
                "lesson_id": new.lesson_id,
                "why": new.why,
                "announced_id": new.announced_id,
                "case_id": new.case_id,
                "called_at": self._transaction.now,
            },
        )
        call_id = int(done.scalar_one())
        if new.case_id is None:
            return call_id, call_id
        first = await self._connection.execute(_FIRST_CALL, {"case_id": new.case_id})
        return call_id, int(first.scalar_one())

    async def people_called(self, case_id: int) -> frozenset[int]:
        rows = await self._rows(_PEOPLE_CALLED, case_id=case_id)
        return frozenset(row["person_id"] for row in rows)

    async def note_called(self, call_id: int, person_ids: Collection[int]) -> None:
        if person_ids:
            await self._connection.execute(
                insert(absence_called),
                [{"call_id": call_id, "person_id": each} for each in sorted(person_ids)],
            )

    async def called(self, call_id: int) -> tuple[Call, frozenset[int]] | None:
        rows = await self._rows(_CALL, call_id=call_id, day=today(self._transaction))
        if not rows:
            return None
        people = await self._rows(_CALLED, call_id=call_id)
        return self._to_call(rows[0]), frozenset(row["person_id"] for row in people)

    async def guardians(self, student_ids: Collection[int]) -> dict[int, list[int]]:
        found = defaultdict[int, list[int]](list)
        rows = await self._rows(
            _GUARDIANS, student_ids=[*student_ids], day=today(self._transaction)
        )
        for row in rows:
            found[row["student_id"]].append(row["guardian_id"])
        return dict(found)

    async def homeroom_teachers(self, student_ids: Collection[int]) -> dict[int, int]:
        rows = await self._rows(_HOMEROOM, student_ids=[*student_ids], day=today(self._transaction))
        return {row["student_id"]: row["homeroom_teacher_id"] for row in rows}

    def _to_call(self, row: RowMapping) -> Call:
        return Call(
            id=row["call_id"],
            why=Why(row["why"]),
            student=to_student(row),
            school=to_school(row, self._transaction.timezone),
            date=row["lesson_date"],
            number=row["number"],
            starts=row["starts"],
            subject=row["subject"],
            called_at=row["called_at"],
            case_id=row["case_id"],
            announced=None if row["announced_id"] is None else _to_announced(row),
        )


def _to_announced(row: RowMapping) -> Announced:
    came = None if row["came_on"] is None else (row["came_on"], row["came_number"])
    return Announced(
        id=row["announced_id"],
        student_id=row["announced_of"],
        term=Term(row["begins"], row["ends"], row["first_number"], row["last_number"]),
        excuse=Excuse(row["excuse"]),
        by=to_person(row, "announcer"),
        role=Role(row["role"]),
        announced_at=row["announced_at"],
        is_accepted=row["is_accepted"],
        came=came,
        files=row["note_files"],
    )
