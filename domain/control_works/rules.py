"""The four limits on control works, and where none may be (order 704 of 09.10.2024; facts §2.11).

A limit warns and never forbids: three of the four are recommendations, and a subject of one hour a
week cannot keep to a tenth of its hours. Whoever plans in spite of one says why.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.policy import SchoolPolicy

WAVE_DAYS = 7
"""Within so many days the classes of a grade write one and the same work (decision 0036)."""

_FIRST_GRADE = 1
_SEPTEMBER = 9


class Limit(StrEnum):
    """What a work on some day would not keep."""

    GAP = "gap"  # once in 2.5 weeks in a subject of a grade
    SHARE = "share"  # a tenth of the hours of the subject
    DAY = "day"  # one a day for a class
    EDGE = "edge"  # neither the first nor the last lesson of the day


@dataclass(frozen=True, slots=True)
class Written:
    """A control work as the limits see it: who writes it, in what, when and how long."""

    day: date
    number: int  # of the lesson
    section_id: int
    subject_id: int
    subject: str
    grade_level: int
    class_ids: frozenset[int]  # of those who write; a group of several classes has all of them
    is_group: bool
    minutes: int


@dataclass(frozen=True, slots=True)
class Around:
    """What else is known of the year: other works, lessons by day, lessons of the section.

    `edges` are the numbers of the first and the last lesson of the class on each day; `days` are
    those of the section's lessons in the school year, one for each lesson.
    """

    others: Sequence[Written]
    edges: Mapping[date, tuple[int, int]]
    days: Sequence[date]


@dataclass(frozen=True, slots=True)
class Broken:
    """A limit that would not be kept, and by what: the other work, or so many works of the hours"""

    limit: Limit
    other: Written | None = None
    works: int = 0
    hours: int = 0


def is_counted(work: Written, policy: SchoolPolicy) -> bool:
    """Whether the limits are about it: «выполняется всем классом», from 30 minutes on (order 704).

    The groups of a class are the class.
    """
    return work.minutes >= policy.control_minutes


def broken_limits(work: Written, around: Around, policy: SchoolPolicy) -> list[Broken]:
    """What of the four limits this work would not keep; nothing of one that is not counted."""
    if not is_counted(work, policy):
        return []
    others = [each for each in around.others if is_counted(each, policy)]
    found = (
        _too_soon(work, others, policy),
        _too_many(work, others, len(around.days), policy),
        _on_one_day(work, others, policy),
        _at_the_edge(work, around),
    )
    return [each for each in found if each is not None]


def share_pupils(one: Written, other: Written) -> bool:
    """Whether somebody writes both: two groups of one subject have nobody in common."""
    if one.section_id == other.section_id:
        return True
    if one.is_group and other.is_group and one.subject_id == other.subject_id:
        return False
    return not one.class_ids.isdisjoint(other.class_ids)


def _too_soon(work: Written, others: Iterable[Written], policy: SchoolPolicy) -> Broken | None:
    """«Не чаще одного раза в 2,5 недели» in a subject of a grade: 17 days.

    Another class of the grade counts too, unless it writes the same work within a week.
    """
    near = [
        each
        for each in others
        if each.subject_id == work.subject_id and _is_near(work, each, policy.control_gap_days)
    ]
    if not near:
        return None
    return Broken(Limit.GAP, min(near, key=lambda each: (abs(each.day - work.day), each.day)))


def _is_near(work: Written, other: Written, gap: int) -> bool:
    days = abs((work.day - other.day).days)
    if share_pupils(work, other):
        return days < gap
    return other.grade_level == work.grade_level and WAVE_DAYS < days < gap


def _too_many(
    work: Written, others: Iterable[Written], hours: int, policy: SchoolPolicy
) -> Broken | None:
    """«Не более 10 % учебного времени» of the subject in the school year; a work takes a lesson."""
    works = 1 + sum(each.section_id == work.section_id for each in others)
    if works * 100 <= policy.control_share * hours:
        return None
    return Broken(Limit.SHARE, works=works, hours=hours)


def _on_one_day(work: Written, others: Iterable[Written], policy: SchoolPolicy) -> Broken | None:
    """«Не более одной в день для одного класса»; the groups of one subject write one."""
    same = [each for each in others if each.day == work.day and share_pupils(work, each)]
    if len({each.subject_id for each in same}) < policy.controls_a_day:
        return None
    return Broken(Limit.DAY, same[0])


def _at_the_edge(work: Written, around: Around) -> Broken | None:
    """«Не на первом и последнем уроках», but for subjects of one hour a week that stand there."""
    if work.number not in around.edges.get(work.day, ()):
        return None
    return None if is_weekly(around.days) else Broken(Limit.EDGE)


def is_weekly(days: Iterable[date]) -> bool:
    """Whether a section has one lesson a week at most."""
    weeks = Counter(each.isocalendar()[:2] for each in days)
    return max(weeks.values(), default=0) <= 1


def free_first(
    works: Collection[Written], around: Around, policy: SchoolPolicy
) -> list[tuple[Written, list[Broken]]]:
    """Each with what it would not keep: those that keep all limits first, by day."""
    judged = [(each, broken_limits(each, around, policy)) for each in works]
    return sorted(judged, key=lambda each: (bool(each[1]), each[0].day, each[0].number))


def is_forbidden(grade_level: int, day: date) -> bool:
    """None in the first half-year of grade 1 (facts §2.1)."""
    return grade_level == _FIRST_GRADE and day.month >= _SEPTEMBER


def year_of(day: date) -> tuple[date, date]:
    """The first and the last day of the school year, from September on (273-ФЗ)."""
    year = day.year if day.month >= _SEPTEMBER else day.year - 1
    return date(year, 9, 1), date(year + 1, 8, 31)
