"""What pupils handed in."""

from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import (
    RowMapping,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    update,
)

from domain.attachments.model import Owner
from domain.people import Person
from domain.submissions.model import Submission
from storage.rows import person_columns, to_person
from storage.spans import holds
from storage.store import Store
from storage.tables import (
    attachment,
    homework,
    lesson,
    mark,
    person,
    section,
    section_student,
    submission,
    work_type,
)
from storage.upsert import insert_or_change

_FILES = (
    select(func.count())
    .where(
        attachment.c.owner_kind == literal_column(f"'{Owner.SUBMISSION.value}'"),
        attachment.c.owner_id == submission.c.id,
        attachment.c.removed_at.is_(None),
    )
    .correlate(submission)
    .scalar_subquery()
)
# A mark for homework in the lesson it was due at, or in the one it was set in.
_IS_MARKED = exists().where(
    mark.c.student_id == submission.c.student_id,
    mark.c.removed_at.is_(None),
    mark.c.set_at >= submission.c.handed_at,
    or_(mark.c.lesson_id == homework.c.due_lesson_id, mark.c.lesson_id == homework.c.lesson_id),
    work_type.c.id == mark.c.work_type_id,
    work_type.c.code == literal_column("'homework'"),
)
_ALL = (
    select(
        submission.c.id,
        submission.c.homework_id,
        submission.c.student_id,
        submission.c.text,
        submission.c.handed_at,
        _FILES.label("files"),
        _IS_MARKED.label("is_marked"),
    )
    .select_from(submission.join(homework, homework.c.id == submission.c.homework_id))
    .where(submission.c.removed_at.is_(None))
)
_OF_PUPIL = _ALL.where(
    and_(
        submission.c.student_id == bindparam("student_id"),
        submission.c.homework_id.in_(bindparam("homework_ids", expanding=True)),
    )
)
# SQLite has one writer anyway. In one order, so that two who hold both never wait for each other.
_HOLD = (
    select(lesson.c.id)
    .where(
        exists().where(
            homework.c.id == bindparam("homework_id"),
            or_(homework.c.lesson_id == lesson.c.id, homework.c.due_lesson_id == lesson.c.id),
        )
    )
    .order_by(lesson.c.id)
    .with_for_update(key_share=True)
)
_IN_LESSON = (
    select(submission.c.id)
    .join(homework, homework.c.id == submission.c.homework_id)
    .where(
        submission.c.student_id == bindparam("student_id"),
        submission.c.removed_at.is_(None),
        or_(
            homework.c.due_lesson_id == bindparam("lesson_id"),
            homework.c.lesson_id == bindparam("lesson_id"),
        ),
    )
    .limit(1)
)
_OF_HOMEWORK = _ALL.where(submission.c.homework_id == bindparam("homework_id"))
_WORK_TYPE = (
    select(func.min(work_type.c.id))
    .where(
        work_type.c.school_id == section.c.school_id,
        work_type.c.code == literal_column("'homework'"),
    )
    .correlate(section)
    .scalar_subquery()
)
_IN_SECTION = (
    _OF_HOMEWORK.join(person, person.c.id == submission.c.student_id)
    .join(section_student, section_student.c.student_id == person.c.id)
    .join(section, section.c.id == section_student.c.section_id)
    .where(
        submission.c.student_id == bindparam("student_id"),
        section.c.id == bindparam("section_id"),
        holds(section_student, bindparam("day")),
    )
    .add_columns(*person_columns(person, "pupil"), _WORK_TYPE.label("work_type_id"))
)


class Submissions(Store):
    """domain.submissions.model.SubmissionStore."""

    async def of_pupil(self, student_id: int, homework_ids: list[int]) -> list[Submission]:
        return await self._read(_OF_PUPIL, student_id=student_id, homework_ids=homework_ids)

    async def in_section(
        self, homework_id: int, student_id: int, section_id: int, day: date
    ) -> tuple[Person, Submission, int] | None:
        rows = await self._rows(
            _IN_SECTION,
            homework_id=homework_id,
            student_id=student_id,
            section_id=section_id,
            day=day,
        )
        if not rows:
            return None
        return to_person(rows[0], "pupil"), _to_submission(rows[0]), rows[0]["work_type_id"] or 0

    async def hold(self, homework_id: int) -> None:
        await self._connection.execute(_HOLD, {"homework_id": homework_id})

    async def is_handed_in(self, student_id: int, lesson_id: int) -> bool:
        return bool(await self._rows(_IN_LESSON, student_id=student_id, lesson_id=lesson_id))

    async def of_homework(self, homework_id: int) -> list[Submission]:
        return await self._read(_OF_HOMEWORK, homework_id=homework_id)

    async def hand_in(self, homework_id: int, student_id: int, text: str) -> int:
        key = {"homework_id": homework_id, "student_id": student_id}
        said = {"text": text, "handed_at": self._transaction.now, "removed_at": None}
        statement = insert_or_change(self._connection, submission, list(key), list(said))
        done = await self._connection.execute(statement.returning(submission.c.id), {**key, **said})
        return int(done.scalar_one())

    async def take_back(self, submission_id: int) -> None:
        await self._connection.execute(
            update(submission)
            .where(submission.c.id == submission_id)
            .values(removed_at=self._transaction.now)
        )

    async def _read(self, statement: Any, **values: Any) -> list[Submission]:
        rows = await self._rows(statement, **values)
        return [_to_submission(row) for row in rows]


def _to_submission(row: RowMapping) -> Submission:
    values = {each.name: row[each.name] for each in fields(Submission)}
    return Submission(**{**values, "is_marked": bool(values["is_marked"])})
