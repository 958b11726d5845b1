"""An absence that nobody explains: who is asked, who is called, when it is over (R075, R076; C13).

The family is asked at once. «Не знаю, где ребёнок» and a family that cannot be asked call the
homeroom teacher and the deputy on duty at once; a family that is silent calls the homeroom teacher
after the school's minutes, then the deputy. Whoever sees the pupil ends it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum

from domain.absences.rules import is_seen
from domain.access import Role
from domain.attendance.model import Reason, Status
from domain.policy import SchoolPolicy
from domain.schedule.model import LessonForm

TWO_LESSONS = timedelta(minutes=90)
"""Whoever is on the way is there by then."""


class Answer(StrEnum):
    """What a guardian says."""

    ILL = "ill"
    FAMILY = "family"
    COMING = "coming"
    UNKNOWN = "unknown"


class Level(IntEnum):
    """Who has been called to act."""

    FAMILY = 0
    HOMEROOM = 1
    DEPUTY = 2


class Closing(StrEnum):
    """How it ended."""

    ARRIVED = "arrived"
    EXPLAINED = "explained"  # by the family, or with it by the school
    BY_SCHOOL = "by_school"  # found, released, a reason in the journal
    DAY_OVER = "day_over"


@dataclass(frozen=True, slots=True)
class Step:
    """Whom to call now, and when to look again; `next_at` None: nothing more is due."""

    call: Level | None
    level: Level
    next_at: datetime | None


def is_watched(form: LessonForm) -> bool:
    """Whether a lesson says where pupils are: in one by tasks nobody is seen, only their work.

    It opens no case and ends none (R084).
    """
    return form is not LessonForm.ELECTRONIC


def opens_case(
    status: Status,
    reason: Reason,
    *,
    is_announced: bool,
    is_seen_later: bool,
    ended: datetime,
    now: datetime,
    policy: SchoolPolicy,
) -> bool:
    """An unexplained absence of which it still helps to ask: not of a lesson long over.

    Of the lessons of a day the first opens it; one that is open stays as it is.
    """
    is_unexplained = status is Status.ABSENT and reason is Reason.UNKNOWN and not is_announced
    return is_unexplained and helps(ended, now, policy) and not is_seen_later


def helps(ended: datetime, now: datetime, policy: SchoolPolicy) -> bool:
    """Whether it still helps to ask where a pupil is who missed what ended then."""
    return now - ended <= timedelta(minutes=policy.absence_deputy_minutes)


def first_step(opened_at: datetime, policy: SchoolPolicy, *, can_be_asked: bool) -> Step:
    """The family is asked, if there is anybody connected; else the school is called at once."""
    if not can_be_asked:
        return Step(Level.DEPUTY, Level.DEPUTY, None)
    return Step(None, Level.FAMILY, opened_at + _minutes(policy.absence_answer_minutes))


def next_step(
    level: Level,
    opened_at: datetime,
    now: datetime,
    policy: SchoolPolicy,
    *,
    has_homeroom: bool = True,
) -> Step:
    """When the time has come: the homeroom teacher, after that the deputy.

    Without a homeroom teacher who can be told, the deputy in their place: nobody is waited for.
    """
    if level is Level.FAMILY and has_homeroom:
        later = opened_at + _minutes(policy.absence_deputy_minutes)
        return Step(Level.HOMEROOM, Level.HOMEROOM, max(later, now))
    if level is not Level.DEPUTY:
        return Step(Level.DEPUTY, Level.DEPUTY, None)
    return Step(None, level, None)


def after_answer(level: Level, answer: Answer, now: datetime) -> Step:
    """What an answer changes; whoever was called already is not called again for less."""
    match answer:
        case Answer.UNKNOWN:
            return Step(Level.DEPUTY, Level.DEPUTY, None)
        case Answer.COMING:
            again = now + TWO_LESSONS if level < Level.DEPUTY else None
            return Step(None, level, again)
    return Step(None, level, None)


def closes(status: Status) -> Closing | None:
    """What a later word of a teacher makes of it."""
    if is_seen(status):
        return Closing.ARRIVED
    return Closing.BY_SCHOOL if status is Status.RELEASED else None


def on_duty(
    named: Mapping[int, Collection[int]], day: date, staff: Mapping[Role, Sequence[int]]
) -> list[int]:
    """Who of the connected staff is called as the deputy on duty (C13).

    `named` are the deputies on duty by weekday. Where nobody is named, or none of them can be
    told, it is every deputy, and without any the principal.
    """
    deputies = staff.get(Role.DEPUTY_PRINCIPAL, ())
    duty = [each for each in deputies if each in named.get(day.isoweekday(), ())]
    return duty or [*deputies] or [*staff.get(Role.PRINCIPAL, ())]


def _minutes(count: int) -> timedelta:
    return timedelta(minutes=count)
