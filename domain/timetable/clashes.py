"""What else is at the same time: a teacher, a room or a pupil cannot be at two lessons at once."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from domain.timetable.planning import PlannedLesson


class Twice(StrEnum):
    """Who or what would be at two lessons at a time."""

    TEACHER = "teacher"
    ROOM = "room"
    PUPILS = "pupils"


@dataclass(frozen=True, slots=True)
class Clash:
    """The other lesson, and what it shares with this one; `pupils` counts them."""

    twice: Twice
    other: PlannedLesson
    pupils: int = 0


def overlap(lesson: PlannedLesson, other: PlannedLesson) -> bool:
    """Whether both are held, on one day, at a common minute."""
    return (
        lesson.date == other.date
        and not lesson.is_cancelled
        and not other.is_cancelled
        and lesson.starts < other.ends
        and other.starts < lesson.ends
    )


def clashes(
    lesson: PlannedLesson,
    others: Iterable[PlannedLesson],
    members: Mapping[int, frozenset[int]],
) -> list[Clash]:
    """All that speaks against the lesson, without the lesson itself (R067: a warning, no ban).

    `members` are the pupils of the sections; of one that it does not have none is known. Halls in
    which several classes have their lessons are rooms as others are: that is why one may insist.
    """
    found = []
    for other in others:
        if other.key == lesson.key or not overlap(lesson, other):
            continue
        if lesson.teacher_id is not None and other.teacher_id == lesson.teacher_id:
            found.append(Clash(Twice.TEACHER, other))
        if lesson.location and other.location == lesson.location:
            found.append(Clash(Twice.ROOM, other))
        shared = members.get(lesson.section_id, _NOBODY) & members.get(other.section_id, _NOBODY)
        if shared:
            found.append(Clash(Twice.PUPILS, other, len(shared)))
    return found


_NOBODY: frozenset[int] = frozenset()
