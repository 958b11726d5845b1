"""Marks of periods, of exams and of behaviour that are missing, by section and by class."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import insert

from domain.calendar import School
from domain.deadlines.model import Missing
from domain.deadlines.rules import DeadlineId
from domain.final_marks.exam_model import ExamToSave
from storage import tables as t
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.clock import OwnClock
from tests.support.school import CLASS_7A, SmallSchool


@pytest.fixture
async def uow(database: Database, clock: OwnClock) -> AsyncIterator[SqlUnitOfWork]:
    async with database.write(clock()) as opened:
        yield opened


@pytest.fixture
async def asked(uow: SqlUnitOfWork, school: SmallSchool) -> School:
    schools = await uow.missing.schools()
    return next(each for each in schools if each.id == school.id)


async def test_final_marks_are_missed_by_section_and_not_in_a_first_grade(
    uow: SqlUnitOfWork, asked: School, school: SmallSchool
) -> None:
    day = date(2026, 10, 20)
    found = await uow.missing.sections(asked, day, None, None)
    assert {each.period for each in found} == {"I четверть"}
    [algebra] = [each for each in found if each.subject == "Алгебра"]
    assert (algebra.deadline, algebra.count) == (DeadlineId.PERIOD_MARK, len(CLASS_7A))
    assert all(each.who.grade_level > 1 for each in found)
    await uow.connection.execute(
        insert(t.final_mark).values(
            student_id=school.people["anna"],
            subject_id=school.subjects["Алгебра"],
            grading_period_id=school.periods["I четверть"],
            value=5,
            set_at=uow.now,
        )
    )
    found = await uow.missing.sections(asked, day, None, None)
    [algebra] = [each for each in found if each.subject == "Алгебра"]
    assert algebra.count == len(CLASS_7A) - 1


async def test_behaviour_is_missed_where_the_school_marks_it(
    uow: SqlUnitOfWork, asked: School, school: SmallSchool
) -> None:
    """By who leads the class, like the mark of a subject; not in the grades without it."""
    day, title = date(2026, 10, 20), "Поведение"
    await uow.behaviour.add_subject(school.id)
    subject_id = await uow.behaviour.subject(school.id)

    async def found(scale: str, performer: int | None = None) -> list[Missing]:
        policy = replace(asked.policy, behaviour_scale=scale)
        gaps = await uow.missing.sections(replace(asked, policy=policy), day, None, performer)
        assert {each.is_behaviour for each in gaps if each.subject != title} == {False}
        return [each for each in gaps if each.subject == title]

    assert await found("off") == []
    gaps = await found("words", school["orlova"])
    [own] = gaps
    assert (own.about_id, own.count) == (school.classes["7А"], len(CLASS_7A))
    assert (own.deadline, own.due) == (DeadlineId.PERIOD_MARK, date(2026, 10, 23))
    assert own.is_behaviour
    assert all(each.who.grade_level > 1 for each in await found("words"))
    await uow.connection.execute(
        insert(t.final_mark),
        [
            {
                "student_id": school[pupil],
                "subject_id": subject_id,
                "grading_period_id": school.periods["I четверть"],
                "code": "bx",
                "set_at": uow.now,
            }
            for pupil in CLASS_7A
        ],
    )
    assert await found("words", school["orlova"]) == []


async def test_an_exam_is_missed_from_its_day_on_in_its_subject_alone(
    uow: SqlUnitOfWork, asked: School, school: SmallSchool
) -> None:
    held = date(2027, 6, 3)
    subjects = school.subjects
    for subject, day in (("Алгебра", held), ("Физика", held + timedelta(days=3))):
        await uow.exams.save(ExamToSave(school.id, 2027, 7, subjects[subject], day))

    async def found(day: date) -> set[tuple[str, str, date]]:
        return {
            (each.period, each.subject, each.due)
            for each in await uow.missing.sections(asked, day, None, None)
            if each.deadline is DeadlineId.YEAR_MARK and each.period != "2026/27"
        }

    assert not {each for each in await found(held - timedelta(days=1)) if each[1] == "Алгебра"}
    assert {each for each in await found(held) if each[0] == "Экзамен"} == {
        ("Экзамен", "Алгебра", held)
    }
    finals = {(subject, due) for title, subject, due in await found(held) if title == "Итоговая"}
    assert ("Алгебра", held) in finals
    assert ("История", date(2027, 5, 26)) in finals
    assert "Физика" not in {subject for subject, _due in finals}  # its exam is ahead


async def test_a_period_is_asked_for_in_its_last_week(uow: SqlUnitOfWork, asked: School) -> None:
    assert not await uow.missing.sections(asked, date(2026, 10, 15), None, None)
    assert await uow.missing.sections(asked, date(2026, 10, 16), None, None)
