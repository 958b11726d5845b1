"""What a mark says, as two columns: a number, and a code where the number alone does not say it."""

from typing import Any

from sqlalchemy import Column, ColumnElement, and_, or_

from domain.marks.value import MarkValue


def to_value(number: int | None, code: str) -> MarkValue | None:
    """None where there is neither."""
    return MarkValue.of(code or str(number)) if code or number is not None else None


def the_value(number: int | None, code: str) -> MarkValue:
    """Of a row that always says something."""
    return MarkValue.of(code or str(number))


def as_columns(value: MarkValue | None, prefix: str = "") -> dict[str, Any]:
    """`value` and `code`, or `old_value` and `old_code`."""
    number = None if value is None else value.number
    code = "" if value is None or value.code == str(number) else value.code
    return {f"{prefix}value": number, f"{prefix}code": code}


def says_something(number: Column[Any], code: Column[Any]) -> ColumnElement[bool]:
    return or_(number.is_not(None), code != "")


def says_nothing(number: Column[Any], code: Column[Any]) -> ColumnElement[bool]:
    return and_(number.is_(None), code == "")
