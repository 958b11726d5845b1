"""What of all that waits for a chat goes as one message: news of the calendar by their moment."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from domain.notices.model import Kind, Notice
from domain.notices.outbox import MOST_EVENTS, next_message

NOW = datetime(2026, 11, 24, 7, 40, tzinfo=UTC)
EVENING = NOW + timedelta(hours=9)


def news(number: int, created_at: datetime = NOW, kind: Kind = Kind.EVENT) -> Notice:
    return Notice(number, kind, number, number, None, 1, 1, EVENING, created_at, EVENING)


def ids(*waiting: Notice) -> list[int]:
    return [each.id for each in next_message(waiting)]


def test_what_one_file_changes_is_one_message_and_what_came_later_another() -> None:
    later = news(3, NOW + timedelta(minutes=1))
    assert ids(news(2), later, news(1)) == [1, 2]
    assert ids(later) == [3]


def test_a_repetition_and_what_was_missed_stay_apart() -> None:
    doubtful, missed = replace(news(2), is_doubtful=True), replace(news(3), was_missed=True)
    assert ids(news(1), doubtful, missed) == [1]
    assert ids(doubtful, replace(news(4), is_doubtful=True), missed) == [2, 4]


def test_other_messages_by_themselves_stay_so_and_a_message_has_an_end() -> None:
    assert ids(news(1, kind=Kind.ROLE), news(2, kind=Kind.ROLE)) == [1]
    many = [news(number) for number in range(1, 3 * MOST_EVENTS)]
    assert ids(*many) == [each.id for each in many[:MOST_EVENTS]]
