"""Classes of the own school, as the calendar needs them."""

from domain.access import Action
from domain.calendar import School
from domain.classes.model import SchoolClass
from domain.errors import Denied, unknown_is_denied
from domain.uow import UnitOfWork


async def own_class(uow: UnitOfWork, school: School, class_id: int) -> SchoolClass:
    """`Denied` for one of another school, or none."""
    with unknown_is_denied(Action.EDIT_CALENDAR):
        school_class = await uow.classes.school_class(class_id)
    if school_class.school.id != school.id:
        raise Denied(Action.EDIT_CALENDAR)
    return school_class
