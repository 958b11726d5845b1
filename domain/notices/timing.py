"""When a notice may leave: what the person chose, quiet hours, and the short wait for more."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from domain.notices.model import Kind, Reader
from domain.policy import SchoolPolicy
from domain.preferences.choices import Choice

DEFAULTS: Mapping[Kind, Choice] = {
    Kind.ABSENCE: Choice.AT_ONCE,
    Kind.FINAL_MARK: Choice.AT_ONCE,
    Kind.MESSAGE: Choice.AT_ONCE,
    Kind.MARK: Choice.AT_ONCE,
    Kind.LESSON: Choice.AT_ONCE,
    Kind.HOMEWORK: Choice.EVENING,  # in the evening card
    Kind.TOMORROW: Choice.EVENING,
    Kind.BINDING: Choice.AT_ONCE,
    Kind.ALARM: Choice.AT_ONCE,
}

GENTLE = frozenset({Kind.MARK, Kind.LESSON, Kind.HOMEWORK})
"""What can wait a little so that more comes with it."""

LOUD = frozenset({Kind.ABSENCE, Kind.BINDING, Kind.ALARM})
"""What quiet hours do not hold back."""

FINAL_MARK_WITHIN = timedelta(hours=23)  # of the 24 h that S1 and S4 П3.4 give


def due_at(kind: Kind, reader: Reader, now: datetime) -> datetime | None:
    """The moment from which a notice written `now` may leave; None: it is not wanted."""
    choice = reader.choices.get(kind, DEFAULTS[kind])
    if choice is Choice.OFF or (kind is Kind.HOMEWORK and choice is not Choice.AT_ONCE):
        return None  # homework in the evening is in the card «Завтра»
    policy = reader.school.policy
    local = now.astimezone(reader.school.timezone)
    due = _chosen(choice, local, policy)
    if kind is Kind.MARK:
        due = max(due, local + policy.slip_window)
    if kind in GENTLE and choice is Choice.AT_ONCE and reader.told_at is not None:
        due = max(due, reader.told_at + policy.news_gap)
    if kind not in LOUD:
        due = _after_quiet_hours(due.astimezone(local.tzinfo), reader)
    if kind is Kind.FINAL_MARK:
        due = min(due, local + FINAL_MARK_WITHIN)
    return due.astimezone(now.tzinfo)


def _chosen(choice: Choice, local: datetime, policy: SchoolPolicy) -> datetime:
    """Now, this evening (or the next one), or the evening of the weekly digest."""
    if choice is Choice.AT_ONCE:
        return local
    evening = _at(local, policy.evening_at)
    if evening < local:
        evening = _at(local + timedelta(days=1), policy.evening_at)
    if choice is Choice.WEEKLY:
        days = (policy.weekly_digest_weekday - evening.isoweekday()) % 7
        evening = _at(evening + timedelta(days=days), policy.evening_at)
    return evening


def _after_quiet_hours(due: datetime, reader: Reader) -> datetime:
    """`due`, or the end of the quiet hours it falls into."""
    policy, habits = reader.school.policy, reader.habits
    begins = policy.quiet_from if habits.quiet_from is None else habits.quiet_from
    ends = policy.quiet_until if habits.quiet_until is None else habits.quiet_until
    minute = due.hour * 60 + due.minute
    if begins <= ends:
        return _at(due, ends) if begins <= minute < ends else due
    if minute >= begins:
        return _at(due + timedelta(days=1), ends)
    return _at(due, ends) if minute < ends else due


def _at(day: datetime, minute: int) -> datetime:
    return datetime.combine(day.date(), time(minute // 60, minute % 60), day.tzinfo)
