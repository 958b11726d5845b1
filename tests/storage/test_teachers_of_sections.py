"""Another teacher of a section, on both databases: which of its lessons follow."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select, update

from domain.actor import Actor
from domain.errors import Refused
from domain.timetable.changing import edit_lesson, undo_change
from domain.timetable.edits import Edit, LessonEdit
from domain.year.teaching import appoint_to_teach
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.storage.test_staff import connect
from tests.support.at_once import Work, once, side_by_side
from tests.support.clock import OwnClock
from tests.support.school import MONDAY, TODAY, SmallSchool

DEPUTY, ADMIN = 881, 882
WEDNESDAY, FRIDAY = TODAY + timedelta(days=1), TODAY + timedelta(days=3)
NEXT_MONDAY, NEXT_TUESDAY = MONDAY + timedelta(days=7), TODAY + timedelta(days=7)


@pytest.fixture
async def deputy(database: Database, school: SmallSchool, clock: OwnClock) -> None:
    async with database.write(clock()) as uow:
        await connect(uow, school["deputy"], DEPUTY)
        await connect(uow, school["admin"], ADMIN)
        await uow.commit()


async def teachers(database: Database, clock: OwnClock, section_id: int) -> dict[date, int]:
    """Who gives its lessons from Monday on."""
    async with database.read(clock()) as uow:
        found = await uow.connection.execute(
            select(t.lesson.c.date, t.lesson.c.teacher_id).where(
                t.lesson.c.section_id == section_id, t.lesson.c.date >= MONDAY
            )
        )
        return {row.date: row.teacher_id for row in found}


def substituting(school: SmallSchool) -> Work:
    """Somebody else gives one lesson; the number of that decision."""

    async def work(uow: SqlUnitOfWork, actor: Actor) -> int:
        edit = LessonEdit(Edit.TEACHER, teacher_id=school["kuznetsov"])
        lesson_id = school.lesson("algebra", WEDNESDAY)
        await edit_lesson(uow, actor, lesson_id, edit, is_sure=True)
        decision = await uow.timetable.last_decision(lesson_id)
        assert decision is not None
        return decision.id

    return work


async def decide(database: Database, school: SmallSchool, clock: OwnClock) -> None:
    """A lesson that is called off, and one that the timetable gives to somebody from a date on."""
    algebra, kuznetsov = school.sections["algebra"], school["kuznetsov"]
    off, given = school.lesson("algebra", FRIDAY), school.lesson("algebra", NEXT_MONDAY)
    cell = {"section_id": algebra, "weekday": 1, "number": 2, "teacher_id": kuznetsov}
    days = {"begins": NEXT_MONDAY, "ends": NEXT_MONDAY}
    async with database.write(clock()) as uow:
        run, changed = uow.connection.execute, update(t.lesson)
        await run(changed.where(t.lesson.c.id == off).values(is_cancelled=True))
        await run(insert(t.timetable_slot).values(**cell, **days))
        await run(changed.where(t.lesson.c.id == given).values(teacher_id=kuznetsov))
        await uow.commit()


async def test_lessons_to_come_follow_but_what_was_decided_for_somebody_else(
    database: Database, school: SmallSchool, clock: OwnClock, deputy: None
) -> None:
    algebra, orlova = school.sections["algebra"], school["orlova"]
    sokolova, kuznetsov = school["sokolova"], school["kuznetsov"]

    async def appoint(uow: SqlUnitOfWork, actor: Actor) -> None:
        await appoint_to_teach(uow, actor, 7, algebra, sokolova, seen=orlova)

    decision_id = await once(database, clock, DEPUTY, substituting(school))
    await decide(database, school, clock)
    for _time in range(2):
        await once(database, clock, DEPUTY, appoint)

    expected = {
        MONDAY: orlova,
        TODAY: orlova,  # it is under way
        WEDNESDAY: kuznetsov,  # who substitutes
        FRIDAY: sokolova,
        NEXT_MONDAY: kuznetsov,  # by the timetable, from a date on
    }
    assert expected.items() <= (await teachers(database, clock, algebra)).items()
    assert (await teachers(database, clock, algebra))[NEXT_TUESDAY] == sokolova

    async def take_back(uow: SqlUnitOfWork, actor: Actor) -> None:
        await undo_change(uow, actor, decision_id)

    await once(database, clock, DEPUTY, take_back)
    assert (await teachers(database, clock, algebra))[WEDNESDAY] == sokolova
    async with database.read(clock()) as uow:
        kept = select(t.section.c.teacher_id).where(t.section.c.id == algebra)
        assert await uow.connection.scalar(kept) == sokolova
        notes = select(t.audit_record.c.seq).where(t.audit_record.c.thing_kind == "section")
        assert len((await uow.connection.execute(notes)).all()) == 1


async def test_of_two_at_once_the_later_one_looks_again(
    database: Database, school: SmallSchool, clock: OwnClock, deputy: None
) -> None:
    section_id, was = school.sections["history"], school["kuznetsov"]

    def appointing(person_id: int) -> Work:
        async def work(uow: SqlUnitOfWork, actor: Actor) -> None:
            await appoint_to_teach(uow, actor, 7, section_id, person_id, seen=was)

        return work

    jobs = [(DEPUTY, appointing(school["orlova"])), (ADMIN, appointing(school["sokolova"]))]
    done = await side_by_side(database, clock, jobs)
    [refused] = [each for each in done if each is not None]
    assert (type(refused), refused.code) == (Refused, "teacher_changed")
