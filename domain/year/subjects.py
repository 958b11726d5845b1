"""Subjects in which no homework is set («Разговоры о важном»): then nobody waits for any (R103)."""

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.errors import Denied
from domain.staff.use_cases import office
from domain.uow import UnitOfWork
from domain.year.subject_model import SchoolSubject


async def school_subjects(uow: UnitOfWork, actor: Actor) -> list[SchoolSubject]:
    """Those of the own school."""
    return await uow.subjects.of_school(office(actor, Action.EDIT_CALENDAR).school.id)


async def take_homework(
    uow: UnitOfWork, actor: Actor, subject_id: int, *, takes: bool
) -> list[SchoolSubject]:
    """Whether homework is set in the subject; what is set already stays. Twice is once."""
    hat = office(actor, Action.EDIT_CALENDAR)
    known = {each.id: each for each in await uow.subjects.of_school(hat.school.id)}
    if subject_id not in known:
        raise Denied(Action.EDIT_CALENDAR)
    if known[subject_id].takes_homework is takes:
        return [*known.values()]
    await uow.subjects.take_homework(subject_id, takes=takes)
    uow.audit.note(
        actor,
        hat,
        Action.EDIT_CALENDAR,
        Thing(ThingKind.SCHOOL, hat.school.id),
        before={"subject": subject_id, "takes_homework": not takes},
        after={"subject": subject_id, "takes_homework": takes},
    )
    return await uow.subjects.of_school(hat.school.id)
