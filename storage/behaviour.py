"""Marks of behaviour: final marks of a subject that the program keeps for a school."""

from datetime import date

from sqlalchemy import and_, bindparam, select

from domain.final_marks.setting_model import DraftedMark
from storage.mark_values import to_value
from storage.rows import person_columns, to_person
from storage.spans import holds
from storage.store import Store
from storage.tables import (
    enrollment,
    final_mark,
    final_mark_draft,
    person,
    school_class,
    subject,
)
from storage.upsert import insert_or_keep

_TITLE = "Поведение"  # in the language of the school, as the titles of its subjects
IS_BEHAVIOUR = subject.c.sourced_id.like("behaviour:%")
_SUBJECT = select(subject.c.id).where(subject.c.sourced_id == bindparam("sourced_id"))
_LOCK = (
    select(school_class.c.id).where(school_class.c.id == bindparam("class_id")).with_for_update()
)
_OWN = and_(
    final_mark.c.student_id == person.c.id,
    final_mark.c.subject_id == bindparam("of_subject"),
    final_mark.c.grading_period_id == bindparam("of_period"),
)
_CHOSEN = and_(
    final_mark_draft.c.student_id == person.c.id,
    final_mark_draft.c.subject_id == bindparam("of_subject"),
    final_mark_draft.c.grading_period_id == bindparam("of_period"),
    final_mark_draft.c.chosen_by == bindparam("by"),
)
_PUPILS = (
    select(
        *person_columns(person, "pupil"),
        final_mark.c.value,
        final_mark.c.code,
        final_mark_draft.c.value.label("drafted"),
        final_mark_draft.c.code.label("drafted_code"),
    )
    .select_from(
        enrollment.join(person, person.c.id == enrollment.c.student_id)
        .outerjoin(final_mark, _OWN)
        .outerjoin(final_mark_draft, _CHOSEN)
    )
    .where(
        enrollment.c.school_class_id == bindparam("class_id"),
        holds(enrollment, bindparam("day")),
    )
    .order_by(person.c.sort_key, person.c.id)
)


def _sourced_id(school_id: int) -> str:
    return f"behaviour:{school_id}"


class Behaviour(Store):
    """domain.final_marks.behaviour_model.BehaviourStore."""

    async def subject(self, school_id: int) -> int | None:
        found = await self._connection.scalar(_SUBJECT, {"sourced_id": _sourced_id(school_id)})
        return None if found is None else int(found)

    async def add_subject(self, school_id: int) -> None:
        values = {
            "sourced_id": _sourced_id(school_id),
            "school_id": school_id,
            "title": _TITLE,
            "is_marked": False,  # no lesson of it has marks
            "takes_homework": False,
        }
        connection = self._connection
        await connection.execute(insert_or_keep(connection, subject, ["sourced_id"]), values)

    async def lock(self, class_id: int) -> None:
        await self._connection.execute(_LOCK, {"class_id": class_id})

    async def pupils(
        self, class_id: int, subject_id: int, period_id: int, day: date, chosen_by: int
    ) -> list[DraftedMark]:
        rows = await self._rows(
            _PUPILS,
            class_id=class_id,
            of_subject=subject_id,
            of_period=period_id,
            day=day,
            by=chosen_by,
        )
        return [
            DraftedMark(
                to_person(row, "pupil"),
                to_value(row["value"], row["code"] or ""),
                to_value(row["drafted"], row["drafted_code"] or ""),
            )
            for row in rows
        ]
