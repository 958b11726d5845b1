"""The register of responsible persons (R021, S4 П2.XII)."""

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.errors import Denied
from domain.hat import Hat
from domain.staff.model import Duty, Order, Register, Responsible
from domain.staff.use_cases import office, open_card
from domain.uow import UnitOfWork


async def open_register(
    uow: UnitOfWork, actor: Actor, action: Action = Action.READ_DUTIES
) -> tuple[Register, Hat]:
    """Every duty with its order, also those that are over."""
    hat = office(actor, action)
    return Register(hat.school, tuple(await uow.duties.responsible(hat.school.id))), hat


async def add_responsible(
    uow: UnitOfWork, actor: Actor, duty: Duty, person_id: int, order: Order
) -> None:
    """From the day of the order the person has this duty; several may have the same one."""
    card, hat = await open_card(uow, actor, person_id, Action.EDIT_DUTIES)
    line_id = await uow.duties.add_responsible(
        card.school.id, duty, person_id, order, hat.person.id
    )
    uow.audit.note(
        actor,
        hat,
        Action.EDIT_DUTIES,
        Thing(ThingKind.DUTY, line_id),
        about=person_id,
        after={"duty": duty.value, "order": order.number, "order_date": order.date.isoformat()},
    )


async def find_responsible(uow: UnitOfWork, actor: Actor, line_id: int) -> tuple[Responsible, Hat]:
    """A line of the own school's register that the actor may change; else `Denied`."""
    register, hat = await open_register(uow, actor, Action.EDIT_DUTIES)
    for line in register.lines:
        if line.id == line_id:
            return line, hat
    raise Denied(Action.EDIT_DUTIES)


async def end_responsible(uow: UnitOfWork, actor: Actor, line_id: int) -> None:
    """The duty is over today; the line stays."""
    line, hat = await find_responsible(uow, actor, line_id)
    if line.ends is not None:
        return
    await uow.duties.end_responsible(line.id)
    uow.audit.note(
        actor,
        hat,
        Action.EDIT_DUTIES,
        Thing(ThingKind.DUTY, line.id),
        about=line.person.id,
        before={"ends": None},
        after={"ends": hat.school.today(uow.now).isoformat()},
    )
