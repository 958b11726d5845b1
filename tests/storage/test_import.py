"""Importing a bundle into an empty database: what its files become."""

from datetime import date

from sqlalchemy import select

from domain.marks.work_types import DEFAULT_WORK_TYPES
from storage import tables as t
from storage.database import Database
from tests.support.bundles import MadeBundle
from tests.support.importing import Importing, count, rows


async def test_a_bundle_fills_an_empty_database(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    report = await importing(bundle)

    assert report.notices == 0
    assert await rows(
        database,
        select(
            t.person.c.family_name,
            t.person.c.given_name,
            t.person.c.middle_name,
            t.person.c.sex,
            t.person.c.birth_date,
            t.person.c.sort_key,
        ).where(t.person.c.sourced_id == "p1"),
    ) == [("Белов", "Пётр", "", "m", date(2013, 1, 31), "белов петр")]
    assert await rows(
        database,
        select(t.school_class.c.title, t.school_class.c.grade_level, t.person.c.sourced_id)
        .outerjoin(t.person, t.person.c.id == t.school_class.c.homeroom_teacher_id)
        .order_by(t.school_class.c.title),
    ) == [("7А", 7, "t1"), ("7Б", 7, None)]
    assert await rows(
        database,
        select(t.section.c.sourced_id, t.subject.c.title, t.section.c.group_name)
        .join(t.subject)
        .order_by(t.section.c.sourced_id),
    ) == [
        ("7a-alg", "Алгебра", ""),
        ("7a-en1", "Английский язык", "гр. 1"),
        ("7a-en2", "Английский язык", "гр. 2"),
    ]


async def test_guardians_are_found_from_either_side(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    guardian, student = t.person.alias("guardian"), t.person.alias("student")
    assert await rows(
        database,
        select(guardian.c.sourced_id, student.c.sourced_id, t.guardianship.c.relation)
        .select_from(t.guardianship)
        .join(guardian, guardian.c.id == t.guardianship.c.guardian_id)
        .join(student, student.c.id == t.guardianship.c.student_id)
        .order_by(guardian.c.sourced_id, student.c.sourced_id),
    ) == [
        ("dad", "a1", "guardian"),
        ("dad", "m1", "guardian"),
        ("mum", "a1", "parent"),
        ("mum", "m1", "parent"),
    ]


async def test_a_relative_and_a_teacher_are_nobodys_guardian(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    bundle.line("users.csv", "p1")["agentSourcedIds"] = "t1,gran"
    bundle.add(
        "users.csv",
        sourcedId="gran",
        role="relative",
        givenName="Вера",
        familyName="Белова",
        orgSourcedIds="s1",
    )
    report = await importing(bundle)

    assert await count(database, t.guardianship) == 4
    assert sum(report.left_out.values()) == 2


async def test_a_section_without_its_own_pupils_has_those_of_its_class(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    assert await rows(
        database,
        select(t.section.c.sourced_id, t.person.c.sourced_id)
        .select_from(t.section_student)
        .join(t.section, t.section.c.id == t.section_student.c.section_id)
        .join(t.person, t.person.c.id == t.section_student.c.student_id)
        .order_by(t.section.c.sourced_id, t.person.c.sourced_id),
    ) == [("7a-alg", "a1"), ("7a-alg", "p1"), ("7a-en1", "a1"), ("7a-en2", "p1")]


async def test_lessons_are_planned_to_the_end_of_the_year(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    days = [
        day
        for (day,) in await rows(
            database,
            select(t.lesson.c.date).join(t.section).where(t.section.c.sourced_id == "7a-alg"),
        )
    ]
    assert min(days) == date(2026, 9, 1)
    assert max(days) == date(2027, 5, 25)
    assert not [day for day in days if date(2026, 10, 24) <= day <= date(2026, 11, 1)]
    assert {day.isoweekday() for day in days} == {2, 4}


async def test_results_become_marks_and_final_marks(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    assert await rows(
        database,
        select(
            t.mark.c.sourced_id,
            t.mark.c.value,
            t.mark.c.date,
            t.mark.c.topic,
            t.work_type.c.title,
            t.lesson.c.number,
        )
        .join(t.work_type, t.work_type.c.id == t.mark.c.work_type_id)
        .outerjoin(t.lesson, t.lesson.c.id == t.mark.c.lesson_id)
        .order_by(t.mark.c.sourced_id),
    ) == [
        ("r1", 5, date(2026, 11, 10), "Дроби", "Контрольная работа", 1),
        ("r2", 3, date(2026, 11, 10), "Дроби", "Контрольная работа", 1),
        ("r3", 4, date(2026, 11, 17), "Счёт", "Устный счёт", 1),
    ]
    assert await rows(
        database,
        select(t.final_mark.c.value, t.grading_period.c.title, t.subject.c.title)
        .select_from(t.final_mark)
        .join(t.grading_period, t.grading_period.c.id == t.final_mark.c.grading_period_id)
        .join(t.subject, t.subject.c.id == t.final_mark.c.subject_id),
    ) == [(5, "I четверть", "Алгебра")]
    assert await count(database, t.work_type) == len(DEFAULT_WORK_TYPES) + 1


async def test_attendance_calls_the_roll_of_its_lesson(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    assert await rows(
        database,
        select(
            t.person.c.sourced_id, t.attendance_event.c.status, t.attendance_event.c.reason
        ).join(t.person, t.person.c.id == t.attendance_event.c.student_id),
    ) == [("p1", "absent", "ill")]
    assert await rows(
        database, select(t.lesson.c.date).where(t.lesson.c.attendance_taken_at.is_not(None))
    ) == [(date(2026, 11, 17),)]


async def test_a_section_of_pupils_of_one_class_is_of_that_class(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    bundle.line("classes.csv", "7a-en1")["title"] = "Speaking club"
    await importing(bundle)
    assert await rows(
        database,
        select(t.school_class.c.title)
        .join(t.section, t.section.c.school_class_id == t.school_class.c.id)
        .where(t.section.c.sourced_id == "7a-en1"),
    ) == [("7А",)]


async def test_a_dry_run_changes_nothing(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    report = await importing(bundle, dry_run=True)

    assert report.changes["people"].added == 8
    assert await count(database, t.school) == 0
    assert (await importing(bundle)).changes["people"].added == 8
