"""An import with anything wrong in it writes nothing, and says what is wrong."""

from storage import tables as t
from storage.database import Database
from tests.support.bundles import MadeBundle
from tests.support.importing import Importing, count, refused


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


async def test_an_unknown_bell_schedule_is_a_problem(
    importing: Importing, bundle: MadeBundle
) -> None:
    bundle.line("classes.csv", "7b")["metadata.bellSchedule"] = "Вторая смена"
    assert await refused(importing, bundle) == [
        "classes.csv:3: has no bell schedule “Вторая смена”"
    ]


async def test_an_id_of_another_school_is_not_overwritten(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    bundle.tables["orgs.csv"][0]["sourcedId"] = "s2"
    for file in ("users.csv", "classes.csv"):
        for line in bundle.tables[file]:
            for name in ("orgSourcedIds", "schoolSourcedId"):
                if line.get(name):
                    line[name] = "s2"
    bundle.line("users.csv", "a1").update(familyName="Чужая", givenName="Ольга")

    assert "users.csv:2: sourcedId a1 is somebody else's in another school" in await refused(
        imported, bundle
    )


async def test_a_bundle_without_any_known_file_is_refused(
    importing: Importing, bundle: MadeBundle
) -> None:
    bundle.tables = {"notes.csv": [{"a": "b"}]}
    assert await refused(importing, bundle) == ["bundle: holds no file of a OneRoster bundle"]
