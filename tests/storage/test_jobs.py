"""Who takes a job's slot: one of many, and another when that one is past its time."""

import asyncio
from datetime import datetime, timedelta

import pytest

from storage.database import Database
from storage.jobs import JobRun
from storage.tables import job_run
from tests.support.clock import OwnClock

MINUTE = timedelta(minutes=1)


async def claim(database: Database, now: datetime, slot: datetime) -> JobRun | None:
    async with database.write(now) as uow:
        run = await uow.job_runs.claim("cards", slot, now + 10 * MINUTE)
        await uow.commit()
    return run


async def finish(database: Database, now: datetime, run: JobRun) -> None:
    async with database.write(now) as uow:
        await uow.job_runs.finish(run)
        await uow.commit()


async def put_off(database: Database, now: datetime, run: JobRun, until: datetime) -> None:
    async with database.write(now) as uow:
        await uow.job_runs.put_off(run, until)
        await uow.commit()


async def slots(database: Database, now: datetime) -> list[datetime]:
    async with database.read(now) as uow:
        return [*(await uow.connection.execute(job_run.select())).scalars("slot")]


async def test_one_of_many_takes_the_slot(database: Database, clock: OwnClock) -> None:
    taken = await asyncio.gather(*(claim(database, clock(), clock()) for _ in range(8)))
    assert len([run for run in taken if run]) == 1


async def test_a_finished_slot_is_never_taken_again(database: Database, clock: OwnClock) -> None:
    slot = clock()
    run = await claim(database, clock(), slot)
    assert run
    await finish(database, clock(), run)
    clock.advance(timedelta(days=1))
    assert await claim(database, clock(), slot) is None


async def test_a_slot_before_the_latest_is_not_taken(database: Database, clock: OwnClock) -> None:
    """A process whose clock is behind, or that took long to come here."""
    run = await claim(database, clock(), clock())
    assert run
    await finish(database, clock(), run)
    assert await claim(database, clock(), clock() - MINUTE) is None


async def test_nobody_takes_the_next_slot_while_somebody_is_at_the_last(
    database: Database, clock: OwnClock
) -> None:
    run = await claim(database, clock(), clock())
    assert run
    clock.advance(MINUTE)
    assert await claim(database, clock(), clock()) is None
    await finish(database, clock(), run)
    assert await claim(database, clock(), clock())


@pytest.mark.parametrize("later", [timedelta(0), MINUTE], ids=["the same slot", "a later slot"])
async def test_what_a_dead_process_left_is_taken_once(
    database: Database, clock: OwnClock, later: timedelta
) -> None:
    slot = clock()
    assert await claim(database, clock(), slot)
    clock.advance(9 * MINUTE)
    assert await claim(database, clock(), slot + later) is None
    clock.advance(2 * MINUTE)
    taken = await asyncio.gather(*(claim(database, clock(), slot + later) for _ in range(8)))
    assert len([run for run in taken if run]) == 1


async def test_who_was_given_up_finishes_nothing(database: Database, clock: OwnClock) -> None:
    slot = clock()
    slow = await claim(database, clock(), slot)
    clock.advance(11 * MINUTE)
    second = await claim(database, clock(), slot)
    assert slow
    assert second
    await finish(database, clock(), slow)
    await put_off(database, clock(), second, clock())
    assert await claim(database, clock(), slot), "the first one's end must not count"


async def test_what_is_put_off_is_taken_again_from_then_on(
    database: Database, clock: OwnClock
) -> None:
    slot = clock()
    run = await claim(database, clock(), slot)
    assert run
    await put_off(database, clock(), run, clock() + MINUTE)
    assert await claim(database, clock(), slot) is None
    clock.advance(MINUTE)
    assert await claim(database, clock(), slot)


async def test_a_job_of_every_minute_leaves_some_twenty_rows(
    database: Database, clock: OwnClock
) -> None:
    for _ in range(50):
        run = await claim(database, clock(), clock())
        assert run
        await finish(database, clock(), run)
        clock.advance(MINUTE)
    left = await slots(database, clock())
    assert len(left) == 20
    assert max(left) == clock() - MINUTE
