"""A write that fails, a full disk, a database that somebody else keeps locked.

Whoever tapped need not tap again, nothing is half done, and once the trouble is over all of it is
done and told.
"""

import random
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event

from tests.simulation.files import Files
from tests.simulation.gate import WRITING
from tests.simulation.paces import OneByOne
from tests.simulation.people import School
from tests.simulation.story import live_through, small_town
from tests.simulation.town import TODAY
from tests.simulation.world import World, at
from tests.support.people import text_of
from tests.support.trials import is_soak, trials

pytestmark = pytest.mark.simulation

_EXECUTING = ("do_execute", "do_executemany")
_WRITES = ("INSERT", "UPDATE", "DELETE")
APOLOGY = "У нас что-то сломалось"


class Refusal:
    """Fails the k-th write of the program, and those after it while `lasting` are due."""

    def __init__(self, number: int, lasting: int) -> None:
        self.writes = 0
        self._refused = range(number, number + lasting)

    def __enter__(self) -> "Refusal":
        for name in _EXECUTING:
            event.listen(WRITING, name, self._do)
        return self

    def __exit__(self, *_error: object) -> None:
        for name in _EXECUTING:
            event.remove(WRITING, name, self._do)

    def _do(self, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith(_WRITES):
            self.writes += 1
            if self.writes in self._refused:
                raise sqlite3.OperationalError("disk I/O error")


@pytest.mark.parametrize("seed", range(trials(1)))
@pytest.mark.parametrize("lasting", [1, 3])
async def test_the_kth_write_fails(files: Files, seed: int, lasting: int) -> None:
    """Every k (every fifth in the usual suite): I1 to I4 hold, and it is tried again."""
    step = 1 if is_soak() else 5
    number, writes, apologies = 1, 2, 0
    while number <= writes:
        with files.copy("writes", small_town()) as path:
            world = World(path, small_town(), seed, pace=lambda _: OneByOne())
            try:
                with Refusal(number, lasting) as refusal:
                    await live_through(world, seed)
                    _nothing_half_done(world)
                writes = refusal.writes
                await world.end(unwritten=lasting)
            except AssertionError as error:
                pytest.fail(f"seed {seed}, write {number}: {error}", pytrace=False)
            finally:
                await world.close()
        apologies += sum(APOLOGY in text for text in _texts(world))
        number += step
    assert writes > 50
    assert not apologies, "what failed is done later, without anybody"


async def test_locked_by_somebody_else(files: Files) -> None:
    """Nothing is taken and nothing acknowledged; once it is free, all of it is done and told."""
    with files.copy("writes", small_town()) as path:
        world = World(path, small_town(), 1, begins=at(9, 40))
        await _press(world, 4)
        with _locked(world):
            await _press(world, 5)
            await world.wait(timedelta(minutes=5))
            assert world.machine.telegram.bot.queue.pending
            assert not world.checker.sendings
        figures = await world.end()
        await world.close()
    assert (figures.events, figures.messages) == (2, 1), "one message, of the mark as it is"


async def test_a_full_disk(files: Files) -> None:
    with files.copy("writes", small_town()) as path:
        world = World(path, small_town(), 1, begins=at(9, 40))
        await _press(world, 4)
        async with _full(world):
            for _ in range(40):  # what is left of the last pages is used up
                await _press(world, 5)
                await _press(world, 3)
            _nothing_half_done(world)
            await world.wait(timedelta(minutes=5))
        assert world.machine.telegram.bot.queue.pending, "the disk was full"
        await world.end(unwritten=1)
        await world.close()


async def _press(world: World, value: int) -> None:
    section, pupil = world.town.sections[0], world.town.pupils[0]
    School(world.machine, random.Random(1)).set_mark(section, TODAY, pupil.id, value)
    await world.hear()


def _texts(world: World) -> list[str]:
    return [text_of(call.message) for call in world.machine.record.done() if call.message]


@contextmanager
def _locked(world: World) -> Iterator[None]:
    """Somebody else writes and does not end: SQLITE_BUSY."""
    other = sqlite3.connect(world.machine.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@asynccontextmanager
async def _full(world: World) -> AsyncIterator[None]:
    """Not a page more: SQLITE_FULL."""
    [(pages,)] = world.machine.ask("PRAGMA page_count")

    def limit(connection: Connection) -> None:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    event.listen(WRITING, "begin", limit)
    try:
        yield
    finally:
        event.remove(WRITING, "begin", limit)
        await world.machine.restart()


def _nothing_half_done(world: World) -> None:
    """A change stands with its history and its notices, or not at all."""
    for question in _HALVES:
        assert world.machine.ask(question) == [(0,)], question


_HALVES = (
    "SELECT COUNT(*) FROM mark m WHERE NOT EXISTS"
    " (SELECT 1 FROM mark_change c WHERE c.mark_id = m.id)",
    "SELECT COUNT(*) FROM mark_change c WHERE NOT EXISTS"
    " (SELECT 1 FROM notice n WHERE n.kind = 'mark' AND n.ref_id = c.id)",
    "SELECT COUNT(*) FROM attendance_change c WHERE NOT EXISTS"
    " (SELECT 1 FROM notice n WHERE n.kind = 'absence' AND n.ref_id = c.id)",
    "SELECT COUNT(*) FROM message_recipient r WHERE NOT EXISTS"
    " (SELECT 1 FROM notice n WHERE n.kind = 'message' AND n.ref_id = r.message_id)",
    "SELECT COUNT(*) FROM final_mark_change c WHERE NOT EXISTS"
    " (SELECT 1 FROM notice n WHERE n.kind = 'final_mark' AND n.ref_id = c.id)",
)
