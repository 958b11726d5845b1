"""Who leads a class (issue 4 §1, R004): appointed by whoever gives the role of a teacher.

Leading stands with the class. What is decided here stays when files that say otherwise are
imported; the register of responsible persons is another matter and is left alone.
"""

from domain.access import Action, Role
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.classes.model import SchoolClass
from domain.classes.use_cases import open_class
from domain.errors import Denied, Refused
from domain.hat import Hat
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_person
from domain.staff.model import StaffMember
from domain.staff.use_cases import office
from domain.uow import UnitOfWork


async def classes_to_lead(uow: UnitOfWork, actor: Actor) -> list[SchoolClass]:
    """Every class of the school with whoever leads it."""
    school = office(actor, Action.GRANT_TEACHING).school
    return await uow.classes.of_school(school.id)


async def who_may_lead(
    uow: UnitOfWork, actor: Actor, class_id: int
) -> tuple[SchoolClass, list[StaffMember]]:
    """The class, and the teachers of today in the order of a list."""
    school_class, _hat = await open_class(uow, actor, class_id, Action.GRANT_TEACHING)
    members = await uow.staff.members(school_class.school.id)
    return school_class, [each for each in members if Role.TEACHER in each.roles]


async def ask_to_lead(
    uow: UnitOfWork, actor: Actor, class_id: int, person_id: int
) -> tuple[SchoolClass, StaffMember | None]:
    """The class and who is to lead it (0: nobody), when it can be so.

    `Refused` "not_a_teacher_yet" for a member of staff without the role of a teacher; `Denied` in
    equal words for anybody else.
    """
    school_class, hat = await open_class(uow, actor, class_id, Action.GRANT_TEACHING)
    if not person_id:
        return school_class, None
    return school_class, await _teacher(uow, hat, person_id)


async def appoint(
    uow: UnitOfWork, actor: Actor, class_id: int, person_id: int, *, seen: int
) -> SchoolClass:
    """From the next update on this person leads the class, and nobody else; 0: nobody does.

    Both are told. Doing it twice changes nothing. `Refused` and `Denied` as above, and `Refused`
    "leader_changed" when it is not the one `seen` any more (0: nobody) who would lose the class.
    """
    school_class, hat = await open_class(uow, actor, class_id, Action.GRANT_TEACHING)
    await uow.staff.lock(school_class.school.id)
    school_class, _teacher_or_none = await ask_to_lead(uow, actor, class_id, person_id)
    before = school_class.homeroom_teacher.id if school_class.homeroom_teacher else 0
    if before == person_id:
        return school_class
    if before != seen:
        raise Refused("leader_changed")
    await uow.duties.set_homeroom(class_id, person_id or None)
    if before:
        await _tell(uow, actor, hat, school_class, before, leads=False)
    if person_id:
        await _tell(uow, actor, hat, school_class, person_id, leads=True)
    return await uow.classes.school_class(class_id)


async def _teacher(uow: UnitOfWork, hat: Hat, person_id: int) -> StaffMember:
    for member in await uow.staff.members(hat.school.id):
        if member.person.id == person_id:
            if Role.TEACHER not in member.roles:
                raise Refused("not_a_teacher_yet")
            return member
    raise Denied(Action.GRANT_TEACHING)


async def _tell(
    uow: UnitOfWork,
    actor: Actor,
    hat: Hat,
    school_class: SchoolClass,
    person_id: int,
    *,
    leads: bool,
) -> None:
    role = Role.HOMEROOM_TEACHER
    decision_id = await uow.staff.add_decision(
        person_id, role, is_granted=leads, by=hat.person.id, school_class_id=school_class.id
    )
    uow.audit.note(
        actor,
        hat,
        Action.GRANT_TEACHING,
        Thing(ThingKind.SCHOOL_CLASS, school_class.id),
        about=person_id,
        school_class_id=school_class.id,
        before={role.value: not leads},
        after={role.value: leads},
    )
    if person_id != hat.person.id:
        await tell_person(uow, Event(Kind.ROLE, None, decision_id, decision_id), person_id)
