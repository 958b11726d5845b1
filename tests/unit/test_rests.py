"""Whom the sender leaves in peace until when."""

from datetime import UTC, datetime, timedelta

from bot.rests import Rests

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def test_a_chat_rests_until_its_time_and_is_then_forgotten() -> None:
    rests = Rests()
    rests.rest(7, later(10))
    rests.rest(7, later(5))
    assert rests.rests(7, later(9.9))
    assert not rests.rests(8, NOW)
    assert rests.chats(later(9.9)) == [7]
    assert rests.chats(later(10)) == []


def test_delays_double_up_to_five_minutes() -> None:
    delays = [Rests.delay(attempts).total_seconds() for attempts in range(12)]
    assert delays[:5] == [1, 2, 4, 8, 16]
    assert delays[-1] == 300
    assert Rests.delay(10_000).total_seconds() == 300


def test_429s_in_a_row_are_meant_for_all_and_a_success_between_says_they_are_not() -> None:
    rests = Rests()
    for _ in range(5):
        rests.limited(NOW, 30)
        rests.succeeded()
    assert not rests.all_rest(NOW)
    for _ in range(3):
        rests.limited(NOW, 30)
    assert rests.all_rest(later(29.9))
    assert not rests.all_rest(later(30))


def test_an_outage_is_probed_ever_more_rarely_and_ends_with_a_success() -> None:
    rests = Rests()
    now, pauses = NOW, []
    for _ in range(60):
        rests.failed(now, attempts=0)
        if rests.all_rest(now):
            begun = now
            while rests.all_rest(now):
                now += timedelta(seconds=1)
            pauses.append((now - begun).total_seconds())
    assert pauses[:6] == [1, 2, 4, 8, 16, 30]
    assert max(pauses) == 30
    rests.succeeded()
    rests.failed(now, attempts=0)
    assert not rests.all_rest(now)


def test_a_refused_token_stops_everybody_for_a_minute() -> None:
    rests = Rests()
    rests.failed(NOW, attempts=0, is_ours=True)
    assert rests.all_rest(later(59))
    assert not rests.all_rest(later(60))
