"""What a final mark has beneath it, and which have to be explained (S4 П2.VIII, R099)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from domain.errors import Refused
from domain.final_marks.year import final_average, year_average, year_mark, year_with_exam
from domain.gradebook.coverage import judges
from domain.marks.averages import Weighed, suggested_by, suggested_mark, weighted_average
from domain.marks.value import GradeScale, MarkKind, MarkValue
from domain.policy import SchoolPolicy

FINAL_WORDS = (MarkKind.CREDIT, MarkKind.NO_CREDIT, MarkKind.EXEMPT, MarkKind.NOT_ATTESTED)


class Why(StrEnum):
    """Why whoever sets a final mark is asked for a reason."""

    NO_MARKS = "no_marks"  # nothing is beneath it
    FAR = "far"  # from what the marks say
    HELD_BACK = "held_back"  # the school gives no 5 after a bad control work
    ENOUGH = "enough"  # «н/а», though neither marks nor presence are too few
    MARKED = "marked"  # «осв», though there are marks


@dataclass(frozen=True, slots=True)
class Basis:
    """What is beneath a final mark: what the marks alone say, and what that suggests.

    `average` is of the period's marks, for the year of the marks of its periods.
    """

    average: Decimal | None
    by_marks: MarkValue | None
    suggested: MarkValue | None
    held_back: int | None = (
        None  # what the average alone comes to, where a school's rule forbids it
    )
    is_own: bool = False  # of an exam: it follows from nothing


class Presence(NamedTuple):
    """Lessons of a period whose roll was called, and how many of them a pupil missed."""

    missed: int
    held: int

    def is_long_absence(self, policy: SchoolPolicy) -> bool:
        return self.missed > 0 and self.held * policy.not_attested_missed <= self.missed * 100


def final_values(scale: GradeScale, policy: SchoolPolicy) -> tuple[MarkValue, ...]:
    """What may stand as a final mark, numbers first: no sign and no «точка» (facts §2.1)."""
    words = tuple(MarkValue(kind) for kind in FINAL_WORDS)
    if scale is GradeScale.CREDIT:
        return words
    return tuple(MarkValue.plain(number) for number in policy.marks) + words


def require_final(value: MarkValue, scale: GradeScale, policy: SchoolPolicy) -> None:
    """`Refused` "credit_only", "mark_off_scale" or "never_final" for any other."""
    if value in final_values(scale, policy):
        return
    if value.number is None or value.sign:
        raise Refused("never_final")
    if scale is GradeScale.CREDIT:
        raise Refused("credit_only")
    raise Refused("mark_off_scale", lowest=policy.lowest_mark, highest=policy.highest_mark)


def basis_of_period(
    marks: Iterable[Weighed], policy: SchoolPolicy, *, least: int | None, presence: Presence
) -> Basis:
    """Of current marks. «н/а» is suggested where they are too few because of absence (facts §2.7).

    Too few is fewer than the school's `least` for the hours of the subject, or none at all.
    """
    given = list(marks)
    number = suggested_by(given, policy)
    by_marks = (
        _credit(mark.value for mark in given if mark.counts)
        if number is None
        else MarkValue.plain(number)
    )
    suggested = by_marks
    enough = sum(judges(mark.value) for mark in given) >= (least or 1)
    if not enough and presence.is_long_absence(policy):
        suggested = MarkValue(MarkKind.NOT_ATTESTED)
    average = weighted_average(given)
    alone = suggested_mark(average, policy)
    held_back = alone if number is not None and alone is not None and number < alone else None
    return Basis(average, by_marks, suggested, held_back)


def basis_of_year(finals: Collection[MarkValue]) -> Basis:
    """Of the marks of the periods: their mean; one word where all of them say it (facts §2.2)."""
    numbers = [each.number for each in finals if each.number is not None]
    number = year_mark(numbers)
    by_marks = _credit(finals) if number is None else MarkValue.plain(number)
    suggested = by_marks
    if suggested is None and len(set(finals)) == 1:
        suggested = next(iter(finals))
    return Basis(year_average(numbers), by_marks, suggested)


def basis_of_final(
    year: MarkValue | None,
    exam: MarkValue | None,
    both: Collection[MarkValue],
    policy: SchoolPolicy,
) -> Basis:
    """Of the mark of the year and that of the exam, or of the marks of `both` last years."""
    if both:
        return basis_of_year(both)
    if year is None or year.number is None:
        return Basis(None, None, year)
    exam_mark, share = (None if exam is None else exam.number), policy.exam_share
    number = year_with_exam(year.number, exam_mark, share)
    said = None if number is None else MarkValue.plain(number)
    return Basis(final_average(year.number, exam_mark, share), said, said)


def _credit(values: Iterable[MarkValue]) -> MarkValue | None:
    """«зач» where at least half say so: a tie is the pupil's; None without either."""
    kinds = [each.kind for each in values]
    passed, failed = kinds.count(MarkKind.CREDIT), kinds.count(MarkKind.NO_CREDIT)
    if not passed + failed:
        return None
    return MarkValue(MarkKind.CREDIT if passed >= failed else MarkKind.NO_CREDIT)


def needs_reason(value: MarkValue, basis: Basis, policy: SchoolPolicy) -> Why | None:
    """Why this mark has to be explained; None: it follows from what is beneath it.

    Far is a school's `far_from_average` and more, and a word that the marks do not say.
    """
    if basis.is_own:
        return None
    if value.number is not None:
        return _why_number(value.number, basis, policy)
    if value == basis.suggested:
        return None
    match value.kind:
        case MarkKind.EXEMPT:
            return None if basis.by_marks is None else Why.MARKED
        case MarkKind.NOT_ATTESTED:
            return Why.ENOUGH
    if basis.by_marks is None:
        return Why.NO_MARKS
    fails = basis.by_marks.is_unsatisfactory(policy)
    return Why.FAR if value.is_unsatisfactory(policy) != fails else None


def _why_number(value: int, basis: Basis, policy: SchoolPolicy) -> Why | None:
    if basis.by_marks is None:
        return Why.NO_MARKS
    average, said = basis.average, basis.by_marks.number
    if average is None or said is None:
        return Why.FAR
    if abs(value - average) >= Decimal(str(policy.far_from_average)):
        return Why.FAR
    if basis.held_back is not None and said < value <= basis.held_back:
        return Why.HELD_BACK
    return None
