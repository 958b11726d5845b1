"""What a notice was of, in few words, whichever its kind: one statement for a whole list."""

from sqlalchemy import ColumnElement, RowMapping, and_, case, func, literal_column, null

from domain.attendance.model import Status
from domain.calendar import PeriodKind
from domain.delivery.model import Heard, What
from domain.notices.model import Kind, Reason, State
from domain.people import Person
from storage.mark_values import to_value
from storage.tables import (
    attendance_change,
    final_mark,
    final_mark_change,
    grading_period,
    homework,
    lesson,
    mark,
    mark_change,
    message_recipient,
    notice,
    section,
    subject,
)


def _of(kind: Kind) -> ColumnElement[bool]:
    return notice.c.kind == literal_column(f"'{kind.value}'")


_THE_LESSON = func.coalesce(
    attendance_change.c.lesson_id, case((_of(Kind.LESSON), notice.c.ref_id), else_=null())
)

WHAT_TABLES = (
    notice.outerjoin(mark_change, and_(_of(Kind.MARK), mark_change.c.id == notice.c.ref_id))
    .outerjoin(mark, mark.c.id == mark_change.c.mark_id)
    .outerjoin(
        attendance_change,
        and_(_of(Kind.ABSENCE), attendance_change.c.id == notice.c.ref_id),
    )
    .outerjoin(
        final_mark_change,
        and_(_of(Kind.FINAL_MARK), final_mark_change.c.id == notice.c.ref_id),
    )
    .outerjoin(final_mark, final_mark.c.id == final_mark_change.c.final_mark_id)
    .outerjoin(grading_period, grading_period.c.id == final_mark.c.grading_period_id)
    .outerjoin(homework, and_(_of(Kind.HOMEWORK), homework.c.id == notice.c.ref_id))
    .outerjoin(lesson, lesson.c.id == _THE_LESSON)
    .outerjoin(
        section,
        section.c.id
        == func.coalesce(mark.c.section_id, lesson.c.section_id, homework.c.section_id),
    )
    .outerjoin(
        subject, subject.c.id == func.coalesce(section.c.subject_id, final_mark.c.subject_id)
    )
    .outerjoin(
        message_recipient,
        and_(
            _of(Kind.MESSAGE),
            message_recipient.c.message_id == notice.c.ref_id,
            message_recipient.c.person_id == notice.c.person_id,
            message_recipient.c.student_id == notice.c.student_id,
        ),
    )
)

WHAT_COLUMNS = (
    notice.c.id,
    notice.c.kind,
    notice.c.state,
    notice.c.reason,
    notice.c.created_at,
    notice.c.sent_at,
    subject.c.title.label("subject"),
    func.coalesce(mark.c.date, lesson.c.date, homework.c.due_date).label("day"),
    grading_period.c.title.label("period"),
    grading_period.c.kind.label("period_kind"),
    func.coalesce(mark_change.c.old_value, final_mark_change.c.old_value).label("old_value"),
    func.coalesce(mark_change.c.old_code, final_mark_change.c.old_code, "").label("old_code"),
    func.coalesce(mark_change.c.new_value, final_mark_change.c.new_value).label("new_value"),
    func.coalesce(mark_change.c.new_code, final_mark_change.c.new_code, "").label("new_code"),
    attendance_change.c.new_status,
    message_recipient.c.read_at,
)


def to_what(row: RowMapping) -> What:
    return What(
        Kind(row["kind"]),
        subject=row["subject"] or "",
        day=row["day"],
        period=row["period"] or "",
        period_kind=PeriodKind(row["period_kind"]) if row["period_kind"] else None,
        old=to_value(row["old_value"], row["old_code"]),
        new=to_value(row["new_value"], row["new_code"]),
        status=Status(row["new_status"]) if row["new_status"] else None,
    )


def to_heard(row: RowMapping, who: Person) -> Heard:
    return Heard(
        who,
        State(row["state"]),
        Reason(row["reason"]) if row["reason"] else None,
        row["sent_at"],
        row["read_at"],
    )
