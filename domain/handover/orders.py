"""Orders of enrolment and hiring that nobody has recorded yet (R006, R048).

The three working days run from the order. Who was there before the school had this program and has
had a code needs none any more.
"""

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.calendar import School
from domain.classes.model import SchoolClass
from domain.classes.use_cases import open_class
from domain.errors import Denied, Refused
from domain.handover.model import ClassOrders, PupilOrder, SchoolOrders
from domain.people import Person
from domain.staff.model import Order
from domain.staff.use_cases import office
from domain.uow import UnitOfWork


async def orders_lacking(uow: UnitOfWork, actor: Actor) -> SchoolOrders:
    """How many of each class and of the staff."""
    school = office(actor, Action.RECORD_ORDER).school
    imported_on = (await uow.handovers.clock(school)).imported_on
    counts = await uow.handovers.orders_lacking(school.id, imported_on)
    classes = await uow.classes.of_school(school.id)
    staff = await uow.handovers.staff_without_order(school.id, imported_on)
    return SchoolOrders(
        school, tuple((each, counts.get(each.id, 0)) for each in classes), len(staff)
    )


async def class_orders(uow: UnitOfWork, actor: Actor, class_id: int) -> ClassOrders:
    """Every pupil of the class with the order."""
    school_class, _hat = await open_class(uow, actor, class_id, Action.RECORD_ORDER)
    return await _of_class(uow, school_class)


async def staff_orders(uow: UnitOfWork, actor: Actor) -> tuple[School, list[Person]]:
    """Staff without an order of hiring."""
    school = office(actor, Action.RECORD_ORDER).school
    imported_on = (await uow.handovers.clock(school)).imported_on
    return school, await uow.handovers.staff_without_order(school.id, imported_on)


async def pupil_order(
    uow: UnitOfWork, actor: Actor, class_id: int, student_id: int
) -> tuple[SchoolClass, PupilOrder]:
    """A pupil of this class with the order there is; `Denied` for anybody else."""
    found = await class_orders(uow, actor, class_id)
    for each in found.pupils:
        if each.student.id == student_id:
            return found.school_class, each
    raise Denied(Action.RECORD_ORDER)


async def record_for_class(
    uow: UnitOfWork, actor: Actor, class_id: int, order: Order
) -> ClassOrders:
    """One order enrolled all of those who lack one; `Refused` "no_order_lacking" for nobody.

    Of two who do it at once the second finds nobody, and replaces no order unseen.
    """
    school_class, hat = await open_class(uow, actor, class_id, Action.RECORD_ORDER)
    await uow.staff.lock(school_class.school.id)
    lacking = (await _of_class(uow, school_class)).lacking
    if not lacking:
        raise Refused("no_order_lacking")
    for each in lacking:
        await uow.handovers.set_order(each.student.id, order, hat.person.id)
        uow.audit.note(
            actor,
            hat,
            Action.RECORD_ORDER,
            Thing(ThingKind.PERSON, each.student.id),
            about=each.student.id,
            after={"number": order.number, "date": order.date.isoformat()},
        )
    return await _of_class(uow, school_class)


async def _of_class(uow: UnitOfWork, school_class: SchoolClass) -> ClassOrders:
    imported_on = (await uow.handovers.clock(school_class.school)).imported_on
    pupils = await uow.handovers.orders_of_class(school_class.id, imported_on)
    return ClassOrders(school_class, tuple(pupils))
