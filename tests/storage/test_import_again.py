"""Importing again: only differences are written, nothing is erased."""

from datetime import date, timedelta
from pathlib import Path

from sqlalchemy import func, select

from domain.access import Role
from domain.groups.rules import moved
from storage import tables as t
from storage.database import Database
from storage.roster.load import import_path
from tests.support.bundles import MadeBundle, to_1_2
from tests.support.importing import NOW, TODAY, Importing, bind, by_sourced_id, count, rows


async def test_the_same_bundle_again_writes_nothing(
    importing: Importing, bundle: MadeBundle
) -> None:
    assert (await importing(bundle)).written > 200
    assert (await importing(bundle)).written == 0
    assert (await importing(to_1_2(bundle))).written == 0


async def test_a_zip_with_byte_order_marks_says_the_same(
    database: Database, imported: Importing, bundle: MadeBundle, tmp_path: Path
) -> None:
    for folder in ("", "export/"):
        report = await import_path(database, bundle.pack(tmp_path / "b.zip", folder), NOW)
        assert report.written == 0


async def test_a_changed_line_changes_just_that(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    bundle.line("users.csv", "a1")["familyName"] = "Петрова"
    bundle.line("results.csv", "r2")["score"] = "4"
    bundle.tables["timetable.csv"][3]["location"] = "7"

    report = await imported(bundle)

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
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
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

    await imported(bundle)

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
    assert (await imported(bundle)).written == 0


async def test_a_pupil_who_moves_ends_in_the_old_class(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    bundle.drop("enrollments.csv", "7a-p1")
    bundle.add("enrollments.csv", sourcedId="new", classSourcedId="7b", userSourcedId="p1")
    bundle.line("enrollments.csv", "new")["role"] = "student"

    await imported(bundle)

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


async def test_who_was_moved_left_the_class_and_is_back_is_where_files_say(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    """Anna was to go to the second group of English; she went to another school, and came back."""
    async with database.write(NOW) as uow:
        found = await uow.connection.execute(select(t.section.c.sourced_id, t.section.c.id))
        ids = {row.sourced_id: row.id for row in found}
        groups = ids["7a-en1"], ids["7a-en2"]
        anna = (await uow.connection.execute(select(by_sourced_id("a1")))).scalar_one()
        held = await uow.groups.of_student(anna, groups)
        await uow.groups.write(held, moved(held, groups[1], TODAY + timedelta(days=1)))
        await uow.commit()
    spells = (
        select(t.section.c.sourced_id, t.section_student.c.begins, t.section_student.c.ends)
        .join(t.section)
        .where(
            t.section_student.c.student_id == anna,
            t.section.c.id.in_(groups),
            func.coalesce(t.section_student.c.begins, TODAY) <= TODAY,
        )
        .order_by(t.section_student.c.spell)
    )
    [(_group, began, _ends)] = await rows(database, spells)
    away = bundle.copy()
    for line in [each for each in away.tables["enrollments.csv"] if each["userSourcedId"] == "a1"]:
        away.tables["enrollments.csv"].remove(line)
    await imported(away)
    assert await rows(database, spells) == [("7a-en1", began, TODAY)]
    await imported(bundle)
    back = [("7a-en1", began, TODAY), ("7a-en1", TODAY, None)]
    assert await rows(database, spells) == back
    assert (await imported(bundle)).written == 0
    await imported(away)
    assert (await rows(database, spells))[1] == ("7a-en1", TODAY, TODAY), "gone again"


async def test_who_is_no_longer_a_guardian_reads_nothing_more(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    await bind(database, 1, "dad", "a1", "guardian")
    await bind(database, 2, "mum", "a1", "guardian")
    bundle.line("users.csv", "dad")["agentSourcedIds"] = "m1"

    await imported(bundle)

    ended = select(t.binding.c.chat_id).where(t.binding.c.ended_at.is_not(None))
    assert await rows(database, ended) == [(1,)]
    ends = select(t.guardianship.c.ends).where(
        t.guardianship.c.guardian_id == by_sourced_id("dad"),
        t.guardianship.c.student_id == by_sourced_id("a1"),
    )
    assert await rows(database, ends) == [(TODAY,)]


async def test_a_role_that_is_taken_away_ends(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    bundle.line("users.csv", "head")["role"] = "teacher"

    await imported(bundle)

    assert await rows(
        database,
        select(t.role_assignment.c.role, t.role_assignment.c.ends)
        .where(t.role_assignment.c.person_id == by_sourced_id("head"))
        .order_by(t.role_assignment.c.role),
    ) == [("deputy_principal", TODAY), ("teacher", None)]


async def test_a_role_decided_inside_is_not_the_files_to_change(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    """Taken there it does not come back at night, given there it does not end."""
    (head,) = await rows(database, select(t.person.c.id).where(t.person.c.sourced_id == "head"))
    async with database.write(NOW) as uow:
        taken, given = Role.DEPUTY_PRINCIPAL, Role.SECRETARY
        await uow.staff.set_role(head[0], taken, is_granted=False, by=None, order=None)
        await uow.staff.set_role(head[0], given, is_granted=True, by=None, order=None)
        await uow.commit()

    await imported(bundle)

    assert await rows(
        database,
        select(t.role_assignment.c.role, t.role_assignment.c.ends)
        .where(t.role_assignment.c.person_id == head[0])
        .order_by(t.role_assignment.c.role),
    ) == [("deputy_principal", TODAY), ("secretary", None)]


async def test_what_was_decided_here_no_import_takes_back(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    async with database.write(NOW) as uow:
        await uow.connection.execute(
            t.lesson.update()
            .where(t.lesson.c.date == date(2026, 11, 26))
            .values(is_cancelled=True, change_note="Актированный день")
        )
        await uow.commit()

    assert (await imported(bundle)).written == 0


async def test_a_final_mark_may_come_to_stand_for_another_period(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    bundle.line("lineItems.csv", "li-f")["gradingPeriodSourcedId"] = "y"
    await imported(bundle)

    assert await rows(
        database,
        select(t.final_mark.c.sourced_id, t.grading_period.c.kind)
        .join(t.grading_period)
        .order_by(t.final_mark.c.id),
    ) == [(None, "quarter"), ("f1", "school_year")]
    assert (await imported(bundle)).written == 0


async def test_a_final_mark_may_say_that_there_is_none(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    """From 5 to «н/а» and to a 4: every step is in the history, and none of it twice."""
    final = bundle.line("results.csv", "f1")
    for score, words in (("", "н/а"), ("4", "")):
        final["score"], final["textScore"] = score, words
        await imported(bundle)
        assert (await imported(bundle)).written == 0
    mark, change = t.final_mark.c, t.final_mark_change.c
    assert await rows(database, select(mark.value, mark.code)) == [(4, "")]
    assert await rows(
        database,
        select(change.old_value, change.old_code, change.new_value, change.new_code).order_by(
            change.id
        ),
    ) == [(None, "", 5, ""), (5, "", None, "na"), (None, "na", 4, "")]


async def test_attendance_that_is_corrected_to_present_leaves_its_history(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    bundle.tables["attendanceEvents.csv"][0]["attendanceEventCategory"] = "In Attendance"
    await imported(bundle)

    assert await count(database, t.attendance_event) == 0
    assert await rows(
        database,
        select(t.attendance_change.c.old_status, t.attendance_change.c.new_status).order_by(
            t.attendance_change.c.id
        ),
    ) == [("present", "absent"), ("absent", "present")]


async def test_a_course_of_credits_stays_one_until_it_is_one_of_marks(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    async def scales() -> list[str]:
        return sorted(scale for [scale] in await rows(database, select(t.subject.c.scale)))

    plain = await scales()
    assert set(plain) == {"marks"}
    bundle.line("courses.csv", "c-alg")["metadata.gradeScale"] = "credit"
    await imported(bundle)
    assert await scales() == ["credit", *plain[1:]]
    bundle.line("courses.csv", "c-alg")["metadata.gradeScale"] = ""
    assert (await imported(bundle)).written == 0
    bundle.line("courses.csv", "c-alg")["metadata.gradeScale"] = "Marks"
    await imported(bundle)
    assert await scales() == plain
