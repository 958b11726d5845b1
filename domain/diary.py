"""Opening a pupil's diary: the one way in to everything a family or the school reads of a pupil."""

from domain.access import Action, Actor, Target, unknown_is_denied
from domain.calendar import School
from domain.people import Student
from domain.uow import UnitOfWork


async def open_diary(uow: UnitOfWork, actor: Actor, student_id: int) -> tuple[Student, School]:
    """The pupil and the school, when the actor may read this diary; else `Denied`.

    A family's own child is known from its hat, so that the usual screen asks nothing more.
    An unknown id and a foreign one are refused in equal words (R009).
    """
    actor.require_hat()
    student, school = await _find(uow, actor, student_id)
    actor.require(
        Action.READ_DIARY,
        Target(school_id=school.id, student_id=student.id, school_class_id=student.school_class_id),
    )
    return student, school


async def _find(uow: UnitOfWork, actor: Actor, student_id: int) -> tuple[Student, School]:
    for hat in actor.hats_about(student_id):
        if hat.student is not None:
            return hat.student, hat.school
    with unknown_is_denied(Action.READ_DIARY):
        return await uow.people.student(student_id)
