"""Which columns of a table a copy has, and whose rows they are."""

from typing import Any

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    FromClause,
    Select,
    Table,
    and_,
    bindparam,
    or_,
    select,
)

from storage import tables as t

# Numbers of ours that say nothing; what they point at is read beside them where it says something.
_OURS = frozenset(
    {
        "id",
        "school_id",
        "lesson_id",
        "session_id",
        "section_id",
        "work_type_id",
        "subject_id",
        "grading_period_id",
        "school_class_id",
        "document_id",
        "message_id",
        "reply_to_id",
        "invite_id",
        "current_binding_id",
        "binding_id",
        "bot_id",
        "mark_id",
        "unlock_id",
        "final_mark_id",
        "homework_id",
        "quiz_id",
        "owner_id",
        "owner_kind",
        "file_id",
        "unique_id",
        "ref_id",
        "about_id",
        "thing_id",
        "seq",
        "prev_hash",
        "hash",
        "sort_key",
        "spell",
        "opt_out_id",
        "page",
        "lease",
        "leased_until",
        "code_hash",
        "link_hash",
        "code_key",
        "telegram_message_id",
        "rights",
        "act",
        "typing_data",
    }
)
# Of whom a row is: the family's own people, whose names the archive has.
WHOSE = frozenset({"person_id", "student_id", "guardian_id", "subject_id", "giver_id"})

PEOPLE: BindParameter[Any] = bindparam("people", expanding=True)
CHILDREN: BindParameter[Any] = bindparam("children", expanding=True)


def is_omitted(column: Column[Any]) -> bool:
    """Whether it says nothing to a family, or names somebody else: who wrote it down."""
    points_at_person = any(key.column.table is t.person for key in column.foreign_keys)
    if points_at_person:
        return column.name not in WHOSE
    return column.name in _OURS


def _columns(table: Table, *more: ColumnElement[Any]) -> list[ColumnElement[Any]]:
    return [*(each for each in table.c if not is_omitted(each)), *more]


def read_of(
    table: Table, *more: ColumnElement[Any], start: FromClause | None = None
) -> Select[Any]:
    return select(*_columns(table, *more)).select_from(table if start is None else start)


def theirs(table: Table) -> ColumnElement[bool]:
    """Of these people, and where it is about a pupil, about one of theirs."""
    mine = table.c.person_id.in_(PEOPLE)
    if "student_id" not in table.c:
        return mine
    about: ColumnElement[bool] = table.c.student_id.in_(PEOPLE)
    if table.c.student_id.nullable:
        about = or_(about, table.c.student_id.is_(None))
    return and_(mine, about)
