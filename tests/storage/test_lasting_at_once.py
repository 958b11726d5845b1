"""Two deputies at one cell of the timetable at the same moment, on both databases."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import select

from domain.timetable.changing import edit_lesson, undo_change
from domain.timetable.edits import Edit, LessonEdit
from domain.timetable.lasting import make_lasting
from storage import tables as t
from storage.database import Database
from storage.roster.load import import_path
from storage.uow import SqlUnitOfWork
from tests.storage.test_timetable_changes import (
    NOW,
    TUESDAY,
    actor,
    held,
    id_of,
    rooms,
    slots,
)
from tests.support.bundles import small_bundle

SINCE = date(2027, 1, 11)

Work = Callable[[SqlUnitOfWork], Awaitable[Any]]


async def written(database: Database, work: Work) -> Any:
    async with database.write(NOW) as uow:
        result = await work(uow)
        await uow.commit()
    return result


async def doubled(database: Database) -> list[tuple[Any, ...]]:
    """Cells of one section, weekday and number that hold on the same day."""
    one, other = t.timetable_slot.alias("one"), t.timetable_slot.alias("other")
    query = select(one).where(
        *(one.c[name] == other.c[name] for name in ("section_id", "weekday", "number")),
        one.c.id < other.c.id,
        *(each.c.begins <= each.c.ends for each in (one, other)),
        one.c.begins <= other.c.ends,
        other.c.begins <= one.c.ends,
    )
    async with database.read(NOW) as uow:
        found = await uow.connection.execute(query)
        return [tuple(row) for row in found]


async def test_two_lasting_changes_of_a_cell_and_two_who_take_one_back(
    database: Database, tmp_path: Path
) -> None:
    """One after the other: the cell is as the later one has it, and what is undone is so once."""
    await import_path(database, small_bundle().write(tmp_path), NOW)
    who = await actor(database)
    places = {"7": TUESDAY, "8": TUESDAY + timedelta(7)}
    ids = {room: await id_of(database, "7a-alg", day) for room, day in places.items()}
    async with database.write(NOW) as uow:
        for room, lesson_id in ids.items():
            edit = LessonEdit(Edit.ROOM, location=room)
            await edit_lesson(uow, who, lesson_id, edit, is_sure=True)
        await uow.commit()
    before = await held(database), await slots(database)

    def lasting(lesson_id: int) -> Work:
        return lambda uow: make_lasting(uow, who, lesson_id, SINCE, is_sure=True)

    def undoing(decision_id: int) -> Work:
        return lambda uow: undo_change(uow, who, decision_id)

    made = await asyncio.gather(*(written(database, lasting(each)) for each in ids.values()))
    assert all(each.lessons for each in made)
    last = max(made, key=lambda each: each.decision_id)
    [room] = [room for room, lesson_id in ids.items() if lesson_id == last.taught.id]
    assert len(await rooms(database, room)) == 1 + last.lessons
    first = min(each.decision_id for each in made)
    for decision_id in (last.decision_id, first):
        await asyncio.gather(*(written(database, undoing(decision_id)) for _ in range(2)))
        assert not await doubled(database)
    assert (await held(database), await slots(database)) == before
    async with database.read(NOW) as uow:
        trail = await uow.connection.execute(
            select(t.audit_record.c.thing_id).where(t.audit_record.c.after.contains("is_undone"))
        )
        noted = sorted(trail.scalars())
    assert noted == sorted(each.decision_id for each in made)
