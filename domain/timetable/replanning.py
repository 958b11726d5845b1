"""How the lessons that should be differ from those that are stored.

What the journal holds is never lost: a lesson with a mark, an absence, a topic, a roll call or
homework that is no longer in the timetable is cancelled, not removed (S1 2.1, R158).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from domain.timetable.planning import LessonKey, PlannedLesson


@dataclass(frozen=True, slots=True)
class StoredLesson:
    """A lesson that is there: its plan, and what stands in the way of changing it."""

    id: int
    plan: PlannedLesson
    # Somebody's decision about this one date: teacher, room and cancellation are theirs.
    is_decided: bool = False
    has_journal: bool = False
    usual: LessonKey | None = None  # where the timetable has it, if it was moved from there

    @property
    def planned_key(self) -> LessonKey:
        """Which lesson of the timetable it is."""
        return self.usual or self.plan.key


@dataclass(slots=True)
class Replanning:
    """What is to be written; `changed` and `cancelled` name stored lessons."""

    new: list[PlannedLesson] = field(default_factory=list)
    changed: list[tuple[StoredLesson, PlannedLesson]] = field(default_factory=list)
    cancelled: list[StoredLesson] = field(default_factory=list)
    vanished: list[StoredLesson] = field(default_factory=list)


def replan(planned: Iterable[PlannedLesson], stored: Iterable[StoredLesson]) -> Replanning:
    """Compares the two; both must be of the same sections and days.

    - planned and not stored: new;
    - stored and planned differently: changed; where somebody has decided, only the bells are, and
      not even they where it was moved to another time;
    - stored and not planned: left where somebody has decided, else cancelled when the journal
      holds something, else vanished.
    """
    wanted: dict[LessonKey, PlannedLesson] = {lesson.key: lesson for lesson in planned}
    result = Replanning()
    for lesson in stored:
        plan = wanted.pop(lesson.planned_key, None)
        if plan is not None:
            if lesson.usual is not None:
                continue  # moved by somebody: day and bells are theirs too
            if lesson.is_decided:
                plan = replace(lesson.plan, starts=plan.starts, ends=plan.ends)
            if plan != lesson.plan:
                result.changed.append((lesson, plan))
        elif lesson.is_decided:
            continue
        elif not lesson.has_journal:
            result.vanished.append(lesson)
        elif not lesson.plan.is_cancelled:
            result.cancelled.append(lesson)
    result.new.extend(wanted.values())
    return result
