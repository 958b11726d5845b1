"""Files and the columns that a grade has because of its exams."""

from datetime import date

from sqlalchemy import select, update

from domain.final_marks.exam_model import ExamToSave
from storage import tables as t
from storage.database import Database
from tests.support.bundles import MadeBundle
from tests.support.importing import NOW, TODAY, Importing, refused, rows


async def enter_exam(database: Database, day: date) -> None:
    """In algebra, of the seventh grade."""
    async with database.write(NOW) as uow:
        school_id = await uow.connection.scalar(select(t.school.c.id))
        algebra = select(t.subject.c.id).where(t.subject.c.title == "Алгебра")
        subject_id = await uow.connection.scalar(algebra)
        assert school_id is not None
        assert subject_id is not None
        await uow.exams.save(ExamToSave(school_id, 2027, 7, subject_id, day))
        await uow.commit()


async def test_the_column_of_final_marks_follows_a_year_that_files_move(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    """A year that was changed in the chat stays, and the column with it."""
    period = t.grading_period
    is_final, is_year = period.c.kind == "final", period.c.kind == "school_year"
    await enter_exam(database, date(2027, 6, 3))
    bounds = select(period.c.begins, period.c.ends)
    bundle.line("academicSessions.csv", "y")["endDate"] = "2027-05-31"
    await imported(bundle)
    moved = [(date(2026, 9, 1), date(2027, 5, 31))]
    assert await rows(database, bounds.where(is_year)) == moved
    assert await rows(database, bounds.where(is_final)) == moved
    async with database.write(NOW) as uow:
        await uow.connection.execute(update(period).where(is_year).values(is_decided=True))
        await uow.commit()
    bundle.line("academicSessions.csv", "y")["endDate"] = "2027-05-28"
    await imported(bundle)
    assert await rows(database, bounds.where(is_final)) == moved


async def test_marks_of_exams_stand_in_the_columns_that_the_bot_has(
    database: Database, imported: Importing, bundle: MadeBundle
) -> None:
    """Of an exam from its day on; without one the file is refused and says why."""
    categories, items = bundle.tables["categories.csv"], bundle.tables["lineItems.csv"]
    results = bundle.tables["results.csv"]
    for key, title in (("e", "Экзаменационная отметка"), ("a", "Аттестат")):
        categories.append({"sourcedId": f"cat-{key}", "title": title})
        item = bundle.line("lineItems.csv", "li-f") | {"sourcedId": f"li-{key}", "title": title}
        year = {"categorySourcedId": f"cat-{key}", "gradingPeriodSourcedId": "y"}
        items.append(item | year)
        result = bundle.line("results.csv", "f1") | {"sourcedId": key, "score": "4"}
        results.append(result | {"lineItemSourcedId": f"li-{key}"})
    problems = await refused(imported, bundle)
    assert [each.startswith("results.csv:") and "no such exam" in each for each in problems] == [
        True,
        True,
    ]
    await enter_exam(database, TODAY)
    assert (await imported(bundle)).changes["final marks"].added == 2
    found = await rows(
        database,
        select(t.grading_period.c.kind, t.final_mark.c.value)
        .join_from(t.final_mark, t.grading_period)
        .order_by(t.grading_period.c.kind),
    )
    assert found == [("exam", 4), ("final", 4), ("quarter", 5)]
    assert (await imported(bundle)).written == 0
