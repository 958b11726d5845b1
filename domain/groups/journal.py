"""What the journal of a section shows of a pupil's marks in its subject (R049).

A mark stays with the pupil and counts in the subject, in whichever group or class it was set, so
whoever teaches the pupil now reads those of the former group too; they are changed only where they
were set. Whoever taught the pupil before keeps what was set up to the exit date and reads nothing
that came after it.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from domain.groups.model import Membership
from domain.people import Person


class Learner(NamedTuple):
    """A pupil of a section; `left` is the first day on which the pupil is in it no more."""

    person: Person
    left: date | None = None


def learners(
    memberships: Iterable[Membership], begins: date, ends: date, today: date
) -> list[Learner]:
    """Who was in a section on some of these days, up to today, in the order of the memberships.

    A membership that never was in force prolongs nobody's time there.
    """
    begun = [
        each
        for each in memberships
        if not each.is_empty and (each.begins is None or each.begins <= today)
    ]
    latest: dict[int, date] = {}
    for each in begun:
        latest[each.student.id] = max(latest.get(each.student.id, date.min), each.ends or date.max)
    there = {each.student.id: each.student for each in begun if each.overlaps(begins, ends)}
    return [
        Learner(person, latest[student_id] if latest[student_id] <= today else None)
        for student_id, person in there.items()
    ]


def is_shown(day: date, left: date | None, *, is_own: bool) -> bool:
    """Whether a mark of the subject with this date is shown; `is_own`: it was set in the section.

    `left` is the first day on which the pupil is in the section no more, None: still there.
    """
    return is_own or left is None or day < left


def has_all(left: date | None, ends: date) -> bool:
    """Whether all marks of days up to `ends` are shown, so that their average is the pupil's."""
    return left is None or left > ends
