"""A pupil takes work back at the moment at which the teacher marks it, on both databases."""

import pytest
from sqlalchemy import insert, select

from domain.actor import Actor
from domain.errors import Refused
from domain.marks.journal import set_mark
from domain.marks.value import HANDED_IN
from domain.submissions.use_cases import take_back
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.at_once import side_by_side
from tests.support.clock import OwnClock
from tests.support.journal import journal
from tests.support.school import BEGAN, TODAY, SmallSchool

TEACHER, PUPIL = 741, 742


@pytest.fixture
async def homework_id(database: Database, school: SmallSchool, clock: OwnClock) -> int:
    """Due at today's lesson; Анна has handed it in."""
    people = ((TEACHER, "orlova", "staff", None), (PUPIL, "anna", "student", school["anna"]))
    async with database.write(clock()) as uow:
        for chat, name, role, student_id in people:
            await uow.chats.remember(chat, "ru")
            values = {"person_id": school[name], "role": role, "student_id": student_id}
            await uow.connection.execute(
                insert(t.binding).values(chat_id=chat, bound_at=BEGAN, **values)
            )
        await uow.commit()
    async with journal(database, school, clock) as entered:
        made = await entered.homework("algebra", TODAY, "№ 112")
        handed = {"homework_id": made, "student_id": school["anna"], "text": "х = 5"}
        await entered.add(t.submission, **handed, handed_at=BEGAN)
    return made


async def test_either_the_mark_or_the_taking_back_is_refused(
    database: Database, school: SmallSchool, clock: OwnClock, homework_id: int
) -> None:
    """Whichever is first; never a mark for what is not there any more."""

    async def marks(uow: SqlUnitOfWork, actor: Actor) -> None:
        place = school["anna"], school.work_types["homework"], 0
        await set_mark(uow, actor, school.lesson("algebra"), *place, "5", HANDED_IN)

    async def takes_back(uow: SqlUnitOfWork, actor: Actor) -> None:
        await take_back(uow, actor, school["anna"], homework_id)

    done = await side_by_side(database, clock, [(TEACHER, marks), (PUPIL, takes_back)])
    [code] = [each.code for each in done if isinstance(each, Refused)]
    async with database.read(clock()) as uow:
        run = uow.connection.execute
        given = (await run(select(t.mark.c.id))).scalars().all()
        [left] = (await run(select(t.submission.c.removed_at))).scalars().all()
    if code == "work_marked":
        assert (len(given), left) == (1, None)
    else:
        assert code == "work_taken_back"
        assert (len(given), left is None) == (0, False)


async def test_work_is_read_with_whose_it_is_and_what_marks_it(
    database: Database, school: SmallSchool, clock: OwnClock, homework_id: int
) -> None:
    section = school.sections["algebra"]
    async with database.read(clock()) as uow:
        found = await uow.submissions.in_section(homework_id, school["anna"], section, TODAY)
        nothing = await uow.submissions.in_section(homework_id, school["petr"], section, TODAY)
    assert found is not None
    assert (found[0].given_name, found[1].text) == ("Анна", "х = 5")
    assert found[2] == school.work_types["homework"]
    assert nothing is None
