"""Who is in which group when, and what of it a family sees (R049, R050)."""

from collections.abc import Iterable, Sequence
from datetime import date

from domain.errors import Refused
from domain.groups.model import Group, Membership
from domain.timetable.planning import PlannedLesson


def divided(groups: Iterable[Group]) -> dict[int, list[Group]]:
    """By subject, as they come; a subject with one group only is not divided."""
    found: dict[int, list[Group]] = {}
    for each in groups:
        found.setdefault(each.subject_id, []).append(each)
    return {subject_id: some for subject_id, some in found.items() if len(some) > 1}


def in_group(memberships: Iterable[Membership], day: date) -> Membership | None:
    """Where a pupil is on the day: of two at once in the one that began later."""
    held = [each for each in memberships if each.holds(day)]
    return max(held, key=lambda each: each.begins or date.min, default=None)


def next_group(memberships: Iterable[Membership], day: date) -> Membership | None:
    """Where the pupil goes after this day, if that is decided."""
    ahead = [each for each in memberships if each.begins is not None and each.begins > day]
    return min(ahead, key=lambda each: each.begins or date.max, default=None)


def require_move(own: Sequence[Membership], section_id: int, since: date) -> Membership | None:
    """Where the pupil would be on that day without the move; None where it changes nothing.

    A pupil has one time in a group: `Refused` for who has been in this one and left it, or leaves
    it before `since`; before that day the pupil may be kept there.
    """
    there = next((each for each in own if each.section_id == section_id), None)
    if there is not None and there.ends is None and (there.begins or since) <= since:
        return None
    if there is not None and there.ends is not None and there.ends < since:
        raise Refused("group_before", day=there.ends)
    others = [each for each in own if each.section_id != section_id]
    return in_group(others, since) or next(iter(others), there)


def first_difference(
    old: Sequence[PlannedLesson], new: Sequence[PlannedLesson]
) -> PlannedLesson | None:
    """The first lesson of the new group that is another one for the pupil (R067).

    None where time, room and teacher are the same: then nobody has to be told. A lesson that the
    new group does not have is a difference too, and the first of the new ones says so.
    """
    held = [each for each in new if not each.is_cancelled]
    before = {_seen(each) for each in old if not each.is_cancelled}
    other = [each for each in held if _seen(each) not in before]
    if other:
        return other[0]
    return held[0] if held and before - {_seen(each) for each in held} else None


def _seen(lesson: PlannedLesson) -> tuple[object, ...]:
    return lesson.date, lesson.starts, lesson.ends, lesson.location, lesson.teacher_id
