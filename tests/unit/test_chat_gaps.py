"""One message a second to a chat, whoever wrote it."""

from datetime import timedelta

from bot.pace import ChatGaps
from tests.support.clock import SCHOOL_MORNING as NOW

SECOND = timedelta(seconds=1)


def test_a_chat_is_left_alone_for_the_gap_and_no_other_waits() -> None:
    gaps = ChatGaps(SECOND)
    gaps.sent(1, NOW)
    assert gaps.free_at(1, NOW + SECOND / 2) == NOW + SECOND
    assert gaps.free_at(2, NOW) is None
    assert gaps.free_at(1, NOW + SECOND) is None


def test_what_is_over_is_forgotten() -> None:
    gaps = ChatGaps(SECOND)
    for chat_id in range(1_000):
        gaps.sent(chat_id, NOW + chat_id * SECOND)
    assert len(gaps._free_at) == 1


def test_without_a_gap_nobody_waits() -> None:
    gaps = ChatGaps(timedelta())
    gaps.sent(1, NOW)
    assert gaps.free_at(1, NOW) is None
