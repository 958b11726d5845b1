"""Whether a subject has marks: as files say, until the school decides inside the program."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from storage import tables as t
from storage.database import Database
from storage.roster.load import import_path
from tests.support.bundles import small_bundle

NOW = datetime(2026, 11, 24, 7, 40, tzinfo=UTC)


async def test_what_the_deputy_says_of_marks_holds_against_files(
    database: Database, tmp_path: Path
) -> None:
    bundle = small_bundle()

    async def brought(*, is_marked: str) -> tuple[int, bool]:
        for course in bundle.tables["courses.csv"]:
            course["metadata.isMarked"] = is_marked
        await import_path(database, bundle.write(tmp_path / "bundle"), NOW)
        async with database.read(NOW) as uow:
            rows = await uow.connection.execute(select(t.subject.c.id, t.subject.c.is_marked))
            return sorted((row.id, row.is_marked) for row in rows)[0]

    async def decided(subject_id: int, *, gives: bool) -> None:
        async with database.write(NOW) as uow:
            await uow.subjects.give_marks(subject_id, gives=gives)
            await uow.commit()

    subject_id, is_marked = await brought(is_marked="")
    assert is_marked
    assert await brought(is_marked="false") == (subject_id, False)
    await decided(subject_id, gives=True)
    assert await brought(is_marked="false") == (subject_id, True)
    await decided(subject_id, gives=False)
    assert await brought(is_marked="true") == (subject_id, False)
