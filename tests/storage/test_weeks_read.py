"""Weeks that families have read, on both databases."""

from datetime import timedelta

from sqlalchemy import func, insert, select, update

from domain.actor import Actor
from domain.errors import Refused
from domain.weeks_read.model import ClassCount, FamilyRecord
from domain.weeks_read.watching import remind_families
from domain.weeks_read.week import Week
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.at_once import side_by_side
from tests.support.clock import OwnClock
from tests.support.journal import Journal
from tests.support.phones import bind
from tests.support.school import BEGAN, MONDAY, TODAY, SmallSchool

WEEK = Week(MONDAY - timedelta(days=3))
MOTHER, OLGA, PUPIL, TEACHER, ON_ANOTHER_PHONE = 501, 502, 503, 504, 505


async def test_a_week_beside_marks_attendance_and_absences(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    """The same as each by itself, and who has read."""
    anna, class_id = school["anna"], school.classes["7А"]
    days = anna, MONDAY - timedelta(days=20), TODAY
    async with database.write(clock()) as uow:
        journal = Journal(uow.connection, school)
        await journal.mark("anna", "algebra", MONDAY, 5)
        await journal.roll_call("physics", TODAY)
        await journal.absence("petr", "physics", TODAY)
        weeks = uow.weeks_read
        assert await weeks.confirm(anna, school["elena"], WEEK)
        assert not await weeks.confirm(anna, school["elena"], WEEK)
        assert await weeks.confirm(anna, school["dmitry"], WEEK)
        read = await weeks.of_pupil(anna, WEEK)
        who = {each.guardian.id for each in read.readers}
        assert (read.had_lessons, who) == (True, {school["elena"], school["dmitry"]})
        assert await weeks.beside_marks(*days, WEEK) == (await uow.marks.updated_at(*days), read)
        called = await uow.attendance.called(*days, TODAY)
        assert await weeks.beside_attendance(*days, TODAY, WEEK) == (called, read)
        absent = await uow.classes.attendance(class_id, TODAY)
        assert await weeks.beside_absences(class_id, TODAY, WEEK) == (absent, 1)
        of_school = await weeks.of_school(school.id, WEEK)
        assert of_school[class_id] == ClassCount(1, 6)
        assert of_school[school.classes["7Б"]] == ClassCount(0, 1)
        lessons = await weeks.days_of(class_id, WEEK.begins, WEEK.last)
        assert sorted(lessons) == [WEEK.last - timedelta(days=ago) for ago in (4, 3, 2, 1, 0)]
        counts = {each.id: count for each, count in await weeks.confirmed_of(class_id, [WEEK])}
        assert counts == dict.fromkeys(counts, 0) | {anna: 1}
        assert len(counts) == 6
        empty = Week(TODAY + timedelta(days=60))
        nothing = await weeks.of_pupil(anna, empty)
        assert (nothing.had_lessons, nothing.readers) == (False, ())
        assert await weeks.beside_absences(class_id, TODAY, empty) == (absent, None)
        assert await weeks.of_school(school.id, empty) == {}


async def test_what_is_known_of_each_family(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    async with database.write(clock()) as uow:
        await bind(uow, school, MOTHER, "elena", "guardian", "anna")
        await bind(uow, school, OLGA, "olga", "guardian", "petr")
        await bind(uow, school, PUPIL, "petr", "student", "petr")  # whose phone does not count
        for chat, day in ((MOTHER, TODAY), (PUPIL, TODAY)):
            await uow.connection.execute(insert(t.chat_use).values(chat_id=chat, used_on=day))
        await uow.weeks_read.confirm(school["anna"], school["elena"], WEEK)
        assert await uow.weeks_read.remind([school["petr"]], TODAY) == [school["petr"]]
        assert await uow.weeks_read.remind([school["petr"]], TODAY) == []
        left = update(t.guardianship).where(t.guardianship.c.guardian_id == school["olga"])
        of_class = await uow.classes.school_class(school.classes["7А"])
        had_lessons, families = await uow.weeks_read.of_class(of_class, WEEK)
        assert had_lessons
        by_pupil = {each.student.id: each for each in families}
        began = of_class.school.local(BEGAN).date()
        anna, petr = by_pupil[school["anna"]], by_pupil[school["petr"]]
        assert (anna.has_confirmed, anna.used_on, anna.read_on) == (True, TODAY, TODAY)
        assert petr == FamilyRecord(petr.student, bound_on=petr.bound_on, reminded_on=TODAY)
        assert petr.bound_on is not None
        assert petr.bound_on >= began
        assert by_pupil[school["darya"]] == FamilyRecord(by_pupil[school["darya"]].student)
        await uow.connection.execute(left.values(ends=TODAY))
        _had, families = await uow.weeks_read.of_class(of_class, WEEK)
        [petr] = [each for each in families if each.student.id == school["petr"]]
        assert petr.bound_on is None  # no guardian of Пётр's any more


async def test_of_two_reminders_at_once_one_leaves(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    phones = (TEACHER, "orlova", "staff", None), (ON_ANOTHER_PHONE, "orlova", "staff", None)
    async with database.write(clock()) as uow:
        await bind(uow, school, OLGA, "olga", "guardian", "petr")
        for chat, name, role, child in phones:
            await bind(uow, school, chat, name, role, child)
        await uow.connection.execute(update(t.binding).values(bound_at=BEGAN))
        await uow.commit()

    async def reminds(uow: SqlUnitOfWork, actor: Actor) -> None:
        await remind_families(uow, actor, school.classes["7А"], "Загляните в дневник")

    both = [(TEACHER, reminds), (ON_ANOTHER_PHONE, reminds)]
    done = await side_by_side(database, clock, both)
    assert [each.code for each in done if isinstance(each, Refused)] == ["nobody_to_remind"]
    async with database.read(clock()) as uow:
        letters = await uow.connection.execute(select(func.count()).select_from(t.message))
        assert letters.scalar_one() == 1
