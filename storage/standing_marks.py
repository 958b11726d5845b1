"""Which marks count for a pupil in a subject, stated once for whoever reads them (R049)."""

from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam

from storage.tables import mark, section

OF_DAYS = and_(
    mark.c.date.between(bindparam("begins"), bindparam("ends")), mark.c.removed_at.is_(None)
)


def in_subject(subject_id: Any) -> ColumnElement[bool]:
    """Marks of these days that stand, in whichever section of the subject they were set.

    `mark` and `section` have to be among the tables. A mark stays with a pupil who goes to another
    group or class, so the family, the teacher, the gradebook and the list of final marks have the
    same ones beneath an average.
    """
    return and_(OF_DAYS, section.c.subject_id == subject_id)
