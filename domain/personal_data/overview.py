"""What waits and what is due about personal data, for whoever of the school has to do with it."""

from dataclasses import dataclass

from domain.access import Action
from domain.actor import Actor
from domain.errors import Denied
from domain.hat import Hat, Target
from domain.personal_data.changes import waiting_requests
from domain.personal_data.erasing import ERASURES_SHOWN
from domain.personal_data.erasure_model import Erasure
from domain.personal_data.list_model import CheckState
from domain.personal_data.lists import checks_of_school
from domain.uow import UnitOfWork


@dataclass(frozen=True, slots=True)
class SchoolData:
    """None where the reader has no right to it."""

    hat: Hat
    requests: int | None
    erasures: tuple[Erasure, ...] | None
    overdue_lists: int | None
    opt_outs: int | None
    records: bool  # takes statements on paper


async def school_data(uow: UnitOfWork, actor: Actor) -> SchoolData:
    """At a glance; `Denied` for whoever has nothing to do with it."""
    for hat in actor.current_first:
        if hat.is_staff and (hat.homeroom_class_ids or _is_of_office(hat, actor)):
            return await _of_hat(uow, actor, hat)
    actor.require_hat()
    raise Denied(Action.READ_ERASURES)


def _is_of_office(hat: Hat, actor: Actor) -> bool:
    return actor.may(Action.READ_ERASURES, Target(school_id=hat.school.id))


async def _of_hat(uow: UnitOfWork, actor: Actor, hat: Hat) -> SchoolData:
    school = Target(school_id=hat.school.id)
    is_of_office = _is_of_office(hat, actor)
    decides = bool(hat.homeroom_class_ids) or actor.may(Action.DECIDE_DATA_CHANGE, school)
    requests = len(await waiting_requests(uow, actor)) if decides else None
    if not is_of_office:
        return SchoolData(hat, requests, None, None, None, records=False)
    actor.require(Action.READ_ERASURES, school)
    found = await uow.erasures.of_school(hat.school.id, is_open=True, limit=ERASURES_SHOWN)
    checks = await checks_of_school(uow, hat.school)
    return SchoolData(
        hat,
        requests,
        tuple(found),
        sum(each.state is CheckState.OVERDUE for each in checks),
        len(await uow.opt_outs.of_school(hat.school.id)),
        records=actor.may(Action.ASK_ERASURE, school),
    )
