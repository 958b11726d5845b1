"""Whom the sender leaves in peace until when: one chat or everybody, judged by the calls around."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from bot.rests import Rests
from domain.notices.rests import EVERYBODY

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


class Longest(random.Random):
    """No chance: the longest of what may come."""

    def uniform(self, a: float, b: float) -> float:
        return b


@pytest.fixture
def rests() -> Rests:
    return Rests(Longest())


def refuse(rests: Rests, *refused: tuple[float, int]) -> dict[int, datetime]:
    """429s of chats 1, 2 …, each at a moment and for so many seconds; what the last one means."""
    last: dict[int, datetime] = {}
    for chat_id, (moment, seconds) in enumerate(refused, 1):
        last = rests.limited(later(moment), chat_id, seconds)
    return last


def test_retry_after_is_obeyed_to_the_second(rests: Rests) -> None:
    assert rests.limited(NOW, 7, 35) == {7: later(35)}
    assert rests.limited(NOW, 8, 10_000) == {8: later(10_000)}


def test_three_chats_in_a_row_that_are_to_wait_for_the_same_moment_mean_everybody(
    rests: Rests,
) -> None:
    """All of them until the last of the ends: a whole number of seconds is rounded."""
    rest = refuse(rests, (0, 35), (0.2, 35), (1.1, 34))
    assert rest == {3: later(35.1), EVERYBODY: later(35.2)}


def test_a_success_between_says_that_each_was_its_own_chats(rests: Rests) -> None:
    for chat_id in range(1, 20):
        assert set(rests.limited(NOW, chat_id, 35)) == {chat_id}
        rests.succeeded()


def test_one_chat_refused_again_and_again_is_one_chat(rests: Rests) -> None:
    for _ in range(20):
        assert rests.limited(NOW, 7, 35) == {7: later(35)}


def test_a_long_rest_of_one_chat_is_never_everybodys(rests: Rests) -> None:
    """10 000 s in one chat, then all are limited for 5 s: they wait for 5 s."""
    rests.limited(NOW, 99, 10_000)
    assert refuse(rests, (0, 5), (0.1, 5), (0.2, 5)) == {3: later(5.2), EVERYBODY: later(5.2)}


def test_five_chats_in_a_row_mean_everybody_although_their_ends_differ(rests: Rests) -> None:
    """Until the first of them: each of the others may be its own chat's."""
    rest = refuse(rests, (0, 300), (0, 60), (0, 30), (0, 600))
    assert EVERYBODY not in rest
    assert rests.limited(NOW, 5, 90) == {5: later(90), EVERYBODY: later(30)}


def test_what_is_over_says_nothing_of_later_refusals(rests: Rests) -> None:
    """A quiet night: one 429 an hour, and nothing was sent in between."""
    for hour in range(12):
        assert set(rests.limited(later(3600 * hour), hour, 30)) == {hour}


def test_after_everybodys_rest_one_message_tries_and_it_takes_as_many_refusals_again(
    rests: Rests,
) -> None:
    assert EVERYBODY in refuse(rests, (0, 5), (0, 5), (0, 5))
    assert rests.at_most(30) == 1
    assert rests.limited(later(5), 4, 5) == {4: later(10)}


def test_while_it_is_unknown_who_was_meant_one_message_leaves_at_a_time(rests: Rests) -> None:
    assert rests.at_most(30) == 30
    rests.limited(NOW, 7, 35)
    assert rests.at_most(30) == 1
    assert rests.at_most(0) == 0
    rests.succeeded()
    assert rests.at_most(30) == 30


def test_delays_double_up_to_five_minutes(rests: Rests) -> None:
    delays = [rests.delay(attempts).total_seconds() for attempts in range(12)]
    assert delays == [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]
    assert rests.delay(10_000).total_seconds() == 300


def test_delays_are_spread_over_the_upper_half() -> None:
    """A thousand messages that failed together do not come back together."""
    rests = Rests(random.Random(1))
    drawn = sorted(rests.delay(4).total_seconds() for _ in range(1_000))
    assert 8 <= drawn[0] < 8.1
    assert 15.9 < drawn[-1] <= 16
    assert drawn[500] == pytest.approx(12, abs=0.5)


def test_a_few_failures_are_nobody_elses(rests: Rests) -> None:
    for _ in range(100):
        assert [rests.failed(NOW) for _ in range(4)] == [{}] * 4
        rests.succeeded()


def test_an_outage_is_probed_ever_more_rarely_and_ends_with_a_success(rests: Rests) -> None:
    now, pauses = NOW, []
    assert [rests.failed(now) for _ in range(4)] == [{}] * 4
    for _ in range(10):
        until = rests.failed(now)[EVERYBODY]
        pauses.append((until - now).total_seconds())
        now = until
        assert rests.at_most(30) == 1
    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30, 30, 30]
    rests.succeeded()
    assert rests.failed(now) == {}
    assert rests.at_most(30) == 30


def test_calls_under_way_together_are_one_failure_of_the_way(rests: Rests) -> None:
    for _ in range(4):
        rests.failed(NOW)
    assert rests.failed(NOW) == {EVERYBODY: later(1)}
    for _ in range(25):
        assert rests.failed(later(0.5)) == {}
    assert rests.failed(later(1)) == {EVERYBODY: later(3)}
