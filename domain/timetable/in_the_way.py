"""What a changed lesson would share with others at that time: said before anything is written."""

from dataclasses import dataclass

from domain.errors import Refused
from domain.timetable.clashes import Twice, clashes
from domain.timetable.edits import Edit, LessonEdit
from domain.timetable.model import TimetableLesson
from domain.timetable.planning import PlannedLesson
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class InTheWay:
    """A lesson at the same time, and what both need; `pupils` counts them."""

    twice: Twice
    other: TimetableLesson
    pupils: int


async def in_the_way(
    uow: UnitOfWork, taught: TimetableLesson, edit: LessonEdit, after: PlannedLesson
) -> tuple[InTheWay, ...]:
    """What the change brings into conflict, and was not so before."""
    if edit.kind is Edit.CANCEL:
        return ()
    of_day = await uow.timetable.of_school(taught.school_id, taught.lesson.date)
    others = {each.plan.key: each for each in of_day if each.id != taught.id}
    if after.key in others:
        raise Refused("section_meets_then")
    plans = [each.plan for each in others.values()]
    members = {}
    if edit.kind in (Edit.TIME, Edit.SUBJECT):
        at_once = [each.section_id for each in plans if each.starts < after.ends]
        members = dict(
            await uow.timetable.members([after.section_id, *at_once], taught.lesson.date)
        )
    known = {(each.twice, each.other.key) for each in clashes(taught.plan, plans, members)}
    return tuple(
        InTheWay(each.twice, others[each.other.key], each.pupils)
        for each in clashes(after, plans, members)
        if (each.twice, each.other.key) not in known
    )
