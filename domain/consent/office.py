"""What staff sign (R030) and what the school decided to keep of people (R026)."""

from collections.abc import Mapping

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.calendar import School
from domain.classes.model import SchoolClass
from domain.consent.fields import ExtraField
from domain.consent.model import Paper, StaffNote
from domain.errors import Denied, unknown_is_denied
from domain.hat import Hat, Target
from domain.uow import UnitOfWork


def papers_hat(actor: Actor) -> Hat:
    """The hat in which the papers of the school are seen; else `Denied`."""
    actor.require_hat()
    for hat in actor.current_first:
        if hat.is_staff and hat.keeps_papers:
            return hat
    raise Denied(Action.READ_CONSENTS)


async def consent_classes(uow: UnitOfWork, actor: Actor) -> tuple[Hat, list[SchoolClass]]:
    """The classes whose consents the actor may see; none for whoever keeps staff's papers alone."""
    hat = papers_hat(actor)
    classes = await uow.classes.of_school(hat.school.id)
    return hat, [each for each in classes if actor.may(Action.READ_CONSENTS, each.target)]


async def staff_notes(uow: UnitOfWork, actor: Actor) -> tuple[School, list[StaffNote]]:
    """Who of the staff has signed."""
    hat = _office(actor, Action.RECORD_NONDISCLOSURE)
    return hat.school, await uow.staff_papers.staff_notes(hat.school.id)


async def staff_note(uow: UnitOfWork, actor: Actor, person_id: int) -> tuple[Hat, StaffNote]:
    """One of them; else `Denied`."""
    with unknown_is_denied(Action.RECORD_NONDISCLOSURE):
        note, school_id = await uow.staff_papers.staff_note(person_id)
    return actor.require(Action.RECORD_NONDISCLOSURE, Target(school_id=school_id)), note


async def record_note(uow: UnitOfWork, actor: Actor, person_id: int, paper: Paper) -> None:
    """The agreement of non-disclosure is signed: from the next update on the person sees data."""
    hat, known = await staff_note(uow, actor, person_id)
    await uow.staff_papers.add_note(person_id, paper, hat.person.id)
    _note(uow, actor, hat, person_id, known.note, paper)


async def end_note(uow: UnitOfWork, actor: Actor, person_id: int) -> None:
    """It holds no more, or was recorded by mistake."""
    hat, known = await staff_note(uow, actor, person_id)
    if known.note is not None:
        await uow.staff_papers.end_note(person_id, hat.person.id)
        _note(uow, actor, hat, person_id, known.note, None)


def _note(
    uow: UnitOfWork, actor: Actor, hat: Hat, person_id: int, old: Paper | None, new: Paper | None
) -> None:
    uow.audit.note(
        actor,
        hat,
        Action.RECORD_NONDISCLOSURE,
        Thing(ThingKind.NDA, person_id),
        about=person_id,
        before=_facts(old),
        after=_facts(new),
    )


async def field_decisions(uow: UnitOfWork, actor: Actor) -> tuple[Hat, Mapping[ExtraField, Paper]]:
    """What the school keeps beyond name, sex and birth date, and by which decision."""
    hat = _office(actor, Action.DECIDE_FIELDS)
    return hat, await decided_fields(uow, hat.school.id)


async def decided_fields(uow: UnitOfWork, school_id: int) -> Mapping[ExtraField, Paper]:
    """The gate of every extra field: what is not among these is not asked, read or stored."""
    stored = await uow.staff_papers.decisions(school_id)
    return {field: stored[field] for field in ExtraField if field in stored}


async def decide_field(uow: UnitOfWork, actor: Actor, field: ExtraField, paper: Paper) -> None:
    """The school has decided to keep it."""
    hat, known = await field_decisions(uow, actor)
    await uow.staff_papers.add_decision(hat.school.id, field, paper, hat.person.id)
    _decision(uow, actor, hat, field, known.get(field), paper)


async def end_decision(uow: UnitOfWork, actor: Actor, field: ExtraField) -> None:
    """It is kept no more: addresses of letters are forgotten, and their sheets are printed."""
    hat, known = await field_decisions(uow, actor)
    if field in known:
        await uow.staff_papers.end_decision(hat.school.id, field, hat.person.id)
        if field is ExtraField.EMAIL:
            await uow.opt_outs.forget_emails(hat.school.id)
        _decision(uow, actor, hat, field, known[field], None)


def _decision(
    uow: UnitOfWork, actor: Actor, hat: Hat, field: ExtraField, old: Paper | None, new: Paper | None
) -> None:
    uow.audit.note(
        actor,
        hat,
        Action.DECIDE_FIELDS,
        Thing(ThingKind.SCHOOL, hat.school.id),
        before={"field": field.value, **_facts(old)},
        after={"field": field.value, **_facts(new)},
    )


def _office(actor: Actor, action: Action) -> Hat:
    """The hat in which the actor may do it in its own school; else `Denied`."""
    actor.require_hat()
    for hat in actor.current_first:
        target = Target(school_id=hat.school.id)
        if hat.is_staff and actor.may(action, target):
            return actor.require(action, target)
    raise Denied(action)


def _facts(paper: Paper | None) -> dict[str, str | None]:
    if paper is None:
        return {"paper": None}
    return {"paper": paper.number, "paper_date": paper.date.isoformat()}
