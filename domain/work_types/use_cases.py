"""Reading and changing the list of work types (S2 3.2, S4 §4(а): a term for each)."""

from collections.abc import Sequence
from typing import Any

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.errors import Refused, unknown_is_denied
from domain.hat import Hat, Target
from domain.staff.use_cases import office
from domain.typed import one_line
from domain.uow import UnitOfWork
from domain.work_types.model import (
    LIMITS,
    SHORT_LENGTH,
    TERMS,
    TITLE_LENGTH,
    TYPED,
    WEIGHTS,
    SchoolWorkType,
    WorkField,
    WorkKind,
    WorkTypes,
)
from domain.work_types.terms import closed_before


async def work_types(uow: UnitOfWork, actor: Actor) -> WorkTypes:
    """The list of the own school."""
    hat = office(actor, Action.EDIT_WORK_TYPES)
    found = await uow.work_types.of_school(hat.school.id)
    return WorkTypes(
        tuple(each for each in found if each.is_active),
        tuple(each for each in found if not each.is_active),
    )


async def open_work_type(uow: UnitOfWork, actor: Actor, work_type_id: int) -> SchoolWorkType:
    """One of the own school; else `Denied`."""
    work, _hat = await _open(uow, actor, work_type_id)
    return work


async def add_work_type(uow: UnitOfWork, actor: Actor, typed: str) -> SchoolWorkType:
    """A new one by its name, with the least weight and the shortest term.

    `Refused` "title_length", "work_type_exists".
    """
    hat = office(actor, Action.EDIT_WORK_TYPES)
    title = _text(WorkField.TITLE, typed)
    known = await uow.work_types.of_school(hat.school.id, to_change=True)
    _require_new(known, WorkField.TITLE, title, None)
    values = {"title": title, "short_title": short_of(title)}
    work_type_id = await uow.work_types.add(hat.school.id, values)
    _note(uow, (actor, hat), work_type_id, None, values)
    return await uow.work_types.work_type(work_type_id)


async def set_work_type(
    uow: UnitOfWork, actor: Actor, work_type_id: int, field: WorkField, typed: str
) -> SchoolWorkType:
    """It is so from now on, also for marks that stand: averages follow the new weight.

    A longer term opens nothing that was closed (domain.work_types.terms).
    `typed` is what a person wrote, or the code of a value on a button. `Refused` "title_length",
    "work_type_exists", "choose_button", and "work_type_last" where nothing would be left to offer.
    """
    work, hat = await _open(uow, actor, work_type_id)
    known = await uow.work_types.of_school(hat.school.id, to_change=True)
    work = next(each for each in known if each.id == work.id)
    value = _value(field, typed)
    if value == work.value(field):
        return work
    if field is WorkField.TITLE:
        _require_new(known, field, value, work.id)
    if field is WorkField.ACTIVE and not value and sum(each.is_active for each in known) == 1:
        raise Refused("work_type_last")
    values = {field.value: value}
    if field is WorkField.DAYS:
        today = hat.school.today(uow.now)
        closed = closed_before(work.days_open, work.closed_before, work.term_changed_on, today)
        values |= {"closed_before": closed, "term_changed_on": today}
    await uow.work_types.change(work.id, values)
    before, after = {field.value: work.value(field)}, {field.value: value}
    _note(uow, (actor, hat), work.id, before, after)
    return await uow.work_types.work_type(work.id)


async def _open(uow: UnitOfWork, actor: Actor, work_type_id: int) -> tuple[SchoolWorkType, Hat]:
    actor.require_hat()
    with unknown_is_denied(Action.EDIT_WORK_TYPES):
        work = await uow.work_types.work_type(work_type_id)
    return work, actor.require(Action.EDIT_WORK_TYPES, Target(school_id=work.school_id))


def _value(field: WorkField, typed: str) -> Any:
    """As it is stored; `Refused` "choose_button" for what no button says."""
    if field in TYPED:
        return _text(field, typed)
    if field is WorkField.KIND:
        if typed not in set(WorkKind):
            raise Refused("choose_button")
        return WorkKind(typed)
    numbers = {WorkField.WEIGHT: WEIGHTS, WorkField.DAYS: TERMS}.get(field, range(2))
    if not typed.isdecimal() or int(typed) not in numbers:
        raise Refused("choose_button")
    return int(typed) if field in (WorkField.WEIGHT, WorkField.DAYS) else typed == "1"


def _text(field: WorkField, typed: str) -> str:
    text = one_line(typed)
    limit = LIMITS.get(field.value, TITLE_LENGTH)
    if not text or len(text) > limit:
        raise Refused("title_length", limit=limit, length=len(text))
    return text


def short_of(title: str) -> str:
    """What stands in narrow columns until a short name is typed; what is left out is seen."""
    is_short = len(title) <= SHORT_LENGTH
    return title if is_short else f"{title[: SHORT_LENGTH - 1].rstrip()}…"


def _require_new(
    known: Sequence[SchoolWorkType], field: WorkField, value: str, own_id: int | None
) -> None:
    """Teachers choose by the name: there are no two alike, removed ones included."""
    names = {each.value(field).casefold() for each in known if each.id != own_id}
    if value.casefold() in names:
        raise Refused("work_type_exists", title=value)


def _note(
    uow: UnitOfWork,
    by: tuple[Actor, Hat],
    work_type_id: int,
    before: dict[str, Any] | None,
    after: dict[str, Any],
) -> None:
    thing = Thing(ThingKind.WORK_TYPE, work_type_id)
    uow.audit.note(*by, Action.EDIT_WORK_TYPES, thing, before=before, after=after)
