"""The deadlines in one table (S1–S4, D01–D19); when they are said: `domain.deadlines.reminding`.

Nothing else decides who hears of what is missing: the evening message, the screens and the page
docs/reference/deadlines.md read `RULES`.
"""

from dataclasses import dataclass
from enum import StrEnum

from domain.roles import Role


class DeadlineId(StrEnum):
    """Numbered as the regulations are read."""

    LESSON_RECORD = "D01"
    WRITTEN_WORK = "D02"
    RESULT_SHOWN = "D03"
    PERIOD_MARK = "D04"
    YEAR_MARK = "D05"
    ABSENCE_REASON = "D06"
    ACCOUNT = "D07"
    SCHOOL_SETUP = "D08"
    TOPIC_PLAN = "D09"
    SCHOOL_EVENT = "D10"
    MOVED_DAY = "D11"
    CLASS_EVENT = "D12"
    CLASS_LIST = "D13"
    JOURNAL_CHECK = "D14"
    JOURNAL_ANALYSIS = "D15"
    MONTHLY_REPORT = "D16"
    PERIOD_REPORT = "D17"
    PRINT_OUT = "D18"
    FORECAST = "D19"


class Manner(StrEnum):
    """How the program sees to it."""

    EVENING = "evening"  # what is missing is in the one evening message
    OWN_MESSAGE = "own_message"  # a message of its own, with buttons that do it
    WHEN_ENTERED = "when_entered"  # whoever enters it is told that it is late
    BY_PROGRAM = "by_program"  # the program does it itself


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """One row: the clause, who has to do it, who sees it from the day after it was due.

    `term` says how the due day follows from what happened. `reminded`: so many days before the due
    day (0: on it) whoever has to do it hears of it; after it again every `again` days.
    """

    id: DeadlineId
    clause: str
    term: str
    performers: tuple[Role, ...]
    overseers: tuple[Role, ...]
    manner: Manner
    reminded: tuple[int, ...] = ()
    again: int = 1
    in_terms: bool = True  # False: said outside grading periods too, which may not be there yet


_TEACHER = (Role.TEACHER, Role.EXTRA_TEACHER)
_HOMEROOM = (Role.HOMEROOM_TEACHER,)
_DEPUTY = (Role.DEPUTY_PRINCIPAL,)
_PRINCIPAL = (Role.PRINCIPAL,)
_ADMIN = (Role.SYSTEM_ADMIN,)
_WEEK = 7
_FORTNIGHT = 14
_BEFORE_FINALS = (7, 3, 1, 0)

RULES = {
    rule.id: rule
    for rule in (
        DeadlineRule(
            DeadlineId.LESSON_RECORD,
            "S2 3.2, S4 П2.VIII",
            "the day of the lesson",
            _TEACHER,
            _DEPUTY,
            Manner.EVENING,
            (0,),
        ),
        DeadlineRule(
            DeadlineId.WRITTEN_WORK,
            "S1 П1.2, S4 §4(а)",
            "the day of the work, and as many days as its kind of work has",
            _TEACHER,
            _DEPUTY,
            Manner.EVENING,
            (1, 0),
        ),
        DeadlineRule(
            DeadlineId.RESULT_SHOWN,
            "S1 П1.3, S4 П3.4",
            "at once; the regulations give 24 hours",
            (),
            _DEPUTY,
            Manner.BY_PROGRAM,
        ),
        DeadlineRule(
            DeadlineId.PERIOD_MARK,
            "S4 П2.VIII",
            "the last day of the period",
            (*_TEACHER, *_HOMEROOM),
            _DEPUTY,
            Manner.EVENING,
            _BEFORE_FINALS,
        ),
        DeadlineRule(
            DeadlineId.YEAR_MARK,
            "S4 П2.VIII",
            "the last day of the school year",
            (*_TEACHER, *_HOMEROOM),
            _DEPUTY,
            Manner.EVENING,
            _BEFORE_FINALS,
        ),
        DeadlineRule(
            DeadlineId.ABSENCE_REASON,
            "S4 П2.VIII",
            "two working days after the document was handed in",
            _HOMEROOM,
            _DEPUTY,
            Manner.EVENING,
            (1, 0),
        ),
        DeadlineRule(
            DeadlineId.ACCOUNT,
            "S4 П2.XII",
            "three working days after the order",
            (*_ADMIN, *_HOMEROOM),
            (*_DEPUTY, *_PRINCIPAL),
            Manner.OWN_MESSAGE,
        ),
        DeadlineRule(
            DeadlineId.SCHOOL_SETUP,
            "S4 П2.II, П2.VII",
            "15 September",
            (*_ADMIN, *_DEPUTY),
            _PRINCIPAL,
            Manner.EVENING,
            (_FORTNIGHT, _WEEK, 1),
            _WEEK,
            in_terms=False,
        ),
        DeadlineRule(
            DeadlineId.TOPIC_PLAN,
            "S4 П2.VI",
            "15 October",
            _TEACHER,
            _DEPUTY,
            Manner.EVENING,
            (_FORTNIGHT, _WEEK, 1, 0),
            _WEEK,
        ),
        DeadlineRule(
            DeadlineId.SCHOOL_EVENT,
            "S4 П2.VII",
            "14 days before the event or the holidays",
            _DEPUTY,
            _PRINCIPAL,
            Manner.WHEN_ENTERED,
        ),
        DeadlineRule(
            DeadlineId.MOVED_DAY,
            "S4 П2.VII",
            "three working days before the day that gets the lessons",
            _DEPUTY,
            _PRINCIPAL,
            Manner.WHEN_ENTERED,
        ),
        DeadlineRule(
            DeadlineId.CLASS_EVENT,
            "S4 П2.VII",
            "seven days before the event",
            _HOMEROOM,
            _DEPUTY,
            Manner.WHEN_ENTERED,
        ),
        DeadlineRule(
            DeadlineId.CLASS_LIST,
            "S1 4.2, S4 §4",
            "once a month",
            _HOMEROOM,
            _DEPUTY,
            Manner.OWN_MESSAGE,
        ),
        DeadlineRule(
            DeadlineId.JOURNAL_CHECK,
            "S1 6.2",
            "twice a month",
            _DEPUTY,
            _PRINCIPAL,
            Manner.EVENING,
            (3, 0),
            _WEEK,
        ),
        DeadlineRule(
            DeadlineId.JOURNAL_ANALYSIS,
            "S4 §4(б), §5",
            "weekly",
            _ADMIN,
            _DEPUTY,
            Manner.EVENING,
            (0,),
            _WEEK,
        ),
        DeadlineRule(
            DeadlineId.MONTHLY_REPORT,
            "S4 §4(б)",
            "monthly",
            _DEPUTY,
            _PRINCIPAL,
            Manner.EVENING,
            (3, 0),
            _WEEK,
        ),
        DeadlineRule(
            DeadlineId.PERIOD_REPORT,
            "S4 §5",
            "the end of the period",
            _HOMEROOM,
            _DEPUTY,
            Manner.EVENING,
            (3, 0),
            _WEEK,
        ),
        DeadlineRule(
            DeadlineId.PRINT_OUT,
            "S4 П2.VIII, П3.2",
            "weekly",
            _HOMEROOM,
            _DEPUTY,
            Manner.EVENING,
            (1, 0),
            _WEEK,
        ),
        DeadlineRule(DeadlineId.FORECAST, "S4 П3.3", "weekly", (), _DEPUTY, Manner.BY_PROGRAM),
    )
}
