"""Subjects in which no homework is set or no marks are given («Разговоры о важном»).

Then nobody waits for any (R103); a subject without marks has nothing in place of them either (S1
3.7), neither in the lesson nor at the end of a period.
"""

from collections.abc import Mapping

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Facts, Thing, ThingKind
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
    change = {"takes_homework": takes}
    return await _change(uow, actor, subject_id, change)


async def give_marks(
    uow: UnitOfWork, actor: Actor, subject_id: int, *, gives: bool
) -> list[SchoolSubject]:
    """Whether marks are given in the subject; those that there are stay. Twice is once."""
    return await _change(uow, actor, subject_id, {"is_marked": gives})


async def _change(
    uow: UnitOfWork, actor: Actor, subject_id: int, change: Mapping[str, bool]
) -> list[SchoolSubject]:
    hat = office(actor, Action.EDIT_CALENDAR)
    subjects = await uow.subjects.of_school(hat.school.id)
    known = next((each for each in subjects if each.id == subject_id), None)
    if known is None:
        raise Denied(Action.EDIT_CALENDAR)
    before = {name: getattr(known, name) for name in change}
    if before == change:
        return subjects
    if "is_marked" in change:
        await uow.subjects.give_marks(subject_id, gives=change["is_marked"])
    else:
        await uow.subjects.take_homework(subject_id, takes=change["takes_homework"])
    which: Facts = {"subject": subject_id, "subject_title": known.title}
    uow.audit.note(
        actor,
        hat,
        Action.EDIT_CALENDAR,
        Thing(ThingKind.SCHOOL, hat.school.id),
        before={**which, **before},
        after={**which, **change},
    )
    return await uow.subjects.of_school(hat.school.id)
