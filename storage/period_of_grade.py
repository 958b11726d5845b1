"""Which grading periods are those of a grade, in a statement."""

from typing import Any

from sqlalchemy import ColumnElement, exists, or_

from storage.tables import grading_period

_OWN = grading_period.alias("own_period")


def is_of_grade(grade_level: Any) -> ColumnElement[bool]:
    """domain.school_days.periods_of: a grade's own one stands in the place of the school's."""
    own = (
        exists()
        .where(
            _OWN.c.school_id == grading_period.c.school_id,
            _OWN.c.kind == grading_period.c.kind,
            _OWN.c.school_year == grading_period.c.school_year,
            _OWN.c.ordinal == grading_period.c.ordinal,
            _OWN.c.grade_level == grade_level,
        )
        .correlate_except(_OWN)
    )
    return or_(
        grading_period.c.grade_level == grade_level,
        grading_period.c.grade_level.is_(None) & ~own,
    )
