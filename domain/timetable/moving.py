"""The lessons of one school day held on another (R065; S4 П2.VII «перенос учебных дней»)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from domain.timetable.planning import PlannedLesson
from domain.timetable.replanning import StoredLesson


@dataclass(slots=True)
class DayMoved:
    """What is to be written.

    `merged`: the day has that very lesson already, so it is the one that is held, and the first
    of the pair, of the day that becomes free, is cancelled.
    """

    shifted: list[tuple[StoredLesson, PlannedLesson]] = field(default_factory=list)
    merged: list[tuple[StoredLesson, StoredLesson]] = field(default_factory=list)
    cancelled: list[StoredLesson] = field(default_factory=list)
    refused: list[StoredLesson] = field(default_factory=list)


def move_day(source: Sequence[StoredLesson], target: Sequence[StoredLesson], day: date) -> DayMoved:
    """The timetable of `source` runs on `day`, in the place of what is there (`target`).

    Lessons keep number, bells, teacher, room and id, so that homework and messages follow them.
    Cancelled ones stay where they are. What has a record of its own on either day is `refused`:
    then nothing is to be moved.
    """
    moved = DayMoved()
    there = {lesson.plan.key: lesson for lesson in target}
    kept = set()
    for lesson in source:
        if lesson.plan.is_cancelled:
            continue
        if lesson.has_journal:
            moved.refused.append(lesson)
            continue
        plan = replace(lesson.plan, date=day)
        same = there.get(plan.key)
        if same is None:
            moved.shifted.append((lesson, plan))
        else:
            kept.add(same.id)
            moved.merged.append((lesson, same))
    for lesson in target:
        if lesson.id in kept or lesson.plan.is_cancelled:
            continue
        (moved.refused if lesson.has_journal else moved.cancelled).append(lesson)
    return moved
