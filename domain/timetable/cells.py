"""Lessons of a cell of the timetable that becomes another one (R067 «from a date»)."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from domain.errors import Refused
from domain.timetable.model import StoredSlot, TimetableLesson
from domain.timetable.planning import PlannedLesson, Slot
from domain.uow import UnitOfWork

Bells = tuple[int, int]  # minutes after midnight


def is_decided(taught: TimetableLesson, lasting: Collection[int] = ()) -> bool:
    """Whether this date differs from the timetable, but for those of which it was said to last."""
    if taught.id in lasting:
        return False
    return taught.lesson.is_changed or taught.usual != (taught.lesson.date, taught.lesson.number)


def stays_at(old: Slot, new: Slot | None) -> bool:
    """Whether at most the room and the teacher are others."""
    return new is not None and (new.section_id, new.number) == (old.section_id, old.number)


def given_by(taught: TimetableLesson, cell: Slot) -> int | None:
    """Who gives the lessons of the cell of this lesson's section."""
    if cell.teacher_id is not None or taught.usual_teacher is None:
        return cell.teacher_id
    return taught.usual_teacher.id


def carried(taught: TimetableLesson, old: Slot, new: Slot, bells: Bells) -> PlannedLesson:
    """A lesson of the old cell as one of the new; what was decided of its date stays so."""
    plan = taught.plan
    if new.number != old.number:
        starts, ends = bells
        plan = replace(plan, number=new.number, starts=starts, ends=ends, change_note="")
    if plan.location == old.location:
        plan = replace(plan, location=new.location)
    if not plan.is_substituted:
        plan = replace(plan, teacher_id=given_by(taught, new))
    return plan


async def carry(
    uow: UnitOfWork,
    lessons: Iterable[TimetableLesson],
    old: Slot,
    new: Slot | None,
    bells: Bells,
    passed: Collection[date] = (),
    lasting: Collection[int] = (),
) -> None:
    """Those that planning anew would leave, or make again: the same rows, but for days `passed`.

    Homework that is due at a lesson is so still. `Refused` where a date differs from the timetable
    and the cell is at another time, of another subject or not there.
    """
    carried_over = list(lessons)
    for each in carried_over:  # all of them, before any is written
        require_carried(each, old, new, lasting)
    for each in carried_over:
        if new is None or new.section_id != old.section_id or each.lesson.date in passed:
            continue
        if is_decided(each) or new.number != old.number:
            plan = carried(each, old, new, bells)
            await uow.timetable.save(each.id, plan, (each.usual[0], new.number))


def require_carried(
    taught: TimetableLesson, old: Slot, new: Slot | None, lasting: Collection[int]
) -> None:
    """`Refused` where its date differs from the timetable, and the cell is elsewhere or gone."""
    if not stays_at(old, new) and is_decided(taught, lasting):
        raise Refused("lasting_decided", day=taught.lesson.date)


async def taken_days(uow: UnitOfWork, old: Slot, new: Slot | None, since: date) -> set[date]:
    """On which the section has a cancelled lesson at the new time, that planning takes up again.

    `Refused` with the day of one that is held there for its date.
    """
    if new is None or new.section_id != old.section_id or new.number == old.number:
        return set()
    there = await uow.timetable.of_cell(new.section_id, new.weekday, new.number, since)
    held = next((each for each in there if not each.lesson.is_cancelled), None)
    if held is not None:
        raise Refused("lasting_decided", day=held.lesson.date)
    return {each.lesson.date for each in there}


def require_free(slots: Sequence[StoredSlot], added: Iterable[Slot]) -> None:
    """`Refused` where the section has that lesson of the week already."""
    for new in added:
        for _id, slot in slots:
            at_once = slot.begins <= new.ends and new.begins <= slot.ends
            if cell_of(slot) == cell_of(new) and at_once:
                raise Refused("section_meets_then")


def cell_of(slot: Slot) -> tuple[int, int, int]:
    """Section, weekday and number."""
    return slot.section_id, slot.weekday, slot.number
