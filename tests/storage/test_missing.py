"""What the journal lacks, on both databases: by school, and by whoever has to do it."""

from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest
from sqlalchemy import Table, insert, update

from domain.calendar import School
from domain.control_works.model import NewWork
from domain.deadlines.model import Lack, Missing, SentTasks, about_evening
from domain.deadlines.rules import DeadlineId
from domain.notices.model import CARD_AGAIN, Kind, State
from domain.timetable.claim_model import ClaimState
from domain.timetable.hours import hours_register
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.clock import OwnClock
from tests.support.school import CLASS_7A, MONDAY, TODAY, SmallSchool

NOON = 12 * 60
EVENING = 18 * 60
MIDWEEK = TODAY + timedelta(days=1)


@pytest.fixture
async def uow(database: Database, clock: OwnClock) -> AsyncIterator[SqlUnitOfWork]:
    async with database.write(clock()) as opened:
        yield opened


@pytest.fixture
async def asked(uow: SqlUnitOfWork, school: SmallSchool) -> School:
    schools = await uow.missing.schools()
    return next(each for each in schools if each.id == school.id)


async def records(
    uow: SqlUnitOfWork, asked: School, minute: int = EVENING, performer: int | None = None
) -> list[Missing]:
    return await uow.missing.lesson_records(asked, MONDAY, TODAY, minute, performer)


async def test_a_lesson_is_missed_once_it_is_over(uow: SqlUnitOfWork, asked: School) -> None:
    of_today = [each for each in await records(uow, asked, NOON) if each.due == TODAY]
    assert {each.number for each in of_today} == {1, 2, 3}
    of_today = [each for each in await records(uow, asked) if each.due == TODAY]
    assert {each.number for each in of_today} == {1, 2, 3, 4}


async def test_a_record_says_what_it_lacks(
    uow: SqlUnitOfWork, asked: School, school: SmallSchool
) -> None:
    lesson = school.lesson("algebra")
    change = update(t.lesson).where(t.lesson.c.id == lesson)
    await uow.connection.execute(change.values(topic="Дроби"))

    async def lacks() -> list[frozenset[Lack]]:
        return [each.lacks for each in await records(uow, asked) if each.about_id == lesson]

    assert await lacks() == [{Lack.ROLL_CALL, Lack.HOMEWORK}]
    await uow.connection.execute(change.values(attendance_taken_at=uow.now))
    assert await lacks() == [{Lack.HOMEWORK}]
    await uow.connection.execute(change.values(no_homework_at=uow.now))
    assert await lacks() == []


async def test_a_first_grade_has_no_homework_to_miss(uow: SqlUnitOfWork, asked: School) -> None:
    first_grade = [each for each in await records(uow, asked) if each.who.grade_level == 1]
    assert first_grade
    assert all(Lack.HOMEWORK not in each.lacks for each in first_grade)


async def test_a_cancelled_lesson_and_one_of_nobody_are_not_missed(
    uow: SqlUnitOfWork, asked: School, school: SmallSchool
) -> None:
    lesson = school.lesson("algebra")
    for values in ({"is_cancelled": True}, {"is_cancelled": False, "teacher_id": None}):
        await uow.connection.execute(
            update(t.lesson).where(t.lesson.c.id == lesson).values(**values)
        )
        assert lesson not in {each.about_id for each in await records(uow, asked)}


async def test_nothing_is_missed_of_a_lesson_while_it_is_asked_whether_it_was_held(
    uow: SqlUnitOfWork, asked: School, school: SmallSchool
) -> None:
    lesson, work, orlova = school.lesson("algebra"), school.work_types["test"], school["orlova"]
    work_id = await uow.control_works.add(NewWork(lesson, work, "", orlova))
    await uow.control_works.publish([work_id], orlova)

    async def missed() -> list[bool]:
        works = await uow.missing.written_works(asked, TODAY, EVENING, None)
        of_orlova = await records(uow, asked, EVENING, orlova)
        lists = await records(uow, asked), of_orlova, works
        return [lesson in {each.about_id for each in found} for found in lists]

    async def blank() -> int:
        register = await uow.timetable.register(asked.id, TODAY, TODAY, orlova)
        return sum(each.unrecorded for each in hours_register(register, TODAY, TODAY))

    assert await missed() == [True, True, True]
    blank_before = await blank()
    claim_id = await uow.claims.add(lesson, orlova, "экскурсия")
    assert await missed() == [False, False, False]
    assert await blank() == blank_before - 1, "the register of hours agrees with the lists"
    recorded = update(t.lesson).where(t.lesson.c.id == lesson)
    await uow.connection.execute(recorded.values(topic="Дроби"))
    assert await missed() == [True, True, True], "it was held: nobody is asked any more"
    await uow.connection.execute(recorded.values(topic=""))
    await uow.claims.decide(claim_id, ClaimState.DECLINED, school["deputy"])
    assert await missed() == [True, True, True]
    assert await blank() == blank_before


async def test_what_one_person_has_to_do_is_what_names_them(
    uow: SqlUnitOfWork, asked: School, school: SmallSchool
) -> None:
    orlova = school.people["orlova"]
    everything = await records(uow, asked)
    own = await records(uow, asked, performer=orlova)
    assert own == [each for each in everything if orlova in each.performer_ids]
    finals = await uow.missing.sections(asked, TODAY, None, None)
    own = await uow.missing.sections(asked, TODAY, None, orlova)
    assert own == [each for each in finals if orlova in each.performer_ids]
    assert {each.subject for each in own} > {"Алгебра"}, "she leads the class"


async def test_marks_of_a_written_work_are_missed_while_few_have_one(
    uow: SqlUnitOfWork, asked: School, school: SmallSchool
) -> None:
    lesson, work = school.lesson("algebra"), school.work_types["test"]
    await uow.connection.execute(
        update(t.work_type).where(t.work_type.c.id == work).values(days_open=7)
    )
    assert await uow.missing.written_works(asked, TODAY, EVENING, None) == []
    for count, pupil in enumerate(CLASS_7A[:3], start=1):
        await uow.connection.execute(
            insert(t.mark).values(
                lesson_id=lesson,
                section_id=school.sections["algebra"],
                student_id=school.people[pupil],
                date=TODAY,
                work_type_id=work,
                value=4,
                set_at=uow.now,
            )
        )
        found = await uow.missing.written_works(asked, TODAY, EVENING, None)
        left = len(CLASS_7A) - count
        assert [(each.count, each.due) for each in found] == (
            [(left, TODAY + timedelta(days=7))] if count < 3 else []
        )
        if count == 1:  # two days after its term of one day the school gave a longer one
            later = TODAY + timedelta(days=3)
            longer = {"closed_before": later - timedelta(days=1), "term_changed_on": later}
            kind = update(t.work_type).where(t.work_type.c.id == work)
            await uow.connection.execute(kind.values(**longer))
            [each] = await uow.missing.written_works(asked, later, EVENING, None)
            assert each.due == TODAY + timedelta(days=1)
            await uow.connection.execute(kind.values(closed_before=None, term_changed_on=None))


async def test_a_published_work_is_missed_though_nobody_has_begun_to_mark_it(
    uow: SqlUnitOfWork, asked: School, school: SmallSchool
) -> None:
    """From the end of its lesson on, and until a control mark stands in it, of whichever kind."""
    lesson, work = school.lesson("algebra"), school.work_types["test"]

    async def missed(minute: int = EVENING) -> list[int]:
        found = await uow.missing.written_works(asked, TODAY, minute, None)
        assert {each.about_id for each in found} <= {lesson}
        own = await uow.missing.written_works(asked, TODAY, minute, school["orlova"])
        assert own == found
        return [each.count for each in found]

    async def change(table: Table, column: str, value: object) -> None:
        key = {t.control_work: work_id, t.lesson: lesson}[table]
        await uow.connection.execute(update(table).where(table.c.id == key).values({column: value}))

    new = NewWork(lesson, work, "", school["orlova"])
    work_id = await uow.control_works.add(new)
    assert await missed() == [], "families do not know of it"
    await uow.control_works.publish([work_id], school["orlova"])
    assert await missed(NOON - 60) == [], "it is being written"
    assert await missed() == [len(CLASS_7A)]
    for table, column, other, usual in (
        (t.lesson, "is_cancelled", True, False),
        (t.control_work, "dropped_at", uow.now, None),
    ):
        await change(table, column, other)
        assert await missed() == []
        await change(table, column, usual)
    assert await missed() == [len(CLASS_7A)]
    marked = {"lesson_id": lesson, "section_id": school.sections["algebra"], "date": TODAY}
    marked |= {"work_type_id": work, "value": 4, "set_at": uow.now}
    for pupil in CLASS_7A:
        await uow.connection.execute(
            insert(t.mark).values(student_id=school.people[pupil], **marked)
        )
    assert await missed() == []


async def test_a_section_without_topics_has_no_plan(
    uow: SqlUnitOfWork, asked: School, school: SmallSchool
) -> None:
    found = await _without_plan(uow, asked)
    assert {each.about_id for each in found} == set(school.sections.values())
    section_id = school.sections["physics"]
    await uow.connection.execute(
        insert(t.lesson_topic).values(section_id=section_id, ordinal=1, title="Свет")
    )
    found = await _without_plan(uow, asked)
    assert section_id not in {each.about_id for each in found}


async def _without_plan(uow: SqlUnitOfWork, asked: School) -> list[Missing]:
    found = await uow.missing.sections(asked, TODAY, date(2026, 10, 15), None)
    return [each for each in found if each.deadline is DeadlineId.TOPIC_PLAN]


async def test_how_far_the_year_is_set_up_comes_with_the_duties(
    uow: SqlUnitOfWork, asked: School
) -> None:
    """D08, in one statement; by the very numbers of the checklist."""
    day = date(2026, 9, 10)
    facts = await uow.missing.duties(asked.id, day, with_setup=True)
    assert facts.setup == await uow.calendar.counts(asked.id, day)
    assert facts.setup.left == 2, "timetable and hours"
    assert (facts.setup.sections_without_hours, facts.setup.first_without_hours) == (7, 1)
    assert (await uow.missing.duties(asked.id, day)).setup is None


async def test_a_duty_is_noted_once_and_forgotten_once(
    uow: SqlUnitOfWork, asked: School, school: SmallSchool
) -> None:
    key = DeadlineId.JOURNAL_CHECK, 0, date(2026, 11, 30)
    noted = [await uow.missing.note_done(asked.id, *key, school["deputy"]) for _ in range(2)]
    assert noted == [True, False]
    assert (await uow.missing.duties(asked.id, TODAY)).done == {key: uow.now}
    assert [await uow.missing.forget_done(asked.id, *key) for _ in range(2)] == [True, False]
    assert (await uow.missing.duties(asked.id, TODAY)).done == {}


async def test_the_message_of_an_evening_says_what_its_last_edit_said(
    uow: SqlUnitOfWork, asked: School, school: SmallSchool
) -> None:
    """While an edit waits there is nothing to ask; of two people in a chat each has their own."""
    await uow.chats.remember(5, "ru")

    async def notice(name: str, ref_id: int, state: State, said: str | None) -> None:
        row = {
            "kind": Kind.TASKS,
            "ref_id": ref_id,
            "about_id": about_evening(TODAY, school[name]),
            "person_id": school[name],
            "chat_id": 5,
            "state": state,
            "told": said,
            "sent_at": uow.now if state is State.SENT else None,
        }
        when = dict.fromkeys(("created_at", "due_at", "planned_at"), uow.now)
        await uow.connection.execute(insert(t.notice).values(**row, **when))

    def own(name: str, said: str) -> SentTasks:
        return SentTasks(5, school[name], said)

    async def sent(day: date = TODAY) -> set[SentTasks]:
        return {*await uow.missing.sent(asked.id, day)}

    assert await sent() == set()
    await notice("orlova", TODAY.toordinal(), State.SENT, "first")
    await notice("deputy", TODAY.toordinal(), State.SENT, "second")
    assert await sent() == {own("orlova", "first"), own("deputy", "second")}
    await notice("deputy", CARD_AGAIN, State.SENT, "edited")
    assert await sent() == {own("orlova", "first"), own("deputy", "edited")}
    assert await sent(MIDWEEK) == set()
    await notice("deputy", CARD_AGAIN, State.PENDING, None)
    assert await sent() == {own("orlova", "first")}
