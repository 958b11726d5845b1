"""Homework as notices tell it: what it says now, and what it said before."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import RowMapping, bindparam, select

from domain.homework.model import Version
from domain.notices.facts import HomeworkFact
from storage.homework_columns import FILES, QUIZ
from storage.tables import homework, homework_change, section, subject

HOMEWORK = (
    select(
        homework.c.id.label("ref_id"),
        subject.c.title.label("subject"),
        homework.c.due_date,
        homework.c.text,
        homework.c.removed_at,
        FILES,
        QUIZ,
        homework_change.c.old_text,
        homework_change.c.old_due_date,
    )
    .select_from(
        homework.join(section, section.c.id == homework.c.section_id)
        .join(subject, subject.c.id == section.c.subject_id)
        .outerjoin(homework_change, homework_change.c.homework_id == homework.c.id)
    )
    .where(homework.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(homework.c.id, homework_change.c.id.desc())
)


def to_homework_facts(rows: Iterable[RowMapping]) -> dict[int, HomeworkFact]:
    """A row for each version that is over, the latest first; one row where there is none."""
    found: dict[int, list[RowMapping]] = {}
    for row in rows:
        found.setdefault(row["ref_id"], []).append(row)
    return {homework_id: _fact(versions) for homework_id, versions in found.items()}


def _fact(rows: list[RowMapping]) -> HomeworkFact:
    now: Any = rows[0]
    return HomeworkFact(
        student_id=0,
        homework_id=now["ref_id"],
        subject=now["subject"],
        due_date=now["due_date"],
        text=now["text"],
        is_removed=now["removed_at"] is not None,
        files=now["files"],
        quiz=now["quiz"],
        earlier=tuple(
            Version(row["old_text"], row["old_due_date"])
            for row in rows
            if row["old_text"] is not None
        ),
    )
