"""Bundles of other systems, which lack much: what is left out, and what is made up for."""

from datetime import date

from sqlalchemy import func, select

from storage import tables as t
from storage.database import Database
from tests.support.bundles import MadeBundle
from tests.support.importing import Importing, count, refused, rows


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


TERMS = (
    ("T1", "term", "2026-09-01", "2026-12-01"),
    ("T2", "term", "2026-12-01", "2027-03-01"),
    ("T3", "term", "2027-03-01", "2027-05-26"),
    ("S1", "semester", "2026-09-01", "2026-12-30"),
    ("S2", "semester", "2027-01-11", "2027-05-26"),
)


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
            for name, kind, begins, ends in TERMS
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
