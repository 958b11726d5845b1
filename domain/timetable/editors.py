"""Who changes a lesson of the timetable: who keeps it, or who leads the class (C6).

S4 П2.VII leaves the timetable to the deputy head; S1 3.6 lets who leads a class fill it in. A
school that wants the second switches `homeroom_edits_timetable` on: then the lessons of the own
class are changed by its homeroom teacher as well, but for what is not of the class alone.
"""

from collections.abc import Collection, Iterable

from domain.access import Action
from domain.actor import Actor
from domain.errors import Refused
from domain.hat import Hat, Target, allows
from domain.timetable.edits import Edit
from domain.timetable.in_the_way import InTheWay
from domain.timetable.model import ChangedLesson, Decision, TimetableLesson
from domain.timetable.permanent import SlotEdit
from domain.uow import UnitOfWork

_EDIT = Action.EDIT_TIMETABLE


def keeps_timetable(hat: Hat) -> bool:
    """Whether the timetable of the whole school is its to change."""
    return allows(hat, _EDIT, Target(school_id=hat.school.id))


def may_edit(actor: Actor, school_id: int, class_id: int | None) -> bool:
    """Whether `require_editor` lets: what a button is worth showing for."""
    if actor.may(_EDIT, Target(school_id=school_id)):
        return True
    if class_id is None:
        return False
    own = Target(school_id=school_id, school_class_id=class_id)
    return actor.may(_EDIT, own) and any(
        hat.school.id == school_id and hat.school.policy.homeroom_edits_timetable
        for hat in actor.hats
    )


def require_editor(actor: Actor, school_id: int, class_id: int | None) -> Hat:
    """The hat in which lessons of this class are changed; None: of several classes.

    `Refused` "timetable_by_deputy" for who leads the class while the school keeps it so.
    """
    of_school = Target(school_id=school_id)
    if class_id is None or actor.may(_EDIT, of_school):
        return actor.require(_EDIT, of_school)
    hat = actor.require(_EDIT, Target(school_id=school_id, school_class_id=class_id))
    if not hat.school.policy.homeroom_edits_timetable:
        raise Refused("timetable_by_deputy")
    return hat


async def require_own_pupils(
    uow: UnitOfWork, hat: Hat, taught: TimetableLesson, section_ids: Collection[int]
) -> None:
    """`Refused` "group_by_deputy" to who leads the class, of a group with pupils of others."""
    if keeps_timetable(hat) or taught.school_class_id is None:
        return
    class_id, day = taught.school_class_id, taught.lesson.date
    if await uow.meetings.with_others(section_ids, class_id, day):
        raise Refused("group_by_deputy")


def require_kind(hat: Hat, kind: Edit) -> None:
    """Who gives a lesson has rights to its journal and is paid for it (R071): not of the class."""
    if kind is Edit.TEACHER and not keeps_timetable(hat):
        raise Refused("teacher_by_deputy")


async def require_lasting(
    uow: UnitOfWork, hat: Hat, taught: TimetableLesson, edits: Collection[SlotEdit]
) -> None:
    """The same of what is to last: what the deputy gave to others for a date stays so."""
    if any(each.kind is Edit.TEACHER or each.teacher_id is not None for each in edits):
        require_kind(hat, Edit.TEACHER)
    sections = {one for each in edits for one in (each.section_id, each.new_section_id) if one}
    await require_own_pupils(uow, hat, taught, sections)


def require_own_clashes(hat: Hat, taught: TimetableLesson, found: Iterable[InTheWay]) -> None:
    """What another class has at that time is pushed aside by who keeps both timetables."""
    if keeps_timetable(hat):
        return
    if any(each.other.school_class_id != taught.school_class_id for each in found):
        raise Refused("clash_by_deputy")


def may_undo(hat: Hat, decision: Decision) -> bool:
    """What the deputy decided, the deputy takes back."""
    return keeps_timetable(hat) or decision.decided_by.id == hat.person.id


def require_editor_of(actor: Actor, decision: Decision, changed: Iterable[ChangedLesson]) -> Hat:
    """The hat in which a decision is looked at: of one class alone also by who leads it."""
    classes = {each.now.school_class_id for each in changed}
    only = next(iter(classes)) if len(classes) == 1 and not decision.is_absence else None
    return require_editor(actor, decision.school_id, only)


def require_undoing(hat: Hat, decision: Decision) -> None:
    """`Refused` "change_by_deputy" to who leads the class where somebody else decided it."""
    if not may_undo(hat, decision):
        raise Refused("change_by_deputy")
