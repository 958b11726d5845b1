"""Reading the audit trail: of a child, in one's own name, of a class, of the school (R016)."""

from dataclasses import replace

from domain.access import Action
from domain.actor import Actor
from domain.audit.trail_model import LINES_ON_PAGE, Part, Scope, Trail
from domain.calendar import School
from domain.classes.use_cases import open_class
from domain.diary import target_of
from domain.errors import Denied, unknown_is_denied
from domain.hat import Hat, Target
from domain.people import Student
from domain.uow import UnitOfWork


async def pupil_trail(
    uow: UnitOfWork, actor: Actor, student_id: int, part: Part, before: int
) -> Trail:
    """Who changed the pupil's records and who of the staff looked at them.

    For a family without what another parent wrote and chose.
    """
    student, school = await _pupil(uow, actor, student_id)
    hat = actor.require(Action.READ_AUDIT, target_of(student, school))
    reader = None if hat.is_staff else hat.person.id
    scope = Scope(school.id, about_id=student.id, reader_id=reader)
    page = await page_of(uow, school, scope, part, before)
    with_values = actor.may(Action.READ_MARKS, target_of(student, school))
    return replace(page, person=student, with_values=with_values)


async def own_trail(uow: UnitOfWork, actor: Actor, part: Part, before: int) -> Trail:
    """What a member of staff did and looked at, by any of their phones."""
    hat = _staff_hat(actor)
    actor.require(Action.READ_AUDIT, Target(school_id=hat.school.id, person_id=hat.person.id))
    scope = Scope(hat.school.id, by_id=hat.person.id)
    return replace(await page_of(uow, hat.school, scope, part, before), person=hat.person)


async def class_trail(
    uow: UnitOfWork, actor: Actor, class_id: int, part: Part, before: int
) -> Trail:
    """What concerns a class and its pupils."""
    school_class, hat = await open_class(uow, actor, class_id, Action.READ_AUDIT)
    scope = Scope(hat.school.id, school_class_id=class_id)
    page = await page_of(uow, hat.school, scope, part, before)
    return replace(page, title=school_class.title)


async def school_trail(uow: UnitOfWork, actor: Actor, part: Part, before: int) -> Trail:
    """Everything, and the end of the chain to be written down.

    Marks and words for whoever may read the diaries; the administrator sees that they were set.
    """
    school = log_of_school(actor)
    page = await page_of(uow, school, Scope(school.id), part, before)
    with_values = actor.may(Action.READ_MARKS, Target(school_id=school.id))
    return replace(page, head=await uow.audit.head(school.id), with_values=with_values)


async def page_of(uow: UnitOfWork, school: School, scope: Scope, part: Part, before: int) -> Trail:
    """A page of this scope. Asks no rights."""
    lines = await uow.audit.lines(scope, part, before, LINES_ON_PAGE + 1)
    shown = lines[:LINES_ON_PAGE]
    older_than = shown[-1].record.seq if len(lines) > LINES_ON_PAGE else None
    return Trail(school, tuple(shown), part, before, older_than)


async def _pupil(uow: UnitOfWork, actor: Actor, student_id: int) -> tuple[Student, School]:
    actor.require_hat()
    for hat in actor.hats_about(student_id):
        if hat.student is not None:
            return hat.student, hat.school
    with unknown_is_denied(Action.READ_AUDIT):
        return await uow.people.student(student_id)


def _staff_hat(actor: Actor) -> Hat:
    actor.require_hat()
    for hat in actor.current_first:
        if hat.is_staff:
            return hat
    raise Denied(Action.READ_AUDIT)


def log_of_school(actor: Actor) -> School:
    """The school whose whole log the actor reads, the current hat first; else `Denied`."""
    actor.require_hat()
    for hat in actor.current_first:
        target = Target(school_id=hat.school.id)
        if actor.may(Action.READ_AUDIT, target):
            return actor.require(Action.READ_AUDIT, target).school
    raise Denied(Action.READ_AUDIT)
