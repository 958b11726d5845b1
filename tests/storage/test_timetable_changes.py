"""What people decided of lessons holds against files, and taken back leaves no trace in them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from domain.access import Role
from domain.actor import Actor
from domain.calendar import School
from domain.groups.rules import moved
from domain.hat import Hat
from domain.people import Person
from domain.policy import SchoolPolicy
from domain.timetable.changing import edit_lesson, undo_change
from domain.timetable.clashes import Twice
from domain.timetable.day_moves import move_school_day
from domain.timetable.edits import Edit, LessonEdit
from domain.timetable.lasting import MadeLasting, make_lasting, open_lasting
from domain.timetable.model import DayMove
from handlers.timetable.callbacks import OpenTimetable
from handlers.timetable.choice_screens import warning_screen
from handlers.words import speaking
from storage import tables as t
from storage.database import Database
from storage.roster.load import import_path
from tests.support.bundles import small_bundle

NOW = datetime(2026, 11, 24, 4, 0, tzinfo=UTC)  # a Tuesday, before the first lesson
TUESDAY, THURSDAY, SATURDAY = date(2026, 12, 1), date(2026, 12, 3), date(2026, 12, 5)


async def actor(database: Database) -> Actor:
    """The deputy head."""
    async with database.read(NOW) as uow:
        found = await uow.connection.execute(
            select(t.person.c.id, t.person.c.school_id).where(t.person.c.sourced_id == "head")
        )
        person_id, school_id = found.one()
    school = School(school_id, "Школа № 1", ZoneInfo("Europe/Moscow"), SchoolPolicy())
    person = Person(person_id, "Громова", "Татьяна", "Юрьевна")
    hat = Hat(1, person, school, frozenset({Role.DEPUTY_PRINCIPAL}))
    return Actor(1, (hat,), hat)


async def lessons(database: Database) -> dict[int, dict[str, Any]]:
    """Of the first week of December, by number."""
    async with database.read(NOW) as uow:
        found = await uow.connection.execute(
            select(t.lesson).where(t.lesson.c.date.between(TUESDAY, SATURDAY))
        )
        return {row["id"]: dict(row) for row in found.mappings()}


async def id_of(database: Database, section: str, day: date) -> int:
    async with database.read(NOW) as uow:
        found = await uow.connection.scalar(
            select(t.lesson.c.id)
            .join(t.section, t.section.c.id == t.lesson.c.section_id)
            .where(t.section.c.sourced_id == section, t.lesson.c.date == day)
        )
        assert found is not None
        return int(found)


async def decide(database: Database) -> list[int]:
    """One lesson cancelled, one at another time, a day moved; the numbers of the decisions."""
    who = await actor(database)
    english = await id_of(database, "7a-en1", TUESDAY)
    algebra = await id_of(database, "7a-alg", TUESDAY)
    async with database.write(NOW) as uow:
        await edit_lesson(uow, who, english, LessonEdit(Edit.CANCEL), is_sure=True)
        later = LessonEdit(Edit.TIME, number=4)
        await edit_lesson(uow, who, algebra, later, is_sure=True)
        await move_school_day(uow, who, DayMove(THURSDAY, SATURDAY))
        await uow.commit()
    async with database.read(NOW) as uow:
        found = await uow.connection.execute(
            select(t.timetable_change.c.id).order_by(t.timetable_change.c.id)
        )
        return list(found.scalars())


async def test_files_take_nothing_back_and_make_no_lesson_anew(
    database: Database, tmp_path: Path
) -> None:
    folder = small_bundle().write(tmp_path)
    await import_path(database, folder, NOW)
    usual = await lessons(database)
    decisions = await decide(database)
    decided = await lessons(database)
    assert decided.keys() == usual.keys()
    algebra = await id_of(database, "7a-alg", TUESDAY)
    assert (decided[algebra]["number"], decided[algebra]["usual_number"]) == (4, 1)
    assert {row["date"] for row in decided.values()} == {TUESDAY, SATURDAY}
    await import_path(database, folder, NOW)
    assert await lessons(database) == decided, "the files know of nothing, and change nothing"
    async with database.write(NOW) as uow:
        for decision_id in reversed(decisions):
            await undo_change(uow, await actor(database), decision_id)
        await uow.commit()
    assert await lessons(database) == usual
    await import_path(database, folder, NOW)
    assert await lessons(database) == usual


async def test_what_is_in_the_way_of_any_later_lesson_is_said_with_its_days(
    database: Database, tmp_path: Path
) -> None:
    """Algebra of a Tuesday into a room that another lesson has on three later dates alone."""
    await import_path(database, small_bundle().write(tmp_path), NOW)
    who, weeks = await actor(database), (2, 4, 6, 7)
    async with database.write(NOW) as uow:
        for each in weeks:
            english = await id_of(database, "7a-en1", TUESDAY + timedelta(weeks=each))
            at_once = LessonEdit(Edit.TIME, number=1)
            await edit_lesson(uow, who, english, at_once, is_sure=True)
        algebra = await id_of(database, "7a-alg", TUESDAY)
        await edit_lesson(uow, who, algebra, LessonEdit(Edit.ROOM, location="5"), is_sure=True)
        since = TUESDAY + timedelta(weeks=1)
        done = await make_lasting(uow, who, algebra, since)
        assert (done.decision_id, done.lessons) == (None, 0), "it is said before anything is done"
        [clash] = done.in_the_way
        days = tuple(TUESDAY + timedelta(weeks=each) for each in weeks)
        assert (clash.twice, clash.days) == (Twice.ROOM, days)
        with speaking("ru"):
            screen = warning_screen(done.taught, done.in_the_way, OpenTimetable(), OpenTimetable())
        said = "7А английский язык, гр. 1 (15 декабря, 29 декабря, 12 января и ещё 1)"
        assert any(str(each).endswith(said) for each in screen.blocks)
        sure = await make_lasting(uow, who, algebra, since, is_sure=True)
        assert sure.decision_id is not None


async def test_a_change_from_a_date_on_leaves_the_past_and_is_left_by_files(
    database: Database, tmp_path: Path
) -> None:
    """Algebra of a Tuesday in another room, from the first school day after the winter vacation."""
    folder = small_bundle().write(tmp_path)
    await import_path(database, folder, NOW)
    who = await actor(database)
    algebra = await id_of(database, "7a-alg", TUESDAY)
    async with database.write(NOW) as uow:
        await edit_lesson(uow, who, algebra, LessonEdit(Edit.ROOM, location="7"), is_sure=True)
        await uow.commit()
    async with database.read(NOW) as uow:
        found = await open_lasting(uow, who, algebra)
    since, said = found.days[0]
    assert (since, said) == (date(2027, 1, 11), None), "advised"
    assert [(day, said and said.since) for day, said in found.days[1:]] == [
        (date(2026, 12, 8), since)
    ]
    async with database.write(NOW) as uow:
        done = await make_lasting(uow, who, algebra, since)
        await uow.commit()
    assert done.lessons == len(await rooms(database, "7")) - 1, "beside the one of December"
    assert min(await rooms(database, "7")) == TUESDAY
    assert sorted(await rooms(database, "7"))[1] == date(2027, 1, 12)
    decided = await rooms(database, "7")
    moved = await one_moved(database, date(2027, 1, 11))
    async with database.write(NOW) as uow:
        again = await make_lasting(uow, who, algebra, since)
        await uow.commit()
    assert again.lessons == 0
    await import_path(database, folder, NOW)
    assert await rooms(database, "7") == decided
    assert await in_groups(database) == moved, "nor do files take a pupil back into a group"


async def in_groups(database: Database) -> set[tuple[Any, ...]]:
    async with database.read(NOW) as uow:
        found = await uow.connection.execute(select(t.section_student))
        return {tuple(row) for row in found}


async def one_moved(database: Database, since: date) -> set[tuple[Any, ...]]:
    """Somebody of the first group of English goes to the second, and back; who is where then."""
    was = await in_groups(database)
    back = since + timedelta(14)
    async with database.write(NOW) as uow:
        query = select(t.section.c.sourced_id, t.section.c.id)
        rows = (await uow.connection.execute(query)).all()
        ids = {row.sourced_id: row.id for row in rows}
        first, second = ids["7a-en1"], ids["7a-en2"]
        student = next(row[1] for row in was if row[0] == first)
        for group, day in ((second, since), (first, back)):
            held = await uow.groups.of_student(student, [first, second])
            await uow.groups.write(held, moved(held, group, day))
        await uow.commit()
    now = await in_groups(database)
    assert {row[:4] for row in now - was if row[0] == second} == {(second, student, since, back)}
    begins = next(row[2] for row in was if row[:2] == (first, student))
    assert {row[2:4] for row in now - was if row[0] == first} == {(begins, since), (back, None)}
    return now


LASTING = (
    LessonEdit(Edit.TEACHER),
    LessonEdit(Edit.SUBJECT),
    LessonEdit(Edit.TIME, number=4),
    LessonEdit(Edit.CANCEL),
)


async def test_a_lasting_change_taken_back_leaves_no_trace(
    database: Database, tmp_path: Path
) -> None:
    """Neither in lessons nor in cells; and meanwhile files leave it as it is."""
    folder = small_bundle().write(tmp_path)
    await import_path(database, folder, NOW)
    who = await actor(database)
    usual, cells = await held(database), await slots(database)
    lesson_id = await id_of(database, "7a-alg", TUESDAY)
    of_cell = {
        each
        for each in usual
        if each[0] == "7a-alg" and each[1] >= TUESDAY and each[1].isoweekday() == 2
    }
    for edit in LASTING:
        made = await from_next_week(database, lesson_id, edit)
        now = await held(database)
        assert usual - now == of_cell, edit.kind.name
        assert made.lessons == len(of_cell) - 1 > 10, "beside the one of the first date"
        if edit.kind is Edit.SUBJECT:
            await import_path(database, folder, NOW)
            assert await held(database) == now
        async with database.write(NOW) as uow:
            assert made.decision_id is not None
            await undo_change(uow, who, made.decision_id)
            last = await uow.timetable.last_decision(lesson_id)
            assert last is not None
            await undo_change(uow, who, last.id)
            await uow.commit()
        assert (await held(database), await slots(database)) == (usual, cells), edit.kind.name


async def from_next_week(database: Database, lesson_id: int, edit: LessonEdit) -> MadeLasting:
    """Made on its date first, and then to last; another teacher, or another group's lesson."""
    who = await actor(database)
    async with database.write(NOW) as uow:
        taught = await uow.timetable.lesson(lesson_id)
        teachers = await uow.timetable.teachers(taught.school_id)
        other = next(it.person.id for it in teachers if it.person != taught.usual_teacher)
        sections = await uow.timetable.sections_of(taught.school_class_id or 0)
        group = next(each.id for each in sections if each.group_name)
        done = replace(edit, teacher_id=other, section_id=group)
        await edit_lesson(uow, who, lesson_id, done, is_sure=True)
        since = TUESDAY + timedelta(7)
        made = await make_lasting(uow, who, lesson_id, since, is_sure=True)
        assert (await make_lasting(uow, who, lesson_id, since, is_sure=True)).decision_id is None
        await uow.commit()
    return made


async def held(database: Database) -> set[tuple[Any, ...]]:
    """Every lesson that is held, by what a family sees of it."""
    it = t.lesson.c
    seen = it.date, it.number, it.starts, it.teacher_id, it.location, it.change_note
    async with database.read(NOW) as uow:
        found = await uow.connection.execute(
            select(t.section.c.sourced_id, *seen)
            .join(t.section, t.section.c.id == it.section_id)
            .where(it.is_cancelled.is_(False))
        )
        return {tuple(row) for row in found}


async def slots(database: Database) -> set[tuple[Any, ...]]:
    """The cells of the timetable that hold on some day."""
    async with database.read(NOW) as uow:
        it = t.timetable_slot
        found = await uow.connection.execute(select(it).where(it.c.begins <= it.c.ends))
        return {tuple(row) for row in found}


async def rooms(database: Database, location: str) -> list[date]:
    """When there are lessons in it."""
    async with database.read(NOW) as uow:
        found = await uow.connection.execute(
            select(t.lesson.c.date).where(t.lesson.c.location == location).order_by(t.lesson.c.date)
        )
        return list(found.scalars())
