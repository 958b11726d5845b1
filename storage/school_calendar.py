"""What a school's calendar has for a class: holidays, events, moved days, exams; one statement."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    FromClause,
    RowMapping,
    SmallInteger,
    and_,
    bindparam,
    cast,
    literal,
    null,
    or_,
    select,
    union_all,
)

from domain.calendar import Holiday
from domain.schedule.model import DayNote
from storage.holidays import of_class
from storage.tables import calendar_event, day_move, exam, holiday, subject, timetable_change

_NO_DAY: ColumnElement[Any] = cast(null(), Date)
_NO_MINUTE: ColumnElement[Any] = cast(null(), SmallInteger)
_NO_ID: ColumnElement[Any] = cast(null(), BigInteger)


def _theirs(table: FromClause) -> ColumnElement[bool]:
    """As `of_class`, of another table."""
    return or_(
        table.c.school_class_id == bindparam("school_class_id"),
        and_(
            table.c.school_class_id.is_(None),
            or_(table.c.grade_level.is_(None), table.c.grade_level == bindparam("grade_level")),
        ),
    )


def _touches(first: ColumnElement[Any], last: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(first <= bindparam("ends"), last >= bindparam("begins"))


_HOLIDAYS = select(
    literal("holiday").label("what"),
    holiday.c.title,
    holiday.c.begins,
    holiday.c.ends,
    _NO_MINUTE.label("starts"),
    _NO_DAY.label("moved_to"),
    holiday.c.grade_level,
    holiday.c.school_class_id,
    _NO_ID.label("exam_id"),
).where(
    holiday.c.school_id == bindparam("school_id"),
    _touches(holiday.c.begins, holiday.c.ends),
    of_class(),
)
_EVENTS = select(
    literal("event"),
    calendar_event.c.title,
    calendar_event.c.begins,
    calendar_event.c.ends,
    calendar_event.c.starts,
    _NO_DAY,
    calendar_event.c.grade_level,
    calendar_event.c.school_class_id,
    _NO_ID,
).where(
    calendar_event.c.school_id == bindparam("school_id"),
    calendar_event.c.cancelled_at.is_(None),
    calendar_event.c.is_kept_back.is_(False),
    _touches(calendar_event.c.begins, calendar_event.c.ends),
    _theirs(calendar_event),
)
_MOVES = (
    select(
        literal("move"),
        literal(""),
        day_move.c.source_date,
        day_move.c.source_date,
        _NO_MINUTE,
        day_move.c.target_date,
        day_move.c.grade_level,
        day_move.c.school_class_id,
        _NO_ID,
    )
    .select_from(day_move.join(timetable_change, timetable_change.c.id == day_move.c.change_id))
    .where(
        timetable_change.c.school_id == bindparam("school_id"),
        timetable_change.c.undone_at.is_(None),
        or_(
            _touches(day_move.c.source_date, day_move.c.source_date),
            _touches(day_move.c.target_date, day_move.c.target_date),
        ),
        _theirs(day_move),
    )
)
_EXAMS = (
    select(
        literal("exam"),
        subject.c.title,
        exam.c.date,
        exam.c.date,
        _NO_MINUTE,
        _NO_DAY,
        exam.c.grade_level,
        _NO_ID,
        exam.c.id,
    )
    .select_from(exam.join(subject, subject.c.id == exam.c.subject_id))
    .where(
        exam.c.school_id == bindparam("school_id"),
        exam.c.grade_level == bindparam("grade_level"),
        _touches(exam.c.date, exam.c.date),
    )
)
CALENDAR = union_all(_HOLIDAYS, _EVENTS, _MOVES, _EXAMS).order_by("begins", "starts", "title")


def to_holidays(rows: Sequence[RowMapping]) -> list[Holiday]:
    return [
        Holiday(
            row["title"], row["begins"], row["ends"], row["grade_level"], row["school_class_id"]
        )
        for row in rows
        if row["what"] == "holiday"
    ]


def to_notes(rows: Sequence[RowMapping]) -> list[DayNote]:
    return [
        DayNote(
            row["title"],
            row["begins"],
            row["ends"],
            row["starts"],
            row["moved_to"],
            row["exam_id"],
        )
        for row in rows
        if row["what"] != "holiday"
    ]
