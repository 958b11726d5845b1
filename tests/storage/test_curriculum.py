"""Whose hours a plan counts, on both databases."""

from datetime import timedelta

from sqlalchemy import insert, update

from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.clock import OwnClock
from tests.support.school import CLASS_7A, TODAY, SmallSchool

TOMORROW = TODAY + timedelta(days=1)


async def taught(uow: SqlUnitOfWork, class_id: int, pupil: int) -> tuple[set[int], set[int]]:
    """What the class is taught, and what this pupil of it is."""
    members = await uow.curriculum.members([class_id])
    sections = await uow.curriculum.sections(members)
    return {each.section_id for each in sections[class_id]}, {*members[class_id].get(pupil, ())}


async def test_a_pupil_is_taught_in_the_groups_of_today(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    """A move of tomorrow makes no difference yet; a group of several classes is of each pupil's."""
    anna, ids, class_id = school["anna"], school.sections, school.classes["7А"]
    own = {ids[name] for name in ("algebra", "history", "physics", "english1")}
    async with database.write(clock()) as uow:
        run = uow.connection.execute
        joining = t.section_student.c.student_id == anna
        left = joining & (t.section_student.c.section_id == ids["english1"])
        await run(update(t.section_student).where(left).values(ends=TOMORROW))
        moved = {"section_id": ids["english2"], "student_id": anna, "begins": TOMORROW}
        await run(insert(t.section_student).values(moved))
        assert await taught(uow, class_id, anna) == (own | {ids["english2"]}, own)
        assert {each.section_id for each in await uow.curriculum.of_pupil(anna)} == own

        other = t.section.c.id == ids["history_7b"]
        await run(update(t.section).where(other).values(school_class_id=None, title="Хор"))
        at_once = {"section_id": ids["history_7b"], "student_id": anna, "begins": TODAY}
        await run(insert(t.section_student).values(at_once))
        everything, theirs = await taught(uow, class_id, anna)
        assert ids["history_7b"] in everything & theirs

        # Who comes tomorrow is no pupil of the class yet.
        coming = {"student_id": school["oleg"], "school_class_id": class_id, "begins": TOMORROW}
        await run(insert(t.enrollment).values(coming))
        members = await uow.curriculum.members([class_id])
        assert members[class_id].keys() == {school[name] for name in CLASS_7A}


async def test_before_the_year_begins_a_class_is_taught_what_it_will_be(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    anna, ids, class_id = school["anna"], school.sections, school.classes["7А"]
    async with database.write(clock()) as uow:
        run = uow.connection.execute
        await run(update(t.enrollment).values(begins=TOMORROW))
        await run(update(t.section_student).values(begins=TOMORROW))
        _everything, theirs = await taught(uow, class_id, anna)
        assert theirs == {ids[name] for name in ("algebra", "history", "physics", "english1")}
