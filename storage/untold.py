"""Final marks and letters of which nobody in a family was told."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import (
    RowMapping,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
)

from domain.calendar import PeriodKind
from domain.delivery.untold_model import FinalTelling, Untold
from domain.notices.model import Kind, Reason, State
from domain.people import Student
from storage.delivery import IS_SENT, TO_FAMILY, WAITS, any_of
from storage.people import CLASS_COLUMNS, OPEN_ENROLLMENT
from storage.rows import person_columns, to_student
from storage.store import Store
from storage.tables import (
    enrollment,
    final_mark,
    final_mark_change,
    grading_period,
    message,
    message_recipient,
    notice,
    person,
    school,
    school_class,
)
from storage.transaction import today

_STUDENT = person.alias("student")

_LATER = final_mark_change.alias("later")
_IS_LAST_CHANGE = ~exists(
    select(literal_column("1")).where(
        _LATER.c.final_mark_id == final_mark_change.c.final_mark_id,
        _LATER.c.id > final_mark_change.c.id,
    )
)
# What a school began with was not news to anybody: its first import tells nobody.
_IS_NEWS = or_(
    school.c.imported_at.is_(None), final_mark_change.c.changed_at > school.c.imported_at
)
_FINALS = (
    enrollment.join(school_class, school_class.c.id == enrollment.c.school_class_id)
    .join(school, school.c.id == school_class.c.school_id)
    .join(final_mark, final_mark.c.student_id == enrollment.c.student_id)
    .join(final_mark_change, final_mark_change.c.final_mark_id == final_mark.c.id)
)
_OF_THE_CHANGE = and_(
    notice.c.kind == literal_column(f"'{Kind.FINAL_MARK.value}'"),
    notice.c.ref_id == final_mark_change.c.id,
    TO_FAMILY,
)
_FINAL_TELLINGS = (
    select(
        final_mark.c.student_id,
        final_mark.c.id.label("final_mark_id"),
        final_mark_change.c.changed_at,
        notice.c.person_id,
        notice.c.state,
        notice.c.reason,
        notice.c.sent_at,
    )
    .select_from(_FINALS.outerjoin(notice, _OF_THE_CHANGE))
    .where(
        enrollment.c.school_class_id == bindparam("class_id"),
        OPEN_ENROLLMENT,
        final_mark.c.grading_period_id == bindparam("period_id"),
        _IS_LAST_CHANGE,
        _IS_NEWS,
    )
    .order_by(final_mark.c.student_id, final_mark.c.id, notice.c.id)
)
_CAME_OR_WILL = or_(IS_SENT, WAITS, notice.c.reason == Reason.UNDONE)
_UNTOLD_FINALS = (
    select(
        final_mark.c.student_id,
        grading_period.c.title,
        grading_period.c.kind,
        func.count().label("count"),
        func.min(final_mark_change.c.changed_at).label("since"),
        any_of(
            exists(select(literal_column("1")).where(_OF_THE_CHANGE, notice.c.state == State.DEAD))
        ).label("has_failed"),
    )
    .select_from(
        _FINALS.join(grading_period, grading_period.c.id == final_mark.c.grading_period_id)
    )
    .where(
        school_class.c.school_id == bindparam("of_school"),
        school_class.c.is_active,
        OPEN_ENROLLMENT,
        final_mark_change.c.changed_at >= bindparam("since"),
        _IS_LAST_CHANGE,
        _IS_NEWS,
        ~exists(select(literal_column("1")).where(_OF_THE_CHANGE, _CAME_OR_WILL)),
    )
    .group_by(final_mark.c.student_id, grading_period.c.id)
    .order_by(grading_period.c.begins)
)
_LETTERS = (
    select(message_recipient.c.student_id, message.c.id, message.c.sent_at)
    .select_from(
        school_class.join(message, message.c.school_class_id == school_class.c.id).join(
            message_recipient, message_recipient.c.message_id == message.c.id
        )
    )
    .where(
        school_class.c.school_id == bindparam("of_school"),
        message.c.sent_at >= bindparam("since"),
        ~exists(
            select(literal_column("1")).where(
                notice.c.kind == literal_column(f"'{Kind.MESSAGE.value}'"),
                notice.c.ref_id == message.c.id,
                notice.c.student_id == message_recipient.c.student_id,
                WAITS,
            )
        ),
    )
    .group_by(message_recipient.c.student_id, message.c.id)
    .having(
        func.count(message_recipient.c.delivered_at) + func.count(message_recipient.c.read_at) == 0
    )
    .subquery()
)
_UNTOLD_LETTERS = select(
    _LETTERS.c.student_id,
    func.count().label("count"),
    func.min(_LETTERS.c.sent_at).label("since"),
).group_by(_LETTERS.c.student_id)
_STUDENTS = (
    select(*person_columns(_STUDENT, "student"), _STUDENT.c.school_id, *CLASS_COLUMNS)
    .select_from(
        _STUDENT.join(
            enrollment, and_(enrollment.c.student_id == _STUDENT.c.id, OPEN_ENROLLMENT)
        ).join(school_class, school_class.c.id == enrollment.c.school_class_id)
    )
    .where(_STUDENT.c.id.in_(bindparam("ids", expanding=True)), school_class.c.is_active)
    .order_by(school_class.c.grade_level, school_class.c.letter, _STUDENT.c.sort_key, _STUDENT.c.id)
)


class Untolds(Store):
    """domain.delivery.untold_model.UntoldStore."""

    async def final_tellings(self, class_id: int, period_id: int) -> list[FinalTelling]:
        rows = await self._rows(
            _FINAL_TELLINGS,
            class_id=class_id,
            period_id=period_id,
            day=today(self._transaction),
        )
        return [_final_telling(row) for row in rows]

    async def untold_finals(self, school_id: int, since: datetime) -> list[Untold]:
        rows = await self._rows(
            _UNTOLD_FINALS, of_school=school_id, since=since, day=today(self._transaction)
        )
        return [
            Untold(
                row["student_id"],
                Kind.FINAL_MARK,
                row["count"],
                row["since"],
                row["title"],
                bool(row["has_failed"]),
                PeriodKind(row["kind"]),
            )
            for row in rows
        ]

    async def untold_letters(self, school_id: int, since: datetime) -> list[Untold]:
        rows = await self._rows(_UNTOLD_LETTERS, of_school=school_id, since=since)
        return [Untold(row["student_id"], Kind.MESSAGE, row["count"], row["since"]) for row in rows]

    async def students(self, student_ids: Collection[int]) -> dict[int, Student]:
        rows = await self._rows_of(_STUDENTS, student_ids, day=today(self._transaction))
        return {row["student_id"]: to_student(row) for row in rows}


def _final_telling(row: RowMapping) -> FinalTelling:
    return FinalTelling(
        row["student_id"],
        row["final_mark_id"],
        row["changed_at"],
        row["person_id"],
        State(row["state"]) if row["state"] else None,
        Reason(row["reason"]) if row["reason"] else None,
        row["sent_at"],
    )
