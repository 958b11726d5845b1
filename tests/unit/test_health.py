"""When a process says of itself that something is wrong, and what `/metrics` makes of numbers."""

import subprocess
import sys
from datetime import timedelta

import pytest

from bot.counts import Counts
from bot.health import Duties, Waiting, health
from bot.metrics import render
from domain.notices.model import Kind, State
from storage.gauges import Depth, Fate
from tests.support.clock import SCHOOL_MORNING

NOW = SCHOOL_MORNING
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)
NOTHING = Waiting((), 0, None)
DUTIES = Duties(since=NOW - HOUR)


@pytest.fixture
def counts() -> Counts:
    """Of a process that is well."""
    counts = Counts()
    counts.telegram_spoke(NOW - 20 * SECOND)
    counts.sender_looked(NOW - SECOND)
    return counts


def test_all_is_well(counts: Counts) -> None:
    assert health(DUTIES, counts, NOTHING, NOW) == {
        "problems": [],
        "database": True,
        "telegram_spoke": 20.0,
        "update_waits": 0.0,
        "sender_looked": 1.0,
        "notice_waits": 0.0,
    }


def test_a_database_away_is_a_problem(counts: Counts) -> None:
    found = health(DUTIES, counts, None, NOW)
    assert found["problems"] == ["database"]
    assert found["database"] is False


def test_what_has_been_silent_for_too_long_is_a_problem(counts: Counts) -> None:
    later = NOW + 3 * HOUR
    assert health(DUTIES, counts, NOTHING, later)["problems"] == ["telegram_spoke", "sender_looked"]


def test_what_was_never_heard_of_has_some_time_from_the_start() -> None:
    young, old = Duties(since=NOW - 30 * SECOND), Duties(since=NOW - HOUR)
    assert health(young, Counts(), NOTHING, NOW)["problems"] == []
    assert health(old, Counts(), NOTHING, NOW)["problems"] == ["telegram_spoke", "sender_looked"]


def test_no_webhook_in_the_night_is_no_problem(counts: Counts) -> None:
    counts.telegram_spoke(NOW - 9 * HOUR)
    found = health(Duties(since=NOW - 20 * HOUR, polls=False), counts, NOTHING, NOW)
    assert found["problems"] == []
    assert found["telegram_spoke"] == 9 * 3600


def test_a_process_answers_for_its_own_duties_alone() -> None:
    late = Waiting([Depth("mark", "pending", 1, NOW - 2 * HOUR)], 1, NOW - HOUR)
    receives = health(Duties(since=NOW, sends=False), Counts(), late, NOW)
    assert receives["problems"] == ["update_waits"]
    assert "sender_looked" not in receives
    sends = health(Duties(since=NOW, receives=False), Counts(), late, NOW)
    assert sends["problems"] == ["notice_waits"]
    assert "telegram_spoke" not in sends


def test_a_notice_that_was_given_up_does_not_wait(counts: Counts) -> None:
    depth = [
        Depth("mark", State.DEAD, 3, NOW - 100 * HOUR),
        Depth("mark", State.PENDING, 3, None),
    ]
    assert health(DUTIES, counts, Waiting(depth, 0, None), NOW)["problems"] == []


def lines(counts: Counts, waiting: Waiting | None, week: list[Fate] | None) -> list[str]:
    return render(counts, waiting, week, NOW).decode().splitlines()


def test_what_is_counted_is_shown(counts: Counts) -> None:
    counts.notices["mark", "sent", ""] += 3
    counts.notices["final_mark", "suppressed", "blocked"] += 1
    counts.too_many("sendMessage")
    for seconds in (0.004, 0.02, 0.02, 0.3, 300.0):
        counts.answered(seconds)
    shown = lines(counts, NOTHING, [])
    assert 'diary_notices_total{kind="mark",reason="",state="sent"} 3.0' in shown
    assert 'diary_notices_total{kind="final_mark",reason="blocked",state="suppressed"} 1.0' in shown
    assert 'diary_telegram_limited_total{method="sendMessage"} 1.0' in shown
    assert 'diary_update_seconds_bucket{le="0.01"} 1.0' in shown
    assert 'diary_update_seconds_bucket{le="0.025"} 3.0' in shown
    assert 'diary_update_seconds_bucket{le="60.0"} 4.0' in shown
    assert 'diary_update_seconds_bucket{le="+Inf"} 5.0' in shown
    assert "diary_update_seconds_count 5.0" in shown


def test_what_waits_is_shown(counts: Counts) -> None:
    depth = [
        Depth("mark", "pending", 7, NOW - HOUR),
        Depth("mark", "uncertain", 1, NOW - 2 * HOUR),
        Depth("mark", "dead", 2, None),
    ]
    shown = lines(counts, Waiting(depth, 4, NOW), [])
    assert 'diary_outbox_notices{kind="mark",state="pending"} 7.0' in shown
    assert 'diary_outbox_notices{kind="mark",state="dead"} 2.0' in shown
    assert 'diary_outbox_oldest_seconds{kind="mark"} 7200.0' in shown
    assert 'diary_outbox_oldest_seconds{kind="absence"} 0.0' in shown
    assert "diary_updates_waiting 4.0" in shown
    assert "diary_database_up 1.0" in shown


def test_the_share_told_within_a_day_is_over_all_states(counts: Counts) -> None:
    week = [
        Fate("mark", "sent", "", rows=8, owed=8, in_time=6),
        Fate("mark", "pending", "", rows=5, owed=4, in_time=0),
        Fate("mark", "suppressed", "blocked", rows=9, owed=0, in_time=0),
        Fate("lesson", "superseded", "newer", rows=1, owed=0, in_time=0),
    ]
    shown = lines(counts, NOTHING, week)
    assert 'diary_told_within_day_ratio{kind="mark"} 0.5' in shown
    assert not [each for each in shown if each.startswith('diary_told_within_day_ratio{kind="l')]
    assert 'diary_week_notices{kind="mark",reason="blocked",state="suppressed"} 9.0' in shown


def test_without_the_database_the_counts_are_still_shown(counts: Counts) -> None:
    counts.notices["mark", "sent", ""] += 1
    shown = lines(counts, None, None)
    assert "diary_database_up 0.0" in shown
    assert 'diary_notices_total{kind="mark",reason="",state="sent"} 1.0' in shown
    assert not [each for each in shown if "outbox" in each]


def test_every_kind_has_its_age(counts: Counts) -> None:
    """An alert on a kind must not wait for the first notice of it."""
    shown = lines(counts, NOTHING, [])
    aged = [each for each in shown if each.startswith("diary_outbox_oldest_seconds{")]
    assert len(aged) == len(Kind)


def test_the_running_bot_does_not_load_the_library() -> None:
    code = "import sys, bot.run; sys.exit('prometheus_client' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
