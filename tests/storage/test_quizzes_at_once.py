"""A pupil begins a quiz at the moment at which the teacher replaces it, on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, select

from domain.actor import Actor
from domain.errors import Refused
from domain.quizzes.answering import answer_question
from domain.quizzes.setting import set_quiz, type_quiz
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.at_once import once, side_by_side
from tests.support.clock import OwnClock
from tests.support.school import BEGAN, TODAY, SmallSchool

TEACHER, PUPIL = 751, 752
TYPED = "Раз?\n+ да\n- нет"


async def is_set(uow: SqlUnitOfWork, actor: Actor, school: SmallSchool, homework_id: int) -> int:
    place = school.lesson("algebra", TODAY), homework_id
    found = await type_quiz(uow, actor, place[0], TYPED, homework_id)
    return await set_quiz(uow, actor, *place, found.check)


@pytest.fixture
async def homework_id(database: Database, school: SmallSchool, clock: OwnClock) -> int:
    """Set today for tomorrow, with a quiz."""
    people = ((TEACHER, "orlova", "staff", None), (PUPIL, "anna", "student", school["anna"]))
    async with database.write(clock()) as uow:
        for chat, name, role, student_id in people:
            await uow.chats.remember(chat, "ru")
            values = {"person_id": school[name], "role": role, "student_id": student_id}
            await uow.connection.execute(
                insert(t.binding).values(chat_id=chat, bound_at=BEGAN, **values)
            )
        await uow.commit()
    return int(await once(database, clock, TEACHER, lambda uow, who: is_set(uow, who, school, 0)))


async def test_nobody_answers_what_was_replaced(
    database: Database, school: SmallSchool, clock: OwnClock, homework_id: int
) -> None:
    """Either is first, and the other is told so."""

    async def answers(uow: SqlUnitOfWork, actor: Actor) -> None:
        await answer_question(uow, actor, school["anna"], 1, 1, [0])

    async def replaces(uow: SqlUnitOfWork, actor: Actor) -> None:
        await is_set(uow, actor, school, homework_id)

    done = await side_by_side(database, clock, [(TEACHER, replaces), (PUPIL, answers)])
    [code] = [each.code for each in done if isinstance(each, Refused)]
    async with database.read(clock()) as uow:
        quizzes = (await uow.connection.execute(select(t.quiz.c.removed_at))).scalars().all()
        given = (await uow.connection.execute(select(t.quiz_answer.c.quiz_id))).scalars().all()
    if code == "quiz_begun":
        assert (quizzes, given) == ([None], [1])
    else:
        assert code == "quiz_gone"
        assert len(quizzes) == 2
        assert given == []


async def test_after_the_lesson_has_begun_the_store_keeps_nothing(
    database: Database, school: SmallSchool, clock: OwnClock, homework_id: int
) -> None:
    clock.advance(timedelta(hours=22))

    async def answers(uow: SqlUnitOfWork, actor: Actor) -> None:
        await answer_question(uow, actor, school["anna"], 1, 1, [0])

    [refused] = await side_by_side(database, clock, [(PUPIL, answers)])
    assert refused.code == "quiz_closed"
