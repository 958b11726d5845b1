"""Who leads a class: whom the register or the school says, unless they were dismissed since."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, literal

from domain.access import Role
from storage.tables import role_assignment, school_class


def is_dismissed(person_id: ColumnElement[int], day: date | None = None) -> ColumnElement[bool]:
    """Was made no teacher any more: leads no class either, whatever the register still says."""
    on: Any = bindparam("day") if day is None else day
    return (
        exists()
        .where(
            role_assignment.c.person_id == person_id,
            role_assignment.c.role == literal(Role.TEACHER.value),
            role_assignment.c.is_decided,
            role_assignment.c.ends <= on,
        )
        .correlate_except(role_assignment)
    )


def leads(person_id: ColumnElement[int], day: date | None = None) -> ColumnElement[bool]:
    """Any class there is."""
    led = exists().where(school_class.c.homeroom_teacher_id == person_id, school_class.c.is_active)
    return and_(led.correlate_except(school_class), ~is_dismissed(person_id, day))
