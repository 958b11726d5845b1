"""What a family reads, on both databases."""

from datetime import date, timedelta

import pytest
from sqlalchemy import insert, update

from domain.attendance.model import MissedLesson, Reason, Status
from domain.errors import NotFound
from domain.marks.model import BriefMark, SubjectRow
from domain.marks.value import MarkValue
from domain.school_days import ClassKey
from storage import tables as t
from storage.database import Database
from tests.support.clock import OwnClock
from tests.support.journal import RECORDED, journal
from tests.support.school import MONDAY, PERIODS, TODAY, SmallSchool

FIVE = MarkValue.of("5")
QUARTER = PERIODS[1][1:]
TOMORROW = TODAY + timedelta(days=1)


async def test_marks_by_subject_in_date_order_with_the_unmarked_subjects(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    async with journal(database, school, clock) as written:
        later = await written.mark("anna", "algebra", TODAY, 4, work="test")
        await written.mark("anna", "algebra", MONDAY, 5)
        await written.mark("anna", "algebra", QUARTER[0] - timedelta(days=1), 2)
        await written.mark("petr", "algebra", MONDAY, 2)
        gone = await written.mark("anna", "algebra", MONDAY, 3)
        await written.connection.execute(
            update(t.mark).where(t.mark.c.id == gone).values(removed_at=RECORDED)
        )
        await written.change(later, None, 5)
        await written.change(later, 5, 4)
    async with database.read(clock()) as uow:
        rows = await uow.marks.by_subject(school["anna"], *QUARTER)
    found = {row.subject: row for row in rows}
    assert found["Алгебра"] == SubjectRow(
        school.subjects["Алгебра"],
        "Алгебра",
        (
            BriefMark(FIVE, 1, True, False),
            BriefMark(MarkValue.of("4"), 3, True, True, is_control=True),
        ),
    )
    assert {title for title, row in found.items() if not row.marks} == {
        "История",
        "Физика",
        "Английский язык",
    }


async def test_a_subject_outside_the_days_or_without_marks_is_not_named(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    async with database.write(clock()) as uow:
        await uow.connection.execute(
            update(t.section_student)
            .where(t.section_student.c.section_id == school.sections["physics"])
            .values(ends=QUARTER[0])  # the first day on which it no longer holds
        )
        await uow.connection.execute(
            update(t.subject)
            .where(t.subject.c.id == school.subjects["История"])
            .values(is_marked=False)
        )
        await uow.commit()
    async with database.read(clock()) as uow:
        rows = await uow.marks.by_subject(school["anna"], *QUARTER)
    assert {row.subject for row in rows} == {"Алгебра", "Английский язык"}


async def test_marks_of_a_left_section_stay_with_the_pupil(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    async with journal(database, school, clock) as written:
        await written.mark("anna", "history_7b", MONDAY, 5)
    async with database.read(clock()) as uow:
        marks = await uow.marks.of_subject(school["anna"], school.subjects["История"], *QUARTER)
    assert [mark.value for mark in marks] == [FIVE]


async def test_a_mark_in_full(database: Database, clock: OwnClock, school: SmallSchool) -> None:
    async with journal(database, school, clock) as written:
        imported = await written.mark(
            "anna", "algebra", MONDAY, 5, work="test", topic="Из файла", comment="Чисто"
        )
        taught = await written.mark("anna", "algebra", TODAY, 4)
        await written.connection.execute(
            update(t.lesson)
            .where(t.lesson.c.id == school.lesson("algebra"))
            .values(topic="Квадратные уравнения")
        )
    async with database.read(clock()) as uow:
        newest, older = await uow.marks.of_subject(
            school["anna"], school.subjects["Алгебра"], *QUARTER
        )
    assert (newest.id, newest.topic, newest.value.code) == (taught, "Квадратные уравнения", "4")
    assert (older.id, older.topic, older.comment) == (imported, "Из файла", "Чисто")
    assert older.work_type.title == "Контрольная работа"
    assert (older.weight, older.counts, older.work_type.is_control) == (3, True, True)
    assert older.teacher is not None
    assert older.teacher.short_name == "Орлова М. П."


async def test_a_subject_the_pupil_never_had_is_not_found(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    async with database.read(clock()) as uow:
        title = await uow.marks.subject_title(school["anna"], school.subjects["Физика"])
        assert title == "Физика"
        with pytest.raises(NotFound):
            await uow.marks.subject_title(school["anna"], school.subjects["Математика"])


async def test_exceptions_only_of_lessons_whose_roll_was_called(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    async with journal(database, school, clock) as written:
        await written.roll_call("algebra", MONDAY)
        await written.roll_call("physics", TODAY)
        await written.absence("anna", "algebra", MONDAY, reason=Reason.ILL)
        await written.absence("anna", "physics", TODAY, Status.LATE, minutes_late=5)
        await written.absence("anna", "history", TODAY)
        await written.absence("petr", "physics", TODAY)
        await written.absence("anna", "history", MONDAY, Status.PRESENT)
        await written.roll_call("history", MONDAY)
    async with database.read(clock()) as uow:
        found = await uow.attendance.exceptions(school["anna"], *QUARTER)
        none = await uow.attendance.exceptions(school["anna"], *PERIODS[0][1:])
    assert found == [
        MissedLesson(school.lesson("physics"), TODAY, 1, "Физика", Status.LATE, Reason.UNKNOWN, 5),
        MissedLesson(
            school.lesson("algebra", MONDAY), MONDAY, 2, "Алгебра", Status.ABSENT, Reason.ILL
        ),
    ]
    assert none == []


async def test_final_marks_come_with_their_period(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    async with journal(database, school, clock) as written:
        await written.final_mark("anna", "История", "I четверть", 5)
        await written.final_mark("petr", "История", "I четверть", 2)
    async with database.read(clock()) as uow:
        [found] = await uow.final_marks.of_student(school["anna"])
        periods = await uow.schedule.periods(school.id, school.classes["7А"])
    assert (found.subject, found.value) == ("История", MarkValue.plain(5))
    assert found.period in periods


async def test_the_first_screen_has_today_and_the_next_day_with_lessons(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    async with journal(database, school, clock) as written:
        await written.homework("physics", TOMORROW, "§ 12")
        await written.connection.execute(
            update(t.lesson)
            .where(t.lesson.c.id == school.lesson("history"))
            .values(is_cancelled=True)
        )
    latest = TODAY + timedelta(days=21)
    async with database.read(clock()) as uow:
        found = await uow.overview.lessons_around(school["anna"], TODAY, latest)
        weekend = await uow.overview.lessons_around(
            school["anna"], date(2026, 11, 28), date(2026, 11, 29)
        )
    assert [(each.date, each.number, each.subject, each.has_homework) for each in found] == [
        (TODAY, 1, "Физика", False),
        (TODAY, 3, "Алгебра", False),
        (TODAY, 4, "Английский язык", False),
        (TOMORROW, 1, "Алгебра", False),
        (TOMORROW, 2, "Физика", True),
    ]
    assert weekend == []


async def test_the_newest_mark_is_the_one_set_last(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    async with journal(database, school, clock) as written:
        await written.mark("anna", "algebra", TODAY, 4)
        await written.mark(
            "anna", "algebra", MONDAY, 5, work="test", set_at=RECORDED + timedelta(hours=1)
        )
    async with database.read(clock()) as uow:
        newest = await uow.overview.newest_mark(school["anna"], MONDAY)
        nothing = await uow.overview.newest_mark(school["anna"], TOMORROW)
    assert newest is not None
    assert newest.value == FIVE
    assert nothing is None


async def test_holidays_and_unread_messages_around(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    async with journal(database, school, clock) as written:
        message_id = await written.add(
            t.message, sender_id=school["orlova"], text="Собрание", sent_at=RECORDED
        )
        await written.connection.execute(
            insert(t.message_recipient),
            [
                {
                    "message_id": message_id,
                    "person_id": school["elena"],
                    "student_id": school[child],
                }
                for child in ("anna", "misha")
            ],
        )
        await written.add(
            t.holiday,
            school_id=school.id,
            title="Только первоклассникам",
            begins=TODAY,
            ends=TODAY,
            grade_level=1,
        )
    async with database.read(clock()) as uow:
        about = (school["elena"], school["anna"])
        october = await uow.overview.surroundings(
            school.id, ClassKey(None, 7), date(2026, 10, 28), *about
        )
        seventh = await uow.overview.surroundings(school.id, ClassKey(None, 7), TODAY, *about)
        first = await uow.overview.surroundings(school.id, ClassKey(None, 1), TODAY, *about)
        unread = await uow.overview.unread_messages(school["elena"])
    assert october.unread_messages == 1
    assert october.holiday is not None
    assert october.holiday.title == "Осенние каникулы"
    assert seventh.holiday is None
    assert first.holiday is not None
    assert unread == 2


async def test_homework_knows_its_lesson_and_its_neighbours(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    async with journal(database, school, clock) as written:
        await written.homework("algebra", TOMORROW, "№ 1")
        await written.homework("algebra", MONDAY, "№ 2")
        await written.homework("english2", TODAY, "другой группе")
        await written.homework("history", TODAY + timedelta(days=4), "к субботе, без урока")
    async with database.read(clock()) as uow:
        [due] = await uow.homework.due(school["anna"], TOMORROW, TOMORROW)
        around = await uow.homework.days_around(school["anna"], TOMORROW)
        before_all = await uow.homework.days_around(school["anna"], MONDAY)
    assert (due.due_number, due.due_starts, due.subject_id) == (1, 510, school.subjects["Алгебра"])
    assert around == (MONDAY, TODAY + timedelta(days=4))
    assert before_all == (None, TOMORROW)


async def test_days_with_homework_are_those_on_which_the_pupil_has_some(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    """Of several sections the nearest day; what is for others, or taken back, makes none."""
    days = [TODAY + timedelta(days=each) for each in range(-4, 5)]
    async with journal(database, school, clock) as written:
        for section, day in (("algebra", days[0]), ("history", days[1]), ("algebra", days[7])):
            await written.homework(section, day, "всем")
        await written.homework("english2", days[3], "другой группе")
        chosen = await written.homework("algebra", days[5], "некоторым")
        gone = await written.homework("history", days[6], "снято")
        await written.add(t.homework_student, homework_id=chosen, student_id=school["petr"])
        for homework_id, values in (
            (chosen, {"is_for_some": True}),
            (gone, {"removed_at": clock()}),
        ):
            await written.connection.execute(
                update(t.homework).where(t.homework.c.id == homework_id).values(values)
            )
    async with database.read(clock()) as uow:
        assert await uow.homework.days_around(school["anna"], TODAY) == (days[1], days[7])
        assert await uow.homework.days_around(school["petr"], TODAY) == (days[1], days[5])
