"""A change that holds from a date on is taken back, while nothing of it has been held."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from domain.calendar import School
from domain.errors import Refused
from domain.schedule.model import minute_of
from domain.timetable.cells import carry, cell_of, require_carried, require_free, taken_days
from domain.timetable.model import ChangedLesson, Decision, SlotChange, TimetableLesson
from domain.timetable.planning import Slot
from domain.timetable.reading import is_ahead
from domain.uow import UnitOfWork


async def free_cells(
    uow: UnitOfWork, school: School, decision: Decision, changed: Sequence[ChangedLesson]
) -> None:
    """The cells as they were before it, with their lessons but for those of `changed`.

    `Refused` once the first of them has begun, where the journal holds something of lessons that
    would go, where one of their dates was changed since, or a later decision stands on a cell.
    """
    assert decision.since is not None
    begun = not changed and decision.since <= school.today(uow.now)
    if begun or not all(is_ahead(each.now, school, uow) for each in changed):
        raise Refused("lasting_held")
    if await uow.timetable.newer(decision.id):
        raise Refused("changed_since")
    cells = await uow.timetable.slot_changes(decision.id)
    was = [each.was for each in cells if decision.since <= each.was.ends >= each.was.begins]
    await _require_free(uow, cells, was)
    going_back = []
    for each in cells:
        if decision.since <= each.now.begins <= each.now.ends:
            before = next((it for it in was if it.ends == each.now.ends), None)
            going_back.append(await _going_back(uow, each.now, before, changed))
    for it in going_back:
        await carry(uow, *it)
    await uow.timetable.put_slots_back(decision.id)


async def plan_again(uow: UnitOfWork, school: School, decision: Decision) -> None:
    """The lessons of the cells that were put back."""
    cells = await uow.timetable.slot_changes(decision.id)
    local = school.local(uow.now)
    since = decision.since
    assert since is not None
    ends = [each.ends for pair in cells for each in pair]
    sections = {each.now.section_id for each in cells}
    begins, minute = (since, 0) if since > local.date() else (local.date(), minute_of(local))
    await uow.calendar.replan(school.id, None, begins, max(ends), minute, sections)


async def _require_free(uow: UnitOfWork, cells: Sequence[SlotChange], was: Sequence[Slot]) -> None:
    own = {(cell_of(each.now), each.now.begins) for each in cells}
    found = await uow.timetable.slots({each.section_id for each in was})
    stored = [each for each in found if each.slot.begins <= each.slot.ends]
    others = [each for each in stored if (cell_of(each.slot), each.slot.begins) not in own]
    require_free(others, was)


class _GoingBack(NamedTuple):
    """What `carry` takes, of one cell."""

    lessons: list[TimetableLesson]
    now: Slot
    before: Slot | None
    bells: tuple[int, int]
    passed: set[date]
    noted: frozenset[int]


async def _going_back(
    uow: UnitOfWork, now: Slot, before: Slot | None, changed: Sequence[ChangedLesson]
) -> _GoingBack:
    """`Refused` where something speaks against it; nothing is written yet."""
    own = {each.now.id for each in changed}
    found = await uow.timetable.of_cell(*cell_of(now), now.begins)
    lessons = [each for each in found if each.id not in own and each.usual[0] <= now.ends]
    if before is None or before.section_id != now.section_id:
        if await uow.timetable.recorded([each.id for each in lessons]):
            raise Refused("lasting_recorded")
        before = None
    first = next((each.before.plan for each in changed if not each.before.is_new), None)
    bells = (first.starts, first.ends) if first else (0, 0)
    passed = await taken_days(uow, now, before, now.begins)
    noted = await uow.timetable.said_to_last([each.id for each in lessons])
    for each in lessons:
        require_carried(each, now, before, noted)
    return _GoingBack(lessons, now, before, bells, passed, noted)
