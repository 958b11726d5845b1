"""Opening a class and a pupil's card (R011, R013, R132)."""

from domain.access import Action
from domain.actor import Actor
from domain.classes.model import ClassDay, Family, PupilCard, SchoolClass
from domain.errors import Denied, Refused, unknown_is_denied
from domain.hat import Hat
from domain.people import Student
from domain.uow import UnitOfWork
from domain.weeks_read.rules import week_to_read


async def readable_classes(uow: UnitOfWork, actor: Actor) -> list[SchoolClass]:
    """The classes the actor may open by grade: those led or looked after; for the management, and
    for whom the director lets see the summary, the whole school.

    `Refused` "no_class" for anybody else, `Unbound` for who is not connected.
    """
    actor.require_hat()
    found: dict[int, SchoolClass] = {}
    for hat in actor.current_first:
        if hat.is_staff:
            found |= await _of_hat(uow, actor, hat)
    if not found:
        raise Refused("no_class")
    return list(found.values())


async def _of_hat(uow: UnitOfWork, actor: Actor, hat: Hat) -> dict[int, SchoolClass]:
    stored = await uow.classes.of_school(hat.school.id)
    return {each.id: each for each in stored if _may_see(actor, each)}


def _may_see(actor: Actor, school_class: SchoolClass) -> bool:
    return actor.may(Action.READ_CLASS, school_class.target) or actor.may(
        Action.READ_SUMMARY, school_class.at_a_glance
    )


async def led_classes(uow: UnitOfWork, actor: Actor) -> list[SchoolClass]:
    """The classes the actor leads or looks after: what «Мой класс» means."""
    led = sorted(actor.led_class_ids)
    return [(await open_class(uow, actor, class_id))[0] for class_id in led]


async def open_class(
    uow: UnitOfWork, actor: Actor, class_id: int, action: Action = Action.READ_CLASS
) -> tuple[SchoolClass, Hat]:
    """The class, and the hat in which the actor may do this to it.

    An unknown id and a foreign one are refused in equal words (R009).
    """
    with unknown_is_denied(action):
        school_class = await uow.classes.school_class(class_id)
    return school_class, actor.require(action, school_class.target)


async def class_day(uow: UnitOfWork, actor: Actor, class_id: int) -> ClassDay:
    """The class at a glance, today: also for whom the director lets see this of every class."""
    with unknown_is_denied(Action.READ_CLASS):
        school_class = await uow.classes.school_class(class_id)
    if actor.may(Action.READ_CLASS, school_class.target):
        hat = actor.require(Action.READ_CLASS, school_class.target)
    else:
        hat = actor.require(Action.READ_SUMMARY, school_class.at_a_glance)
    day = school_class.school.today(uow.now)
    families = tuple(await uow.classes.families(school_class))
    have_read: int | None = None
    if school_class.school.policy.confirms_weeks:
        week = week_to_read(school_class.school, uow.now)
        attendance, have_read = await uow.weeks_read.beside_absences(class_id, day, week)
    else:
        attendance = await uow.classes.attendance(class_id, day)
    unread = await uow.overview.unread_messages(hat.person.id)
    return ClassDay(school_class, families, day, *attendance, unread, have_read)


async def class_families(
    uow: UnitOfWork, actor: Actor, class_id: int, action: Action = Action.READ_CLASS
) -> tuple[SchoolClass, list[Family]]:
    """The class list with who is connected."""
    school_class, _hat = await open_class(uow, actor, class_id, action)
    return school_class, await uow.classes.families(school_class)


async def pupil_card(
    uow: UnitOfWork, actor: Actor, student_id: int, action: Action = Action.READ_CLASS
) -> PupilCard:
    """A pupil with the family; `Denied` for a pupil of another class or of none.

    Trusted persons are counted for whoever reads the card, not for who does something else there.
    """
    with unknown_is_denied(action):
        school_class = await uow.classes.of_pupil(student_id)
    actor.require(action, school_class.target)
    families = await uow.classes.families(school_class, student_id)
    if not families:
        raise Denied(action)
    [family] = families
    if action is not Action.READ_CLASS:
        return PupilCard(school_class, family)
    trusted = await _count_trusted(uow, actor, school_class, family.student)
    return PupilCard(school_class, family, trusted)


async def _count_trusted(
    uow: UnitOfWork, actor: Actor, school_class: SchoolClass, student: Student
) -> int:
    if not actor.may(Action.READ_TRUSTED, school_class.target):
        return 0
    today = school_class.school.today(uow.now)
    contacts = await uow.trusts.of_student(student.id, today)
    return sum(each.holds(today) for each in contacts)
