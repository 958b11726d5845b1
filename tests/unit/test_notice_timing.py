"""When a notice may leave: cases that people would tell of."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.notices.model import Kind, Reader
from domain.notices.timing import FINAL_MARK_WITHIN, due_at
from domain.policy import SchoolPolicy
from domain.preferences.choices import Choice, Habits
from domain.preferences.model import DEFAULTS, OFFERED
from tests.support.readers import HOUR, MOSCOW, reader


def on_clock(of: Reader, moment: datetime) -> str:
    return f"{of.school.local(moment):%a %H:%M}"


def at(text: str, zone: ZoneInfo = MOSCOW) -> datetime:
    """«24 21:50» of November 2026, when the 24th is a Tuesday."""
    return datetime.strptime(f"2026-11-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=zone)


def due(kind: Kind, of: Reader, now: str, begins: str | None = None) -> str | None:
    lesson = at(begins).replace(tzinfo=None) if begins else None
    found = due_at(kind, of, at(now), begins=lesson)
    return None if found is None else f"{of.school.local(found):%d %H:%M}"


def test_marks_of_the_evening_wait_for_the_morning() -> None:
    assert due(Kind.MARK, reader(), "24 21:59") == "24 21:59"
    assert due(Kind.MARK, reader(), "24 22:00") == "25 07:00"
    assert due(Kind.MARK, reader(), "25 06:59") == "25 07:00"
    assert due(Kind.MARK, reader(), "25 07:00") == "25 07:00"


def test_quiet_hours_by_day() -> None:
    night_worker = reader(habits=Habits(9 * 60, 15 * 60))
    assert due(Kind.MARK, night_worker, "24 10:40") == "24 15:00"
    assert due(Kind.MARK, night_worker, "24 23:30") == "24 23:30"
    assert due(Kind.ABSENCE, night_worker, "24 10:40") == "24 10:40"


def test_equal_ends_are_no_quiet_hours() -> None:
    awake = reader(habits=Habits(22 * 60, 22 * 60))
    assert due(Kind.MESSAGE, awake, "24 22:00") == "24 22:00"
    assert due(Kind.MESSAGE, reader(), "24 22:00") == "25 07:00"


def test_the_weekly_digest_comes_on_friday_evening() -> None:
    weekly = reader(choices={Kind.MARK: Choice.WEEKLY})
    assert due(Kind.MARK, weekly, "23 12:00") == "27 19:00"
    assert due(Kind.MARK, weekly, "27 19:00") == "27 19:00"
    assert due(Kind.MARK, weekly, "27 19:01") == "04 19:00"


def test_an_evening_digest_in_the_quiet_hours_comes_when_they_end() -> None:
    early = reader(choices={Kind.MARK: Choice.EVENING}, habits=Habits(18 * 60, 6 * 60))
    assert due(Kind.MARK, early, "24 12:00") == "25 06:00"


def test_a_final_mark_of_the_evening_after_the_digest() -> None:
    """The next digest is more than 23 hours away, so it comes a little before it."""
    evening = reader(choices={Kind.FINAL_MARK: Choice.EVENING})
    assert due(Kind.FINAL_MARK, evening, "24 15:00") == "24 19:00"
    assert due(Kind.FINAL_MARK, evening, "24 19:30") == "25 18:30"


def test_a_final_mark_whose_deadline_is_at_night_comes_before_the_night() -> None:
    policy = SchoolPolicy(evening_at=23 * 60)  # a digest that quiet hours would move to 7:00
    evening = reader(policy, choices={Kind.FINAL_MARK: Choice.EVENING})
    assert due(Kind.FINAL_MARK, evening, "25 00:30") == "25 21:59"


def test_quiet_hours_of_nearly_a_day_hold_a_final_mark_to_its_deadline() -> None:
    hermit = reader(habits=Habits(8 * 60, 7 * 60 + 30))
    assert due(Kind.FINAL_MARK, hermit, "24 08:10") == "25 07:10"
    assert due(Kind.FINAL_MARK, hermit, "24 12:00") == "25 07:30"


def test_a_changed_lesson_of_tomorrow_does_not_wait_for_tomorrows_evening() -> None:
    evening = reader(choices={Kind.LESSON: Choice.EVENING})
    assert due(Kind.LESSON, evening, "24 15:00", begins="25 08:30") == "24 19:00"
    assert due(Kind.LESSON, evening, "24 20:10", begins="25 08:30") == "24 20:10"
    assert due(Kind.LESSON, evening, "24 20:10", begins="27 08:30") == "25 19:00"


def test_a_changed_lesson_of_this_morning() -> None:
    told = reader(SchoolPolicy(news_gap=HOUR / 2), told_at=at("24 08:00"))
    assert due(Kind.LESSON, told, "24 08:10", begins="24 13:25") == "24 08:30"
    assert due(Kind.LESSON, told, "24 08:10", begins="24 08:30") == "24 08:10"


def test_a_changed_lesson_leaves_people_asleep_as_long_as_it_can() -> None:
    assert due(Kind.LESSON, reader(), "24 23:00", begins="25 08:30") == "25 07:00"
    late = reader(habits=Habits(23 * 60, 8 * 60))
    assert due(Kind.LESSON, late, "24 23:30", begins="25 08:30") == "25 08:00"
    later = reader(habits=Habits(23 * 60, 10 * 60))
    assert due(Kind.LESSON, later, "24 23:30", begins="25 08:30") == "25 07:30"


def test_a_lesson_that_has_begun_is_no_reason_to_hurry() -> None:
    assert due(Kind.LESSON, reader(), "24 22:30", begins="24 08:30") == "25 07:00"


def test_the_first_mark_at_once_and_the_next_ones_together() -> None:
    assert due(Kind.MARK, reader(), "24 12:00") == "24 12:00"
    told = reader(SchoolPolicy(news_gap=HOUR / 2), told_at=at("24 12:00"))
    assert due(Kind.MARK, told, "24 12:05") == "24 12:30"
    assert due(Kind.MARK, told, "24 12:20") == "24 12:30"
    assert due(Kind.MARK, told, "24 12:40") == "24 12:40"


def test_marks_by_day_at_once_and_those_of_the_desk_in_the_evening() -> None:
    by_day = reader(choices={Kind.MARK: Choice.DAYTIME})
    assert due(Kind.MARK, by_day, "24 13:59") == "24 13:59"
    assert due(Kind.MARK, by_day, "24 14:00") == "24 19:00"
    assert due(Kind.MARK, by_day, "24 20:30") == "24 20:30"
    assert due(Kind.MARK, by_day, "24 22:30") == "25 07:00"
    urgent = due_at(Kind.MARK, by_day, at("24 15:00"), is_urgent=True)
    assert urgent == at("24 15:00")


def test_an_absence_that_goes_on_is_told_in_the_evening() -> None:
    now = at("24 10:40")
    assert due_at(Kind.ABSENCE, reader(), now) == now
    assert due_at(Kind.ABSENCE, reader(), now, is_continued=True) == at("24 19:00")


def test_homework_of_the_evening_is_in_the_card() -> None:
    assert due(Kind.HOMEWORK, reader(), "24 12:00") is None
    at_once = reader(choices={Kind.HOMEWORK: Choice.AT_ONCE})
    assert due(Kind.HOMEWORK, at_once, "24 12:00") == "24 12:00"


def test_the_card_is_due_when_it_is_written() -> None:
    """A job that runs a second late must not bring it a day late."""
    assert due(Kind.TOMORROW, reader(), "24 19:01") == "24 19:01"
    off = reader(choices={Kind.TOMORROW: Choice.OFF})
    assert due(Kind.TOMORROW, off, "24 19:00") is None


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        # Berlin, 29 March 2026: 2:00 becomes 3:00. Quiet until 2:30, which there is not.
        (datetime(2026, 3, 29, 0, 30, tzinfo=UTC), "Sun 03:30"),
        # 25 October 2026: 3:00 becomes 2:00. Half past two comes twice, and before it is quiet.
        (datetime(2026, 10, 25, 0, 15, tzinfo=UTC), "Sun 02:30"),
        (datetime(2026, 10, 25, 1, 15, tzinfo=UTC), "Sun 02:30"),
    ],
)
def test_quiet_hours_that_end_while_the_clock_is_changed(now: datetime, expected: str) -> None:
    of = reader(zone=ZoneInfo("Europe/Berlin"), habits=Habits(22 * 60, 2 * 60 + 30))
    found = due_at(Kind.MARK, of, now)
    assert found is not None
    assert on_clock(of, found) == expected
    assert timedelta() < found - now <= HOUR


def test_deadlines_are_measured_in_real_hours() -> None:
    """A night of 25 hours gives a final mark no hour more."""
    of = reader(
        zone=ZoneInfo("Europe/Berlin"),
        choices={Kind.FINAL_MARK: Choice.EVENING},
        habits=Habits(0, 0),
    )
    now = datetime(2026, 10, 24, 19, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    found = due_at(Kind.FINAL_MARK, of, now)
    assert found == now.astimezone(UTC) + FINAL_MARK_WITHIN


# What is offered


def test_defaults_are_among_what_is_offered() -> None:
    assert all(DEFAULTS[kind] in offered for kind, offered in OFFERED.items())


def test_what_nobody_may_choose_is_told_at_once() -> None:
    assert {DEFAULTS[kind] for kind in Kind if kind not in OFFERED} == {Choice.AT_ONCE}


@pytest.mark.parametrize(
    "stored",
    [
        {"evening_at": 1440},
        {"quiet_from": -1},
        {"quiet_until": 1440},
        {"weekly_digest_weekday": 0},
        {"weekly_digest_weekday": 8},
        {"slip_window": -5},
        {"news_gap": -1},
    ],
)
def test_a_policy_names_times_that_there_are(stored: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=next(iter(stored))):
        SchoolPolicy.from_json(stored)


def test_what_was_told_of_a_remark_is_put_right_whatever_was_chosen_since() -> None:
    off = reader(choices={Kind.REMARK: Choice.OFF})
    assert due(Kind.REMARK, off, "24 10:40") is None
    now = at("24 10:40")
    assert due_at(Kind.REMARK, off, now, is_urgent=True) == now
