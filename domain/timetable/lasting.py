"""A change of one date that holds from a date on (R067, R068; S2 3.2)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.calendar import School
from domain.errors import Refused
from domain.hat import Hat
from domain.school_days import ClassKey
from domain.timetable.concerned import Pair
from domain.timetable.edits import Edit
from domain.timetable.model import LessonBefore, StoredSlot, TimetableLesson
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

    taught: TimetableLesson
    school: School
    edits: tuple[SlotEdit, ...]
    days: tuple[tuple[date, Advice | None], ...]  # the advised one first


@dataclass(frozen=True, slots=True)
class MadeLasting:
    """`lessons` differ now, `told` notices were written."""

    taught: TimetableLesson
    since: date
    lessons: int
    told: int


async def open_lasting(uow: UnitOfWork, actor: Actor, lesson_id: int) -> Lasting:
    """Room and time of this lesson as they differ from the timetable.

    `Refused` where nothing of that differs, or the timetable does not have the lesson.
    """
    taught, hat = await open_to_edit(uow, actor, lesson_id)
    lasting, _slots = await _lasting(uow, hat, taught)
    return lasting


async def make_lasting(uow: UnitOfWork, actor: Actor, lesson_id: int, since: date) -> MadeLasting:
    """The cells of the timetable are so from `since` on, and the lessons follow; what was, stays.

    Done again it changes nothing. `Refused` for a day that has begun, or where the section has
    that lesson of the week already.
    """
    taught, hat = await open_to_edit(uow, actor, lesson_id, to_change=True)
    lasting, slots = await _lasting(uow, hat, taught)
    if since <= hat.school.today(uow.now):
        raise Refused("lasting_ahead")
    ended: dict[int, date] = {}
    added: list[Slot] = []
    for edit in lasting.edits:
        changes = edit_from([each.slot for each in slots], edit, since)
        ids = {id(each.slot): each.id for each in slots}
        ended |= {ids[id(slot)]: last for slot, last in changes.ended}
        added += changes.added
    _require_free(slots, ended, added)
    if not added:
        return MadeLasting(taught, since, 0, 0)
    await uow.timetable.change_slots(ended, added)
    who = ClassKey(taught.school_class_id, taught.grade_level)
    last = max(each.ends for each in added)
    count = await uow.calendar.replan(hat.school.id, who, since, last, 0)
    decision_id = await uow.timetable.decide(hat.school.id, hat.person.id, since)
    uow.audit.note(
        actor,
        hat,
        Action.EDIT_TIMETABLE,
        Thing(ThingKind.TIMETABLE, decision_id),
        before={"section_id": taught.plan.section_id, "number": taught.usual[1]},
        after={"since": since.isoformat(), "number": added[0].number, "lessons": count},
    )
    told = await _tell(uow, hat, decision_id, taught, added[0])
    return MadeLasting(taught, since, count, told)


async def _lasting(
    uow: UnitOfWork, hat: Hat, taught: TimetableLesson
) -> tuple[Lasting, list[StoredSlot]]:
    day, number = taught.usual
    stored = await uow.timetable.slots(taught.plan.section_id)
    slots = [each for each in stored if each.slot.begins <= each.slot.ends]
    cell = [
        it.slot for it in slots if (it.slot.weekday, it.slot.number) == (day.isoweekday(), number)
    ]
    now = next((each for each in cell if each.begins <= day <= each.ends), None)
    if now is None or day != taught.lesson.date:
        raise Refused("not_in_timetable")
    location, new_number = taught.lesson.location, taught.lesson.number
    if taught.lesson.is_cancelled or (location, new_number) == (now.location, now.number):
        raise Refused("nothing_lasting")
    kind = Edit.ROOM if new_number == now.number else Edit.TIME
    edit = SlotEdit(
        kind, now.section_id, now.weekday, now.number, location=location, new_number=new_number
    )
    days = await _days(uow, hat.school, taught)
    return Lasting(taught, hat.school, (edit,), days), slots


async def _days(
    uow: UnitOfWork, school: School, taught: TimetableLesson
) -> tuple[tuple[date, Advice | None], ...]:
    """The advised day, and the next lesson of the week."""
    today = school.today(uow.now)
    who = ClassKey(taught.school_class_id, taught.grade_level)
    holidays = await uow.calendar.holidays(school.id, today, today + _LOOK_AHEAD)
    week = 6 if taught.grade_level in school.policy.six_day_grade_levels else 5
    best = default_since(today, holidays, who, week)
    soon = taught.lesson.date + _WEEK
    days = dict.fromkeys((best, soon))
    return tuple((each, advice(each, today, holidays, who, week)) for each in days)


def _require_free(
    slots: Sequence[StoredSlot], ended: dict[int, date], added: Sequence[Slot]
) -> None:
    for new in added:
        for each in slots:
            last = ended.get(each.id, each.slot.ends)
            same = (each.slot.weekday, each.slot.number) == (new.weekday, new.number)
            if same and each.slot.begins <= new.ends and new.begins <= last:
                raise Refused("section_meets_then")


async def _tell(
    uow: UnitOfWork, hat: Hat, decision_id: int, taught: TimetableLesson, new: Slot
) -> int:
    """Of the first lesson that is so: it says from when to when."""
    first = await uow.timetable.first_lesson(new.section_id, new.weekday, new.number, new.begins)
    if first is None:
        return 0
    note = f"{taught.lesson.change_note}, {new.begins:%d.%m}–{new.ends:%d.%m}".lstrip(", ")
    after = replace(first.plan, change_note=note)
    await uow.timetable.save(first.id, after, first.usual)
    await uow.timetable.remember(decision_id, [LessonBefore(first.id, first.plan, is_new=False)])
    return await tell_of_change(uow, hat, decision_id, [Pair(first.id, first.plan, after)])
