"""Which lessons a lasting change of the timetable is about, and writing it (R067)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from domain.hat import Hat
from domain.timetable.cells import (
    carried,
    carry,
    cell_of,
    given_by,
    is_decided,
    require_carried,
    taken_days,
)
from domain.timetable.concerned import Pair
from domain.timetable.edits import Edit, LessonEdit
from domain.timetable.in_the_way import InTheWay, in_the_way_of_all
from domain.timetable.model import LessonBefore, TimetableLesson
from domain.timetable.permanent import SlotChanges, SlotEdit
from domain.timetable.planning import PlannedLesson, Slot
from domain.uow import UnitOfWork

_NOTE = 200  # characters of what was said of the one date


@dataclass(frozen=True, slots=True)
class Change:
    """The cells before and after, and the lessons of the old ones from then on."""

    taught: TimetableLesson  # as all of them are to be
    edits: tuple[SlotEdit, ...]
    since: date
    changes: SlotChanges
    lessons: tuple[TimetableLesson, ...]
    passed: frozenset[date]
    noted: frozenset[int]  # lessons of which an earlier change said that it lasts

    @property
    def usual(self) -> list[TimetableLesson]:
        """Those that are as the timetable has them, until now."""
        return [
            it
            for it in self.lessons
            if not is_decided(it, self.noted)
            and not it.lesson.is_cancelled
            and it.lesson.date not in self.passed
        ]

    @property
    def first(self) -> TimetableLesson | None:
        """Of which is told."""
        return next(iter(self.usual), None)

    def cell(self, day: date) -> tuple[Slot, Slot | None]:
        """The old and the new one of this day."""
        old = next(slot for slot, _last in self.changes.ended if slot.begins <= day <= slot.ends)
        added = (each for each in self.changes.added if each.begins <= day <= each.ends)
        return old, next(added, None)


async def change_of(
    uow: UnitOfWork,
    hat: Hat,
    taught: TimetableLesson,
    edits: Sequence[SlotEdit],
    since: date,
    changes: SlotChanges,
) -> Change:
    old = changes.ended[0][0]
    last = max(slot.ends for slot, _last in changes.ended)
    lessons = await uow.timetable.of_cell(*cell_of(old), since)
    if not lessons:
        own = [old.section_id]
        await uow.calendar.replan(hat.school.id, None, since, last, 0, own)
        lessons = await uow.timetable.of_cell(*cell_of(old), since)
    passed = set()
    for new in changes.added:
        passed |= await taken_days(uow, old, new, since)
    covered = [
        each
        for each in lessons
        if any(slot.begins <= each.usual[0] <= slot.ends for slot, _last in changes.ended)
    ]
    noted = await uow.timetable.said_to_last([each.id for each in covered])
    change = Change(taught, tuple(edits), since, changes, tuple(covered), frozenset(passed), noted)
    for each in change.lessons:
        require_carried(each, *change.cell(each.usual[0]), noted)
    return change


async def ahead_of(uow: UnitOfWork, change: Change) -> tuple[InTheWay, ...]:
    """What it brings into conflict at any of its lessons, until its end."""
    kinds = {each.kind for each in change.edits}
    wide = kinds & {Edit.TIME, Edit.SUBJECT, Edit.CANCEL}
    edit = LessonEdit(next(iter(wide or kinds)))
    wanted = []
    for each in change.usual:
        after, instead = _first(change, each)
        wanted.append((each, instead or after))
    return await in_the_way_of_all(uow, edit, wanted)


def _first(change: Change, first: TimetableLesson) -> tuple[PlannedLesson, PlannedLesson | None]:
    """The first lesson that is so, which says until when; and what comes in its place."""
    taught = change.taught
    old, new = change.cell(first.usual[0])
    days = f"{max(old.begins, change.since):%d.%m}–{old.ends:%d.%m}"
    if new is None:
        return replace(first.plan, is_cancelled=True, change_note=days), None
    if new.section_id != old.section_id:
        instead = replace(
            first.plan,
            section_id=new.section_id,
            teacher_id=given_by(taught, new),
            location=new.location,
            is_substituted=True,
            change_note=days,
        )
        return replace(first.plan, is_cancelled=True), instead
    teacher = taught.lesson.teacher
    is_given = any(each.kind is Edit.TEACHER for each in change.edits)
    said = [
        taught.lesson.change_note[:_NOTE],
        f"→ {teacher.short_name}" if is_given and teacher else "",
    ]
    after = carried(first, old, new, (taught.plan.starts, taught.plan.ends))
    return replace(after, change_note=", ".join([*filter(None, said), days])), None


async def write_change(
    uow: UnitOfWork, hat: Hat, change: Change, decision_id: int, ended: Mapping[int, date]
) -> list[Pair]:
    changes, taught = change.changes, change.taught
    first = change.first
    bells = taught.plan.starts, taught.plan.ends
    for each in change.lessons:
        if first is None or each.id != first.id:
            old, new = change.cell(each.usual[0])
            await carry(uow, [each], old, new, bells, change.passed, change.noted)
    await uow.timetable.change_slots(decision_id, ended, changes.added)
    pairs = [] if first is None else await _tellable(uow, change, first, decision_id)
    sections = {each.section_id for each in (*changes.added, *(it for it, _ in changes.ended))}
    last = max(slot.ends for slot, _last in changes.ended)
    await uow.calendar.replan(hat.school.id, None, change.since, last, 0, sections)
    return pairs


async def _tellable(
    uow: UnitOfWork, change: Change, first: TimetableLesson, decision_id: int
) -> list[Pair]:
    after, instead = _first(change, first)
    await uow.timetable.save(first.id, after, (after.date, after.number))
    before = [LessonBefore(first.id, first.plan, is_new=False)]
    pairs = [Pair(first.id, first.plan, after)]
    if instead is not None:
        made = await uow.timetable.add(instead, first.id)
        before.append(LessonBefore(made, instead, is_new=True))
        pairs.append(Pair(made, None, instead, is_in_place=True))
    await uow.timetable.remember(decision_id, before)
    return pairs
