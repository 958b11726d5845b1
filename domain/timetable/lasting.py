"""A change of one date that holds from a date on (R067, R068; S2 3.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.calendar import School
from domain.errors import Refused
from domain.hat import Hat
from domain.school_days import ClassKey, week_days
from domain.timetable.cells import cell_of, given_by, require_free
from domain.timetable.editors import require_lasting, require_own_clashes
from domain.timetable.edits import Edit
from domain.timetable.in_the_way import InTheWay
from domain.timetable.lasting_lessons import Change, ahead_of, change_of, write_change
from domain.timetable.model import StoredSlot, TimetableLesson
from domain.timetable.permanent import Advice, SlotEdit, advice, default_since, edit_from
from domain.timetable.planning import Slot
from domain.timetable.reading import open_to_edit
from domain.timetable.telling import tell_of_change
from domain.uow import UnitOfWork

_WEEK = timedelta(days=7)
_LOOK_AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Lasting:
    """What would last, and from when it may; `days` with what speaks against each."""

    taught: TimetableLesson  # as it is on that date; of another subject: the one that comes
    school: School
    edits: tuple[SlotEdit, ...]
    days: tuple[tuple[date, Advice | None], ...]  # the advised one first


@dataclass(frozen=True, slots=True)
class MadeLasting:
    """`lessons` differ now, `told` notices were written; `decision_id` None: nothing has changed.

    Where something is `in_the_way`, nothing was changed yet.
    """

    taught: TimetableLesson
    since: date
    lessons: int = 0
    told: int = 0
    decision_id: int | None = None
    in_the_way: tuple[InTheWay, ...] = ()


async def open_lasting(uow: UnitOfWork, actor: Actor, lesson_id: int) -> Lasting:
    """What of this lesson differs from the timetable: subject, teacher, room, time, or all of it.

    `Refused` where nothing differs, or the timetable does not have the lesson.
    """
    taught, hat = await open_to_edit(uow, actor, lesson_id)
    lasting, _slots = await _lasting(uow, hat, taught)
    await require_lasting(uow, hat, taught, lasting.edits)
    return lasting


async def make_lasting(
    uow: UnitOfWork, actor: Actor, lesson_id: int, since: date, *, is_sure: bool = False
) -> MadeLasting:
    """The cells of the timetable are so from `since` on, and the lessons follow; what was, stays.

    What else is at that time is a warning, at whichever of the lessons: with `is_sure` it is done
    all the same. Done again it changes nothing. `Refused` for a day that has begun, where the
    section has that lesson of the week already, or where one of the days was changed for itself.
    """
    _taught, hat = await open_to_edit(uow, actor, lesson_id)
    # Before any lesson: whoever changes the cell by another of its lessons holds that one.
    await uow.calendar.lock(hat.school.id)
    taught, hat = await open_to_edit(uow, actor, lesson_id, to_change=True)
    lasting, slots = await _lasting(uow, hat, taught)
    await require_lasting(uow, hat, taught, lasting.edits)
    if since <= max(hat.school.today(uow.now), taught.lesson.date):
        raise Refused("lasting_ahead")
    changes = edit_from([each.slot for each in slots], lasting.edits, since)
    if not changes.ended:
        return MadeLasting(taught, since)
    ids = {id(each.slot): each.id for each in slots}
    ended = {ids[id(slot)]: last for slot, last in changes.ended}
    _require_free(slots, ended, changes.added)
    change = await change_of(uow, hat, lasting.taught, lasting.edits, since, changes)
    found = await ahead_of(uow, change)
    require_own_clashes(hat, taught, found)
    if found and not is_sure:
        return MadeLasting(taught, since, in_the_way=found)
    decision_id = await uow.timetable.decide(hat.school.id, hat.person.id, since)
    pairs = await write_change(uow, hat, change, decision_id, ended)
    _note(uow, (actor, hat), decision_id, change)
    told = await tell_of_change(uow, hat, decision_id, pairs)
    return MadeLasting(taught, since, len(change.lessons), told, decision_id)


def _note(uow: UnitOfWork, who: tuple[Actor, Hat], decision_id: int, change: Change) -> None:
    old = change.changes.ended[0][0]
    cell = change.changes.added[0] if change.changes.added else None
    actor, hat = who
    uow.audit.note(
        actor,
        hat,
        Action.EDIT_TIMETABLE,
        Thing(ThingKind.TIMETABLE, decision_id),
        before={"section_id": old.section_id, "number": old.number, "teacher_id": old.teacher_id},
        after={
            "since": change.since.isoformat(),
            "section_id": cell.section_id if cell else None,
            "number": cell.number if cell else None,
            "teacher_id": cell.teacher_id if cell else None,
            "lessons": len(change.lessons),
        },
    )


async def _lasting(
    uow: UnitOfWork, hat: Hat, opened: TimetableLesson
) -> tuple[Lasting, list[StoredSlot]]:
    taught, usual = await _exchanged(uow, opened)
    day, number = usual.usual
    section_ids = {usual.plan.section_id, taught.plan.section_id}
    stored = await uow.timetable.slots(section_ids)
    slots = [each for each in stored if each.slot.begins <= each.slot.ends]
    address = usual.plan.section_id, day.isoweekday(), number
    cell = [it.slot for it in slots if cell_of(it.slot) == address]
    now = next((each for each in reversed(cell) if each.begins <= day <= each.ends), None)
    if now is None or day != taught.lesson.date:
        raise Refused("not_in_timetable")
    edits = _edits(taught, usual, now)
    if not edits:
        raise Refused("nothing_lasting")
    days = await _days(uow, hat.school, taught)
    return Lasting(taught, hat.school, edits, days), slots


async def _exchanged(
    uow: UnitOfWork, opened: TimetableLesson
) -> tuple[TimetableLesson, TimetableLesson]:
    """The lesson as it is held, and the one of the timetable: two where a subject has changed."""
    lesson = opened.lesson
    if not lesson.is_cancelled and lesson.replaces_subject is None:
        return opened, opened
    other = await uow.timetable.beside(opened.id)
    if other is None:
        return opened, opened
    return (other, opened) if lesson.is_cancelled else (opened, other)


def _edits(taught: TimetableLesson, usual: TimetableLesson, now: Slot) -> tuple[SlotEdit, ...]:
    cell = now.section_id, now.weekday, now.number
    lesson, teacher_id = taught.lesson, taught.plan.teacher_id
    own = taught.usual_teacher.id if taught.usual_teacher else None
    stands_in = None if teacher_id == own else teacher_id
    if taught.id != usual.id:
        other = taught.plan.section_id
        return (
            SlotEdit(
                Edit.SUBJECT,
                *cell,
                location=lesson.location,
                teacher_id=stands_in,
                new_section_id=other,
            ),
        )
    if lesson.is_cancelled:
        return (SlotEdit(Edit.CANCEL, *cell),)
    found = []
    if teacher_id != given_by(taught, now):
        found.append(SlotEdit(Edit.TEACHER, *cell, teacher_id=stands_in))
    if lesson.location != now.location:
        found.append(SlotEdit(Edit.ROOM, *cell, location=lesson.location))
    if lesson.number != now.number:
        found.append(SlotEdit(Edit.TIME, *cell, new_number=lesson.number))
    return tuple(found)


async def _days(
    uow: UnitOfWork, school: School, taught: TimetableLesson
) -> tuple[tuple[date, Advice | None], ...]:
    """The advised day, unless it is over by then, and the next lesson of the week."""
    today = school.today(uow.now)
    who = ClassKey(taught.school_class_id, taught.grade_level)
    holidays = await uow.calendar.holidays(school.id, today, today + _LOOK_AHEAD)
    week = week_days(taught.own_week, taught.grade_level, school.policy)
    best = default_since(today, holidays, who, week)
    soon = taught.lesson.date + _WEEK
    days = dict.fromkeys(day for day in (best, soon) if day > taught.lesson.date)
    return tuple((each, advice(each, today, holidays, who, week)) for each in days)


def _require_free(
    slots: Sequence[StoredSlot], ended: Mapping[int, date], added: Sequence[Slot]
) -> None:
    after = [
        StoredSlot(each.id, replace(each.slot, ends=ended.get(each.id, each.slot.ends)))
        for each in slots
    ]
    require_free([each for each in after if each.slot.begins <= each.slot.ends], added)
