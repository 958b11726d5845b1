"""Lessons as their teacher sees them, on both databases."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from domain.actor import Actor
from domain.attendance.model import Status
from domain.attendance.roll_call import finish, tap
from domain.attendance.roll_call_model import Tap
from domain.errors import NotFound
from domain.homework.model import NewHomework, SetHomework, Version
from domain.marks.journal import set_mark
from domain.marks.value import MarkValue
from storage import tables as t
from storage.database import Database
from tests.support.clock import OwnClock
from tests.support.school import BEGAN, MONDAY, TODAY, SmallSchool


async def actor_of(database: Database, clock: OwnClock, person_id: int) -> Actor:
    """The actor of a chat bound to a member of staff."""
    async with database.write(clock()) as uow:
        await uow.chats.remember(person_id, "ru")
        await uow.connection.execute(
            insert(t.binding).values(
                chat_id=person_id, person_id=person_id, role="staff", bound_at=BEGAN
            )
        )
        await uow.commit()
        return (await uow.chats.session(person_id)).actor


async def test_a_day_tells_what_each_record_has(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    lesson_id = school.lesson("algebra")
    actor = await actor_of(database, clock, school["orlova"])
    async with database.write(clock()) as uow:
        test = school.work_types["test"]
        await set_mark(uow, actor, lesson_id, school["petr"], test, 0, "4")
        await set_mark(uow, actor, lesson_id, school["anna"], test, 0, "5")
        [marked, _other] = await uow.mark_journal.of_lesson(lesson_id)
        await uow.mark_journal.change(marked, None, school["orlova"])
        new = NewHomework(school.sections["algebra"], lesson_id, None, TODAY, "№ 1")
        await uow.homework.add(new, school["orlova"])
        await uow.roll_call.tap(lesson_id, {school["petr"]: Tap(Status.LATE)})
        await uow.commit()
    async with database.read(clock()) as uow:
        algebra, english = await uow.lessons.of_teacher(school["orlova"], TODAY)
    assert (algebra.id, english.id) == (lesson_id, school.lesson("english1"))
    assert (algebra.mark_count, algebra.homework_count, algebra.has_untold_taps) == (1, 1, True)
    assert (english.mark_count, english.homework_count, english.has_untold_taps) == (0, 0, False)
    assert (algebra.class_title, algebra.grade_level, algebra.is_marked) == ("7А", 7, True)


async def test_an_unknown_lesson_is_not_found(database: Database, clock: OwnClock) -> None:
    async with database.read(clock()) as uow:
        with pytest.raises(NotFound):
            await uow.lessons.lesson(1)
    async with database.write(clock()) as uow:
        with pytest.raises(NotFound):
            await uow.lessons.lesson(1, to_change=True)


async def test_pupils_stand_in_the_order_of_a_russian_list(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    async with database.read(clock()) as uow:
        pupils = await uow.lessons.pupils(school.sections["algebra"], TODAY)
    assert [pupil.family_name for pupil in pupils] == [
        "Белов",
        "Ёлкина",
        "Иванова",
        "Смирнов",
        "Смирнов",
        "Шевченко",
    ]


async def test_a_membership_ends_on_its_first_day_out(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    async with database.write(clock()) as uow:
        await uow.connection.execute(
            update(t.section_student)
            .where(t.section_student.c.student_id == school["petr"])
            .values(begins=MONDAY, ends=TODAY)
        )
        section = school.sections["algebra"]
        counted = [
            len(await uow.lessons.pupils(section, MONDAY + timedelta(days=offset)))
            for offset in (-1, 0, 1)
        ]
    assert counted == [5, 6, 5]


async def test_next_lessons_skip_cancelled_ones_and_second_halves(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    tomorrow = TODAY + timedelta(days=1)
    friday = TODAY + timedelta(days=3)
    async with database.write(clock()) as uow:
        await uow.connection.execute(
            update(t.lesson)
            .where(t.lesson.c.id == school.lesson("algebra", tomorrow))
            .values(is_cancelled=True)
        )
        await uow.connection.execute(
            insert(t.lesson).values(
                section_id=school.sections["algebra"], date=friday, number=2, starts=1, ends=2
            )
        )
        found = await uow.lessons.next_lessons(school.sections["algebra"], TODAY, 2)
    assert [(lesson.date, lesson.number) for lesson in found] == [
        (friday, 1),
        (MONDAY + timedelta(days=7), 2),
    ]


async def test_planned_topics_go_on_after_the_last_one_taught(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    section = school.sections["algebra"]
    async with database.write(clock()) as uow:
        for ordinal in range(1, 6):
            await uow.connection.execute(
                insert(t.lesson_topic).values(
                    section_id=section, ordinal=ordinal, title=f"Тема {ordinal}"
                )
            )
        await uow.lessons.set_topic(school.lesson("algebra"), "Тема 3", 3, is_by_plan=False)
        found = await uow.lessons.planned_topics(section, 4)
        assert [topic.ordinal for topic in found] == [4, 5, 1, 2]
        assert await uow.lessons.topic_of_plan(section, "Тема 9") is None
        topic = await uow.lessons.topic_of_plan(section, "Тема 2")
        assert topic is not None
        assert topic == await uow.lessons.planned_topic(section, topic.id)
        with pytest.raises(NotFound):
            await uow.lessons.planned_topic(school.sections["history"], topic.id)


async def test_the_first_roll_call_of_a_lesson_is_its_time(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    lesson_id, began = school.lesson("algebra"), clock()
    actor = await actor_of(database, clock, school["orlova"])
    for _again in range(2):
        async with database.write(clock()) as uow:
            await finish(uow, actor, lesson_id)
            await uow.commit()
        clock.advance(timedelta(minutes=5))
    async with database.read(clock()) as uow:
        taught = await uow.lessons.lesson(lesson_id)
    assert taught.lesson.attendance_taken_at == began


async def test_attendance_is_exceptions_with_their_history(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    lesson_id, petr, anna = school.lesson("algebra"), school["petr"], school["anna"]
    actor = await actor_of(database, clock, school["orlova"])
    for statuses in (
        {petr: Status.ABSENT, anna: Status.ABSENT},
        {petr: Status.PRESENT, anna: Status.LATE},
    ):
        async with database.write(clock()) as uow:
            for student_id, status in statuses.items():
                await tap(uow, actor, lesson_id, student_id, status)
            await finish(uow, actor, lesson_id)
            await uow.commit()
    async with database.read(clock()) as uow:
        assert await uow.roll_call.recorded(lesson_id) == {anna: Status.LATE}
        assert await uow.roll_call.tapped(lesson_id) == {}
        found = await uow.connection.execute(
            select(t.attendance_change).order_by(t.attendance_change.c.id)
        )
        rows = [
            (row.student_id, row.old_status, row.new_status, row.changed_by, row.changed_at)
            for row in found
        ]
    by, at = school["orlova"], clock()
    assert sorted(rows) == sorted(
        [
            (petr, "present", "absent", by, at),
            (anna, "present", "absent", by, at),
            (petr, "absent", "present", by, at),
            (anna, "absent", "late", by, at),
        ]
    )


async def test_two_at_once_do_not_make_two_marks(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    """An impatient finger, and a database with many writers."""
    lesson_id = school.lesson("algebra")
    actor = await actor_of(database, clock, school["orlova"])

    async def press(code: str) -> None:
        async with database.write(clock()) as uow:
            await set_mark(
                uow, actor, lesson_id, school["petr"], school.work_types["test"], 0, code
            )
            await uow.commit()

    await asyncio.gather(*(press("5") for _ in range(6)))
    async with database.read(clock()) as uow:
        [mark] = await uow.mark_journal.of_lesson(lesson_id)
        changes = (await uow.connection.execute(select(t.mark_change))).all()
    assert (mark.value, mark.nth, len(changes)) == (MarkValue.of("5"), 0, 1)


async def test_places_of_marks_never_move(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    lesson_id, petr, test = school.lesson("algebra"), school["petr"], school.work_types["test"]
    actor = await actor_of(database, clock, school["orlova"])
    async with database.write(clock()) as uow:
        for nth, code in enumerate("543"):
            await set_mark(uow, actor, lesson_id, petr, test, nth, code)
        marks = await uow.mark_journal.of_lesson(lesson_id)
        await uow.mark_journal.change(marks[0], None, school["orlova"])
        await uow.mark_journal.comment(marks[1].id, "молодец")
        after = await uow.mark_journal.of_lesson(lesson_id)
    assert [(mark.nth, mark.value and mark.value.code, mark.comment) for mark in after] == [
        (0, None, ""),
        (1, "4", "молодец"),
        (2, "3", ""),
    ]


async def test_a_sections_marks_are_those_that_stand(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    actor = await actor_of(database, clock, school["orlova"])
    test = school.work_types["test"]
    monday = school.lesson("algebra", MONDAY)
    async with database.write(clock()) as uow:
        await set_mark(uow, actor, school.lesson("algebra"), school["petr"], test, 0, "5")
        await set_mark(uow, actor, monday, school["petr"], test, 0, "3")
        await set_mark(uow, actor, monday, school["anna"], test, 0, "2")
        await uow.mark_journal.change(
            (await uow.mark_journal.of_lesson(monday))[1], None, school["orlova"]
        )
        found = await uow.mark_journal.in_subject(
            school.sections["algebra"], [school["petr"], school["anna"]], MONDAY, TODAY
        )
        nobody = await uow.mark_journal.in_subject(school.sections["algebra"], [], MONDAY, TODAY)
    assert [(mark.student_id, mark.value.code, mark.weight) for mark in found] == [
        (school["petr"], "3", 3),
        (school["petr"], "5", 3),
    ]
    assert nobody == []


async def test_homework_of_a_lesson(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    lesson_id = school.lesson("algebra")
    due = school.lesson("algebra", TODAY + timedelta(days=1))
    async with database.write(clock()) as uow:
        new = NewHomework(school.sections["algebra"], lesson_id, None, TODAY, "№ 1")
        first = await uow.homework.add(new, school["orlova"])
        second = await uow.homework.add(new, school["orlova"])
        await uow.homework.change(first, "№ 2", due, MONDAY, school["kuznetsov"])
        await uow.homework.remove(second)
        found = await uow.homework.of_lesson(lesson_id)
        versions = await uow.connection.execute(select(t.homework_change))
        [kept] = versions.mappings()
        stored = await uow.connection.execute(select(t.homework.c.id, t.homework.c.removed_at))
    assert found == [SetHomework(first, due, MONDAY, "№ 2", was=Version("№ 1", TODAY))]
    assert (kept["homework_id"], kept["changed_by"]) == (first, school["kuznetsov"])
    assert (kept["old_text"], kept["old_due_date"]) == ("№ 1", TODAY)
    # What was removed is there, and shown nowhere (R158).
    assert [tuple(row) for row in stored] == [(first, None), (second, clock())]
