"""Until when the school year is set up (S4 П2.II, П2.VII; D08)."""

from datetime import date, timedelta

from domain.policy import SchoolPolicy

_AUGUST = 8  # from this month on it is the coming year that is set up
_SEPTEMBER = 9
_ASKED_BEFORE = timedelta(days=17)  # the first reminder, and a weekend before it
_ASKED_AFTER = timedelta(days=30)


def setup_due(today: date, policy: SchoolPolicy) -> date:
    """The last day for setting up the school year that the day is in, or that comes next."""
    year = today.year if today.month >= _AUGUST else today.year - 1
    return date(year, _SEPTEMBER, policy.setup_due_day)


def is_setup_asked(today: date, policy: SchoolPolicy) -> bool:
    """Whether what is missing is said now; later changes of staff are no overdue beginning."""
    due = setup_due(today, policy)
    return due - _ASKED_BEFORE <= today <= due + _ASKED_AFTER
