"""When a notice may leave: what the person chose, quiet hours, and the short wait for more.

Wall clocks are the school's; what is measured out (a window, a deadline) is measured in real time,
so a clock that is put forward or back moves neither.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.notices.model import Kind, Reader
from domain.policy import SchoolPolicy
from domain.preferences.choices import Choice
from domain.preferences.model import chosen

GENTLE = frozenset({Kind.MARK, Kind.LESSON, Kind.HOMEWORK})
"""What can wait a little so that more comes with it."""

SOON = frozenset({Choice.AT_ONCE, Choice.DAYTIME})
"""Choices of whoever waits for no digest, but for what may wait for the evening by itself."""

LOUD = frozenset({Kind.PRESENCE, Kind.ABSENCE, Kind.BINDING, Kind.ALARM})
"""What quiet hours do not hold back."""

FINAL_MARK_WITHIN = timedelta(hours=23)  # of the 24 h that S1 and S4 П3.4 give
LESSON_AHEAD = timedelta(
    hours=1
)  # so long before it begins a changed lesson is known at the latest

_MINUTE = timedelta(minutes=1)


def due_at(
    kind: Kind,
    reader: Reader,
    now: datetime,
    *,
    begins: datetime | None = None,
    written_at: datetime | None = None,
    is_continued: bool = False,
    is_urgent: bool = False,
) -> datetime | None:
    """The moment (UTC) from which a notice may leave; None: it is not wanted.

    `begins` is when a changed lesson begins, on the school's clock and without a time zone. A
    notice that waits already was `written_at` an earlier moment than `now`. `is_continued` and
    `is_urgent` are as `Event` has them.
    """
    choice = chosen(kind, reader.choices)
    if kind in (Kind.ABSENCE, Kind.REMARK) and is_urgent:
        # A question: where the child is cannot wait for an evening. And no chat is left with words
        # that were withdrawn.
        choice = Choice.AT_ONCE
    if choice is Choice.OFF or (kind is Kind.HOMEWORK and choice is not Choice.AT_ONCE):
        return None  # homework in the evening is in the card «Завтра»
    now = now.astimezone(UTC)
    written = now if written_at is None else written_at.astimezone(UTC)
    days = _Days(reader)
    of_desk = choice is Choice.DAYTIME and not is_urgent and days.is_desk_work(written)
    if choice in SOON and (is_continued or of_desk) and now < days.evening_of(written):
        choice = Choice.EVENING
    due = _wished(kind, choice, reader, now, written)
    if kind not in LOUD or is_continued:
        due = days.after_quiet_hours(due)
    if kind is Kind.FINAL_MARK:
        due = min(due, days.before_quiet_hours(written + FINAL_MARK_WITHIN, now))
    if begins is not None:
        due = _before_lesson(due, days, begins, now)
    return max(due, now)


def after_quiet_hours(reader: Reader, moment: datetime) -> datetime:
    """`moment`, or the end of the reader's quiet hours that it falls into; UTC."""
    return _Days(reader).after_quiet_hours(moment.astimezone(UTC))


def _wished(
    kind: Kind, choice: Choice, reader: Reader, now: datetime, written: datetime
) -> datetime:
    """By the choice and the windows alone."""
    policy = reader.school.policy
    due = _chosen_moment(kind, choice, now, reader)
    if kind is Kind.MARK:
        due = max(due, written + policy.slip_window)
    if kind in GENTLE and choice in SOON and reader.told_at is not None:
        due = max(due, reader.told_at.astimezone(UTC) + policy.news_gap)
    return due


def _chosen_moment(kind: Kind, choice: Choice, now: datetime, reader: Reader) -> datetime:
    """Now, this evening (or the next one), or the evening of the weekly digest."""
    if choice in SOON or kind is Kind.TOMORROW:
        return now  # the card «Завтра» is written when its evening has come
    policy, zone = reader.school.policy, reader.school.timezone
    today = now.astimezone(zone).date()
    evenings = (
        moment_of(today + timedelta(days=ahead), policy.evening_at, zone)
        for ahead in range(9)
        if choice is Choice.EVENING or _is_of_digest(today + timedelta(days=ahead), policy)
    )
    return next(evening for evening in evenings if evening >= now)


def _is_of_digest(day: date, policy: SchoolPolicy) -> bool:
    return day.isoweekday() == policy.weekly_digest_weekday


def _before_lesson(due: datetime, days: "_Days", begins: datetime, now: datetime) -> datetime:
    """A change that is told after its lesson began is worthless: then rather at once.

    Quiet hours hold it back as long as they end before the lesson; where they do not, it comes
    `LESSON_AHEAD` of it all the same.
    """
    start = begins.replace(tzinfo=days.zone).astimezone(UTC)
    latest = start - LESSON_AHEAD
    if start <= now or due <= latest:
        return due
    soonest = days.after_quiet_hours(now)
    return soonest if soonest < start else max(now, latest)


def moment_of(
    day: date, minute: int, zone: ZoneInfo, not_before: datetime | None = None
) -> datetime:
    """A day's minute on the wall clock, as UTC.

    Where the clock is put back over it there are two; the second if the first is `not_before`. A
    minute that is left out when the clock is put forward is as much after the change.
    """
    wall = datetime.combine(day, time(minute // 60, minute % 60), zone)
    first = wall.astimezone(UTC)
    if not_before is None or first >= not_before:
        return first
    return wall.replace(fold=1).astimezone(UTC)


class _Days:
    """One person's quiet hours on the school's wall clock."""

    def __init__(self, reader: Reader) -> None:
        self.zone = reader.school.timezone
        self._policy = reader.school.policy
        self._quiet = reader.habits.quiet_hours(reader.school.policy)

    def is_desk_work(self, moment: datetime) -> bool:
        """Whether lessons are over by then: a mark that is set now is of no lesson under way."""
        return _minute(moment.astimezone(self.zone)) >= self._policy.desk_hours_from

    def evening_of(self, moment: datetime) -> datetime:
        """The evening of that day, which may be over by then."""
        return moment_of(moment.astimezone(self.zone).date(), self._policy.evening_at, self.zone)

    def is_quiet(self, moment: datetime) -> bool:
        return _minute(moment.astimezone(self.zone)) in self._quiet

    def after_quiet_hours(self, moment: datetime) -> datetime:
        """`moment`, or the end of the quiet hours that it falls into."""
        if not self.is_quiet(moment):
            return moment
        local = moment.astimezone(self.zone)
        ends = self._quiet.ends
        day = local.date() + timedelta(days=_minute(local) >= ends)
        return moment_of(day, ends, self.zone, not_before=moment)

    def before_quiet_hours(self, latest: datetime, earliest: datetime) -> datetime:
        """`latest`, or the last minute before the quiet hours that it falls into.

        `latest` all the same where those have lasted since `earliest`.
        """
        if not self.is_quiet(latest):
            return latest
        local = latest.astimezone(self.zone)
        begins = self._quiet.begins
        day = local.date() - timedelta(days=_minute(local) < begins)
        last = moment_of(day, begins, self.zone) - _MINUTE
        return last if earliest <= last else latest


def _minute(local: datetime) -> int:
    return local.hour * 60 + local.minute
