"""When a notice may leave: choices, quiet hours, windows and deadlines, on any school's clock."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.calendar import School
from domain.notices.model import Kind, Reader
from domain.notices.timing import (
    FINAL_MARK_WITHIN,
    GENTLE,
    LESSON_AHEAD,
    LOUD,
    due_at,
    moment_of,
)
from domain.policy import SchoolPolicy
from domain.preferences.choices import Choice, Habits, QuietHours
from domain.preferences.model import DEFAULTS, OFFERED, chosen

MOSCOW = ZoneInfo("Europe/Moscow")
# Ahead and behind, half hours, changes of an hour and of half an hour, at midnight and by day.
ZONES = [
    ZoneInfo(name)
    for name in (
        "Europe/Moscow",
        "Asia/Kamchatka",
        "Europe/Berlin",
        "America/St_Johns",
        "Australia/Lord_Howe",
        "Asia/Beirut",
        "Africa/Cairo",
        "America/Havana",
        "Africa/Casablanca",
        "Asia/Kathmandu",
        "Pacific/Kiritimati",
    )
]
HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
A_CHANGE_OF_CLOCKS = timedelta(hours=2)  # more than any clock is moved

minutes = st.integers(0, 24 * 60 - 1)
moments = st.integers(0, 3 * 365 * 24 * 3600).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
kinds = st.sampled_from(Kind)
ANY = st.sampled_from(Choice)


@st.composite
def readers(draw: st.DrawFn, *, choices: st.SearchStrategy[Choice] = ANY) -> Reader:
    """Any school and any person; choices as stored, also those that a kind does not offer."""
    policy = SchoolPolicy(
        slip_window=draw(st.sampled_from((timedelta(), 5 * MINUTE, HOUR))),
        news_gap=draw(st.sampled_from((timedelta(), 30 * MINUTE, 3 * HOUR))),
        evening_at=draw(minutes),
        weekly_digest_weekday=draw(st.integers(1, 7)),
        quiet_from=draw(minutes),
        quiet_until=draw(minutes),
    )
    own = draw(st.none() | st.tuples(minutes, minutes))
    stored = st.dictionaries(kinds, choices)
    told_at = draw(st.none() | moments)
    return reader(
        policy,
        draw(st.sampled_from(ZONES)),
        draw(stored),
        Habits(*own) if own else Habits(),
        told_at,
    )


def reader(
    policy: SchoolPolicy | None = None,
    zone: ZoneInfo = MOSCOW,
    choices: Mapping[Kind, Choice] | None = None,
    habits: Habits | None = None,
    told_at: datetime | None = None,
) -> Reader:
    school = School(1, "Школа", zone, policy or SchoolPolicy())
    return Reader(1, 2, 3, 4, school, choices or {}, habits or Habits(), told_at)


def quiet(of: Reader) -> QuietHours:
    return of.habits.quiet_hours(of.school.policy)


def is_quiet(of: Reader, moment: datetime) -> bool:
    local = of.school.local(moment)
    return local.hour * 60 + local.minute in quiet(of)


def on_clock(of: Reader, moment: datetime) -> str:
    return f"{of.school.local(moment):%a %H:%M}"


def at(text: str, zone: ZoneInfo = MOSCOW) -> datetime:
    """«24 21:50» of November 2026, when the 24th is a Tuesday."""
    return datetime.strptime(f"2026-11-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=zone)


def due(kind: Kind, of: Reader, now: str, begins: str | None = None) -> str | None:
    lesson = at(begins).replace(tzinfo=None) if begins else None
    found = due_at(kind, of, at(now), begins=lesson)
    return None if found is None else f"{of.school.local(found):%d %H:%M}"


# What holds whatever anybody chose


@given(kinds, readers(), moments, moments | st.none())
def test_nothing_leaves_before_now(
    kind: Kind, of: Reader, now: datetime, begins: datetime | None
) -> None:
    lesson = begins and begins.replace(tzinfo=None)
    found = due_at(kind, of, now, begins=lesson)
    assert found is None or found >= now


@given(kinds, readers(), moments)
def test_it_is_written_unless_it_is_switched_off_or_in_the_card(
    kind: Kind, of: Reader, now: datetime
) -> None:
    choice = chosen(kind, of.choices)
    in_card = kind is Kind.HOMEWORK and choice is not Choice.AT_ONCE
    assert (due_at(kind, of, now) is None) is (choice is Choice.OFF or in_card)


@given(st.sampled_from((Kind.ABSENCE, Kind.MESSAGE, Kind.BINDING, Kind.ALARM)), readers(), moments)
def test_what_a_family_must_know_is_never_switched_off(
    kind: Kind, of: Reader, now: datetime
) -> None:
    assert due_at(kind, of, now) is not None


@given(st.sampled_from((Kind.BINDING, Kind.ALARM)), readers(), moments)
def test_alarms_and_new_readers_are_told_at_once_at_any_hour(
    kind: Kind, of: Reader, now: datetime
) -> None:
    assert due_at(kind, of, now) == now


@given(readers(choices=st.just(Choice.AT_ONCE)), moments)
def test_an_absence_is_told_at_once_at_any_hour(of: Reader, now: datetime) -> None:
    assert due_at(Kind.ABSENCE, of, now) == now


@given(kinds, readers(), moments)
def test_quiet_hours_are_quiet(kind: Kind, of: Reader, now: datetime) -> None:
    found = due_at(kind, of, now)
    assume(found is not None and kind not in LOUD)
    assert found is not None
    # A final mark has its deadline: quiet hours that last nearly the whole day cannot hold it.
    if kind is Kind.FINAL_MARK and found >= now + FINAL_MARK_WITHIN:
        return
    # There may be no other moment in a day of which a clock put forward takes the rest.
    length = (quiet(of).ends - quiet(of).begins) % (24 * 60)
    assume(length <= 24 * 60 - A_CHANGE_OF_CLOCKS / MINUTE)
    assert not is_quiet(of, found)


@given(kinds, readers(), moments)
def test_quiet_hours_put_off_to_their_end_and_no_further(
    kind: Kind, of: Reader, now: datetime
) -> None:
    """Without them it would leave at the same moment, or in them."""
    awake = reader(of.school.policy, of.school.timezone, of.choices, Habits(0, 0), of.told_at)
    found, free = due_at(kind, of, now), due_at(kind, awake, now)
    assert (found is None) is (free is None)
    if found is None or free is None:
        return
    if kind is Kind.FINAL_MARK:
        free = min(free, found)  # its deadline may come before the quiet hours
    assert found >= free
    assert found == free or (is_quiet(of, free) and found - free <= DAY + A_CHANGE_OF_CLOCKS)
    if found != free and kind is not Kind.FINAL_MARK:
        local = of.school.local(found)
        ends = quiet(of).ends
        late = (local.hour * 60 + local.minute - ends) % (24 * 60)
        assert late <= A_CHANGE_OF_CLOCKS / MINUTE  # where the clock skips the end of them


@given(readers(), moments)
def test_a_final_mark_is_told_within_a_day_whatever_was_chosen(of: Reader, now: datetime) -> None:
    found = due_at(Kind.FINAL_MARK, of, now)
    assert found is None or found <= now + FINAL_MARK_WITHIN
    assert timedelta(hours=24) - FINAL_MARK_WITHIN >= HOUR


@given(readers(), moments, st.timedeltas(timedelta(), 3 * DAY))
def test_a_final_mark_that_has_waited_keeps_its_deadline(
    of: Reader, written: datetime, waited: timedelta
) -> None:
    now = written + waited
    found = due_at(Kind.FINAL_MARK, of, now, written_at=written)
    assert found is None or found <= max(now, written + FINAL_MARK_WITHIN)


@given(st.sampled_from((Kind.MARK, Kind.FINAL_MARK, Kind.ABSENCE)), readers(), moments)
def test_an_evening_is_the_next_one_on_the_schools_clock(
    kind: Kind, of: Reader, now: datetime
) -> None:
    policy = SchoolPolicy(evening_at=of.school.policy.evening_at, quiet_from=0, quiet_until=0)
    of = reader(policy, of.school.timezone, {kind: Choice.EVENING})
    found = due_at(kind, of, now)
    assert found is not None
    if kind is Kind.FINAL_MARK and found == now + FINAL_MARK_WITHIN:
        return
    assert found - now <= DAY + A_CHANGE_OF_CLOCKS
    local = of.school.local(found)
    evening = moment_of(local.date(), policy.evening_at, of.school.timezone)
    assert found == evening
    assert local.time() == clock(policy) or is_skipped(local.date(), policy, of)


@given(readers(), moments)
def test_a_weekly_digest_is_on_its_day_and_within_a_week(of: Reader, now: datetime) -> None:
    weekday = of.school.policy.weekly_digest_weekday
    policy = SchoolPolicy(
        evening_at=of.school.policy.evening_at,
        weekly_digest_weekday=weekday,
        quiet_from=0,
        quiet_until=0,
    )
    of = reader(policy, of.school.timezone, {Kind.MARK: Choice.WEEKLY})
    found = due_at(Kind.MARK, of, now)
    assert found is not None
    local = of.school.local(found)
    assert local.isoweekday() == weekday
    assert found - now <= 7 * DAY + A_CHANGE_OF_CLOCKS
    assert local.time() == clock(policy) or is_skipped(local.date(), policy, of)


def clock(policy: SchoolPolicy) -> time:
    return time(policy.evening_at // 60, policy.evening_at % 60)


def is_skipped(day: date, policy: SchoolPolicy, of: Reader) -> bool:
    """Whether the clock is put forward over that time on that day."""
    wall = datetime.combine(day, clock(policy), of.school.timezone)
    return wall.astimezone(UTC).astimezone(of.school.timezone).time() != clock(policy)


@given(readers(), moments)
def test_a_teachers_slip_can_be_mended_before_anybody_is_told(of: Reader, now: datetime) -> None:
    found = due_at(Kind.MARK, of, now)
    assert found is None or found >= now + of.school.policy.slip_window


@given(st.sampled_from(sorted(GENTLE)), readers(choices=st.just(Choice.AT_ONCE)), moments)
def test_what_can_wait_comes_no_oftener_than_the_gap(kind: Kind, of: Reader, now: datetime) -> None:
    found = due_at(kind, of, now)
    if found is not None and of.told_at is not None:
        assert found >= of.told_at + of.school.policy.news_gap


@given(st.sampled_from((Kind.MARK, Kind.HOMEWORK)), readers(), moments, moments)
def test_what_waits_and_is_wanted_at_once_after_all_leaves_now(
    kind: Kind, of: Reader, written: datetime, now: datetime
) -> None:
    assume(written + HOUR <= now)  # longer than any slip window
    asleep = is_quiet(of, now)
    wanting = reader(of.school.policy, of.school.timezone, {kind: Choice.AT_ONCE}, of.habits)
    found = due_at(kind, wanting, now, written_at=written)
    assert found is not None
    assert asleep or found == now


@given(readers(), moments, st.timedeltas(-DAY, 10 * DAY))
def test_a_changed_lesson_is_told_before_it_begins(
    of: Reader, now: datetime, ahead: timedelta
) -> None:
    begins = of.school.local(now + ahead)
    start = begins.replace(fold=0).astimezone(UTC)
    assume(start > now)
    found = due_at(Kind.LESSON, of, now, begins=begins.replace(tzinfo=None))
    assume(found is not None)
    assert found is not None
    assert found < start
    if found > start - LESSON_AHEAD and found != now:
        # Only the end of quiet hours may come so late.
        assert is_quiet(of, found - MINUTE) or is_quiet(of, now)


# Cases that people would tell of


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


def test_a_changed_lesson_of_tomorrow_does_not_wait_for_tomorrows_evening() -> None:
    evening = reader(choices={Kind.LESSON: Choice.EVENING})
    assert due(Kind.LESSON, evening, "24 15:00", begins="25 08:30") == "24 19:00"
    assert due(Kind.LESSON, evening, "24 20:10", begins="25 08:30") == "24 20:10"
    assert due(Kind.LESSON, evening, "24 20:10", begins="27 08:30") == "25 19:00"


def test_a_changed_lesson_of_this_morning() -> None:
    told = reader(told_at=at("24 08:00"))
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
    told = reader(told_at=at("24 12:00"))
    assert due(Kind.MARK, told, "24 12:05") == "24 12:30"
    assert due(Kind.MARK, told, "24 12:20") == "24 12:30"
    assert due(Kind.MARK, told, "24 12:40") == "24 12:40"


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
    assert {*OFFERED} | {Kind.MESSAGE, Kind.BINDING, Kind.ALARM} == {*DEFAULTS} == {*Kind}
    assert all(DEFAULTS[kind] in offered for kind, offered in OFFERED.items())


@given(kinds, st.dictionaries(kinds, st.sampled_from(Choice)))
def test_only_what_a_kind_offers_holds(kind: Kind, stored: dict[Kind, Choice]) -> None:
    assert chosen(kind, stored) in OFFERED.get(kind, (Choice.AT_ONCE,))


@given(minutes, minutes, minutes)
def test_a_minute_is_quiet_from_the_first_to_before_the_last(
    begins: int, ends: int, minute: int
) -> None:
    hours = QuietHours(begins, ends)
    by_hand = begins <= minute < ends if begins <= ends else minute >= begins or minute < ends
    assert (minute in hours) is by_hand
    assert bool(hours) is (begins != ends)


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
