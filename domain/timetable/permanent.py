"""A lesson of the week that is another one from a date on; when such a change is best (R068)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.calendar import Holiday
from domain.timetable.edits import Edit
from domain.timetable.planning import Slot

_DAY = timedelta(days=1)
SHORTEST_VACATION = 7  # days with the weekends in it; what is shorter is a holiday (facts §2.3)
_LOOK_AHEAD = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class SlotEdit:
    """What becomes of the cells of a section on a weekday and number from a date on."""

    kind: Edit
    section_id: int
    weekday: int
    number: int
    location: str = ""
    new_number: int = 0


@dataclass(frozen=True, slots=True)
class SlotChanges:
    """Cells that end earlier than they would have, and those that come in their place."""

    ended: tuple[tuple[Slot, date], ...]  # with the new last day
    added: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """That a change of the timetable is better made with the end of the next vacation."""

    since: date


def edit_from(slots: Sequence[Slot], edit: SlotEdit, since: date) -> SlotChanges:
    """The cells from `since` on (R067 «from a date»); what was before stays as it was.

    A cell that begins later than `since` is changed from its own beginning. Ended before it
    begins, a cell never was.
    """
    ended, added = [], []
    for slot in slots:
        is_meant = (slot.section_id, slot.weekday, slot.number) == (
            edit.section_id,
            edit.weekday,
            edit.number,
        )
        if not is_meant or slot.ends < since or slot.ends < slot.begins:
            continue
        begins = max(slot.begins, since)
        new = _changed(slot, edit, begins)
        if new == replace(slot, begins=begins):
            continue
        ended.append((slot, begins - _DAY))
        if new is not None:
            added.append(new)
    return SlotChanges(tuple(ended), tuple(added))


def _changed(slot: Slot, edit: SlotEdit, begins: date) -> Slot | None:
    match edit.kind:
        case Edit.ROOM:
            return replace(slot, begins=begins, location=edit.location)
        case Edit.TIME:
            return replace(slot, begins=begins, number=edit.new_number)
        case _:
            return None


def default_since(
    today: date, holidays: Collection[Holiday], grade_level: int, weekdays: Collection[int]
) -> date:
    """The first school day after the next vacation (S2 3.2 «в каникулярные периоды»; R068).

    Where no vacation is known ahead, the next school day.
    """
    vacation = min(
        (each.ends for each in _vacations(holidays, grade_level) if each.ends >= today),
        default=None,
    )
    return _school_day_after(vacation or today, holidays, grade_level, weekdays)


def advice(
    since: date,
    today: date,
    holidays: Collection[Holiday],
    grade_level: int,
    weekdays: Collection[int],
) -> Advice | None:
    """What speaks against this date; None in a vacation and on the first school day after it."""
    for each in _vacations(holidays, grade_level):
        first = _school_day_after(each.ends, holidays, grade_level, weekdays)
        if each.begins <= since <= first:
            return None
    best = default_since(today, holidays, grade_level, weekdays)
    return Advice(best) if best > since else None


def _vacations(holidays: Collection[Holiday], grade_level: int) -> list[Holiday]:
    return [
        each
        for each in holidays
        if each.grade_level in (None, grade_level)
        and (each.ends - each.begins).days + 1 >= SHORTEST_VACATION
    ]


def _school_day_after(
    day: date, holidays: Collection[Holiday], grade_level: int, weekdays: Collection[int]
) -> date:
    for ahead in range(1, _LOOK_AHEAD.days):
        found = day + timedelta(days=ahead)
        is_free = any(found in each for each in holidays if each.grade_level in (None, grade_level))
        if found.isoweekday() in weekdays and not is_free:
            return found
    return day + _DAY
