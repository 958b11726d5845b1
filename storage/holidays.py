"""Whose a holiday is, in a statement."""

from sqlalchemy import ColumnElement, and_, bindparam, or_

from storage.tables import holiday


def of_class() -> ColumnElement[bool]:
    """domain.school_days.concerns, of the parameters `school_class_id` and `grade_level`."""
    return or_(
        holiday.c.school_class_id == bindparam("school_class_id"),
        and_(
            holiday.c.school_class_id.is_(None),
            or_(
                holiday.c.grade_level.is_(None),
                holiday.c.grade_level == bindparam("grade_level"),
            ),
        ),
    )
