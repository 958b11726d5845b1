"""Changing one lesson for its date, and taking that back (R067; S2 3.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Facts, Thing, ThingKind
from domain.calendar import School
from domain.errors import Denied, Refused, unknown_is_denied
from domain.hat import Hat
from domain.timetable.concerned import Pair
from domain.timetable.editors import (
    require_editor_of,
    require_kind,
    require_own_clashes,
    require_own_pupils,
    require_undoing,
)
from domain.timetable.edits import Edit, LessonEdit, edit_on
from domain.timetable.in_the_way import InTheWay, in_the_way
from domain.timetable.lasting_undo import free_cells, plan_again
from domain.timetable.model import (
    ChangedLesson,
    Decision,
    LessonBefore,
    OpenedLesson,
    TimetableLesson,
)
from domain.timetable.not_held import tell_it_was_held
from domain.timetable.planning import PlannedLesson
from domain.timetable.reading import is_ahead, is_over, open_to_edit, opened
from domain.timetable.telling import tell_of_change
from domain.typed import one_line
from domain.uow import UnitOfWork

ROOM_LENGTH = 32  # characters


@dataclass(frozen=True, slots=True)
class Edited:
    """The lesson as it is now. Where something is `in_the_way`, nothing was changed yet.

    `told`: notices written; None where nothing has changed.
    """

    opened: OpenedLesson
    in_the_way: tuple[InTheWay, ...] = ()
    told: int | None = None


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back: one lesson as it is now; None: an absence."""

    school: School
    opened: OpenedLesson | None


async def edit_lesson(
    uow: UnitOfWork, actor: Actor, lesson_id: int, edit: LessonEdit, *, is_sure: bool
) -> Edited:
    """Changes it for its date; families and teachers for whom it differs are told.

    What else is at that time is a warning: with `is_sure` it is done all the same. Done again it
    changes nothing. `Refused` for what has begun, is cancelled, or where the section meets
    already; to who leads the class also for its teacher, and for what another class has then.
    """
    taught, hat = await open_to_edit(uow, actor, lesson_id, to_change=True)
    require_kind(hat, edit.kind)
    edit = await _checked(uow, taught, hat.school, edit)
    if edit.kind is Edit.SUBJECT:
        await require_own_pupils(uow, hat, taught, [edit.section_id])
    bells = await _bells(uow, taught) if edit.kind is Edit.TIME else {}
    if edit.kind is Edit.TIME and edit.number not in bells:
        raise Denied(Action.EDIT_TIMETABLE)
    after, instead = edit_on(taught.plan, edit, bells)
    if after == taught.plan:
        return Edited(await opened(uow, taught, hat))
    if taught.lesson.is_cancelled:
        raise Refused("cancelled_already")
    found = await in_the_way(uow, taught, edit, instead or after)
    require_own_clashes(hat, taught, found)
    if found and not is_sure:
        return Edited(await opened(uow, taught, hat), found)
    decision_id = await uow.timetable.decide(hat.school.id, hat.person.id)
    pairs = await _write(uow, taught, after, instead, decision_id)
    _note(uow, (actor, hat), taught, edit)
    told = await tell_of_change(uow, hat, decision_id, pairs)
    now = await uow.timetable.lesson(taught.id)
    return Edited(await opened(uow, now, hat), told=told)


async def type_room(
    uow: UnitOfWork, actor: Actor, lesson_id: int, typed: str, *, is_sure: bool
) -> Edited:
    """The same with a room that no button offers; `Refused` when empty or too long."""
    room = one_line(typed)
    if not room or len(room) > ROOM_LENGTH:
        raise Refused("room_length", limit=ROOM_LENGTH)
    edit = LessonEdit(Edit.ROOM, location=room)
    return await edit_lesson(uow, actor, lesson_id, edit, is_sure=is_sure)


async def undo_change(uow: UnitOfWork, actor: Actor, decision_id: int) -> Undone:
    """Its lessons are again as they were; whoever was told of it is told so.

    Of an absence, those that are still ahead and that no later decision is about. `Refused` once
    the lesson of any other has begun, of a lasting one the first, or when a later decision stands
    on it.
    """
    with unknown_is_denied(Action.EDIT_TIMETABLE):
        decision = await uow.timetable.decision(decision_id)
    changed = await uow.timetable.changed(decision_id)
    hat = require_editor_of(actor, decision, changed)
    require_undoing(hat, decision)
    if decision.since is not None:
        await uow.calendar.lock(hat.school.id)  # its cells, and before any lesson
    await uow.timetable.hold([each.now.id for each in changed])
    decision = await uow.timetable.decision(decision_id)
    changed = await uow.timetable.changed(decision_id)
    if decision.undone_at is None:
        if decision.is_absence:
            changed = [
                each for each in changed if await _stands(uow, hat.school, each, decision_id)
            ]
        elif decision.since is not None:
            await free_cells(uow, hat.school, decision, changed)
        else:
            await _require_undoable(uow, hat.school, decision, changed)
        await _put_back(uow, (actor, hat), decision, changed)
    first = next((each.now.id for each in changed if not each.before.is_new), None)
    if first is None or decision.is_absence:
        return Undone(hat.school, None)
    return Undone(hat.school, await opened(uow, await uow.timetable.lesson(first), hat))


async def lesson_of_change(uow: UnitOfWork, actor: Actor, decision_id: int) -> int | None:
    """The first lesson of a decision, by which it is looked at; None of an absence."""
    with unknown_is_denied(Action.EDIT_TIMETABLE):
        decision = await uow.timetable.decision(decision_id)
    changed = await uow.timetable.changed(decision_id)
    require_editor_of(actor, decision, changed)
    if decision.is_absence:
        return None
    return next((each.now.id for each in changed if not each.before.is_new), None)


async def _put_back(
    uow: UnitOfWork, who: tuple[Actor, Hat], decision: Decision, changed: list[ChangedLesson]
) -> None:
    decision_id = decision.id
    for each in changed:
        plan = _as_before(each)
        usual = each.now.usual if decision.since is None else (plan.date, plan.number)
        await uow.timetable.save(each.now.id, plan, usual)
    moved = {each.now.id: each.before.plan.date for each in changed if not each.before.is_new}
    await uow.timetable.homework_follows(moved)
    await uow.timetable.undo(decision_id)
    actor, hat = who
    if decision.since is not None:
        await plan_again(uow, hat.school, decision)
    uow.audit.note(
        actor,
        hat,
        Action.EDIT_TIMETABLE,
        Thing(ThingKind.TIMETABLE, decision_id),
        before={"is_undone": False},
        after={"is_undone": True},
    )
    pairs = [
        Pair(each.now.id, each.now.plan, _as_before(each), is_in_place=each.before.is_new)
        for each in changed
        if not is_over(each.now, hat.school, uow.now)
    ]
    await tell_of_change(uow, hat, decision_id, pairs)
    for each in changed:
        if is_over(each.now, hat.school, decision.decided_at):
            await tell_it_was_held(uow, hat, each.now.id)


async def _stands(uow: UnitOfWork, school: School, each: ChangedLesson, decision_id: int) -> bool:
    """Whether the lesson is ahead, and as this decision left it."""
    last = await uow.timetable.last_decision(each.now.id)
    return is_ahead(each.now, school, uow) and last is not None and last.id == decision_id


def _as_before(changed: ChangedLesson) -> PlannedLesson:
    """A lesson that came in another's place is not held; its record, if any, stays."""
    if changed.before.is_new:
        return replace(changed.now.plan, is_cancelled=True)
    return changed.before.plan


async def _require_undoable(
    uow: UnitOfWork, school: School, decision: Decision, changed: list[ChangedLesson]
) -> None:
    late = all(is_over(each.now, school, decision.decided_at) for each in changed)
    if not late and not all(is_ahead(each.now, school, uow) for each in changed):
        raise Refused("lesson_over")
    if await uow.timetable.newer(decision.id):
        raise Refused("changed_since")
    own = {each.now.id for each in changed}
    for day in {each.before.plan.date for each in changed}:
        of_day = await uow.timetable.of_school(school.id, day)
        taken = {each.plan.key for each in of_day if each.id not in own}
        if taken & {each.before.plan.key for each in changed}:
            raise Refused("section_meets_then")


async def _bells(uow: UnitOfWork, taught: TimetableLesson) -> Mapping[int, tuple[int, int]]:
    return await uow.timetable.bells(taught.id, taught.lesson.date)


async def _checked(
    uow: UnitOfWork, taught: TimetableLesson, school: School, edit: LessonEdit
) -> LessonEdit:
    """The edit with what follows from it; ids from elsewhere are `Denied`."""
    is_open = taught.lesson.date >= school.today(uow.now)
    at_once = edit.kind in (Edit.CANCEL, Edit.TEACHER)
    if not is_open or not (at_once or is_ahead(taught, school, uow)):
        raise Refused("lesson_over")
    if edit.kind is Edit.CANCEL and is_over(taught, school, uow.now):
        raise Refused("lesson_passed")
    has_begun = not is_ahead(taught, school, uow)
    if edit.kind is Edit.CANCEL and has_begun and await uow.timetable.was_held(taught.id):
        raise Refused("lesson_recorded")
    if edit.kind in (Edit.CANCEL, Edit.SUBJECT) and taught.lesson.replaces_subject is not None:
        raise Refused("stands_in_place")
    if edit.kind is Edit.TEACHER:
        teachers = await uow.timetable.teachers(taught.school_id)
        if edit.teacher_id not in {each.person.id for each in teachers}:
            raise Denied(Action.EDIT_TIMETABLE)
    if edit.kind is Edit.SUBJECT:
        sections = await uow.timetable.sections_of(taught.school_class_id or 0)
        chosen = next((each for each in sections if each.id == edit.section_id), None)
        if chosen is None or chosen.id == taught.lesson.section_id:
            raise Denied(Action.EDIT_TIMETABLE)
        return replace(edit, teacher_id=chosen.teacher.id if chosen.teacher else None)
    return edit


async def _write(
    uow: UnitOfWork,
    taught: TimetableLesson,
    after: PlannedLesson,
    instead: PlannedLesson | None,
    decision_id: int,
) -> list[Pair]:
    before = [LessonBefore(taught.id, taught.plan, is_new=False)]
    pairs = [Pair(taught.id, taught.plan, after)]
    await uow.timetable.save(taught.id, after, taught.usual)
    if instead is not None:
        made = await uow.timetable.add(instead, taught.id)
        before.append(LessonBefore(made, instead, is_new=True))
        pairs.append(Pair(made, None, instead, is_in_place=True))
    await uow.timetable.remember(decision_id, before)
    return pairs


def _note(
    uow: UnitOfWork, who: tuple[Actor, Hat], taught: TimetableLesson, edit: LessonEdit
) -> None:
    before: Facts
    after: Facts
    match edit.kind:
        case Edit.CANCEL:
            before, after = {"is_cancelled": False}, {"is_cancelled": True}
        case Edit.TEACHER:
            before = {"teacher_id": taught.plan.teacher_id}
            after = {"teacher_id": edit.teacher_id}
        case Edit.ROOM:
            before, after = {"location": taught.lesson.location}, {"location": edit.location}
        case Edit.TIME:
            before, after = {"number": taught.lesson.number}, {"number": edit.number}
        case Edit.SUBJECT:
            before = {"section_id": taught.lesson.section_id}
            after = {"section_id": edit.section_id}
    actor, hat = who
    thing = Thing(ThingKind.LESSON, taught.id)
    uow.audit.note(actor, hat, Action.EDIT_TIMETABLE, thing, before=before, after=after)
