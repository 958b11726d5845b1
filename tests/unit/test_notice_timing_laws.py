"""When a notice may leave: laws that hold on any school's clock, whatever anybody chose."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from domain.notices.model import Kind, Reader
from domain.notices.timing import FINAL_MARK_WITHIN, GENTLE, LESSON_AHEAD, LOUD, due_at, moment_of
from domain.policy import SchoolPolicy
from domain.preferences.choices import Choice, Habits, QuietHours
from domain.preferences.model import OFFERED, chosen
from tests.support.readers import (
    A_CHANGE_OF_CLOCKS,
    DAY,
    HOUR,
    MINUTE,
    is_quiet,
    kinds,
    minutes,
    moments,
    quiet,
    reader,
    readers,
)


@given(kinds, readers(), moments, moments | st.none(), st.timedeltas(timedelta(), 3 * DAY))
def test_nothing_leaves_before_now(
    kind: Kind, of: Reader, now: datetime, begins: datetime | None, waited: timedelta
) -> None:
    lesson = begins and begins.replace(tzinfo=None)
    found = due_at(kind, of, now, begins=lesson, written_at=now - waited)
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


@given(st.sampled_from(sorted(GENTLE)), readers(), moments)
def test_what_can_wait_comes_no_oftener_than_the_gap(kind: Kind, of: Reader, now: datetime) -> None:
    of = replace(of, choices={kind: Choice.AT_ONCE})
    found = due_at(kind, of, now)
    assert found is not None
    if of.told_at is not None:
        assert found >= of.told_at + of.school.policy.news_gap


@given(readers(choices=st.just(Choice.DAYTIME)), moments)
def test_marks_of_the_desk_wait_for_the_evening_of_their_day_and_no_others(
    of: Reader, now: datetime
) -> None:
    at_once = replace(of, choices={Kind.MARK: Choice.AT_ONCE})
    by_day = replace(of, choices={Kind.MARK: Choice.DAYTIME})
    local = of.school.local(now)
    policy = of.school.policy
    evening = moment_of(local.date(), policy.evening_at, of.school.timezone)
    is_desk_work = local.hour * 60 + local.minute >= policy.desk_hours_from
    soonest, found = due_at(Kind.MARK, at_once, now), due_at(Kind.MARK, by_day, now)
    assert soonest is not None
    assert found is not None
    if is_desk_work and now < evening:
        assert found >= evening
        assert found <= max(evening, now + policy.slip_window) + DAY + A_CHANGE_OF_CLOCKS
    else:
        assert found == soonest
    assert due_at(Kind.MARK, by_day, now, is_urgent=True) == soonest


@given(readers(), moments, st.timedeltas(timedelta(), 3 * DAY))
def test_an_absence_that_goes_on_waits_for_the_evening_of_its_day_at_most(
    of: Reader, written: datetime, waited: timedelta
) -> None:
    """And for the end of quiet hours, which it does not pass."""
    now = written + waited
    wanting = replace(of, choices={Kind.ABSENCE: Choice.AT_ONCE})
    found = due_at(Kind.ABSENCE, wanting, now, written_at=written, is_continued=True)
    evening = moment_of(
        of.school.local(written).date(), of.school.policy.evening_at, of.school.timezone
    )
    assert found is not None
    latest = max(evening, now)
    assert found >= latest
    assert found == latest or is_quiet(of, latest)


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
