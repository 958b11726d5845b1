"""Which classes a group of several classes is made of (R049)."""

from typing import Any

from sqlalchemy import ScalarSelect, String, case, cast, func, select

from storage.spans import holds
from storage.tables import enrollment, school_class, section, section_student

_CLASS = school_class.alias("class_of_members")


def member_classes(day: Any) -> Any:
    """The ids of the classes of a section's members on this day, in one text; "" for one class.

    `section` has to be among the tables; a day is a value, a parameter or a column.
    """
    return case(
        (section.c.school_class_id.is_(None), func.coalesce(_ids(day), "")), else_=""
    ).label("member_classes")


def to_class_ids(member_classes: str) -> frozenset[int]:
    """What `member_classes` has put together."""
    return frozenset(int(each) for each in member_classes.split(",") if each)


def _ids(day: Any) -> ScalarSelect[str]:
    belongs = (
        select(enrollment.c.id)
        .select_from(
            section_student.join(
                enrollment, enrollment.c.student_id == section_student.c.student_id
            )
        )
        .where(
            section_student.c.section_id == section.c.id,
            enrollment.c.school_class_id == _CLASS.c.id,
            holds(section_student, day),
            holds(enrollment, day),
        )
        .correlate_except(section_student, enrollment)
        .exists()
    )
    return (
        select(func.aggregate_strings(cast(_CLASS.c.id, String), ","))
        .where(_CLASS.c.school_id == section.c.school_id, belongs)
        .correlate_except(_CLASS)
        .scalar_subquery()
    )
