"""Lanes: order for one person, company for the others, a bound for all."""

import asyncio

from bot.lanes import Lane, Lanes
from tests.support.patience import HANGS


class Served:
    """Takes one item after the other; waits at the gate before each."""

    def __init__(self, *, open_: bool = True) -> None:
        self.done: list[tuple[int, str]] = []
        self.gate = asyncio.Event()
        self.at_once = 0
        self.most = 0
        if open_:
            self.gate.set()

    async def __call__(self, person: int, lane: Lane[str]) -> None:
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        try:
            while lane.items:
                item = lane.items.popleft()
                await self.gate.wait()
                self.done.append((person, item))
            lane.look = False
        finally:
            self.at_once -= 1


def put(lanes: Lanes[str], person: int, *items: str) -> None:
    for item in items:
        lane = lanes.of(person)
        assert lane is not None
        lane.put(lane.last + 1, item, longest=10)


async def test_one_persons_items_are_served_in_order_and_alone() -> None:
    served = Served(open_=False)
    lanes = Lanes(served)
    put(lanes, 1, "first", "second")
    await asyncio.sleep(0)
    put(lanes, 1, "third")
    served.gate.set()
    await lanes.idle()
    assert served.done == [(1, "first"), (1, "second"), (1, "third")]
    assert served.most == 1


async def test_different_people_do_not_wait_for_each_other() -> None:
    gate, quick = asyncio.Event(), asyncio.Event()

    async def serve(person: int, lane: Lane[str]) -> None:
        lane.items.clear()
        if person == 1:
            await gate.wait()
        else:
            quick.set()

    lanes = Lanes(serve)
    put(lanes, 1, "slow")
    put(lanes, 2, "quick")
    await asyncio.wait_for(quick.wait(), HANGS)
    gate.set()
    await lanes.idle()


async def test_what_one_asks_for_leaves_before_the_next_is_begun() -> None:
    loop, seen = asyncio.get_running_loop(), list[tuple[str, int]]()

    async def serve(person: int, lane: Lane[str]) -> None:
        lane.items.clear()
        seen.append(("begun", person))
        loop.call_soon(seen.append, ("left", person))

    lanes = Lanes(serve)
    for person in range(3):
        put(lanes, person, "item")
    await lanes.idle()
    await asyncio.sleep(0)
    assert seen == [(what, person) for person in range(3) for what in ("begun", "left")]


async def test_so_many_are_served_at_a_time_and_the_others_after_them() -> None:
    served = Served(open_=False)
    lanes = Lanes(served, bound=2)
    for person in range(10):
        put(lanes, person, "item")
    for _ in range(10):
        await asyncio.sleep(0)
    assert served.at_once == 2
    served.gate.set()
    await lanes.idle()
    assert [person for person, _item in served.done] == list(range(10))
    assert served.most == 2


async def test_a_crowd_beyond_measure_gets_no_lane_until_there_is_room() -> None:
    served = Served(open_=False)
    lanes = Lanes(served, bound=1, most=2)
    for person in range(3):
        put(lanes, person, "item")
    await asyncio.sleep(0)
    assert lanes.of(0) is not None, "who has a lane keeps it"
    assert lanes.of(3) is None
    room = asyncio.create_task(lanes.room())
    await asyncio.sleep(0)
    assert not room.done()
    served.gate.set()
    await asyncio.wait_for(room, HANGS)
    assert lanes.of(3) is not None
    await lanes.idle()


async def test_what_does_not_fit_or_is_out_of_order_is_left_to_the_inbox() -> None:
    lane: Lane[str] = Lane()
    for number in (5, 6, 7):
        lane.put(number, str(number), longest=2)
    assert list(lane.items) == ["5", "6"]
    assert lane.look
    lane.put(8, "8", longest=3)
    assert "8" not in lane.items, "it comes after what was left"
    other: Lane[str] = Lane()
    other.put(6, "6", longest=9)
    other.put(5, "5", longest=9)
    assert list(other.items) == ["6"]
    assert other.look


async def test_nothing_is_kept_of_people_who_were_served() -> None:
    lanes = Lanes(Served())
    for person in range(100):
        put(lanes, person, "item")
    await lanes.idle()
    assert not lanes._lanes
    assert not lanes._waiting


async def test_at_the_end_what_runs_is_finished_and_nothing_new_begins() -> None:
    served = Served(open_=False)
    lanes = Lanes(served, bound=1)
    put(lanes, 1, "runs")
    put(lanes, 2, "waits")
    await asyncio.sleep(0)
    end = asyncio.create_task(lanes.finish(5))
    await asyncio.sleep(0)
    served.gate.set()
    assert await end
    assert served.done == [(1, "runs")]
    assert lanes.of(3) is None
    assert not lanes._lanes


async def test_what_takes_too_long_is_broken_off() -> None:
    served = Served(open_=False)
    lanes = Lanes(served)
    put(lanes, 1, "stuck")
    await asyncio.sleep(0)
    assert not await lanes.finish(0.01)
    assert served.done == []
    assert not lanes._lanes


async def test_calm_waits_for_the_many_and_not_for_the_slow() -> None:
    served = Served(open_=False)
    lanes = Lanes(served)
    await lanes.calm(0, 60)
    for person in range(3):
        put(lanes, person, "item")
    await lanes.calm(3, 60)
    await lanes.calm(2, 0.01)
    assert served.done == [], "nobody has left, and the wait is over"
    calm = asyncio.create_task(lanes.calm(0, 60))
    served.gate.set()
    await asyncio.wait_for(calm, HANGS)
    assert len(served.done) == 3
