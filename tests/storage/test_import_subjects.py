"""What files say of subjects and what the school decides inside the program: marks, its plan."""

from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from sqlalchemy import func, select

from domain.curriculum.area_model import Area
from domain.curriculum.model import NewProfile
from storage import tables as t
from storage.database import Database
from storage.roster.load import import_path
from tests.support.bundles import small_bundle

NOW = datetime(2026, 11, 24, 7, 40, tzinfo=UTC)
SCHOOL = 1  # the first of an empty database


async def test_what_the_deputy_says_of_marks_and_plans_holds_against_files(
    database: Database, tmp_path: Path
) -> None:
    bundle = small_bundle()
    hours = count(3)

    async def brought(*, is_marked: str) -> tuple[int, bool]:
        for course in bundle.tables["courses.csv"]:
            course["metadata.isMarked"] = is_marked
        said = str(next(hours))
        for section in bundle.tables["classes.csv"]:
            section["metadata.weeklyHours"] = said
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
    assert await kept(database, subject_id) == ("", 0, 4, []), "hours as files say them, so far"
    planned = await plan_of(database, subject_id)
    assert planned[:3] == (Area.ART, 2, 7)
    await decided(subject_id, gives=True)
    assert await brought(is_marked="false") == (subject_id, True)
    await decided(subject_id, gives=False)
    assert await brought(is_marked="true") == (subject_id, False)
    assert await kept(database, subject_id) == planned, "what the deputy says of a plan holds"


async def plan_of(database: Database, subject_id: int) -> tuple[object, ...]:
    """A profile that a class follows, an area, a component: as the deputy chooses them."""
    async with database.write(NOW) as uow:
        run = uow.connection.execute
        class_id = (await run(select(func.min(t.school_class.c.id)))).scalar_one()
        sections = select(t.section.c.id).where(t.section.c.subject_id == subject_id)
        profile_id = await uow.curriculum.add_profile(SCHOOL, NewProfile("Инженерный", 1, 11))
        await uow.curriculum.follow(class_id, "", profile_id)
        await uow.curriculum.set_areas({subject_id: Area.ART})
        ids = (await run(sections)).scalars().all()
        await uow.curriculum.set_chosen_hours(ids, 2)
        await uow.subjects.set_hours(ids, 7)
        await uow.commit()
    return await kept(database, subject_id)


async def kept(database: Database, subject_id: int) -> tuple[object, ...]:
    async with database.read(NOW) as uow:
        run = uow.connection.execute
        area = select(t.subject.c.area).where(t.subject.c.id == subject_id)
        of_sections = select(t.section.c.chosen_hours, t.section.c.weekly_hours).where(
            t.section.c.subject_id == subject_id
        )
        [hours] = (await run(of_sections.distinct())).all()
        profiles = await uow.curriculum.profiles(SCHOOL)
        return (await run(area)).scalar_one(), *hours, profiles
