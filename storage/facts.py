"""What notices point at: the thing as it is now, and what the change made of it."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, bindparam, func, select

from domain.attendance.model import Status
from domain.binding.model import BindingRole
from domain.calendar import PeriodKind
from domain.notices.facts import (
    AbsenceFact,
    BindingFact,
    FinalMarkFact,
    HomeworkFact,
    LessonFact,
    MarkFact,
    MessageFact,
    TrustFact,
)
from storage.marks import MARK_COLUMNS, MARK_TABLES, to_mark
from storage.rows import person_columns, to_person
from storage.schedule import LESSON_COLUMNS, LESSON_TABLES, to_lesson
from storage.spans import holds
from storage.store import Store
from storage.tables import (
    attendance_change,
    attendance_event,
    binding,
    final_mark,
    final_mark_change,
    grading_period,
    homework,
    lesson,
    mark,
    mark_change,
    message,
    person,
    section,
    section_student,
    subject,
    trusted_contact,
)


def _ids() -> Any:
    return bindparam("ids", expanding=True)


_TOLD = mark_change.alias("told")  # MARK_COLUMNS ask mark_change by themselves

_MARKS = (
    select(_TOLD.c.id.label("ref_id"), _TOLD.c.new_value, mark.c.removed_at, *MARK_COLUMNS)
    .select_from(MARK_TABLES.join(_TOLD, _TOLD.c.mark_id == mark.c.id))
    .where(_TOLD.c.id.in_(_ids()))
    .order_by(_TOLD.c.id)
)

_ABSENCES = (
    select(
        attendance_change.c.id.label("ref_id"),
        attendance_change.c.student_id,
        attendance_change.c.new_status,
        func.coalesce(attendance_event.c.status, Status.PRESENT.value).label("status"),
        lesson.c.date,
        lesson.c.number,
        lesson.c.starts,
        subject.c.title.label("subject"),
        attendance_event.c.minutes_late,
    )
    .select_from(
        attendance_change.join(lesson, lesson.c.id == attendance_change.c.lesson_id)
        .join(section, section.c.id == lesson.c.section_id)
        .join(subject, subject.c.id == section.c.subject_id)
        .outerjoin(
            attendance_event,
            and_(
                attendance_event.c.lesson_id == attendance_change.c.lesson_id,
                attendance_event.c.student_id == attendance_change.c.student_id,
            ),
        )
    )
    .where(attendance_change.c.id.in_(_ids()))
)

_FINAL_MARKS = (
    select(
        final_mark_change.c.id.label("ref_id"),
        final_mark_change.c.new_value,
        final_mark.c.student_id,
        final_mark.c.value,
        subject.c.title.label("subject"),
        grading_period.c.kind,
        grading_period.c.title.label("period"),
    )
    .select_from(
        final_mark_change.join(final_mark, final_mark.c.id == final_mark_change.c.final_mark_id)
        .join(subject, subject.c.id == final_mark.c.subject_id)
        .join(grading_period, grading_period.c.id == final_mark.c.grading_period_id)
    )
    .where(final_mark_change.c.id.in_(_ids()))
)

_MESSAGES = (
    select(
        message.c.id.label("ref_id"),
        message.c.text,
        message.c.reply_to_id,
        *person_columns(person, "sender"),
    )
    .select_from(message.join(person, person.c.id == message.c.sender_id))
    .where(message.c.id.in_(_ids()))
)

_LESSONS = select(*LESSON_COLUMNS).select_from(LESSON_TABLES).where(lesson.c.id.in_(_ids()))

_IN_LESSONS = (
    select(lesson.c.id, section_student.c.student_id)
    .join(section_student, section_student.c.section_id == lesson.c.section_id)
    .where(
        lesson.c.id.in_(_ids()),
        section_student.c.student_id.in_(bindparam("students", expanding=True)),
        holds(section_student, lesson.c.date),
    )
)
_WITH_HOMEWORK = (
    select(homework.c.id, section_student.c.student_id)
    .join(section_student, section_student.c.section_id == homework.c.section_id)
    .where(
        homework.c.id.in_(_ids()),
        section_student.c.student_id.in_(bindparam("students", expanding=True)),
        holds(section_student, homework.c.due_date),
    )
)

_HOMEWORK = (
    select(
        homework.c.id.label("ref_id"),
        subject.c.title.label("subject"),
        homework.c.due_date,
        homework.c.text,
    )
    .select_from(
        homework.join(section, section.c.id == homework.c.section_id).join(
            subject, subject.c.id == section.c.subject_id
        )
    )
    .where(homework.c.id.in_(_ids()))
)

_NAMED_BY = person.alias("named_by")
_BINDINGS = (
    select(
        binding.c.id.label("ref_id"),
        binding.c.student_id,
        binding.c.role,
        binding.c.bound_at,
        *person_columns(person, "reader"),
    )
    .select_from(binding.join(person, person.c.id == binding.c.person_id))
    .where(binding.c.id.in_(_ids()), binding.c.ended_at.is_(None))
)


_TRUSTS = (
    select(
        trusted_contact.c.id.label("ref_id"),
        trusted_contact.c.student_id,
        trusted_contact.c.ends,
        *person_columns(person, "entrusted"),
        *person_columns(_NAMED_BY, "guardian"),
    )
    .select_from(
        trusted_contact.join(person, person.c.id == trusted_contact.c.person_id).join(
            _NAMED_BY, _NAMED_BY.c.id == trusted_contact.c.guardian_id
        )
    )
    .where(
        trusted_contact.c.id.in_(_ids()),
        trusted_contact.c.revoked_at.is_(None),
        trusted_contact.c.ends == trusted_contact.c.warned_for,
    )
)


class Facts(Store):
    """domain.notices.facts.FactStore."""

    async def marks(self, ids: Collection[int]) -> dict[int, MarkFact]:
        return {
            row["ref_id"]: MarkFact(
                to_mark(row),
                old=None,
                new=row["value"] if row["removed_at"] is None else None,
                made=row["new_value"],
            )
            for row in await self._rows(_MARKS, ids=[*ids])
        }

    async def absences(self, ids: Collection[int]) -> dict[int, AbsenceFact]:
        return {
            row["ref_id"]: AbsenceFact(
                student_id=row["student_id"],
                date=row["date"],
                number=row["number"],
                starts=row["starts"],
                subject=row["subject"],
                old=Status.PRESENT,
                new=Status(row["status"]),
                made=Status(row["new_status"]),
                minutes_late=row["minutes_late"],
            )
            for row in await self._rows(_ABSENCES, ids=[*ids])
        }

    async def final_marks(self, ids: Collection[int]) -> dict[int, FinalMarkFact]:
        return {
            row["ref_id"]: FinalMarkFact(
                student_id=row["student_id"],
                subject=row["subject"],
                period_kind=PeriodKind(row["kind"]),
                period_title=row["period"],
                old=None,
                new=row["value"],
                made=row["new_value"],
            )
            for row in await self._rows(_FINAL_MARKS, ids=[*ids])
        }

    async def messages(self, ids: Collection[int]) -> dict[int, MessageFact]:
        return {
            row["ref_id"]: MessageFact(
                student_id=0,
                message_id=row["ref_id"],
                sender=to_person(row, "sender"),
                text=row["text"],
                is_answer=row["reply_to_id"] is not None,
            )
            for row in await self._rows(_MESSAGES, ids=[*ids])
        }

    async def lessons(self, ids: Collection[int]) -> dict[int, LessonFact]:
        return {
            row["id"]: LessonFact(student_id=0, lesson=to_lesson(row))
            for row in await self._rows(_LESSONS, ids=[*ids])
        }

    async def homework(self, ids: Collection[int]) -> dict[int, HomeworkFact]:
        return {
            row["ref_id"]: HomeworkFact(
                student_id=0,
                homework_id=row["ref_id"],
                subject=row["subject"],
                due_date=row["due_date"],
                text=row["text"],
            )
            for row in await self._rows(_HOMEWORK, ids=[*ids])
        }

    async def pupils_of_lessons(
        self, ids: Collection[int], student_ids: Collection[int]
    ) -> set[tuple[int, int]]:
        rows = await self._rows(_IN_LESSONS, ids=[*ids], students=[*student_ids])
        return {(row["id"], row["student_id"]) for row in rows}

    async def pupils_of_homework(
        self, ids: Collection[int], student_ids: Collection[int]
    ) -> set[tuple[int, int]]:
        rows = await self._rows(_WITH_HOMEWORK, ids=[*ids], students=[*student_ids])
        return {(row["id"], row["student_id"]) for row in rows}

    async def bindings(self, ids: Collection[int]) -> dict[int, BindingFact]:
        return {
            row["ref_id"]: BindingFact(
                student_id=row["student_id"],
                binding_id=row["ref_id"],
                person=to_person(row, "reader"),
                role=BindingRole(row["role"]),
                bound_at=row["bound_at"],
            )
            for row in await self._rows(_BINDINGS, ids=[*ids])
        }

    async def trusts(self, ids: Collection[int]) -> dict[int, TrustFact]:
        return {
            row["ref_id"]: TrustFact(
                row["student_id"],
                row["ref_id"],
                to_person(row, "entrusted"),
                to_person(row, "guardian"),
                row["ends"] - timedelta(days=1),
            )
            for row in await self._rows(_TRUSTS, ids=[*ids])
        }
