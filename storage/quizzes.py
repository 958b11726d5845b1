"""Quizzes, what pupils answered, and what teachers are typing."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    RowMapping,
    and_,
    bindparam,
    delete,
    distinct,
    false,
    func,
    insert,
    literal_column,
    select,
    union_all,
    update,
)

from domain.quizzes.model import Given, Question, Quiz, QuizDraft, Said, from_json, to_json
from storage.homework_columns import IS_SET
from storage.store import Store
from storage.tables import homework, homework_student, quiz, quiz_answer, quiz_draft
from storage.upsert import insert_or_change, insert_or_keep

_STANDS = quiz.c.removed_at.is_(None)
_QUIZ = select(quiz.c.id, quiz.c.homework_id, quiz.c.questions).where(_STANDS)
_OF_HOMEWORK = _QUIZ.where(quiz.c.homework_id == bindparam("homework_id"))
# SQLite has one writer anyway.
_HOLD = _QUIZ.where(quiz.c.id == bindparam("quiz_id")).with_for_update(read=True)
_HOLD_TO_REPLACE = select(quiz.c.id).where(quiz.c.id == bindparam("quiz_id")).with_for_update()
_BEGUN = select(func.count(distinct(quiz_answer.c.student_id))).where(
    quiz_answer.c.quiz_id == bindparam("quiz_id")
)
_GIVEN = select(quiz_answer.c.number, quiz_answer.c.chosen, quiz_answer.c.is_right).where(
    quiz_answer.c.quiz_id == bindparam("quiz_id"),
    quiz_answer.c.student_id == bindparam("student_id"),
)
_SAID = union_all(
    select(quiz_answer.c.student_id, quiz_answer.c.number, quiz_answer.c.is_right)
    .join(quiz, quiz.c.id == quiz_answer.c.quiz_id)
    .where(quiz.c.homework_id == bindparam("homework_id"), _STANDS),
    select(homework_student.c.student_id, literal_column("0"), false()).where(
        homework_student.c.homework_id == bindparam("homework_id")
    ),
)
_DUE_QUIZ = quiz.join(homework, homework.c.id == quiz.c.homework_id)
_IS_DUE = and_(
    homework.c.id == bindparam("homework_id"),
    homework.c.due_lesson_id == bindparam("due_lesson_id"),
    IS_SET,
    _STANDS,
)
_SAID_AT = union_all(
    select(quiz.c.size, quiz_answer.c.student_id, quiz_answer.c.number, quiz_answer.c.is_right)
    .select_from(_DUE_QUIZ.outerjoin(quiz_answer, quiz_answer.c.quiz_id == quiz.c.id))
    .where(_IS_DUE),
    select(quiz.c.size, homework_student.c.student_id, literal_column("0"), false())
    .select_from(_DUE_QUIZ.join(homework_student, homework_student.c.homework_id == homework.c.id))
    .where(_IS_DUE),
)
_DRAFT = select(quiz_draft).where(
    quiz_draft.c.lesson_id == bindparam("lesson_id"),
    quiz_draft.c.person_id == bindparam("person_id"),
)


class Quizzes(Store):
    """domain.quizzes.model.QuizStore."""

    async def draft(self, lesson_id: int, person_id: int) -> QuizDraft | None:
        rows = await self._rows(_DRAFT, lesson_id=lesson_id, person_id=person_id)
        if not rows:
            return None
        [row] = rows
        return QuizDraft(
            row["text"],
            row["homework_id"] or 0,
            row["due_lesson_id"] or 0,
            tuple(row["student_ids"]),
        )

    async def keep_draft(self, lesson_id: int, person_id: int, draft: QuizDraft) -> None:
        key = {"lesson_id": lesson_id, "person_id": person_id}
        said = {
            "homework_id": draft.homework_id or None,
            "due_lesson_id": draft.due_lesson_id or None,
            "student_ids": list(draft.student_ids),
            "text": draft.text,
            "written_at": self._transaction.now,
        }
        statement = insert_or_change(self._connection, quiz_draft, list(key), list(said))
        await self._connection.execute(statement, {**key, **said})

    async def drop_draft(self, lesson_id: int, person_id: int) -> None:
        whose = and_(quiz_draft.c.lesson_id == lesson_id, quiz_draft.c.person_id == person_id)
        await self._connection.execute(delete(quiz_draft).where(whose))

    async def of_homework(self, homework_id: int) -> Quiz | None:
        return _to_quiz(await self._rows(_OF_HOMEWORK, homework_id=homework_id))

    async def hold(self, quiz_id: int) -> Quiz | None:
        return _to_quiz(await self._rows(_HOLD, quiz_id=quiz_id))

    async def hold_to_replace(self, quiz_id: int) -> int:
        await self._connection.execute(_HOLD_TO_REPLACE, {"quiz_id": quiz_id})
        return int((await self._connection.execute(_BEGUN, {"quiz_id": quiz_id})).scalar_one())

    async def add(self, homework_id: int, questions: Sequence[Question], set_by: int) -> int:
        values = {
            "homework_id": homework_id,
            "questions": to_json(questions),
            "size": len(questions),
            "set_by": set_by,
            "set_at": self._transaction.now,
        }
        done = await self._connection.execute(insert(quiz).returning(quiz.c.id), values)
        return int(done.scalar_one())

    async def remove(self, quiz_id: int) -> None:
        await self._connection.execute(
            update(quiz).where(quiz.c.id == quiz_id).values(removed_at=self._transaction.now)
        )

    async def given(self, quiz_id: int, student_id: int) -> dict[int, Given]:
        rows = await self._rows(_GIVEN, quiz_id=quiz_id, student_id=student_id)
        return {row["number"]: _to_given(row) for row in rows}

    async def answer(self, quiz_id: int, student_id: int, given: Given) -> bool:
        key = {"quiz_id": quiz_id, "student_id": student_id, "number": given.number}
        statement = insert_or_keep(self._connection, quiz_answer, list(key))
        said = {
            "chosen": ",".join(str(at + 1) for at in sorted(given.chosen)),
            "is_right": given.is_right,
            "answered_at": self._transaction.now,
        }
        done = await self._connection.execute(statement, {**key, **said})
        return bool(done.rowcount)

    async def said(self, homework_id: int) -> list[Said]:
        found = await self._connection.execute(_SAID, {"homework_id": homework_id})
        return [Said(student_id, number, bool(right)) for student_id, number, right in found]

    async def said_at(self, homework_id: int, due_lesson_id: int) -> tuple[int, list[Said]]:
        asked = {"homework_id": homework_id, "due_lesson_id": due_lesson_id}
        rows = (await self._connection.execute(_SAID_AT, asked)).all()
        said = [Said(row[1], row[2], bool(row[3])) for row in rows if row[1] is not None]
        return (rows[0][0] if rows else 0), said


def _to_quiz(rows: list[RowMapping]) -> Quiz | None:
    if not rows:
        return None
    row: Any = rows[0]
    return Quiz(row["id"], row["homework_id"], from_json(row["questions"]))


def _to_given(row: RowMapping) -> Given:
    chosen = frozenset(int(each) - 1 for each in row["chosen"].split(","))
    return Given(row["number"], chosen, bool(row["is_right"]))
