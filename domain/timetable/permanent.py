"""A lesson of the week that is another one from a date on; when such a change is best (R068)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.calendar import Holiday
from domain.school_days import SHORTEST_VACATION, ClassKey, concerns, next_school_day
from domain.timetable.edits import Edit
from domain.timetable.planning import Slot

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SlotEdit:
    """What becomes of the cells of a section on a weekday and number from a date on.

    Each kind reads the fields that it needs; `teacher_id` None: whose the section is.
    """

    kind: Edit
    section_id: int
    weekday: int
    number: int
    location: str = ""
    new_number: int = 0
    teacher_id: int | None = None
    new_section_id: int = 0


@dataclass(frozen=True, slots=True)
class SlotChanges:
    """Cells that end earlier than they would have, and those that come in their place."""

    ended: tuple[tuple[Slot, date], ...]  # with the new last day
    added: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """That a change of the timetable is better made with the end of the next vacation."""

    since: date


def edit_from(slots: Sequence[Slot], edits: Sequence[SlotEdit], since: date) -> SlotChanges:
    """The cells from `since` on (R067 «from a date»); what was before stays as it was.

    All of the edits are of one section, weekday and number. A cell that begins later than `since`
    is changed from its own beginning. Ended before it begins, a cell never was.
    """
    meant = {(each.section_id, each.weekday, each.number) for each in edits}
    ended, added = [], []
    for slot in slots:
        is_meant = (slot.section_id, slot.weekday, slot.number) in meant
        if not is_meant or slot.ends < since or slot.ends < slot.begins:
            continue
        begins = max(slot.begins, since)
        new: Slot | None = replace(slot, begins=begins)
        for edit in edits:
            new = _changed(new, edit) if new else None
        if new == replace(slot, begins=begins):
            continue
        ended.append((slot, begins - _DAY))
        if new is not None:
            added.append(new)
    return SlotChanges(tuple(ended), tuple(added))


def _changed(slot: Slot, edit: SlotEdit) -> Slot | None:
    match edit.kind:
        case Edit.CANCEL:
            return None
        case Edit.TEACHER:
            return replace(slot, teacher_id=edit.teacher_id)
        case Edit.ROOM:
            return replace(slot, location=edit.location)
        case Edit.TIME:
            return replace(slot, number=edit.new_number, location=edit.location or slot.location)
        case Edit.SUBJECT:
            return replace(
                slot,
                section_id=edit.new_section_id,
                teacher_id=edit.teacher_id,
                location=edit.location or slot.location,
            )


def default_since(today: date, holidays: Sequence[Holiday], who: ClassKey, week_days: int) -> date:
    """The first school day after the next vacation (S2 3.2 «в каникулярные периоды»; R068).

    Where no vacation is known ahead, the next school day.
    """
    ends = [each.ends for each in _vacations(holidays, who) if each.ends >= today]
    return _school_day_after(min(ends, default=today), holidays, who, week_days)


def advice(
    since: date, today: date, holidays: Sequence[Holiday], who: ClassKey, week_days: int
) -> Advice | None:
    """What speaks against this date; None in a vacation and on the first school day after it."""
    for each in _vacations(holidays, who):
        if each.begins <= since <= _school_day_after(each.ends, holidays, who, week_days):
            return None
    best = default_since(today, holidays, who, week_days)
    return Advice(best) if best > since else None


def _vacations(holidays: Sequence[Holiday], who: ClassKey) -> list[Holiday]:
    return [
        each
        for each in holidays
        if concerns(each, who) and (each.ends - each.begins).days + 1 >= SHORTEST_VACATION
    ]


def _school_day_after(
    day: date, holidays: Sequence[Holiday], who: ClassKey, week_days: int
) -> date:
    return next_school_day(day, who, week_days, holidays) or day + _DAY
