"""The weekly load of a plan: by component, by pupil, and against the greatest one allowed."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from domain.curriculum.area_model import Area

_FIVE_DAYS = {1: 21, 2: 23, 3: 23, 4: 23, 5: 29, 6: 30, 7: 32, 8: 33, 9: 33, 10: 34, 11: 34}
_SIX_DAYS = {2: 26, 3: 26, 4: 26, 5: 32, 6: 33, 7: 35, 8: 36, 9: 36, 10: 37, 11: 37}


def greatest_load(grade_level: int, days_a_week: int) -> int | None:
    """Hours of lessons a week that a pupil has at most (СанПиН 1.2.3685-21, table 6.6).

    None where the table has no such week: grade 1 has five days only.
    """
    return (_SIX_DAYS if days_a_week == 6 else _FIVE_DAYS).get(grade_level)


@dataclass(frozen=True, slots=True)
class Taught:
    """A section of a plan; `hours` a week, None: nobody has said them.

    `chosen_hours` of them are of the part of the plan that school and families form (S4 П2.VI
    «компоненты»), the others of the obligatory one.
    """

    section_id: int
    subject_id: int
    subject: str
    area: Area | None = None
    group_name: str = ""
    hours: int | None = None
    chosen_hours: int = 0

    @property
    def week(self) -> "Week":
        """More hours than there are cannot be chosen: files may have lessened them since."""
        hours = self.hours or 0
        chosen = min(self.chosen_hours, hours)
        return Week(hours - chosen, chosen)

    @property
    def counts(self) -> bool:
        """Whether it is a part of the weekly load."""
        return self.area is not Area.EXTRA


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """Hours of the obligatory part, and of the one that school and families form."""

    obligatory: int = 0
    chosen: int = 0

    @property
    def hours(self) -> int:
        return self.obligatory + self.chosen

    def __add__(self, other: "Week") -> "Week":
        return Week(self.obligatory + other.obligatory, self.chosen + other.chosen)


def week_of(sections: Iterable[Taught]) -> Week:
    """What they come to together, without what is beside the plan."""
    total = Week()
    for each in sections:
        if each.counts:
            total += each.week
    return total


def weeks_of_pupils(
    sections: Sequence[Taught], members: Mapping[int, Collection[int]]
) -> dict[int, Week]:
    """The week of each pupil: a group counts for those who are in it, not for the class besides.

    `members`: the sections of every pupil. In a subject whose groups nobody is in yet a pupil has
    the longest of them, as one of them it will be.
    """
    filled = {section_id for own in members.values() for section_id in own}
    empty = [each for each in sections if each.section_id not in filled]
    return {
        pupil: week_of([*_own(sections, own), *_longest(sections, empty, own)])
        for pupil, own in members.items()
    }


def usual_week(sections: Sequence[Taught]) -> Week:
    """Of a class in which nobody is yet: of the groups of a subject the longest."""
    return week_of(_longest(sections, sections, ()))


def _own(sections: Iterable[Taught], own: Collection[int]) -> list[Taught]:
    return [each for each in sections if each.section_id in own]


def _longest(
    sections: Iterable[Taught], empty: Iterable[Taught], own: Collection[int]
) -> list[Taught]:
    """Of the empty sections: those of the whole class, and one group of each subject."""
    taken = {each.subject_id for each in _own(sections, own)}
    found: dict[tuple[int, int], Taught] = {}
    for each in empty:
        if each.subject_id in taken:
            continue
        key = each.subject_id, 0 if each.group_name else each.section_id
        other = found.get(key)
        if other is None or other.week.hours < each.week.hours:
            found[key] = each
    return list(found.values())
