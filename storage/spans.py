"""Rows that hold for a time: memberships, roles, guardianships, enrolments.

`begins` is the first day, `ends` the first day on which it holds no more; NULL leaves that side
open.
"""

from typing import Any

from sqlalchemy import ColumnElement, FromClause, and_, or_


def has_begun(table: FromClause, day: Any) -> ColumnElement[bool]:
    """Begun on this day or before; a day is a value, a parameter or a column."""
    return or_(table.c.begins.is_(None), table.c.begins <= day)


def has_not_ended(table: FromClause, day: Any) -> ColumnElement[bool]:
    """Not over on this day: it may begin later."""
    return or_(table.c.ends.is_(None), table.c.ends > day)


def holds(table: FromClause, day: Any) -> ColumnElement[bool]:
    """In force on this day."""
    return and_(has_begun(table, day), has_not_ended(table, day))
