"""Who sees a difference, and so is told: nobody else (R067 «notify affected»)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.timetable.planning import PlannedLesson

NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Pair:
    """One lesson before and after; one of the two may not be there.

    `is_in_place`: it comes in another's place, or came there and goes.
    """

    lesson_id: int
    before: PlannedLesson | None
    after: PlannedLesson | None
    is_in_place: bool = False


@dataclass(slots=True)
class Concerned:
    """Pupils by the lesson of which they hear, and teachers."""

    pupils: dict[int, frozenset[int]] = field(default_factory=dict)
    teacher_ids: set[int] = field(default_factory=set)


def concerned(pairs: Sequence[Pair], members: Mapping[int, frozenset[int]]) -> Concerned:
    """Exactly those for whom something differs.

    A pupil who has another lesson in the place of a cancelled one hears of that alone, and so when
    the cancelled one is held again. A teacher hears of lessons that come, go or differ.
    """
    found = Concerned()
    instead: dict[tuple[object, int], frozenset[int]] = {}
    for each in pairs:
        other = _in_place(each)
        if other is not None:
            place = other.date, other.starts
            there = instead.get(place, NOBODY)
            instead[place] = there | members.get(other.section_id, NOBODY)
    for each in pairs:
        if each.before == each.after:
            continue
        shown = each.after or each.before
        if shown is None:
            continue
        told = members.get(shown.section_id, NOBODY)
        if _in_place(each) is None and (_is_off(each.before) or _is_off(each.after)):
            told -= instead.get((shown.date, shown.starts), NOBODY)
        if told:
            found.pupils[each.lesson_id] = told
        for lesson in (each.before, each.after):
            if lesson is not None and lesson.teacher_id is not None:
                found.teacher_ids.add(lesson.teacher_id)
    return found


def _in_place(pair: Pair) -> PlannedLesson | None:
    """The lesson that comes in another's place, or goes from there."""
    return pair.after or pair.before if pair.is_in_place else None


def _is_off(lesson: PlannedLesson | None) -> bool:
    return lesson is None or lesson.is_cancelled
