"""Rows into the core's people: the columns one needs, and the objects made of them."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, FromClause, RowMapping

from domain.calendar import School
from domain.people import Person, Sex, Student
from domain.policy import SchoolPolicy

_PERSON = ("id", "family_name", "given_name", "middle_name", "sex")


def person_columns(table: FromClause, prefix: str) -> list[ColumnElement[Any]]:
    """The columns of a person under `prefix`, so that several fit in one row."""
    return [table.c[name].label(f"{prefix}_{name}") for name in _PERSON]


def to_person_if_any(row: RowMapping | Mapping[str, Any], prefix: str) -> Person | None:
    """The person of an outer join; None where there is none."""
    return None if row[f"{prefix}_id"] is None else to_person(row, prefix)


def to_person(row: RowMapping | Mapping[str, Any], prefix: str) -> Person:
    """The person of `person_columns` under this prefix."""
    return Person(
        id=row[f"{prefix}_id"],
        family_name=row[f"{prefix}_family_name"],
        given_name=row[f"{prefix}_given_name"],
        middle_name=row[f"{prefix}_middle_name"],
        sex=to_sex(row[f"{prefix}_sex"]),
    )


def to_sex(stored: str | None) -> Sex | None:
    return Sex(stored) if stored else None


def to_student(row: RowMapping | Mapping[str, Any], prefix: str = "student") -> Student:
    """A pupil with the class columns `class_id`, `class_title`, `grade_level`."""
    return Student(
        id=row[f"{prefix}_id"],
        family_name=row[f"{prefix}_family_name"],
        given_name=row[f"{prefix}_given_name"],
        middle_name=row[f"{prefix}_middle_name"],
        sex=to_sex(row[f"{prefix}_sex"]),
        school_id=row["school_id"],
        school_class_id=row["class_id"],
        class_title=row["class_title"] or "",
        grade_level=row["grade_level"] or 0,
        homeroom_teacher_id=row["homeroom_teacher_id"],
    )


def to_school(row: RowMapping | Mapping[str, Any], default_timezone: ZoneInfo) -> School:
    """The school columns `school_id`, `school_name`, `school_timezone`, `school_policy`."""
    stored = row["school_timezone"]
    return School(
        id=row["school_id"],
        name=row["school_name"],
        timezone=ZoneInfo(stored) if stored else default_timezone,
        policy=_policy(json.dumps(row["school_policy"] or {})),
    )


@lru_cache(maxsize=1_000)  # schools; every update reads its own, and a policy has many fields
def _policy(stored: str) -> SchoolPolicy:
    return SchoolPolicy.from_json(json.loads(stored))
