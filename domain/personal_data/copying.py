"""Who gets a copy of whose data."""

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.hat import Hat, Target
from domain.personal_data.copy_model import Copy, CopyScope
from domain.uow import UnitOfWork


async def permit_copy(uow: UnitOfWork, actor: Actor, student_id: int) -> CopyScope:
    """The guardian's own data and that of all their children here, for a pupil the own; noted.

    The other parent on the same phone gets their own archive, not this one.
    """
    hat = actor.require(Action.COPY_DATA, Target(student_id=student_id))
    children = [student_id, *_other_children(actor, hat, student_id)]
    scope = CopyScope(hat.school, hat.person.id, tuple(children))
    for person_id in scope.people:
        thing = Thing(ThingKind.PERSON, person_id)
        uow.audit.note(actor, hat, Action.COPY_DATA, thing, about=person_id, after={"copied": 1})
    return scope


def _other_children(actor: Actor, hat: Hat, student_id: int) -> list[int]:
    return [
        other.student.id
        for other in actor.hats
        if other.person.id == hat.person.id
        and other.student is not None
        and other.student.id != student_id
        and actor.may(Action.COPY_DATA, Target(student_id=other.student.id))
    ]


async def read_copy(uow: UnitOfWork, scope: CopyScope) -> Copy:
    """Everything, in the transaction of `uow`; who may have it was asked by `permit_copy`."""
    people = await uow.copies.people(scope.people)
    return Copy(scope, uow.now, tuple(people), tuple(await uow.copies.sections(scope)))
