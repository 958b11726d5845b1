"""Choosing what to be told of (R111). One phone may be both parents': it chooses for both."""

from domain.access import Action, Actor, Target
from domain.errors import Refused
from domain.notices.model import MUTABLE_KINDS, Kind
from domain.preferences.model import Choices, choosable_kinds
from domain.uow import UnitOfWork


async def notice_choices(uow: UnitOfWork, actor: Actor, student_id: int) -> Choices:
    """What this chat is told of one of its children."""
    hat = actor.require(Action.CHOOSE_NOTICES, _target(actor, student_id))
    assert hat.student is not None  # both relations that the table allows are to a pupil
    muted = await uow.preferences.muted(_choosers(actor, student_id), student_id)
    kinds = choosable_kinds(hat.school.policy, hat.student.grade_level)
    return Choices(hat.student, kinds, muted & frozenset(kinds))


async def choose_notices(
    uow: UnitOfWork, actor: Actor, student_id: int, kind: Kind, *, on: bool
) -> Choices:
    """Switches a kind for a child. Messages from school and news of access always come."""
    actor.require(Action.CHOOSE_NOTICES, _target(actor, student_id))
    if kind not in MUTABLE_KINDS:
        raise Refused("always_told")
    change = uow.preferences.unmute if on else uow.preferences.mute
    await change(_choosers(actor, student_id), student_id, kind)
    return await notice_choices(uow, actor, student_id)


def _target(actor: Actor, student_id: int) -> Target:
    """A family chooses for its own: the school follows from the hat."""
    schools = (hat.school.id for hat in actor.hats_about(student_id))
    return Target(school_id=next(schools, None), student_id=student_id)


def _choosers(actor: Actor, student_id: int) -> tuple[int, ...]:
    return tuple(hat.person.id for hat in actor.hats_about(student_id))
