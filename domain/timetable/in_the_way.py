"""What a changed lesson would share with others at that time: said before anything is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.errors import Refused
from domain.timetable.clashes import Twice, clashes
from domain.timetable.edits import Edit, LessonEdit
from domain.timetable.meetings import members_on
from domain.timetable.model import TimetableLesson
from domain.timetable.planning import PlannedLesson
from domain.uow import UnitOfWork

_WITH_PUPILS = (Edit.TIME, Edit.SUBJECT)  # by another room or teacher no pupil is elsewhere
Pupils = Mapping[int, frozenset[int]]


@dataclass(frozen=True, slots=True)
class InTheWay:
    """A lesson at the same time, and what both need; `pupils` counts them.

    `days`: of a change that lasts, on which days there is such a lesson, the first one named.
    """

    twice: Twice
    other: TimetableLesson
    pupils: int
    days: tuple[date, ...] = ()


async def in_the_way(
    uow: UnitOfWork, taught: TimetableLesson, edit: LessonEdit, after: PlannedLesson
) -> tuple[InTheWay, ...]:
    """What the change brings into conflict, and was not so before."""
    if edit.kind is Edit.CANCEL:
        return ()
    of_day = await uow.timetable.of_school(taught.school_id, taught.lesson.date)
    members: Pupils = {}
    if edit.kind in _WITH_PUPILS:
        at_once = [
            each.plan.section_id
            for each in of_day
            if each.id != taught.id and each.plan.starts < after.ends
        ]
        members = await uow.timetable.members([after.section_id, *at_once], taught.lesson.date)
    return tuple(_found(taught, after, of_day, members))


async def in_the_way_of_all(
    uow: UnitOfWork, edit: LessonEdit, changes: Sequence[tuple[TimetableLesson, PlannedLesson]]
) -> tuple[InTheWay, ...]:
    """The same of a change that lasts, at every lesson that it touches, whichever is the first.

    What is there again and again is said once, with its days.
    """
    if edit.kind is Edit.CANCEL or not changes:
        return ()
    plans = [after for _taught, after in changes]
    school_id, days = changes[0][0].school_id, {each.date for each in plans}
    starts, ends = min(each.starts for each in plans), max(each.ends for each in plans)
    others = await uow.meetings.at_times(school_id, days, starts, ends)
    memberships = []
    if edit.kind in _WITH_PUPILS:
        sections = {each.section_id for each in (*plans, *(it.plan for it in others))}
        memberships = await uow.meetings.memberships(sections, min(days))
    found: dict[tuple[object, ...], InTheWay] = {}
    for taught, after in sorted(changes, key=lambda pair: pair[1].date):
        of_day = [each for each in others if each.lesson.date == after.date]
        if after.date > min(days):  # there the section has it already, for that date alone
            of_day = [each for each in of_day if each.plan.key != after.key]
        for each in _found(taught, after, of_day, members_on(memberships, after.date)):
            key = each.twice, each.other.plan.section_id, each.other.lesson.location
            known = found.setdefault(key, each)
            found[key] = replace(known, days=(*known.days, after.date))
    return tuple(found.values())


def _found(
    taught: TimetableLesson,
    after: PlannedLesson,
    of_day: Sequence[TimetableLesson],
    members: Pupils,
) -> list[InTheWay]:
    others = {each.plan.key: each for each in of_day if each.id != taught.id}
    if after.key in others:
        raise Refused("section_meets_then")
    plans = [each.plan for each in others.values()]
    known = {(each.twice, each.other.key) for each in clashes(taught.plan, plans, members)}
    return [
        InTheWay(each.twice, others[each.other.key], each.pupils)
        for each in clashes(after, plans, members)
        if (each.twice, each.other.key) not in known
    ]
