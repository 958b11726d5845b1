"""Who is in which group when, and what of it a family sees (R049, R050)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from domain.groups.model import Group, Membership
from domain.people import Person
from domain.timetable.planning import PlannedLesson


class Change(NamedTuple):
    """From a day on a pupil is in `now` instead of `was`; None: in none of the groups."""

    day: date
    was: int | None
    now: int


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
    ahead = [each for each in memberships if _first_day(each) > day and not each.is_empty]
    return min(ahead, key=_first_day, default=None)


def changed_days(
    own: Iterable[Membership], after: Iterable[Membership], since: date
) -> list[Change]:
    """From which days on a move makes a difference, with the groups before and after it there.

    The day of the move, and of what was to begin later and is dropped. Each is a thing of its own
    to a family: what it was told of one of them is taken back or told anew.
    """
    dropped = {_first_day(each) for each in {*own} - {*after}}
    found = []
    for day in sorted({since, *(each for each in dropped if each > since)}):
        was, now = in_group(own, day), in_group(after, day)
        section_id = None if was is None else was.section_id
        if now is not None and now.section_id != section_id:
            found.append(Change(day, section_id, now.section_id))
    return found


def may_stay(own: Iterable[Membership], section_id: int, since: date) -> Membership | None:
    """The spell in this group that lasts up to that day at least, so that it may just go on."""
    held = [each for each in own if each.section_id == section_id and not each.is_empty]
    return next(
        (each for each in held if _first_day(each) <= since <= (each.ends or date.max)), None
    )


def moved(own: Sequence[Membership], section_id: int, since: date) -> list[Membership]:
    """The memberships of a pupil after a move into a group from a day on, in any order (R049).

    Days before it stay as they are. Who has been in the group before begins another spell there;
    who was to leave it on that day or later just stays. What would begin only later is dropped;
    where files have said it, an empty membership keeps them from saying it again.
    """
    stays = may_stay(own, section_id, since)
    found: list[Membership] = []
    for each in own:
        if each is stays:
            found.append(_kept(each, since))
        elif _first_day(each) < since:
            found.append(_ended(each, since))
        elif each.is_empty:
            found.append(each)
        elif each.moved_on is None and each.section_id != section_id:
            found.append(replace(each, ends=each.begins, moved_on=since))
    if stays is None:
        spells = [each.spell for each in found if each.section_id == section_id]
        spell = max(spells, default=0) + 1
        found.append(Membership(section_id, own[0].student, since, None, spell, since))
    return found


def put_in(student: Person, section_id: int, since: date) -> Membership:
    """The first membership of a pupil who has been in none of the groups (R050)."""
    return Membership(section_id, student, since, None, 1, since)


def without_move(own: Sequence[Membership], section_id: int, since: date) -> Membership | None:
    """Where the pupil would be from that day on if nobody moved them into this group."""
    others = [each for each in own if each.section_id != section_id]
    return (
        in_group(others, since)
        or next_group(others, since)
        or max(own, key=_first_day, default=None)
    )


def _kept(each: Membership, since: date) -> Membership:
    """Who was to leave does not; a move that is taken back leaves no trace of itself."""
    if each.ends is None:
        return each
    own_move = None if each.moved_on == each.ends else each.moved_on
    return replace(each, ends=None, moved_on=since if each.moved_on is None else own_move)


def _ended(each: Membership, since: date) -> Membership:
    if each.ends is not None and each.ends <= since:
        return each
    return replace(each, ends=since, moved_on=each.moved_on or since)


def _first_day(each: Membership) -> date:
    return each.begins or date.min


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
