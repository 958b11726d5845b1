"""Duties that come again: checks, reports, print-outs. Whoever did one says so with a tap.

That they were made in time is kept (D14-D18), and of each what its maker sends of it.
"""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta

from domain.attendance.missing import reason_due
from domain.calendar import School
from domain.deadlines.model import DutyFacts, LedClass, Missing
from domain.deadlines.rules import DeadlineId
from domain.policy import SchoolPolicy
from domain.school_days import ClassKey
from domain.working_days import working_calendar
from domain.year.terms import setup_due

AHEAD = timedelta(days=7)
LOOKED_BACK = timedelta(days=30)
_MID_MONTH = 15
SCHOOL_MONTHS = frozenset({9, 10, 11, 12, 1, 2, 3, 4, 5})
_FRIDAY = 5
_ONE = timedelta(days=1)
_WEEK = timedelta(days=7)
_WORK_WEEK = timedelta(days=4)  # from Monday to Friday
_LAST_WEEK = timedelta(days=6)  # what was due before has been followed by another

OF_SCHOOL = ClassKey(None, 0)
SAID_DONE = frozenset(
    {
        DeadlineId.JOURNAL_CHECK,
        DeadlineId.JOURNAL_ANALYSIS,
        DeadlineId.MONTHLY_REPORT,
        DeadlineId.PERIOD_REPORT,
        DeadlineId.PRINT_OUT,
    }
)
"""What only somebody's word says was done."""

FILED = SAID_DONE - {DeadlineId.PRINT_OUT}
"""Of which the maker sends a file; print-outs are made and kept by the bot."""


def duties_missing(
    facts: DutyFacts, day: date, policy: SchoolPolicy, rest: int = 0
) -> list[Missing]:
    """Those that nobody has said to have done, reasons of absences that are due by a paper (D06), a
    school year that is not set up (D08); those to come, `rest` days further ahead than usual.
    """
    found = [
        gap for gap in _again(facts, day, day + AHEAD + rest * _ONE) if gap.key not in facts.done
    ]
    if facts.setup is not None and facts.setup.left:
        due, left = setup_due(day, policy), facts.setup.left
        found.append(Missing(DeadlineId.SCHOOL_SETUP, due, 0, (), OF_SCHOOL, count=left))
    return found + _papers(facts, policy)


def duties_noted(facts: DutyFacts, school: School, day: date) -> list[Missing]:
    """Those that were said on this day to be done."""
    return [
        gap
        for gap in _again(facts, day, day + AHEAD)
        if gap.key in facts.done and school.today(facts.done[gap.key]) == day
    ]


def duties_unfiled(facts: DutyFacts, day: date) -> list[Missing]:
    """Those that were said to be done and of which no file is kept."""
    return [
        gap
        for gap in _again(facts, day, day + AHEAD)
        if gap.deadline in FILED and gap.key in facts.done and gap.key not in facts.filed
    ]


def _again(facts: DutyFacts, day: date, until: date) -> list[Missing]:
    """Duties that come again, due from a month ago until then."""
    found = [
        Missing(deadline, due, 0, (), OF_SCHOOL)
        for deadline, due in (
            *((DeadlineId.JOURNAL_CHECK, due) for due in half_months(day, until)),
            *((DeadlineId.JOURNAL_ANALYSIS, due) for due in _weekly(facts, OF_SCHOOL, day, until)),
            *((DeadlineId.MONTHLY_REPORT, due) for due in month_ends(day, until)),
        )
    ]
    for each in facts.classes:
        dues = [(DeadlineId.PERIOD_REPORT, due) for due in _around(facts.period_ends, day, until)]
        if each.opted_out:
            weeks = _weekly(facts, each.key, day, until)
            dues += [(DeadlineId.PRINT_OUT, due) for due in weeks]
        found += [
            Missing(deadline, due, each.id, _leads(each), each.key, each.title)
            for deadline, due in dues
        ]
    return found


def _papers(facts: DutyFacts, policy: SchoolPolicy) -> list[Missing]:
    """By class and due day: so many working days after the paper was handed in (S4 П2.VIII)."""
    calendar = working_calendar(policy, facts.differing)
    term = policy.reason_due_days
    counts = Counter(
        (class_id, reason_due(handed_on, calendar, term)) for class_id, handed_on in facts.papers
    )
    classes = {each.id: each for each in facts.classes}
    return [
        Missing(
            DeadlineId.ABSENCE_REASON,
            due,
            class_id,
            _leads(classes[class_id]),
            classes[class_id].key,
            classes[class_id].title,
            count=count,
        )
        for (class_id, due), count in counts.items()
        if class_id in classes
    ]


def _leads(school_class: LedClass) -> tuple[int, ...]:
    teacher_id = school_class.homeroom_teacher_id
    return (teacher_id,) if teacher_id is not None else ()


def half_months(day: date, until: date) -> list[date]:
    """«Не реже 2 раз в месяц»: the 15th and the last day of each month with lessons (S1 6.2)."""
    dues = (
        due for first in _months(day, until) for due in (first.replace(day=_MID_MONTH), _end(first))
    )
    return _around(dues, day, until)


def month_ends(day: date, until: date) -> list[date]:
    """Of months with lessons (S4 §4(б))."""
    return _around(map(_end, _months(day, until)), day, until)


def _weekly(facts: DutyFacts, who: ClassKey, day: date, until: date) -> list[date]:
    """The ends of the weeks with school: of a vacation there is nothing to print or to analyse."""
    return [
        due for due in fridays(day, until) if facts.school.any_between(due - _WORK_WEEK, due, who)
    ]


def fridays(day: date, until: date) -> list[date]:
    """The ends of weeks from the last one on, in months with lessons: a print-out (S4 П2.VIII) and
    an analysis of the journal (S4 §4(б)) a week.
    """
    first = day - _LAST_WEEK
    friday = first + timedelta(days=(_FRIDAY - first.isoweekday()) % 7)
    found = []
    while friday <= until:
        found.append(friday)
        friday += _WEEK
    return [due for due in found if due.month in SCHOOL_MONTHS]


def _around(dues: Iterable[date], day: date, until: date) -> list[date]:
    return [due for due in dues if day - LOOKED_BACK <= due <= until]


def _months(day: date, until: date) -> list[date]:
    """The first days of the months with lessons that are looked at."""
    found, first = [], (day - LOOKED_BACK).replace(day=1)
    while first <= until:
        found.append(first)
        first = _end(first) + _ONE
    return [each for each in found if each.month in SCHOOL_MONTHS]


def _end(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])
