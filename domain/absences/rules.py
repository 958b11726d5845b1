"""Rules of announced absences, each a function of what it is told and of nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from domain.absences.model import Announced, Term
from domain.attendance.model import Reason, Status
from domain.calendar import week_of
from domain.errors import Refused
from domain.policy import SchoolPolicy
from domain.schedule.model import Lesson

_FRIDAY = timedelta(days=4)
_SEEN = frozenset({Status.PRESENT, Status.LATE, Status.LEFT_EARLY, Status.REMOTE})


def is_seen(status: Status) -> bool:
    """Whether somebody saw the pupil at the lesson; who is released may be anywhere."""
    return status in _SEEN


def announced_for(announced: Iterable[Announced], day: date, number: int) -> dict[int, Announced]:
    """Who is announced as absent from a lesson: in the roll call before it (S2 3.2, R077).

    What the homeroom teacher took for true goes before what else was said; of the rest the last.
    """
    found: dict[int, Announced] = {}
    for each in announced:
        held = found.get(each.student_id)
        if each.covers(day, number) and (held is None or each.is_accepted or not held.is_accepted):
            found[each.student_id] = each
    return found


def settled_reasons(announced: Mapping[int, Announced]) -> dict[int, Reason]:
    """The reasons that the journal has from what was announced, by pupil."""
    return {key: each.settled for key, each in announced.items() if each.settled is not None}


def contradicts(announced: Announced | None, status: Status) -> bool:
    """Announced as absent, and there: parent and homeroom teacher learn of it (S2 3.2, R078)."""
    return announced is not None and is_seen(status)


def spans_to_miss(
    lessons: Sequence[Lesson], over: int | None
) -> list[tuple[int | None, int | None]]:
    """The parts of a day that may be missed, as first and last number of a lesson.

    `over` is the minute of the day that it is, None of a day to come: nothing begins or ends with a
    lesson that is over, the one under way counts. All that is left is a part where some are over.
    """
    held = [each for each in lessons if not each.is_cancelled]
    left = sorted({each.number for each in held if over is None or each.ends > over})
    found: list[tuple[int | None, int | None]] = []
    if left and any(each.number < left[0] for each in held):
        found.append((left[0], None))
    for number, later in pairwise(left):
        found += [(None, number), (later, None)]
    return found


def until_friday(today: date) -> date | None:
    """The Friday of this week; None on Thursday and later, when «завтра» says it."""
    friday = week_of(today)[0] + _FRIDAY
    return friday if friday - today > timedelta(days=1) else None


def require_term(term: Term, today: date, policy: SchoolPolicy) -> None:
    """What may be announced: nothing that is over, and no longer than a school takes by word.

    `Refused` "absence_past", "dates_backwards", "absence_too_long" or "absence_lessons": lessons
    are named of a single day.
    """
    if term.begins < today:
        raise Refused("absence_past")
    if term.ends < term.begins or (term.last or term.first or 0) < (term.first or 0):
        raise Refused("dates_backwards")
    days = (term.ends - term.begins).days + 1
    if days > policy.announced_days or (term.begins - today).days > policy.announced_days:
        raise Refused("absence_too_long", limit=policy.announced_days)
    if days > 1 and (term.first or term.last):
        raise Refused("absence_lessons")
