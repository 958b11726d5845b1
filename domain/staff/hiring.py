"""Adding a member of staff, and what stands on the card (R027, S4 П2.V)."""

from domain.access import Action, Role
from domain.actor import Actor
from domain.audit.model import Facts, Thing, ThingKind
from domain.classes.model import SchoolClass
from domain.errors import Denied, Refused
from domain.hat import Hat, Target
from domain.people import Sex
from domain.staff.granting import record_role
from domain.staff.model import GRANTED_BY, CardField, FullName, StaffCard
from domain.staff.typed import read_day, read_field, read_name, sex_of
from domain.staff.use_cases import office, open_card
from domain.uow import UnitOfWork


async def ask_newcomer(actor: Actor, role: Role) -> Hat:
    """The hat in which the actor may add somebody in this role; else `Denied`."""
    if role not in GRANTED_BY:
        raise Denied(Action.EDIT_STAFF)
    office(actor, GRANTED_BY[role])
    return office(actor, Action.EDIT_STAFF)


async def add_member(uow: UnitOfWork, actor: Actor, typed_name: str, role: Role) -> StaffCard:
    """Somebody new with this role. The sex is taken from the patronymic where it tells.

    `Refused` "staff_exists" when the list of staff has the name already: a second person of one
    name comes with the files of the register.
    """
    hat = await ask_newcomer(actor, role)
    name = read_name(typed_name)
    await uow.staff.lock(hat.school.id)
    for member in await uow.staff.members(hat.school.id):
        if same_name(member.person.full_name, name):
            raise Refused("staff_exists")
    person_id = await uow.staff.add_person(hat.school.id, name, sex_of(name))
    uow.audit.note(
        actor,
        hat,
        Action.EDIT_STAFF,
        Thing(ThingKind.PERSON, person_id),
        about=person_id,
        before={"added": False},
        after={"added": True},
    )
    target = Target(school_id=hat.school.id, person_id=person_id)
    await record_role(uow, actor, target, role, is_granted=True)
    card, _hat = await open_card(uow, actor, person_id)
    return card


async def ask_field(uow: UnitOfWork, actor: Actor, person_id: int, field: CardField) -> StaffCard:
    """The card, when this entry of it can be typed; `Refused` as by `set_field`."""
    card, _hat = await open_card(uow, actor, person_id, Action.EDIT_STAFF)
    _check_name(card, field)
    return card


async def set_field(
    uow: UnitOfWork, actor: Actor, person_id: int, field: CardField, typed: str
) -> StaffCard:
    """Writes what was typed; `Refused` when it cannot be that, or a file says who it is."""
    card, hat = await open_card(uow, actor, person_id, Action.EDIT_STAFF)
    _check_name(card, field)
    match field:
        case CardField.NAME:
            await uow.staff.rename(person_id, read_name(typed))
        case CardField.BIRTH_DATE:
            day = read_day(typed, today=card.school.today(uow.now))
            await uow.staff.set_birth_date(person_id, day)
        case _:
            await uow.staff.set_card(person_id, field, read_field(typed))
    return await _changed(uow, actor, hat, card, field.value)


async def set_sex(uow: UnitOfWork, actor: Actor, person_id: int, sex: Sex) -> StaffCard:
    """Only for grammar and the register."""
    card, hat = await open_card(uow, actor, person_id, Action.EDIT_STAFF)
    await uow.staff.set_sex(person_id, sex)
    return await _changed(uow, actor, hat, card, "sex")


async def set_group(
    uow: UnitOfWork, actor: Actor, person_id: int, class_id: int, *, is_educator: bool
) -> StaffCard:
    """From now on the person is the educator of this class, or is not.

    `Refused` "no_educator" for who has not the role; `Denied` for a class of another school.
    """
    card, hat = await open_card(uow, actor, person_id, GRANTED_BY[Role.EDUCATOR])
    if is_educator and Role.EDUCATOR not in card.member.roles:
        raise Refused("no_educator")
    if class_id not in {each.id for each in await uow.classes.of_school(card.school.id)}:
        raise Denied(GRANTED_BY[Role.EDUCATOR])
    await uow.duties.set_group(person_id, class_id, is_educator=is_educator)
    uow.audit.note(
        actor,
        hat,
        GRANTED_BY[Role.EDUCATOR],
        Thing(ThingKind.SCHOOL_CLASS, class_id),
        about=person_id,
        school_class_id=class_id,
        before={"educator": class_id in {each.id for each in card.groups}},
        after={"educator": is_educator},
    )
    found, _hat = await open_card(uow, actor, person_id)
    return found


async def educator_classes(
    uow: UnitOfWork, actor: Actor, person_id: int
) -> tuple[StaffCard, list[SchoolClass]]:
    """The card, and every class of the school."""
    card, _hat = await open_card(uow, actor, person_id, GRANTED_BY[Role.EDUCATOR])
    return card, await uow.classes.of_school(card.school.id)


def _check_name(card: StaffCard, field: CardField) -> None:
    if field is CardField.NAME and not card.is_own_entry:
        raise Refused("name_by_file")


async def _changed(
    uow: UnitOfWork, actor: Actor, hat: Hat, before: StaffCard, entry: str
) -> StaffCard:
    """Notes what the entry said and says; a name is in no record, as none can be erased."""
    after, _hat = await open_card(uow, actor, before.person.id)
    uow.audit.note(
        actor,
        hat,
        Action.EDIT_STAFF,
        Thing(ThingKind.PERSON, after.person.id),
        about=after.person.id,
        before=_entry(before, entry),
        after=_entry(after, entry),
    )
    return after


def _entry(card: StaffCard, entry: str) -> Facts:
    if entry == "sex":
        return {entry: card.person.sex}
    if entry == CardField.BIRTH_DATE:
        return {entry: card.birth_date.isoformat() if card.birth_date else None}
    return {entry: None if entry == CardField.NAME else getattr(card, entry)}


def same_name(full_name: str, name: FullName) -> bool:
    """Whether they are the same to a reader: ё is е, and case does not matter."""
    typed = " ".join(filter(None, (name.family_name, name.given_name, name.middle_name)))
    return _key(full_name) == _key(typed)


def _key(name: str) -> str:
    return name.casefold().replace("ё", "е")
