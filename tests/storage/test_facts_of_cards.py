"""What a card «Завтра» is written from: the usual, the plan, what nobody has read."""

from collections.abc import AsyncIterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.clock import OwnClock
from tests.support.outbox import add
from tests.support.phones import bind, bind_family
from tests.support.school import MONDAY, TODAY, SmallSchool

MOTHER, FATHER, PUPIL, TEACHER, OTHER = 501, 502, 503, 504, 505
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
async def uow(
    database: Database, school: SmallSchool, clock: OwnClock
) -> AsyncIterator[SqlUnitOfWork]:
    """Anna's mother (who has Misha too), father and Anna herself; her teacher; Petr's mother."""
    async with database.write(clock()) as uow:
        await bind(uow, school, MOTHER, "elena", "guardian", "misha")
        await bind_family(uow, school, MOTHER, FATHER, PUPIL)
        await bind(uow, school, TEACHER, "orlova", "staff", None)
        await bind(uow, school, OTHER, "olga", "guardian", "petr")
        yield uow


async def test_lessons_come_with_the_usual_ones(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    def slot(section: str, number: int, room: str, begins: date) -> dict[str, Any]:
        return {
            "section_id": school.sections[section],
            "weekday": TOMORROW.isoweekday(),
            "number": number,
            "location": room,
            "begins": begins,
            "ends": TOMORROW,
        }

    await uow.connection.execute(
        insert(t.timetable_slot),
        [
            slot("algebra", 1, "100", MONDAY - timedelta(days=70)),
            slot("algebra", 1, "214", MONDAY - timedelta(days=7)),  # begins later: this one holds
            slot("physics", 5, "310", MONDAY - timedelta(days=7)),  # but not the second lesson
        ],
    )
    algebra, physics = await uow.days_ahead.lessons(school["anna"], TOMORROW)
    assert algebra.lesson.subject == "Алгебра"
    assert algebra.usual.is_planned is True
    assert algebra.usual.location == "214"
    assert algebra.usual.teacher_id == school["orlova"]
    assert algebra.usual.starts == algebra.lesson.starts
    assert physics.usual.is_planned is False
    [maths] = await uow.days_ahead.lessons(school["misha"], TOMORROW)
    assert maths.usual.is_planned is None


async def plan(uow: SqlUnitOfWork, school: SmallSchool, *titles: str) -> None:
    for ordinal, title in enumerate(titles, start=1):
        await add(
            uow,
            t.lesson_topic,
            section_id=school.sections["algebra"],
            ordinal=ordinal,
            title=title,
        )


async def test_the_plan_is_known_where_the_lesson_before_followed_it(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    algebra = school.sections["algebra"]
    await plan(uow, school, "Степень", "Контрольная работа", "Многочлены")
    assert await uow.days_ahead.planned_topics([algebra], TOMORROW) == {}
    await uow.lessons.set_topic(school.lesson("algebra", TODAY), "Степень", None, is_by_plan=False)
    assert await uow.days_ahead.planned_topics([algebra], TOMORROW) == {
        algebra: "Контрольная работа"
    }
    await uow.lessons.set_topic(
        school.lesson("algebra", TODAY), "Многочлены", None, is_by_plan=False
    )
    assert await uow.days_ahead.planned_topics([algebra], TOMORROW) == {}
    assert await uow.days_ahead.planned_topics([], TOMORROW) == {}


async def test_only_control_works_have_titles(uow: SqlUnitOfWork, school: SmallSchool) -> None:
    assert await uow.days_ahead.control_titles(school.id) == ["Контрольная работа"]


async def test_unread_is_what_nobody_of_the_chat_confirmed(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    letters = [
        await add(uow, t.message, sender_id=school["orlova"], text="…", sent_at=uow.now)
        for _ in range(2)
    ]
    for letter, read_at in zip(letters, (None, uow.now), strict=True):
        await uow.connection.execute(
            insert(t.message_recipient).values(
                message_id=letter,
                person_id=school["elena"],
                student_id=school["anna"],
                read_at=read_at,
            )
        )
    assert await uow.days_ahead.unread([school["elena"]], school["anna"]) == (letters[0],)
    assert await uow.days_ahead.unread([school["elena"]], school["misha"]) == ()
    assert await uow.days_ahead.unread([school["dmitry"]], school["anna"]) == ()


async def test_a_number_of_removed_homework_never_comes_back(
    uow: SqlUnitOfWork, school: SmallSchool
) -> None:
    values = {
        "section_id": school.sections["algebra"],
        "due_date": TOMORROW,
        "text": "№ 112",
        "set_at": uow.now,
    }
    first = await add(uow, t.homework, **values)
    await uow.homework.remove(first)
    assert await add(uow, t.homework, **values) > first
