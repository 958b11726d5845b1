"""What meets at the same time, on many days at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.timetable.model import TimetableLesson


@dataclass(frozen=True, slots=True)
class Membership:
    """A pupil of a section; `ends` is the first day on which it holds no more."""

    section_id: int
    student_id: int
    begins: date | None
    ends: date | None

    def holds(self, day: date) -> bool:
        has_begun = self.begins is None or self.begins <= day
        return has_begun and (self.ends is None or day < self.ends)


def members_on(memberships: Iterable[Membership], day: date) -> Mapping[int, frozenset[int]]:
    """The pupils of each section on the day."""
    found: dict[int, set[int]] = defaultdict(set)
    for each in memberships:
        if each.holds(day):
            found[each.section_id].add(each.student_id)
    return {section_id: frozenset(pupils) for section_id, pupils in found.items()}


class MeetingStore(Protocol):
    """Lessons and pupils of many days, in one question each."""

    async def at_times(
        self, school_id: int, days: Collection[date], starts: int, ends: int
    ) -> list[TimetableLesson]:
        """Lessons of these days of which a minute lies between; by date and number."""

    async def with_others(
        self, section_ids: Collection[int], class_id: int, day: date
    ) -> frozenset[int]:
        """Those of the sections that have pupils of another class on the day."""

    async def memberships(self, section_ids: Collection[int], since: date) -> list[Membership]:
        """Those that have not ended by then."""
