"""What was not delivered by a mistake: seen, and sent again."""

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.delivery.trouble_model import Troubles
from domain.delivery.use_cases import NOT_AT_ONCE
from domain.errors import Denied
from domain.hat import Hat, Target
from domain.uow import UnitOfWork

DEAD_ON_PAGE = 12


async def open_troubles(uow: UnitOfWork, actor: Actor, page: int = 0) -> Troubles:
    """Dead notices of the school, and what waits; names for whoever may read the diaries."""
    school = _hat(actor).school
    count = await uow.troubles.count_dead(school.id)
    last = max(0, (count - 1) // DEAD_ON_PAGE)
    shown = min(page, last)
    return Troubles(
        school,
        tuple(await uow.troubles.dead(school.id, DEAD_ON_PAGE, shown * DEAD_ON_PAGE)),
        count,
        tuple(await uow.troubles.waiting(school.id, uow.now - NOT_AT_ONCE)),
        names=actor.may(Action.READ_DELIVERY, Target(school_id=school.id)),
        page=shown,
    )


async def send_again(uow: UnitOfWork, actor: Actor, notice_id: int | None = None) -> int:
    """Dead notices of the school are due again, one or all; gives their number.

    What is dead no more, and what is another school's, is left as it is: 0.
    """
    hat = _hat(actor)
    ids = () if notice_id is None else (notice_id,)
    sent = await uow.troubles.send_again(hat.school.id, ids)
    if sent:
        of_school = Thing(ThingKind.SCHOOL, hat.school.id)
        thing = of_school if notice_id is None else Thing(ThingKind.NOTICE, notice_id)
        uow.audit.note(actor, hat, Action.RESEND_NOTICES, thing, after={"notices": sent})
    return sent


def _hat(actor: Actor) -> Hat:
    for hat in actor.current_first:
        target = Target(school_id=hat.school.id)
        if actor.may(Action.RESEND_NOTICES, target):
            return actor.require(Action.RESEND_NOTICES, target)
    actor.require_hat()
    raise Denied(Action.RESEND_NOTICES)
