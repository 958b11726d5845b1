"""The first bundle of a new school year, on both databases."""

from sqlalchemy import select

from storage import tables as t
from storage.database import Database
from tests.support.bundles import MadeBundle
from tests.support.importing import TODAY, Importing, rows


async def test_a_bundle_of_a_new_year_leaves_nobody_in_the_sections_of_the_old_one(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    """Its classes are other ones, and it says nothing of those of the year before."""
    for file in ("classes.csv", "enrollments.csv", "timetable.csv", "lessonPlans.csv"):
        for line in bundle.tables[file]:
            for name, value in line.items():
                line[name] = value.replace("7a", "8a").replace("7b", "8b").replace("7А", "8А")
    for file in ("lineItems.csv", "results.csv", "attendanceEvents.csv"):
        del bundle.tables[file]
    await imported(bundle)
    held = (
        select(t.section.c.sourced_id, t.section_student.c.ends)
        .join_from(t.section_student, t.section)
        .order_by(t.section.c.sourced_id, t.section_student.c.student_id)
    )
    old = [("7a-alg", TODAY)] * 2 + [("7a-en1", TODAY), ("7a-en2", TODAY)]
    new = [("8a-alg", None)] * 2 + [("8a-en1", None), ("8a-en2", None)]
    assert await rows(database, held) == old + new
    assert (await imported(bundle)).written == 0
