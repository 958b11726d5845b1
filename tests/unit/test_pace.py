"""The pace of sending, on a timer of the test's own: never too many in a second, hardly fewer."""

import random
from bisect import bisect_left
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pace import SteadyPace, Unpaced
from playground.rates import FloodControl, Limits, Orders
from tests.support.trials import trials

T = TypeVar("T")

RATES = st.sampled_from([1, 2, 7, 30, 100])


class Timer:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def at_once(work: Coroutine[Any, Any, T]) -> T:
    """The result of what never waits."""
    try:
        work.send(None)
    except StopIteration as done:
        return done.value  # type: ignore[no-any-return]
    raise AssertionError("it waits")


def taken(pace: SteadyPace, timer: Timer) -> int:
    """All that may leave together; then time passes until the next may follow them."""
    places = at_once(pace.take(1_000))
    timer.now += 0.0505
    return places


class Backlog:
    """Sends without end, as fast as the pace lets it, waking up late as a busy loop does."""

    def __init__(self, rate: int = 30, late: Callable[[], float] = lambda: 0.0) -> None:
        self.timer = Timer()
        self.pace = SteadyPace(rate, timer=self.timer)
        self.left: list[float] = []
        self._late = late

    def send(self, messages: int) -> list[float]:
        """When they left."""
        begun = len(self.left)
        while len(self.left) - begun < messages:
            taken = at_once(self.pace.take(messages - len(self.left) + begun))
            self.left += [self.timer.now] * taken
            wait = self.pace.wait()
            assert taken or wait > 0, "neither a place nor a time to wait for"
            self.timer.now += wait + self._late()
        return self.left[begun:]


def most_in_a_second(moments: list[float]) -> int:
    ordered = sorted(moments)
    return max(bisect_left(ordered, begin + 1.0) - at for at, begin in enumerate(ordered))


def per_second(moments: list[float]) -> float:
    return (len(moments) - 1) / (moments[-1] - moments[0])


def a_busy_loop(seed: int) -> Callable[[], float]:
    """Late by a millisecond or two, and held up by 20 to 60 ms once a second or so."""
    chance = random.Random(seed)

    def late() -> float:
        stall = chance.uniform(0.020, 0.060) if chance.random() < 0.08 else 0.0
        return stall + chance.uniform(0.0005, 0.002)

    return late


def test_the_first_message_leaves_at_once_and_so_do_two_more() -> None:
    pace = SteadyPace(30, timer=Timer())
    assert pace.wait() == 0
    assert at_once(pace.take(10)) == 3
    assert at_once(pace.take(10)) == 0


def test_a_seconds_messages_never_leave_in_one_burst() -> None:
    moments = Backlog().send(30)
    assert 0.4 < moments[-1] - moments[0] < 0.6


def test_an_endless_backlog_leaves_at_99_percent_of_the_rate() -> None:
    moments = Backlog().send(3_000)
    assert per_second(moments) >= 0.99 * 30
    assert most_in_a_second(moments) == 30


@pytest.mark.parametrize("seed", range(5))
def test_a_loop_that_is_held_up_now_and_then_keeps_98_percent(seed: int) -> None:
    moments = Backlog(late=a_busy_loop(seed)).send(3_000)
    assert per_second(moments) >= 0.98 * 30
    assert most_in_a_second(moments) <= 30


def test_two_that_the_network_brings_closer_still_keep_the_bound() -> None:
    chance = random.Random(7)
    seen = [each + chance.uniform(0, 0.006) for each in Backlog(late=a_busy_loop(7)).send(3_000)]
    assert most_in_a_second(seen) <= 30


@pytest.mark.parametrize("rate", [1, 10, 100, 1_000])
def test_other_rates_are_kept_as_well(rate: int) -> None:
    moments = Backlog(rate, late=lambda: 0.001).send(5 * rate + 1)
    assert most_in_a_second(moments) <= rate
    assert per_second(moments) >= 0.97 * rate


def test_telegram_as_it_is_played_refuses_none_of_5000() -> None:
    """Its buckets: 30 and 30 a second over all, 5 and 1 a second in each of 500 chats."""
    backlog = Backlog(late=a_busy_loop(30))
    flood = FloodControl(Limits(), backlog.timer, Orders(backlog.timer))
    for number in range(5_000):
        backlog.send(1)
        flood.check(number % 500)
    assert per_second(backlog.left) >= 0.98 * 30


def test_five_answers_take_the_places_of_five_messages() -> None:
    timer = Timer()
    pace = SteadyPace(30, timer=timer)
    for _ in range(5):
        pace.answered()
    assert sum(taken(pace, timer) for _ in range(20)) == 25
    timer.now = 1_001.007
    assert pace.wait() == 0


def test_a_tenth_of_the_places_is_left_to_messages_whatever_is_answered() -> None:
    timer = Timer()
    pace = SteadyPace(30, timer=timer)
    sent = 0
    while timer.now < 1_100:
        for _ in range(4):
            pace.answered()
        sent += taken(pace, timer)
    assert sent == pytest.approx(100 * 3, rel=0.05)


def test_what_is_given_back_can_be_taken_again_at_once() -> None:
    pace = SteadyPace(30, timer=Timer())
    for _ in range(1_000):
        assert at_once(pace.take(3)) == 3
        pace.give_back(2)
        assert at_once(pace.take(3)) == 2
        pace.give_back(1_000)
    assert pace.wait() == 0


def test_what_was_not_given_back_stays_taken() -> None:
    timer = Timer()
    pace = SteadyPace(30, timer=timer)
    for _ in range(14):
        taken(pace, timer)
        pace.give_back(1)
    assert sum(taken(pace, timer) for _ in range(5)) == 30 - 14 * 2


def test_after_many_answers_the_wait_is_as_long_as_it_takes() -> None:
    """30 messages, then 27 answers: 28 of the messages must be over before the next may leave."""
    timer = Timer()
    pace = SteadyPace(30, timer=timer)
    assert sum(taken(pace, timer) for _ in range(10)) == 30
    for _ in range(27):
        pace.answered()
    timer.now += pace.wait()
    assert timer.now == pytest.approx(1_000 + 9 * 0.0505 + 1.006)
    assert at_once(pace.take(3)) == 3


def test_without_limits_all_leave_at_once_to_one_chat_too() -> None:
    pace = Unpaced()
    assert at_once(pace.take(5_000)) == 5_000
    assert pace.wait() == 0
    assert not pace.chat_gap


def test_one_chat_gets_a_message_a_second() -> None:
    assert SteadyPace(30).chat_gap.total_seconds() == 1


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("take"), st.integers(0, 40)),
        st.tuples(st.just("give back"), st.integers(0, 3)),
        st.tuples(st.just("answer"), st.integers(1, 40)),
        st.tuples(st.just("pass"), st.floats(0, 2)),
        st.tuples(st.just("wait"), st.just(0)),
    ),
    max_size=trials(200),
)


@given(RATES, STEPS)
def test_no_order_of_events_lets_too_many_leave_or_none(
    rate: int, steps: list[tuple[str, float]]
) -> None:
    timer = Timer()
    pace = SteadyPace(rate, timer=timer)
    left: list[float] = []
    last = 0
    for what, how_much in steps:
        if what == "take":
            last = at_once(pace.take(int(how_much)))
            assert 0 <= last <= how_much
            left += [timer.now] * last
        elif what == "give back":
            unused = min(int(how_much), last)
            pace.give_back(unused)
            last -= unused
            del left[len(left) - unused :]
        elif what == "answer":
            for _ in range(int(how_much)):
                pace.answered()
        else:
            timer.now += pace.wait() if what == "wait" else how_much
    if left:
        assert most_in_a_second(left) <= rate
    wait = pace.wait()
    assert wait <= 1.006 + 1e-6
    timer.now += wait
    assert at_once(pace.take(1)) == 1
