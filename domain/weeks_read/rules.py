"""Which week is to be read, and which family reads nothing (R119; S1 5.2)."""

from datetime import date, datetime, timedelta

from domain.calendar import School
from domain.errors import Refused
from domain.schedule.model import minute_of
from domain.weeks_read.model import FamilyReads, FamilyRecord
from domain.weeks_read.week import Week

REMINDED_EVERY = timedelta(days=7)
_A_WEEK = 7


def week_to_read(school: School, now: datetime) -> Week:
    """The last one whose evening has come: then the weekly message leaves, and lessons are over.

    S1 5.2 asks parents to follow marks and attendance of their children; once a week they say so.
    """
    local = school.local(now)
    day = local.date()
    if minute_of(local) < school.policy.evening_at:
        day -= timedelta(days=1)
    return Week(day - timedelta(days=(day.isoweekday() - school.policy.weekly_digest_weekday) % 7))


def weeks_of(begins: date, ends: date, newest: Week) -> list[Week]:
    """Every week that touches these days, up to the newest, the first one first."""
    weeks = []
    last = newest.last
    while last >= begins:
        if Week(last).begins <= ends:
            weeks.append(Week(last))
        last -= timedelta(days=_A_WEEK)
    return weeks[::-1]


def week_up_to(last: date, school: School, now: datetime) -> Week:
    """The week of a button, which may be an old one.

    `Refused` "no_week_asked" while the school asks for none, "week_not_asked" for one that has not
    ended. Of a school that has moved the day of its weekly message an older week is not asked for
    any more.
    """
    if not school.policy.confirms_weeks:
        raise Refused("no_week_asked")
    newest = week_to_read(school, now)
    if last > newest.last or (newest.last - last).days % _A_WEEK:
        raise Refused("week_not_asked")
    return Week(last)


def reads(family: FamilyRecord, today: date, silent_days: int) -> FamilyReads:
    """A confirmed week comes before everything: also by a family that is told on paper.

    Silent: for so many days neither a confirmation nor anything pressed or typed in the chat, and
    connected for as long.
    """
    if family.has_confirmed:
        return FamilyReads.CONFIRMED
    if family.is_on_paper:
        return FamilyReads.ON_PAPER
    if family.bound_on is None:
        return FamilyReads.NOT_CONNECTED
    last = last_seen(family) or family.bound_on
    is_silent = today - max(last, family.bound_on) >= timedelta(days=silent_days)
    return FamilyReads.SILENT if is_silent else FamilyReads.ACTIVE


def last_seen(family: FamilyRecord) -> date | None:
    """When it last confirmed a week or used the chat; None: never since it was connected."""
    return max((day for day in (family.used_on, family.read_on) if day), default=None)


def may_be_reminded(family: FamilyRecord, today: date) -> bool:
    """Not more than once a week."""
    return family.reminded_on is None or today - family.reminded_on >= REMINDED_EVERY
