"""Who sees a difference, and so is told: nobody else (R067 «notify affected»)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from domain.timetable.planning import PlannedLesson

NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Pair:
    """One lesson before and after; one of the two may not be there."""

    lesson_id: int
    before: PlannedLesson | None
    after: PlannedLesson | None


@dataclass(slots=True)
class Concerned:
    """Pupils by the lesson of which they hear, and teachers."""

    pupils: dict[int, frozenset[int]] = field(default_factory=dict)
    teacher_ids: set[int] = field(default_factory=set)


def concerned(pairs: Sequence[Pair], members: Mapping[int, frozenset[int]]) -> Concerned:
    """Exactly those for whom something differs.

    A pupil who has another lesson in the place of a cancelled one hears of that alone. A teacher
    hears of lessons that come, go or differ.
    """
    found = Concerned()
    instead: dict[tuple[object, int], frozenset[int]] = {}
    for each in pairs:
        if each.after is not None and each.before is None:
            place = each.after.date, each.after.starts
            there = instead.get(place, NOBODY)
            instead[place] = there | members.get(each.after.section_id, NOBODY)
    for each in pairs:
        if each.before == each.after:
            continue
        shown = each.after or each.before
        if shown is None:
            continue
        told = members.get(shown.section_id, NOBODY)
        if each.before is not None and (each.after is None or each.after.is_cancelled):
            told -= instead.get((each.before.date, each.before.starts), NOBODY)
        if told:
            found.pupils[each.lesson_id] = told
        for lesson in (each.before, each.after):
            if lesson is not None and lesson.teacher_id is not None:
                found.teacher_ids.add(lesson.teacher_id)
    return found
