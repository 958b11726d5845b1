"""Lanes: order for one person, company for the others, a bound for all."""

import asyncio
import logging

import pytest

from bot.lanes import Lanes


async def test_one_persons_jobs_run_in_order_and_alone() -> None:
    lanes, done = Lanes(), []
    gate = asyncio.Event()

    async def first() -> None:
        await gate.wait()
        done.append("first")

    async def second() -> None:
        done.append("second")

    await lanes.put(1, first)
    await lanes.put(1, second)
    await asyncio.sleep(0)
    assert done == []
    gate.set()
    assert await lanes.finish(1)
    assert done == ["first", "second"]


async def test_different_people_do_not_wait_for_each_other() -> None:
    lanes = Lanes()
    gate, reached = asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        await gate.wait()

    async def quick() -> None:
        reached.set()

    await lanes.put(1, slow)
    await lanes.put(2, quick)
    await asyncio.wait_for(reached.wait(), 1)
    gate.set()
    assert await lanes.finish(1)


async def test_who_brings_too_many_waits() -> None:
    lanes, gate = Lanes(bound=2), asyncio.Event()

    async def slow() -> None:
        await gate.wait()

    await lanes.put(1, slow)
    await lanes.put(2, slow)
    third = asyncio.create_task(lanes.put(3, slow))
    await asyncio.sleep(0)
    assert not third.done()
    gate.set()
    await asyncio.wait_for(third, 1)
    assert await lanes.finish(1)


async def test_a_flood_holds_up_nobody_else() -> None:
    lanes, gate, reached = Lanes(bound=2), asyncio.Event(), asyncio.Event()

    async def slow() -> None:
        await gate.wait()

    async def other() -> None:
        reached.set()

    for _ in range(100):
        await lanes.put(1, slow)
    await asyncio.wait_for(lanes.put(2, other), 1)
    await asyncio.wait_for(reached.wait(), 1)
    gate.set()
    assert await lanes.finish(1)


async def test_beyond_all_measure_updates_are_dropped(caplog: pytest.LogCaptureFixture) -> None:
    lanes, gate, done = Lanes(longest=3), asyncio.Event(), []

    async def slow() -> None:
        await gate.wait()
        done.append(1)

    for _ in range(10):
        await lanes.put(1, slow)
    gate.set()
    assert await lanes.finish(1)
    assert len(done) == 3
    assert "too much at once from 1" in caplog.text


async def test_a_failure_is_logged_and_the_next_job_runs(
    caplog: pytest.LogCaptureFixture,
) -> None:
    lanes, done = Lanes(), []

    async def fails() -> None:
        raise RuntimeError("broken")

    async def works() -> None:
        done.append("works")

    with caplog.at_level(logging.ERROR):
        await lanes.put(1, fails)
        await lanes.put(1, works)
        assert await lanes.finish(1)
    assert done == ["works"]
    assert "failed outside its handler" in caplog.text


async def test_what_takes_too_long_is_broken_off() -> None:
    lanes = Lanes(bound=2)
    forever = asyncio.Event()

    async def stuck() -> None:
        await forever.wait()

    await lanes.put(1, stuck)
    await lanes.put(1, stuck)
    assert not await lanes.finish(0.01)
    # Their places are free again.
    await asyncio.wait_for(lanes.put(2, stuck), 1)
    assert not await lanes.finish(0.01)
