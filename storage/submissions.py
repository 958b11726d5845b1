"""What pupils handed in."""

from typing import Any

from sqlalchemy import and_, bindparam, exists, func, literal_column, or_, select, update

from domain.attachments.model import Owner
from domain.submissions.model import Submission
from storage.store import Store
from storage.tables import attachment, homework, lesson, mark, submission, work_type
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


class Submissions(Store):
    """domain.submissions.model.SubmissionStore."""

    async def of_pupil(self, student_id: int, homework_ids: list[int]) -> list[Submission]:
        return await self._read(_OF_PUPIL, student_id=student_id, homework_ids=homework_ids)

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
        return [Submission(**{**row, "is_marked": bool(row["is_marked"])}) for row in rows]
