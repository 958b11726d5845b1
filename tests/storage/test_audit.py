"""The audit trail on both databases: chained by many at once, closed to any change."""

import asyncio
import random
from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import Executable

from domain.audit.model import Deed, Head, Note, Thing, ThingKind, Who
from domain.audit.trail_model import Part, Scope
from domain.audit.verifying import Fault, Verification
from storage import tables as t
from storage.database import Database
from tests.support.clock import OwnClock
from tests.support.school import SmallSchool

WRITERS, COMMITS, NOTES, MEETINGS = 12, 8, 3, 20
SEED = 20261124
LESSON = Thing(ThingKind.LESSON, 1)


async def write(database: Database, clock: OwnClock, notes: list[tuple[int, int]]) -> None:
    """Notes (school, number) in one commit."""
    async with database.write(clock()) as uow:
        for school_id, number in notes:
            uow.audit.note_by(Who(school_id), Deed.IMPORT, LESSON, after={"n": number})
        await uow.commit()


async def faults(database: Database, clock: OwnClock, school_id: int = 1) -> list[Fault]:
    verification = Verification()
    async with database.read(clock()) as uow:
        found = [
            fault
            async for record in uow.audit.chain(school_id)
            for fault in verification.take(record)
        ]
        return found + verification.end(await uow.audit.head(school_id))


async def test_many_writers_make_one_chain_without_a_gap(
    database: Database, clock: OwnClock
) -> None:
    """Also of two schools in every order: nobody waits in a circle."""
    print(f"seed {SEED}")  # noqa: T201 - to write in the same order again
    rng = random.Random(SEED)

    async def writer(number: int) -> None:
        for at in range(COMMITS):
            schools = [rng.choice((1, 2)) for _ in range(NOTES)]
            await write(database, clock, [(school, number * 100 + at) for school in schools])
            await asyncio.sleep(0)

    await asyncio.gather(*(writer(number) for number in range(WRITERS)))
    assert await faults(database, clock, 1) == []
    assert await faults(database, clock, 2) == []
    async with database.read(clock()) as uow:
        assert await uow.audit.school_ids() == [1, 2]
        counts = [await uow.audit.count(school) for school in (1, 2)]
        assert sum(counts) == WRITERS * COMMITS * NOTES
        head = await uow.audit.head(1)
        assert head is not None
        assert head.seq == counts[0]


async def test_the_first_notes_of_schools_never_wait_in_a_circle(
    database: Database, clock: OwnClock
) -> None:
    """There is no head to be locked yet when their transactions meet."""
    for first in range(1, 2 * MEETINGS, 2):
        schools = ([first], [first], *[[first, first + 1]] * 4)
        await asyncio.gather(
            *(
                write(database, clock, [(school, 1) for school in some])
                for _ in range(WRITERS // len(schools))
                for some in schools
            )
        )
        assert await faults(database, clock, first) == []
        assert await faults(database, clock, first + 1) == []


async def test_what_is_rolled_back_leaves_neither_a_record_nor_a_gap(
    database: Database, clock: OwnClock
) -> None:
    await write(database, clock, [(1, 1)])
    async with database.write(clock()) as uow:
        uow.audit.note_by(Who(1), Deed.IMPORT, LESSON)
        await uow.audit.flush()
    await write(database, clock, [(1, 2)])
    assert await faults(database, clock) == []
    async with database.read(clock()) as uow:
        assert await uow.audit.head(1) is not None
        assert await uow.audit.count(1) == 2


async def test_a_record_reads_as_it_was_written(database: Database, clock: OwnClock) -> None:
    """To the microsecond and to the letter, or its hash would not fit."""
    clock.now += timedelta(microseconds=123_457)
    note = Note(
        clock(),
        Who(1, 2**52, 7, "teacher"),
        "set_topic",
        LESSON,
        about_id=5,
        school_class_id=6,
        before={"topic": "Ёжик «в» тумане 🦔"},
        after={"topic": "", "ids": [1, 2]},
    )
    look = Note(clock(), Who(1), "read_marks", LESSON)
    async with database.write(clock()) as uow:
        uow.audit.add([note, look])
        await uow.commit()
    assert await faults(database, clock) == []
    async with database.read(clock()) as uow:
        first, second = [each async for each in uow.audit.chain(1)]
    assert (first.at, first.who, first.thing) == (note.at, note.who, note.thing)
    assert (first.is_look, second.is_look) == (False, True)


REFUSED = (
    update(t.audit_record).values(action="nothing"),
    update(t.audit_record).values(after=None).where(t.audit_record.c.seq == 1),
    delete(t.audit_record),
    delete(t.audit_record).where(t.audit_record.c.seq == 2),
    update(t.audit_head).values(seq=1),
    update(t.audit_head).values(hash="0" * 64),
    delete(t.audit_head),
)


@pytest.mark.parametrize("statement", REFUSED, ids=lambda each: " ".join(str(each).split())[:50])
async def test_the_database_refuses_to_change_or_remove(
    database: Database, clock: OwnClock, statement: Executable
) -> None:
    await write(database, clock, [(1, 1), (1, 2)])
    async with database.write(clock()) as uow:
        with pytest.raises(DBAPIError, match="audit"):
            await uow.connection.execute(statement)
    assert await faults(database, clock) == []
    async with database.read(clock()) as uow:
        assert await uow.audit.count(1) == 2


async def test_a_table_cannot_be_emptied(database: Database, clock: OwnClock) -> None:
    if database.is_sqlite:
        pytest.skip("SQLite has no TRUNCATE: it is a DELETE")
    await write(database, clock, [(1, 1)])
    for table in ("audit_record", "audit_head"):
        with pytest.raises(DBAPIError, match="audit"):
            async with database.write(clock()) as uow:
                await uow.connection.execute(text(f"TRUNCATE {table}"))


async def test_a_number_is_given_once(database: Database, clock: OwnClock) -> None:
    """Not even SQL by hand puts a second record into a place."""
    await write(database, clock, [(1, 1)])
    async with database.write(clock()) as uow:
        row = (await uow.connection.execute(select(t.audit_record))).mappings().one()
        with pytest.raises(DBAPIError):
            await uow.connection.execute(insert(t.audit_record).values(**dict(row)))


async def test_pages_go_through_everything_once(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    petr, anna = school["petr"], school["anna"]
    async with database.write(clock()) as uow:
        for at in range(7):
            whom = petr if at % 2 else anna
            facts = None if at % 3 else {"value": at}
            who = Who(school.id, 1, school["orlova"], "teacher")
            uow.audit.add([Note(clock(), who, "set_mark", LESSON, whom, after=facts)])
        await uow.commit()
    async with database.read(clock()) as uow:
        seen, before = [], 0
        while lines := await uow.audit.lines(Scope(school.id), Part.ALL, before, 3):
            seen += [each.record.seq for each in lines]
            before = seen[-1]
        assert seen == [7, 6, 5, 4, 3, 2, 1]
        of_petr = await uow.audit.lines(Scope(school.id, about_id=petr), Part.ALL, 0, 9)
        assert [each.record.seq for each in of_petr] == [6, 4, 2]
        assert {each.about.id for each in of_petr if each.about} == {petr}
        changes = await uow.audit.lines(Scope(school.id), Part.CHANGES, 0, 9)
        looks = await uow.audit.lines(Scope(school.id), Part.LOOKS, 0, 9)
        assert [each.record.seq for each in changes] == [7, 4, 1]
        assert len(looks) == 4
        foreign = Scope(school.id + 1, about_id=petr)
        assert await uow.audit.lines(foreign, Part.ALL, 0, 9) == []


async def test_what_one_parent_wrote_the_other_does_not_read(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    anna = school["anna"]
    mother = Who(school.id, 1, school["elena"], "guardian")
    async with database.write(clock()) as uow:
        for action in ("answer_message", "choose_notices", "write_to_families", "name_trusted"):
            uow.audit.add([Note(clock(), mother, action, LESSON, anna, after={})])
        await uow.commit()

    async def actions(reader: str | None) -> list[str]:
        scope = Scope(school.id, about_id=anna, reader_id=school[reader] if reader else None)
        async with database.read(clock()) as uow:
            lines = await uow.audit.lines(scope, Part.ALL, 0, 9)
            return [each.record.action for each in lines][::-1]

    everything = ["answer_message", "choose_notices", "write_to_families", "name_trusted"]
    assert await actions("elena") == everything
    assert await actions("dmitry") == ["name_trusted"]
    assert await actions(None) == everything


async def test_a_head_is_printed_as_it_is_noted() -> None:
    assert str(Head(3, "ab")) == "3:ab"


async def test_the_records_of_one_act_stand_as_one_line_and_page_by_page(
    database: Database, clock: OwnClock, school: SmallSchool
) -> None:
    people = [school[name] for name in ("anna", "petr", "elena")]
    for _act in range(3):
        async with database.write(clock()) as uow:
            for person_id in people:
                about = school["anna"] if person_id == school["elena"] else person_id
                thing = Thing(ThingKind.PERSON, person_id)
                uow.audit.note_by(Who(school.id), Deed.INVITE, thing, about=about)
            uow.audit.note_by(Who(school.id), Deed.IMPORT, LESSON)
            await uow.commit()
        clock.advance(timedelta(seconds=1))
    found: list[tuple[int, tuple[int, int] | None]] = []
    before = 0
    async with database.read(clock()) as uow:
        while lines := await uow.audit.lines(Scope(school.id), Part.ALL, before, 2):
            for line in lines:
                act = line.together
                counted = (act.people, act.families) if act is not None else None
                found.append((line.record.seq, counted))
            before = lines[-1].record.seq
        own = await uow.audit.lines(
            Scope(school.id, about_id=school["anna"]), Part.ALL, 0, limit=20
        )
        assert await uow.audit.count(school.id) == 12
    assert found == [
        (12, None), (11, (3, 2)), (8, None), (7, (3, 2)), (4, None), (3, (3, 2)),
    ]  # fmt: skip
    assert [line.record.seq for line in own] == [11, 9, 7, 5, 3, 1]
    assert not any(line.together for line in own)
