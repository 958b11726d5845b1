"""Who must wait after wrong codes: the rule by itself, and a campaign of a million guesses."""

import random
from collections import defaultdict, deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from math import log2

from hypothesis import given
from hypothesis import strategies as st

from domain.binding.codes import ALPHABET, LENGTH
from domain.binding.limits import (
    CAMPAIGN,
    HOUR,
    LONGEST,
    LOOKED_BACK,
    SAME_CODE,
    Failures,
    wait_until,
)

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
ages = st.lists(st.integers(0, int(LOOKED_BACK.total_seconds()) - 1), max_size=30)


def failures(seconds_ago: list[int], of_code: int = 0, of_everybody: int = 0) -> Failures:
    at = sorted(NOW - timedelta(seconds=each) for each in seconds_ago)
    return Failures(at, of_code, of_everybody)


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_whoever_has_not_failed_never_waits_whatever_others_do(code: int, everybody: int) -> None:
    assert wait_until(Failures((), code, everybody), NOW) is None


@given(ages, st.integers(0, SAME_CODE), st.integers(0, CAMPAIGN))
def test_nobody_waits_longer_than_a_day(ago: list[int], code: int, everybody: int) -> None:
    until = wait_until(failures(ago, code, everybody), NOW)
    assert until is None or NOW < until <= NOW + LONGEST


@given(ages, st.integers(0, 3600))
def test_another_failure_never_shortens_the_wait(ago: list[int], later: int) -> None:
    before = wait_until(failures(ago), NOW) or NOW
    after = wait_until(failures([*ago, 0]), NOW) or NOW
    assert after >= before


@given(ages)
def test_suspicion_never_shortens_the_wait(ago: list[int]) -> None:
    calm = wait_until(failures(ago), NOW) or NOW
    for suspicious in (failures(ago, SAME_CODE), failures(ago, 0, CAMPAIGN)):
        assert (wait_until(suspicious, NOW) or NOW) >= calm


def test_five_in_an_hour_wait_until_the_first_is_an_hour_old() -> None:
    minutes = [60 * each for each in (20, 15, 10, 5, 0)]
    assert wait_until(failures(minutes), NOW) == NOW + timedelta(minutes=40)
    assert wait_until(failures(minutes[1:]), NOW) is None


def test_the_wait_doubles_with_each_failure_of_the_day() -> None:
    hour = int(HOUR.total_seconds())
    waits = []
    for count in range(5, 18):
        ago = [hour + each * hour for each in range(count - 1)] + [0]
        until = wait_until(failures(ago), NOW)
        waits.append((until - NOW) // timedelta(minutes=1) if until else 0)
    assert waits[:4] == [1, 2, 4, 8]
    assert waits == sorted(waits)
    assert waits[-1] == 24 * 60


def test_under_suspicion_the_first_failure_waits_a_minute() -> None:
    once = [0]
    assert wait_until(failures(once), NOW) is None
    for suspicious in (failures(once, SAME_CODE), failures(once, 0, CAMPAIGN)):
        assert wait_until(suspicious, NOW) == NOW + timedelta(minutes=1)


class Book:
    """What the database keeps of wrong codes, in memory."""

    def __init__(self) -> None:
        self._of_chat: dict[int, list[datetime]] = defaultdict(list)
        self._of_all: deque[datetime] = deque()

    def may_show(self, chat: int, now: datetime) -> bool:
        while self._of_all and self._of_all[0] <= now - HOUR:
            self._of_all.popleft()
        own = self._of_chat.get(chat, [])
        if own and own[0] <= now - LOOKED_BACK:
            own[:] = [at for at in own if at > now - LOOKED_BACK]
        return wait_until(Failures(own, 0, len(self._of_all)), now) is None

    def failed(self, chat: int, now: datetime) -> None:
        self._of_chat[chat].append(now)
        self._of_all.append(now)


def test_a_million_guesses_over_many_chats_hit_nothing_and_lock_nobody_out(
    figure: Callable[[str], None],
) -> None:
    """2 000 chats guess for a week while 3 000 codes are out; their owners go on coming in."""
    seed, chats = 20261124, 2_000
    chance = random.Random(seed)
    space = len(ALPHABET) ** LENGTH
    codes = {int(chance.random() * space) for _ in range(3_000)}
    owners = sorted(codes)[::30]
    book, now, step = Book(), NOW, timedelta(days=7) / 10**6
    judged = hits = came_in = 0
    for guess in range(10**6):
        now += step
        chat = int(chance.random() * chats)
        if book.may_show(chat, now):
            judged += 1
            hits += int(chance.random() * space) in codes
            book.failed(chat, now)
        if guess % 10_000 == 0:  # an owner: a right code in a chat that has not failed
            came_in += book.may_show(-guess - 1, now) and owners[came_in] in codes
    assert hits == 0
    assert came_in == 100
    assert judged < 10**6 / 4
    one_each = sum(int(chance.random() * space) in codes for _ in range(10**6))
    assert one_each == 0, "from a million chats, each of which may guess once at once"
    figure(
        f"seed {seed}: 1 000 000 guesses from {chats} chats in 7 days against {len(codes)} codes"
        f" of {log2(space):.1f} bits: {10**6 - judged} turned away unread, {judged} judged,"
        f" {hits} hits ({judged * len(codes) / space:.1e} expected), {came_in} of 100 owners in"
        f" at their first try; 1 000 000 more from as many chats, all judged: {one_each} hits"
    )
