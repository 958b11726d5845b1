"""A quiz that a pupil has answered, written straight into the tables."""

from datetime import datetime

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import tables as t
from tests.support.school import MONDAY, TODAY, SmallSchool


async def answered_quiz(connection: AsyncConnection, school: SmallSchool, now: datetime) -> None:
    """Пётр has answered a quiz that is due at the lesson which is on."""
    set_in, due_at = school.lesson("algebra", MONDAY), school.lesson("algebra", TODAY)
    of_lessons = {"section_id": school.sections["algebra"], "lesson_id": set_in}
    due = {"due_lesson_id": due_at, "due_date": TODAY, "text": "", "set_at": now}
    homework = insert(t.homework).values(**of_lessons, **due).returning(t.homework.c.id)
    homework_id = (await connection.execute(homework)).scalar_one()
    questions = [{"text": "Раз?", "answers": [["да", True], ["нет", False]]}]
    of_homework = {"homework_id": homework_id, "questions": questions, "size": 1, "set_at": now}
    quiz = insert(t.quiz).values(**of_homework).returning(t.quiz.c.id)
    quiz_id = (await connection.execute(quiz)).scalar_one()
    answer = {"quiz_id": quiz_id, "student_id": school["petr"], "number": 1}
    await connection.execute(
        insert(t.quiz_answer).values(**answer, chosen="1", is_right=True, answered_at=now)
    )
