"""The pace of sending, on a timer of the test's own."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pace import SteadyPace


class Timer:
    """Sleeping moves it; nothing else does."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


async def departures(chats: list[int]) -> list[tuple[float, int]]:
    timer = Timer()
    pace = SteadyPace(timer=timer, sleep=timer.sleep)
    left = []
    for chat_id in chats:
        await pace.turn(chat_id)
        left.append((timer.now, chat_id))
    return left


def most_within(moments: list[float], seconds: float) -> int:
    return max(sum(begin <= each < begin + seconds for each in moments) for begin in moments)


async def test_a_first_message_does_not_wait() -> None:
    assert await departures([7]) == [(1_000.0, 7)]


async def test_many_chats_get_25_a_second_and_never_more_than_30() -> None:
    moments = [moment for moment, _ in await departures(list(range(500)))]
    assert most_within(moments, 1.0) <= 30
    assert 500 / (moments[-1] - moments[0]) == pytest.approx(25, rel=0.02)


async def test_one_chat_gets_three_at_once_and_then_one_a_second() -> None:
    moments = [moment - 1_000 for moment, _ in await departures([7] * 6)]
    assert moments == pytest.approx([0, 0.04, 0.08, 1, 2, 3], abs=0.1)


@given(st.lists(st.integers(1, 40), min_size=1, max_size=200))
def test_no_order_of_chats_breaks_either_limit(chats: list[int]) -> None:
    left = run(lambda: departures(chats))
    assert most_within([moment for moment, _ in left], 1.0) <= 30
    for chat_id in set(chats):
        own = [moment for moment, chat in left if chat == chat_id]
        # A burst of three, and the one that a second's flow adds to it.
        assert most_within(own, 0.999) <= 4


def run(make: Callable[..., object]) -> list[tuple[float, int]]:
    """Steps through a coroutine that never really waits."""
    coroutine = make()
    try:
        coroutine.send(None)  # type: ignore[attr-defined]
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]
    raise AssertionError("it waited for something real")
