"""Opening a pupil's diary: the one way in to everything a family or the school reads of a pupil."""

from collections.abc import Collection, Set
from dataclasses import dataclass

from domain.access import READINGS, Action
from domain.actor import Actor
from domain.calendar import School
from domain.errors import unknown_is_denied
from domain.hat import Target
from domain.people import Student
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class Diary:
    """A diary of which some may be read."""

    student: Student
    school: School
    readings: Set[Action]


async def open_diary(
    uow: UnitOfWork, actor: Actor, student_id: int, action: Action
) -> tuple[Student, School]:
    """The pupil and the school, when the actor may read this of the diary; else `Denied`.

    A family's own child is known from its hat, so that the usual screen asks nothing more.
    An unknown id and a foreign one are refused in equal words (R009).
    """
    actor.require_hat()
    student, school = await _find(uow, actor, student_id, action)
    actor.require(action, target_of(student, school))
    return student, school


async def open_in_part(uow: UnitOfWork, actor: Actor, student_id: int) -> Diary:
    """The diary with whatever of it the actor may read; `Denied` where that is nothing."""
    actor.require_hat()
    student, school = await _find(uow, actor, student_id, READINGS[0])
    found = permitted(actor, student, school, READINGS)
    if not found:
        actor.require(READINGS[0], target_of(student, school))
    return Diary(student, school, found)


def permitted(
    actor: Actor, student: Student, school: School, actions: Collection[Action]
) -> frozenset[Action]:
    """Those of the actions that the actor may do about this pupil."""
    return actor.may_of(actions, target_of(student, school))


def target_of(student: Student, school: School) -> Target:
    """A pupil as what a right is to."""
    return Target(
        school_id=school.id, student_id=student.id, school_class_id=student.school_class_id
    )


async def _find(
    uow: UnitOfWork, actor: Actor, student_id: int, action: Action
) -> tuple[Student, School]:
    for hat in actor.hats_about(student_id):
        if hat.student is not None:
            return hat.student, hat.school
    with unknown_is_denied(action):
        return await uow.people.student(student_id)
