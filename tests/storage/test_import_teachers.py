"""Who teaches a section: the school's word holds against files; who did is kept (C12, R071)."""

from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import select, update

from domain.timetable.hours import hours_register
from domain.year.teaching_model import Begun, NewTeacher
from storage import tables as t
from storage.database import Database
from tests.support.bundles import MadeBundle, small_bundle
from tests.support.importing import TODAY, by_sourced_id, importing_into, rows

NOW = datetime(2026, 11, 24, 7, 40, tzinfo=UTC)
NOVEMBER = date(2026, 11, 1), date(2026, 11, 30)
ALGEBRA = t.section.c.sourced_id == "7a-alg"
TEACHER = (
    select(t.person.c.sourced_id)
    .join(t.section, t.section.c.teacher_id == t.person.c.id)
    .where(ALGEBRA)
)


def taught_by(bundle: MadeBundle, teacher: str) -> MadeBundle:
    bundle.line("enrollments.csv", "7a-alg-t1")["userSourcedId"] = teacher
    return bundle


async def test_whom_the_school_appointed_no_file_replaces_until_they_leave(
    database: Database, tmp_path: Path
) -> None:
    importing = importing_into(database, tmp_path / "bundle")
    await importing(small_bundle())
    async with database.write(NOW) as uow:
        wanted = select(t.section.c.id, by_sourced_id("t2")).where(ALGEBRA)
        section_id, person_id = (await uow.connection.execute(wanted)).one()
        await uow.subjects.set_teacher(section_id, person_id, Begun(TODAY, 0))
        await uow.commit()
    await importing(small_bundle())
    assert await rows(database, TEACHER) == [("t2",)]
    assert (await importing(small_bundle())).written == 0
    gone = small_bundle()
    gone.line("users.csv", "t2")["status"] = "tobedeleted"
    await importing(gone)
    assert await rows(database, TEACHER) == [("t1",)]
    await importing(taught_by(small_bundle(), "head"))
    assert await rows(database, TEACHER) == [("head",)], "the school has not decided it any more"


def substituted_by(teacher: str) -> MadeBundle:
    """Соколова gave one lesson in the place of whoever teaches it."""
    made = taught_by(small_bundle(), teacher)
    made.add(
        "lessonChanges.csv",
        classSourcedId="7a-alg",
        date="2026-11-17",
        classPeriod="1",
        lessonChange="substitution",
        staffSourcedId="t2",
    )
    return made


async def replaced(database: Database) -> list[tuple[str, str]]:
    """Who gave lessons in whose place, by the register."""
    async with database.read(NOW) as uow:
        school_id = (await uow.connection.execute(select(t.school.c.id))).scalar_one()
        lessons = await uow.timetable.register(school_id, *NOVEMBER, None)
    return [
        (line.teacher.family_name, each.usual_teacher.family_name)
        for line in hours_register(lessons, *NOVEMBER)
        for each in line.substitutions
        if each.usual_teacher is not None
    ]


async def test_a_substitution_of_a_file_stays_in_the_place_of_who_taught_then(
    database: Database, tmp_path: Path
) -> None:
    importing = importing_into(database, tmp_path / "bundle")
    await importing(substituted_by("t1"))
    async with database.write(NOW) as uow:
        await uow.connection.execute(update(t.lesson).values(topic="Дроби"))
        await uow.commit()
    assert await replaced(database) == [("Соколова", "Орлова")]
    for teacher in ("t2", "head"):  # the section is the substitute's own, then a third one's
        await importing(substituted_by(teacher))
        assert await replaced(database) == [("Соколова", "Орлова")]
    # A cell of the week with a teacher of its own says it better than the section.
    cell = t.timetable_slot.c.section_id == select(t.section.c.id).where(ALGEBRA).scalar_subquery()
    given = {"teacher_id": by_sourced_id("mum"), "is_decided": True}
    async with database.write(NOW) as uow:
        slots = update(t.timetable_slot).where(cell, t.timetable_slot.c.weekday == 2)
        await uow.connection.execute(slots.values(**given))
        await uow.commit()
    assert await replaced(database) == [("Соколова", "Иванова")]


async def test_who_gave_a_lesson_that_was_nobodys_gave_it_in_nobodys_place(
    database: Database, tmp_path: Path
) -> None:
    """Whoever is appointed later has missed nothing of what was before."""
    made = substituted_by("t1")
    await importing_into(database, tmp_path / "bundle")(made)
    async with database.write(NOW) as uow:
        run = uow.connection.execute
        await run(update(t.lesson).values(topic="Дроби"))
        await run(update(t.section).where(ALGEBRA).values(teacher_id=None))
        wanted = select(t.section.c.id, by_sourced_id("head")).where(ALGEBRA)
        section_id, person_id = (await run(wanted)).one()
        begun = Begun(TODAY, 0)
        await uow.subjects.set_teacher(section_id, person_id, begun)
        await uow.subjects.record_teacher(NewTeacher(section_id, None, person_id), begun)
        await uow.commit()
    assert await replaced(database) == []
