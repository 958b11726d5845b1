"""A group of pupils of several classes: who opens its lessons, and whose periods count (R049)."""

from datetime import UTC, datetime

from sqlalchemy import insert, update

from domain.access import Action
from domain.final_marks.setting import open_sheet
from domain.lessons.use_cases import read_lesson
from domain.marks.journal import class_marks
from storage import tables as t
from storage.database import Database
from tests.storage.test_lessons import actor_of
from tests.support.clock import OwnClock
from tests.support.school import MONDAY, SmallSchool


async def _mixed(database: Database, clock: OwnClock, school: SmallSchool) -> int:
    """English of the second group is taught to pupils of 7А and 7Б; its lesson today."""
    section = school.sections["english2"]
    async with database.write(clock()) as uow:
        await uow.connection.execute(
            update(t.section).where(t.section.c.id == section).values(school_class_id=None)
        )
        await uow.connection.execute(
            insert(t.section_student).values(
                section_id=section, student_id=school["oleg"], begins=MONDAY
            )
        )
        await uow.commit()
    return school.lesson("english2")


async def test_the_lesson_knows_the_classes_of_its_members_on_its_date(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    lesson_id = await _mixed(database, clock, school)
    before = school.lesson("english2", MONDAY.replace(day=19))
    async with database.read(clock()) as uow:
        now, then = await uow.lessons.lesson(lesson_id), await uow.lessons.lesson(before)
        algebra = await uow.lessons.lesson(school.lesson("algebra"))
    assert now.also_class_ids == {school.classes["7А"], school.classes["7Б"]}
    assert then.also_class_ids == {school.classes["7А"]}
    assert (algebra.also_class_ids, algebra.class_of_periods) == (frozenset(), school.classes["7А"])


async def test_homeroom_teachers_of_all_its_classes_may_open_it_and_no_others(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    lesson_id = await _mixed(database, clock, school)
    actors = {
        name: await actor_of(database, clock, school[name])
        for name in ("orlova", "kuznetsov", "sokolova")
    }
    async with database.write(clock()) as uow:
        target = (await uow.lessons.lesson(lesson_id)).target
        await read_lesson(uow, actors["orlova"], lesson_id)
        await read_lesson(uow, actors["kuznetsov"], lesson_id)
        await uow.connection.execute(
            update(t.lesson).where(t.lesson.c.id == lesson_id).values(teacher_id=None)
        )
        without_teacher = (await uow.lessons.lesson(lesson_id)).target
    assert {name for name, each in actors.items() if each.may(Action.READ_LESSON, target)} == {
        *actors
    }
    reads = {name for name, who in actors.items() if who.may(Action.READ_LESSON, without_teacher)}
    assert reads == {"orlova", "kuznetsov"}
    assert not actors["kuznetsov"].may(Action.SET_MARK, target)


async def test_its_marks_are_of_the_period_of_its_first_class(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    lesson_id = await _mixed(database, clock, school)
    actor = await actor_of(database, clock, school["sokolova"])
    async with database.read(clock()) as uow:
        marks = await class_marks(uow, actor, lesson_id)
    assert marks.period_title == "II четверть"


async def test_its_final_marks_are_of_the_periods_of_its_first_class(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    await _mixed(database, clock, school)
    clock.now = datetime(2026, 12, 21, 9, 0, tzinfo=UTC)  # ten days before the quarter ends
    actor = await actor_of(database, clock, school["sokolova"])
    leads = await actor_of(database, clock, school["kuznetsov"])
    async with database.read(clock()) as uow:
        sheet = await open_sheet(uow, actor, school.sections["english2"], None)
        of_own_class = await open_sheet(uow, leads, school.sections["english2"], None)
    assert sheet.period.title == "II четверть"
    assert len(sheet.standings) == 4, "three of 7А and one of 7Б"
    own = [each.pupil.id for each in of_own_class.standings]
    assert own == [school["oleg"]], "who leads one of its classes sets no marks for the other"
