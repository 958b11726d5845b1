"""Opening the timetable of the school: for all staff; a lesson of it: for who changes it (R062)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from domain.access import Action
from domain.actor import Actor
from domain.calendar import School
from domain.classes.model import SchoolClass
from domain.errors import unknown_is_denied
from domain.hat import Hat, Target
from domain.schedule.model import minute_of
from domain.staff.use_cases import office
from domain.timetable.editors import (
    keeps_timetable,
    may_edit,
    may_undo,
    require_editor,
    require_own_pupils,
)
from domain.timetable.model import ClassTimetable, OpenedLesson, TimetableLesson
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class TimetableClasses:
    """The classes of a school; `can_edit`: the actor changes its timetable."""

    school: School
    classes: tuple[SchoolClass, ...]
    can_edit: bool
    assigns: bool
    reads_hours: bool
    edits_own: bool = False  # or that of the class that the actor leads
    claims: int = 0  # lessons that teachers say were not held, without an answer


async def timetable_classes(uow: UnitOfWork, actor: Actor) -> TimetableClasses:
    """Of the actor's own school."""
    school = office(actor, Action.READ_SCHOOL_TIMETABLE).school
    classes = await uow.classes.of_school(school.id)
    of_school = Target(school_id=school.id)
    can_edit = _edits(actor, school.id)
    return TimetableClasses(
        school,
        tuple(classes),
        can_edit,
        assigns=actor.may(Action.ASSIGN_SUBSTITUTE, of_school),
        reads_hours=any(
            actor.may(Action.READ_TEACHING_HOURS, Target(school.id, hat.person.id))
            for hat in actor.hats
        ),
        edits_own=not can_edit
        and any(may_edit(actor, school.id, class_id) for class_id in actor.led_class_ids),
        claims=len(await uow.claims.waiting(school.id)) if can_edit else 0,
    )


async def class_timetable(
    uow: UnitOfWork, actor: Actor, class_id: int, day: date
) -> ClassTimetable:
    """A day of a class."""
    with unknown_is_denied(Action.READ_SCHOOL_TIMETABLE):
        school_class = await uow.classes.school_class(class_id)
    school_id = school_class.school.id
    actor.require(Action.READ_SCHOOL_TIMETABLE, Target(school_id=school_id))
    lessons = await uow.timetable.of_class(school_id, class_id, day)
    return ClassTimetable(
        school_class,
        day,
        tuple(lessons),
        await _editable(uow, actor, school_class, lessons),
        has_groups=actor.may(Action.EDIT_GROUPS, school_class.target)
        and any(each.school_class_id and each.lesson.group_name for each in lessons),
    )


async def _editable(
    uow: UnitOfWork, actor: Actor, school_class: SchoolClass, lessons: Sequence[TimetableLesson]
) -> frozenset[int]:
    """All for who keeps the timetable; else those of the class that the actor leads."""
    school_id = school_class.school.id
    if _edits(actor, school_id):
        return frozenset(each.id for each in lessons)
    if not lessons or not may_edit(actor, school_id, school_class.id):
        return frozenset()
    own = {each.id: each.lesson.section_id for each in lessons if each.school_class_id}
    day = lessons[0].lesson.date
    mixed = await uow.meetings.with_others(own.values(), school_class.id, day)
    return frozenset(each for each, section_id in own.items() if section_id not in mixed)


async def open_timetable_lesson(uow: UnitOfWork, actor: Actor, lesson_id: int) -> OpenedLesson:
    """A lesson, with what may be done to it and the last decision about it."""
    taught, hat = await open_to_edit(uow, actor, lesson_id)
    return await opened(uow, taught, hat)


async def open_to_edit(
    uow: UnitOfWork,
    actor: Actor,
    lesson_id: int,
    *,
    to_change: bool = False,
    by_office: bool = False,
) -> tuple[TimetableLesson, Hat]:
    """The lesson, and the hat in which the actor may change it.

    `by_office`: only who keeps the timetable of the school may. `Refused` as `require_editor`.
    """
    with unknown_is_denied(Action.EDIT_TIMETABLE):
        taught = await uow.timetable.lesson(lesson_id, to_change=to_change)
    class_id = None if by_office else taught.school_class_id
    hat = require_editor(actor, taught.school_id, class_id)
    await require_own_pupils(uow, hat, taught, [taught.lesson.section_id])
    return taught, hat


async def opened(uow: UnitOfWork, taught: TimetableLesson, hat: Hat) -> OpenedLesson:
    """The lesson as its screen shows it."""
    decision = await uow.timetable.last_decision(taught.id)
    school, it = hat.school, taught.lesson
    ahead, over = is_ahead(taught, school, uow), is_over(taught, school, uow.now)
    is_open = it.date >= school.today(uow.now)
    # What was said of it once it was over nobody was told of: that may be taken back at any time.
    late = over and decision is not None and is_over(taught, school, decision.decided_at)
    lasts = decision is not None and decision.since is not None
    keeps = keeps_timetable(hat)
    stands_in = it.is_substituted and it.replaces_subject is None
    is_bare = keeps and over and not it.is_cancelled
    undoes = decision is not None and may_undo(hat, decision)
    return OpenedLesson(
        taught,
        school,
        decision,
        can_edit=keeps and is_open and not it.is_cancelled,
        can_move=ahead and not it.is_cancelled,
        can_undo=undoes and (ahead or late),
        can_last=is_open and it.is_changed and not lasts and not late and (keeps or not stands_in),
        can_cancel=is_open and not it.is_cancelled and not over and it.replaces_subject is None,
        was_not_held=is_bare and not await uow.timetable.was_held(it.id),
    )


def is_over(taught: TimetableLesson, school: School, moment: datetime) -> bool:
    """Whether it was over by then."""
    local = school.local(moment)
    return (taught.lesson.date, taught.lesson.ends) <= (local.date(), minute_of(local))


def is_ahead(taught: TimetableLesson, school: School, uow: UnitOfWork) -> bool:
    """Whether it has not begun."""
    local = school.local(uow.now)
    return (taught.lesson.date, taught.lesson.starts) > (local.date(), minute_of(local))


def _edits(actor: Actor, school_id: int) -> bool:
    return actor.may(Action.EDIT_TIMETABLE, Target(school_id=school_id))
