"""Importing a bundle: only differences are written, nothing is erased, families hear of changes."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Select, func, insert, select, update

from domain.access import Role
from domain.marks.work_types import DEFAULT_WORK_TYPES
from domain.notices.model import Event, Kind, NewNotice, State
from storage import tables as t
from storage.database import Database
from storage.roster.load import Report, import_path
from storage.roster.problems import ImportRefused
from tests.support.bundles import MadeBundle, small_bundle, to_1_2

NOW = datetime(2026, 11, 24, 7, 40, tzinfo=UTC)
TODAY = date(2026, 11, 24)

Importing = Callable[..., Awaitable[Report]]


@pytest.fixture
def bundle() -> MadeBundle:
    return small_bundle()


@pytest.fixture
def importing(database: Database, tmp_path: Path) -> Importing:
    """Imports a made bundle as a folder, each time an hour later."""
    moments = iter(NOW + timedelta(hours=hour) for hour in range(100))

    async def run(bundle: MadeBundle, **options: Any) -> Report:
        return await import_path(
            database, bundle.write(tmp_path / "bundle"), next(moments), **options
        )

    return run


async def rows(database: Database, query: Select[Any]) -> list[Any]:
    async with database.read(NOW) as uow:
        return [tuple(row) for row in (await uow.connection.execute(query)).all()]


async def count(database: Database, table: Any) -> int:
    return int((await rows(database, select(func.count()).select_from(table)))[0][0])


async def refused(importing: Importing, bundle: MadeBundle) -> list[str]:
    with pytest.raises(ImportRefused) as refusal:
        await importing(bundle)
    return [str(problem) for problem in refusal.value.problems.listed]


def by_sourced_id(sourced_id: str) -> Any:
    return select(t.person.c.id).where(t.person.c.sourced_id == sourced_id).scalar_subquery()


async def bind(database: Database, chat_id: int, person: str, student: str, role: str) -> None:
    async with database.write(NOW) as uow:
        ids = {}
        for name in (person, student):
            ids[name] = (await uow.connection.execute(select(by_sourced_id(name)))).scalar_one()
        await uow.connection.execute(
            insert(t.chat).values(id=chat_id, locale="ru", plain_text=False, created_at=NOW)
        )
        await uow.connection.execute(
            insert(t.binding).values(
                chat_id=chat_id,
                person_id=ids[person],
                student_id=ids[student],
                role=role,
                bound_at=NOW,
            )
        )
        await uow.commit()


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
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    await importing(bundle)

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
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    await importing(bundle)

    assert await rows(
        database,
        select(t.section.c.sourced_id, t.person.c.sourced_id)
        .select_from(t.section_student)
        .join(t.section, t.section.c.id == t.section_student.c.section_id)
        .join(t.person, t.person.c.id == t.section_student.c.student_id)
        .order_by(t.section.c.sourced_id, t.person.c.sourced_id),
    ) == [("7a-alg", "a1"), ("7a-alg", "p1"), ("7a-en1", "a1"), ("7a-en2", "p1")]


async def test_lessons_are_planned_to_the_end_of_the_year(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    await importing(bundle)

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
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    await importing(bundle)

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
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    await importing(bundle)

    assert await rows(
        database,
        select(
            t.person.c.sourced_id, t.attendance_event.c.status, t.attendance_event.c.reason
        ).join(t.person, t.person.c.id == t.attendance_event.c.student_id),
    ) == [("p1", "absent", "ill")]
    assert await rows(
        database, select(t.lesson.c.date).where(t.lesson.c.attendance_taken_at.is_not(None))
    ) == [(date(2026, 11, 17),)]


async def test_the_same_bundle_again_writes_nothing(
    importing: Importing, bundle: MadeBundle
) -> None:
    assert (await importing(bundle)).written > 200
    assert (await importing(bundle)).written == 0
    assert (await importing(to_1_2(bundle))).written == 0


async def test_a_zip_with_byte_order_marks_says_the_same(
    database: Database, importing: Importing, bundle: MadeBundle, tmp_path: Path
) -> None:
    await importing(bundle)
    for folder in ("", "export/"):
        report = await import_path(database, bundle.pack(tmp_path / "b.zip", folder), NOW)
        assert report.written == 0


async def test_a_dry_run_changes_nothing(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    report = await importing(bundle, dry_run=True)

    assert report.changes["people"].added == 8
    assert await count(database, t.school) == 0
    assert (await importing(bundle)).changes["people"].added == 8


async def test_a_changed_line_changes_just_that(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    await importing(bundle)
    bundle.line("users.csv", "a1")["familyName"] = "Петрова"
    bundle.line("results.csv", "r2")["score"] = "4"
    bundle.tables["timetable.csv"][3]["location"] = "7"

    report = await importing(bundle)

    changes = {kind: change for kind, change in report.changes.items() if change}
    assert set(changes) == {"people", "marks", "timetable", "lessons"}
    assert changes["people"].changed == changes["marks"].changed == 1
    assert changes["lessons"].added == changes["lessons"].closed == 0
    assert await rows(
        database,
        select(t.mark_change.c.old_value, t.mark_change.c.new_value)
        .join(t.mark)
        .where(t.mark.c.sourced_id == "r2")
        .order_by(t.mark_change.c.id),
    ) == [(None, 3), (3, 4)]
    # What has been stays as it was: rooms of past lessons are those of their day.
    changed = await rows(
        database,
        select(func.min(t.lesson.c.date)).where(t.lesson.c.location == "7"),
    )
    assert changed[0][0] == TODAY


async def test_what_is_to_be_deleted_closes_and_stays(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    await importing(bundle)
    before = {
        table.name: await count(database, table)
        for table in (t.person, t.school_class, t.section, t.enrollment, t.mark, t.guardianship)
    }
    for file, sourced_id in (
        ("users.csv", "p1"),
        ("classes.csv", "7b"),
        ("classes.csv", "7a-en2"),
        ("enrollments.csv", "7b-m1"),
        ("results.csv", "r1"),
    ):
        bundle.line(file, sourced_id)["status"] = "tobedeleted"
    for name in ("givenName", "familyName"):
        bundle.line("users.csv", "p1")[name] = ""

    await importing(bundle)

    for table in (t.person, t.school_class, t.section, t.enrollment, t.mark, t.guardianship):
        assert await count(database, table) == before[table.name]
    assert await rows(
        database, select(t.person.c.sourced_id).where(t.person.c.is_active.is_(False))
    ) == [("p1",)]
    assert await rows(
        database, select(t.section.c.sourced_id).where(t.section.c.is_active.is_(False))
    ) == [("7a-en2",)]
    assert await rows(
        database,
        select(t.enrollment.c.ends).where(t.enrollment.c.sourced_id == "7b-m1"),
    ) == [(TODAY,)]
    assert await rows(
        database, select(t.mark.c.sourced_id).where(t.mark.c.removed_at.is_not(None))
    ) == [("r1",)]
    assert (await importing(bundle)).written == 0


async def test_a_pupil_who_moves_ends_in_the_old_class(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    await importing(bundle)
    bundle.drop("enrollments.csv", "7a-p1")
    bundle.add("enrollments.csv", sourcedId="new", classSourcedId="7b", userSourcedId="p1")
    bundle.line("enrollments.csv", "new")["role"] = "student"

    await importing(bundle)

    assert await rows(
        database,
        select(t.school_class.c.title, t.enrollment.c.ends)
        .select_from(t.enrollment)
        .join(t.school_class)
        .where(t.enrollment.c.student_id == by_sourced_id("p1"))
        .order_by(t.school_class.c.title),
    ) == [("7А", TODAY), ("7Б", None)]
    assert await rows(
        database,
        select(t.section_student.c.ends)
        .join(t.section)
        .where(
            t.section.c.sourced_id == "7a-alg",
            t.section_student.c.student_id == by_sourced_id("p1"),
        ),
    ) == [(TODAY,)]


async def test_who_is_no_longer_a_guardian_reads_nothing_more(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    await importing(bundle)
    await bind(database, 1, "dad", "a1", "guardian")
    await bind(database, 2, "mum", "a1", "guardian")
    bundle.line("users.csv", "dad")["agentSourcedIds"] = "m1"

    await importing(bundle)

    ended = select(t.binding.c.chat_id).where(t.binding.c.ended_at.is_not(None))
    assert await rows(database, ended) == [(1,)]
    ends = select(t.guardianship.c.ends).where(
        t.guardianship.c.guardian_id == by_sourced_id("dad"),
        t.guardianship.c.student_id == by_sourced_id("a1"),
    )
    assert await rows(database, ends) == [(TODAY,)]


async def test_a_role_that_is_taken_away_ends(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    await importing(bundle)
    bundle.line("users.csv", "head")["role"] = "teacher"

    await importing(bundle)

    assert await rows(
        database,
        select(t.role_assignment.c.role, t.role_assignment.c.ends)
        .where(t.role_assignment.c.person_id == by_sourced_id("head"))
        .order_by(t.role_assignment.c.role),
    ) == [("deputy_principal", TODAY), ("teacher", None)]


async def test_a_role_decided_inside_is_not_the_files_to_change(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    """Taken there it does not come back at night, given there it does not end."""
    await importing(bundle)
    (head,) = await rows(database, select(t.person.c.id).where(t.person.c.sourced_id == "head"))
    async with database.write(NOW) as uow:
        taken, given = Role.DEPUTY_PRINCIPAL, Role.SECRETARY
        await uow.staff.set_role(head[0], taken, is_granted=False, by=None, order=None)
        await uow.staff.set_role(head[0], given, is_granted=True, by=None, order=None)
        await uow.commit()

    await importing(bundle)

    assert await rows(
        database,
        select(t.role_assignment.c.role, t.role_assignment.c.ends)
        .where(t.role_assignment.c.person_id == head[0])
        .order_by(t.role_assignment.c.role),
    ) == [("deputy_principal", TODAY), ("secretary", None)]


async def test_marks_of_a_later_import_are_told_to_the_family(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    await importing(bundle)
    await bind(database, 1, "mum", "a1", "guardian")
    bundle.add(
        "results.csv", sourcedId="r9", lineItemSourcedId="li-2", studentSourcedId="a1", score="2"
    )
    bundle.line("results.csv", "f1")["score"] = "4"
    bundle.add(
        "attendanceEvents.csv",
        classSourcedId="7a-alg",
        eventDate="2026-11-24",
        studentSourcedId="a1",
        attendanceEventCategory="Tardy",
    )
    report = await importing(bundle)

    assert report.notices == 3
    assert await rows(
        database, select(t.notice.c.kind, t.notice.c.chat_id).order_by(t.notice.c.kind)
    ) == [("absence", 1), ("final_mark", 1), ("mark", 1)]
    assert await rows(
        database,
        select(t.final_mark_change.c.old_value, t.final_mark_change.c.new_value).order_by(
            t.final_mark_change.c.id
        ),
    ) == [(None, 5), (5, 4)]


async def test_a_mark_given_again_after_it_was_taken_back_is_new(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    await importing(bundle)
    bundle.line("results.csv", "r1")["status"] = "tobedeleted"
    await importing(bundle)
    bundle.line("results.csv", "r1")["status"] = "active"
    await importing(bundle)

    assert await rows(
        database,
        select(t.mark_change.c.old_value, t.mark_change.c.new_value)
        .join(t.mark)
        .where(t.mark.c.sourced_id == "r1")
        .order_by(t.mark_change.c.id),
    ) == [(None, 5), (5, None), (None, 5)]


async def test_lesson_changes_are_told_for_the_days_to_come(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    await importing(bundle)
    await bind(database, 1, "mum", "a1", "guardian")
    for day, change, more in (
        ("2026-11-19", "cancelled", {}),
        ("2026-11-26", "cancelled", {"note": "Болезнь учителя"}),
        ("2026-12-01", "substitution", {"staffSourcedId": "t2"}),
        ("2026-12-03", "room", {"location": "21"}),
    ):
        number = "1" if day == "2026-12-01" else "2"
        bundle.add(
            "lessonChanges.csv",
            classSourcedId="7a-alg",
            date=day,
            classPeriod=number,
            lessonChange=change,
            **more,
        )
    report = await importing(bundle)

    changed = (
        select(
            t.lesson.c.date,
            t.lesson.c.is_cancelled,
            t.lesson.c.is_substituted,
            t.lesson.c.location,
            t.lesson.c.change_note,
            t.person.c.sourced_id,
        )
        .outerjoin(t.person, t.person.c.id == t.lesson.c.teacher_id)
        .where(t.lesson.c.change_source == "import")
        .order_by(t.lesson.c.date)
    )
    assert report.notices == 3
    assert await rows(database, changed) == [
        (date(2026, 11, 26), True, False, "12", "Болезнь учителя", "t1"),
        (date(2026, 12, 1), False, True, "12", "", "t2"),
        (date(2026, 12, 3), False, False, "21", "→ 21", "t1"),
    ]
    assert (await importing(bundle)).written == 0

    # The teacher is well again: the lesson is as the timetable says, and the family hears of it.
    del bundle.tables["lessonChanges.csv"][1]
    report = await importing(bundle)
    assert (report.changes["lessons"].changed, report.notices) == (1, 1)


async def test_changed_lessons_make_evening_cards_look_again(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    await importing(bundle)
    await bind(database, 1, "mum", "a1", "guardian")
    async with database.write(NOW) as uow:
        day = (TODAY + timedelta(days=1)).toordinal()
        found = await uow.connection.execute(select(t.binding.c.person_id))
        card = Event(Kind.TOMORROW, None, day, day)
        await uow.notices.add([NewNotice(card, found.scalar_one(), 1, NOW)])
        await uow.connection.execute(update(t.notice).values(state=State.SENT))
        await uow.commit()
    await importing(bundle)
    states = select(t.notice.c.state).order_by(t.notice.c.id)
    assert await rows(database, states) == [("sent",)]  # nothing has changed

    bundle.add(
        "lessonChanges.csv",
        classSourcedId="7a-alg",
        date="2026-12-03",
        classPeriod="2",
        lessonChange="room",
        location="21",
    )
    await importing(bundle)
    assert await rows(database, states.where(t.notice.c.kind == Kind.TOMORROW)) == [
        ("sent",),
        ("pending",),
    ]


async def test_a_lesson_that_takes_anothers_place_names_it(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    bundle.add(
        "lessonChanges.csv",
        classSourcedId="7a-alg",
        date="2026-12-08",
        classPeriod="2",
        lessonChange="substitution",
        staffSourcedId="t1",
        replacesClassSourcedId="7a-en1",
    )
    await importing(bundle)

    other = t.lesson.alias("other")
    assert await rows(
        database,
        select(t.lesson.c.date, t.lesson.c.is_substituted, other.c.is_cancelled).join(
            other, other.c.id == t.lesson.c.replaces_id
        ),
    ) == [(date(2026, 12, 8), True, True)]
    assert (await importing(bundle)).written == 0


async def test_a_lesson_with_a_journal_is_cancelled_not_removed(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    await importing(bundle)
    async with database.write(NOW) as uow:
        lesson_id = (
            await uow.connection.execute(
                select(t.lesson.c.id)
                .join(t.section)
                .where(t.section.c.sourced_id == "7a-alg", t.lesson.c.date == date(2026, 11, 26))
            )
        ).scalar_one()
        await uow.connection.execute(
            t.lesson.update().where(t.lesson.c.id == lesson_id).values(topic="Степени")
        )
        await uow.commit()
    del bundle.tables["timetable.csv"][1]  # algebra on Thursdays

    await importing(bundle)

    assert await rows(
        database,
        select(t.lesson.c.id, t.lesson.c.is_cancelled)
        .join(t.section)
        .where(
            t.section.c.sourced_id == "7a-alg",
            t.lesson.c.number == 2,
            t.lesson.c.date >= TODAY,
        ),
    ) == [(lesson_id, True)]
    assert (await importing(bundle)).written == 0

    bundle.add("timetable.csv", classSourcedId="7a-alg", weekday="4", classPeriod="2")
    bundle.tables["timetable.csv"][-1]["location"] = "12"
    await importing(bundle)
    assert await rows(
        database, select(t.lesson.c.is_cancelled).where(t.lesson.c.id == lesson_id)
    ) == [(False,)]


async def test_what_was_decided_here_no_import_takes_back(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    await importing(bundle)
    async with database.write(NOW) as uow:
        await uow.connection.execute(
            t.lesson.update()
            .where(t.lesson.c.date == date(2026, 11, 26))
            .values(is_cancelled=True, change_note="Актированный день")
        )
        await uow.commit()

    assert (await importing(bundle)).written == 0


async def test_nothing_is_imported_when_anything_is_wrong(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    bundle.line("demographics.csv", "a1")["birthDate"] = "04.05.2013"
    bundle.line("enrollments.csv", "7a-p1")["userSourcedId"] = "nobody"
    bundle.add("users.csv", **bundle.line("users.csv", "t2"))
    bundle.line("users.csv", "t1")["role"] = "wizard"
    bundle.line("results.csv", "r1")["score"] = "7"
    bundle.line("results.csv", "r2")["score"] = "3.5"
    bundle.line("academicSessions.csv", "q3")["endDate"] = "2027-01-01"
    bundle.tables["timetable.csv"][0]["classSourcedId"] = "7a"
    bundle.tables["timetable.csv"][1]["weekday"] = "someday"

    assert sorted(await refused(importing, bundle)) == [
        "academicSessions.csv:5: ends before it begins",
        "demographics.csv:2: birthDate “04.05.2013” is not a date like 2026-09-01",
        "enrollments.csv:3: userSourcedId nobody is not in users.csv",
        "results.csv:2: score “7” is not a mark from 1 to 5",
        "results.csv:3: score “3.5” is not a mark from 1 to 5",
        "timetable.csv:2: classSourcedId 7a is not in classes.csv with classType scheduled",
        "timetable.csv:3: weekday “someday” is not a known weekday",
        "users.csv:10: has the same sourcedId as line 8",
        "users.csv:7: role “wizard” is not a known role",
    ]
    assert await count(database, t.school) == 0


async def test_problems_found_while_writing_roll_everything_back(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    bundle.tables["attendanceEvents.csv"][0]["eventDate"] = "2026-11-18"
    for number, line in enumerate(bundle.tables["classes.csv"]):
        if number in (0, 2):
            line["grades"] = "1"
    problems = await refused(importing, bundle)

    assert problems == [
        "attendanceEvents.csv:2: names a lesson that is not in the timetable of that day, "
        "or one of several",
        "results.csv:2: grade 1 has no marks in this school",
        "results.csv:3: grade 1 has no marks in this school",
        "results.csv:4: grade 1 has no marks in this school",
        "results.csv:5: grade 1 has no marks in this school",
    ]
    assert await count(database, t.school) == await count(database, t.person) == 0


async def test_a_lesson_needs_a_bell(importing: Importing, bundle: MadeBundle) -> None:
    bundle.tables["timetable.csv"][0]["classPeriod"] = "8"
    assert await refused(importing, bundle) == [
        "bellSchedules.csv: has no bell for lesson 8, which is in the timetable"
    ]


async def test_no_pupil_is_in_two_classes(importing: Importing, bundle: MadeBundle) -> None:
    bundle.add("enrollments.csv", sourcedId="x", classSourcedId="7b", userSourcedId="a1")
    bundle.line("enrollments.csv", "x")["role"] = "student"
    assert await refused(importing, bundle) == [
        "enrollments.csv:11: is in two homeroom classes at once: see line 2"
    ]
    # One after the other they may be.
    bundle.line("enrollments.csv", "7a-a1")["endDate"] = "2026-11-01"
    bundle.line("enrollments.csv", "x")["beginDate"] = "2026-11-01"
    await importing(bundle)


async def test_a_bundle_of_another_system_lacks_much(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    """No courses, demographics, homerooms, types or terms; other scales, files and columns."""
    for file in list(bundle.tables):
        if file not in ("orgs.csv", "users.csv", "classes.csv", "enrollments.csv"):
            del bundle.tables[file]
    bundle.tables["classes.csv"] = [
        {"sourcedId": "alg", "title": "Algebra I", "grades": "07", "metadata.period": "3"}
    ]
    bundle.tables["enrollments.csv"] = [
        {"sourcedId": f"e-{user}", "classSourcedId": "alg", "userSourcedId": user, "role": role}
        for user, role in (
            ("a1", "student"),
            ("p1", "student"),
            ("m1", "student"),
            ("t1", "teacher"),
        )
    ]
    bundle.line("users.csv", "m1")["grades"] = "KG"
    bundle.tables["classResources.csv"] = [{"sourcedId": "x"}]

    report = await importing(bundle)

    assert report.ignored_files == ("classResources.csv",)
    assert await rows(database, select(t.school_class.c.title, t.school_class.c.grade_level)) == [
        ("7", 7)
    ]
    assert await count(database, t.enrollment) == 3
    assert await rows(
        database,
        select(t.section.c.title, t.subject.c.title, t.person.c.sourced_id)
        .select_from(t.section)
        .join(t.subject)
        .join(t.person, t.person.c.id == t.section.c.teacher_id),
    ) == [("Algebra I", "Algebra I", "t1")]
    assert (await importing(bundle)).written == 0


async def test_results_on_another_scale_are_left_out(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    bundle.tables["lineItems.csv"][0]["resultValueMax"] = "100"
    bundle.line("results.csv", "r1")["score"] = "87.5"
    bundle.line("results.csv", "r3")["scoreStatus"] = "exempt"
    report = await importing(bundle)

    assert report.left_out == {"results on another scale than 1 to 5": 2}
    assert await count(database, t.mark) == 0


async def test_a_final_mark_may_come_to_stand_for_another_period(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    await importing(bundle)
    bundle.line("lineItems.csv", "li-f")["gradingPeriodSourcedId"] = "y"
    await importing(bundle)

    assert await rows(
        database,
        select(t.final_mark.c.sourced_id, t.grading_period.c.kind)
        .join(t.grading_period)
        .order_by(t.final_mark.c.id),
    ) == [(None, "quarter"), ("f1", "school_year")]
    assert (await importing(bundle)).written == 0


async def test_two_final_marks_of_one_kind_are_a_problem(
    importing: Importing, bundle: MadeBundle
) -> None:
    bundle.add(
        "results.csv", sourcedId="f2", lineItemSourcedId="li-f", studentSourcedId="a1", score="4"
    )
    bundle.line("lineItems.csv", "li-2")["categorySourcedId"] = "cat-f"
    bundle.line("lineItems.csv", "li-2")["gradingPeriodSourcedId"] = ""
    assert await refused(importing, bundle) == [
        "lineItems.csv:3: is a final mark and names no grading period"
    ]
    bundle.line("lineItems.csv", "li-2")["gradingPeriodSourcedId"] = "q2"
    assert await refused(importing, bundle) == [
        "results.csv:6: is a second final mark of this pupil, subject and period"
    ]


async def test_attendance_that_is_corrected_to_present_leaves_its_history(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    await importing(bundle)
    bundle.tables["attendanceEvents.csv"][0]["attendanceEventCategory"] = "In Attendance"
    await importing(bundle)

    assert await count(database, t.attendance_event) == 0
    assert await rows(
        database,
        select(t.attendance_change.c.old_status, t.attendance_change.c.new_status).order_by(
            t.attendance_change.c.id
        ),
    ) == [("present", "absent"), ("absent", "present")]


async def test_an_unknown_bell_schedule_is_a_problem(
    importing: Importing, bundle: MadeBundle
) -> None:
    bundle.line("classes.csv", "7b")["metadata.bellSchedule"] = "Вторая смена"
    assert await refused(importing, bundle) == [
        "classes.csv:3: has no bell schedule “Вторая смена”"
    ]


async def test_an_id_of_another_school_is_not_overwritten(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    await importing(bundle)
    bundle.tables["orgs.csv"][0]["sourcedId"] = "s2"
    for file in ("users.csv", "classes.csv"):
        for line in bundle.tables[file]:
            for name in ("orgSourcedIds", "schoolSourcedId"):
                if line.get(name):
                    line[name] = "s2"
    bundle.line("users.csv", "a1").update(familyName="Чужая", givenName="Ольга")

    assert "users.csv:2: sourcedId a1 is somebody else's in another school" in await refused(
        importing, bundle
    )


async def test_without_orgs_schools_are_those_that_classes_name(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    del bundle.tables["orgs.csv"]
    await importing(bundle)
    assert await rows(database, select(t.school.c.sourced_id, t.school.c.name)) == [("s1", "s1")]
    assert await rows(
        database, select(func.count()).where(t.person.c.school_id == t.school.c.id)
    ) == [(8,)]
    assert (await importing(bundle)).written == 0


async def test_files_that_name_no_school_at_all_make_one(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    del bundle.tables["orgs.csv"]
    for file, name in (("classes.csv", "schoolSourcedId"), ("users.csv", "orgSourcedIds")):
        for line in bundle.tables[file]:
            line[name] = ""
    await importing(bundle)
    assert await rows(database, select(t.school.c.sourced_id)) == [("school",)]
    assert (await importing(bundle)).written == 0


async def test_people_without_a_school_get_that_of_child_or_class(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    bundle.add("orgs.csv", sourcedId="s2", name="Школа № 2", type="school")
    bundle.add("orgs.csv", sourcedId="d", name="Район", type="district")
    bundle.line("users.csv", "dad")["orgSourcedIds"] = "d"
    bundle.line("users.csv", "t1")["orgSourcedIds"] = ""
    await importing(bundle)
    assert await rows(
        database,
        select(t.person.c.sourced_id, t.school.c.sourced_id)
        .join(t.school)
        .where(t.person.c.sourced_id.in_(["mum", "dad", "t1"]))
        .order_by(t.person.c.sourced_id),
    ) == [("dad", "s1"), ("mum", "s1"), ("t1", "s1")]

    bundle.line("users.csv", "head")["orgSourcedIds"] = "d"
    bundle.line("users.csv", "t2")["orgSourcedIds"] = "s9"
    assert await refused(importing, bundle) == [
        "users.csv:8: org s9 is not in orgs.csv",
        "users.csv:9: is in no school of the bundle",
    ]


async def test_terms_without_names_and_without_a_year(
    database: Database, importing: Importing, bundle: MadeBundle
) -> None:
    bundle.tables = {
        "orgs.csv": bundle.tables["orgs.csv"],
        "classes.csv": [
            {"sourcedId": f"c{grade}", "title": f"{grade}А", "grades": str(grade)}
            for grade in (9, 10)
        ],
        "academicSessions.csv": [
            {"sourcedId": name, "title": name, "type": kind, "startDate": begins, "endDate": ends}
            for name, kind, begins, ends in (
                ("T1", "term", "2026-09-01", "2026-12-01"),
                ("T2", "term", "2026-12-01", "2027-03-01"),
                ("T3", "term", "2027-03-01", "2027-05-26"),
                ("S1", "semester", "2026-09-01", "2026-12-30"),
                ("S2", "semester", "2027-01-11", "2027-05-26"),
            )
        ],
    }
    await importing(bundle)
    period = t.grading_period
    assert await rows(
        database,
        select(period.c.title, period.c.kind, period.c.ordinal, period.c.ends).order_by(
            period.c.kind, period.c.ordinal
        ),
    ) == [
        ("S1", "half_year", 1, date(2026, 12, 30)),
        ("S2", "half_year", 2, date(2027, 5, 26)),
        ("2026/2027", "school_year", 1, date(2027, 5, 26)),
        # Where one ends on the day the next begins, the end is exclusive.
        ("T1", "trimester", 1, date(2026, 11, 30)),
        ("T2", "trimester", 2, date(2027, 2, 28)),
        ("T3", "trimester", 3, date(2027, 5, 26)),
    ]
    assert await rows(
        database,
        select(t.school_class.c.title, t.school_class.c.period_kind).order_by(
            t.school_class.c.grade_level
        ),
    ) == [("9А", "trimester"), ("10А", "half_year")]


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


async def test_a_bundle_without_any_known_file_is_refused(
    importing: Importing, bundle: MadeBundle
) -> None:
    bundle.tables = {"notes.csv": [{"a": "b"}]}
    assert await refused(importing, bundle) == ["bundle: holds no file of a OneRoster bundle"]
