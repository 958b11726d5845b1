"""On which evenings something of the table is said, whatever the calendar (S2 3.2, S4 П2.VIII)."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta

from domain.deadlines.rules import DeadlineRule

_ONE = timedelta(days=1)
_LONGEST_BREAK = 120  # days without school: the summer, and a month more
LONGEST_MOVE = 21
"""Days by which a reminder comes earlier at most: longer than any vacation within a school year."""

_LAST_MONTHS = (5, 6)  # in which a school year ends
_SEPTEMBER = 9
_LONGEST_PAUSE = timedelta(days=LONGEST_MOVE)  # between two periods of a year

AtSchool = Callable[[date], bool]
"""Whether there are lessons on a day for whomever a gap is about."""


def is_after_lessons(day: date, terms: Iterable[tuple[date, date]]) -> bool:
    """Whether the last grading period of a school year is over and the next year has not begun.

    Then there are no lessons, exams are held and marks of the year are set (R097): what is missing
    is said on working days of staff. Between the periods of a year days are quiet.
    """
    ended, begins = None, None
    for first, last in terms:
        if last < day:
            ended = max(ended or last, last)
        else:
            begins = min(begins or first, first)
    if ended is None or ended.month not in _LAST_MONTHS or day >= date(ended.year, _SEPTEMBER, 1):
        return False
    return begins is None or begins > day + _LONGEST_PAUSE


def is_reminded(rule: DeadlineRule, due: date, day: date, at_school: AtSchool) -> bool:
    """Whether the evening message of `day` tells whoever has to do it.

    Days without school are quiet: what falls on one is told on the last day of school before it,
    and what is overdue on the next one.
    """
    if not at_school(day):
        return False
    if day <= due:
        return any(said_on(due, each, at_school) == day for each in rule.reminded)
    before = _or_before(day - _ONE, at_school, _LONGEST_BREAK) or day - _ONE
    return _slots(rule, due, day) > _slots(rule, due, before)


def said_on(due: date, before: int, at_school: AtSchool) -> date | None:
    """The evening on which it is said that something is due in `before` days.

    That day, else the last day of school before it. Where the school year begins only after it, it
    is the first day of school; None where there is none up to the due day: it comes overdue then.
    """
    wanted = due - before * _ONE
    earlier = _or_before(wanted, at_school, LONGEST_MOVE + 1)
    later = (wanted + each * _ONE for each in range(before + 1))
    return earlier or next((each for each in later if at_school(each)), None)


def is_newly_overdue(due: date, day: date, at_school: AtSchool) -> bool:
    """Whether it was still in time on the last day of school: those who oversee it hear of it."""
    if not (due < day and at_school(day)):
        return False
    return due >= (_or_before(day - _ONE, at_school, _LONGEST_BREAK) or day - _ONE)


def rest_after(day: date, at_school: AtSchool) -> int:
    """How many days without school follow `day`: reminders of theirs come on it, so what is due
    so much later is looked at as well; no more than reminders move.
    """
    ahead = range(1, LONGEST_MOVE + 1)
    return next((each - 1 for each in ahead if at_school(day + each * _ONE)), LONGEST_MOVE)


def _slots(rule: DeadlineRule, due: date, day: date) -> int:
    """How many times it was to be said again by then; the first time the day after."""
    return max(0, ((day - due).days + rule.again - 1) // rule.again)


def _or_before(day: date, at_school: AtSchool, looked_back: int) -> date | None:
    """The day, or the last one of school before it."""
    earlier = (day - back * _ONE for back in range(looked_back))
    return next((each for each in earlier if at_school(each)), None)
