"""Current marks as a family reads them: a period's table, and one subject in full."""

from datetime import date, datetime

from sqlalchemy import (
    Boolean,
    RowMapping,
    SmallInteger,
    bindparam,
    exists,
    func,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.types import Date

from domain.errors import NotFound
from domain.marks.model import BriefMark, Mark, SubjectRow, WorkType
from domain.work_types.model import WorkKind
from storage.mark_values import says_something, the_value
from storage.rows import person_columns, to_person_if_any
from storage.spans import has_begun, has_not_ended
from storage.standing_marks import OF_DAYS, in_subject
from storage.store import Store
from storage.tables import (
    lesson,
    mark,
    mark_change,
    person,
    section,
    section_student,
    subject,
    work_type,
)

# A value that replaced another one. A first value has no old one, a withdrawn mark no new one.
IS_CORRECTED = (
    exists()
    .where(
        mark_change.c.mark_id == mark.c.id,
        says_something(mark_change.c.old_value, mark_change.c.old_code),
        says_something(mark_change.c.new_value, mark_change.c.new_code),
    )
    .label("is_corrected")
)

MARK_COLUMNS = [
    mark.c.id,
    mark.c.student_id,
    mark.c.section_id,
    mark.c.lesson_id,
    mark.c.date,
    mark.c.value,
    mark.c.code,
    mark.c.comment,
    mark.c.topic,
    subject.c.id.label("subject_id"),
    subject.c.title.label("subject"),
    lesson.c.topic.label("lesson_topic"),
    work_type.c.id.label("work_type_id"),
    work_type.c.code.label("work_type_code"),
    work_type.c.title.label("work_type_title"),
    work_type.c.short_title.label("work_type_short_title"),
    work_type.c.weight.label("work_type_weight"),
    work_type.c.counts.label("work_type_counts"),
    work_type.c.is_control.label("work_type_is_control"),
    work_type.c.kind.label("work_type_kind"),
    *person_columns(person, "teacher"),
    IS_CORRECTED,
]

_WITH_WORK = (
    mark.join(section, section.c.id == mark.c.section_id)
    .join(subject, subject.c.id == section.c.subject_id)
    .join(work_type, work_type.c.id == mark.c.work_type_id)
)
MARK_TABLES = _WITH_WORK.outerjoin(lesson, lesson.c.id == mark.c.lesson_id).outerjoin(
    person, person.c.id == mark.c.teacher_id
)
_LEARNT = section_student.join(section, section.c.id == section_student.c.section_id).join(
    subject, subject.c.id == section.c.subject_id
)

_OF_STUDENT = mark.c.student_id == bindparam("student_id")

_MARKS_OF_DAYS = (
    select(
        subject.c.id.label("subject_id"),
        subject.c.title.label("subject"),
        mark.c.date.label("date"),
        mark.c.id.label("mark_id"),
        mark.c.value.label("value"),
        mark.c.code.label("code"),
        work_type.c.weight.label("weight"),
        work_type.c.counts.label("counts"),
        IS_CORRECTED,
        work_type.c.is_control.label("is_control"),
    )
    .select_from(_WITH_WORK)
    .where(_OF_STUDENT, OF_DAYS)
)

# Subjects that the pupil has learnt on some of the days, so that one without marks is named too.
_SUBJECTS_OF_DAYS = (
    select(
        subject.c.id,
        subject.c.title,
        type_coerce(null(), Date),
        literal(0),
        type_coerce(null(), SmallInteger),
        literal(""),
        literal(0),
        type_coerce(literal(False), Boolean),
        type_coerce(literal(False), Boolean),
        type_coerce(literal(False), Boolean),
    )
    .select_from(_LEARNT)
    .where(
        section_student.c.student_id == bindparam("student_id"),
        has_begun(section_student, bindparam("ends")),
        has_not_ended(section_student, bindparam("begins")),
        subject.c.is_marked,
    )
)

_BY_SUBJECT = union_all(_MARKS_OF_DAYS, _SUBJECTS_OF_DAYS).order_by("date", "mark_id")

_OF_SUBJECT = (
    select(*MARK_COLUMNS)
    .select_from(MARK_TABLES)
    .where(_OF_STUDENT, in_subject(bindparam("subject_id")))
    .order_by(mark.c.date.desc(), mark.c.id.desc())
)

UPDATED_AT = select(
    func.max(func.coalesce(mark.c.removed_at, mark.c.set_at)).label("updated_at")
).where(
    mark.c.student_id == bindparam("student_id"),
    mark.c.date.between(bindparam("begins"), bindparam("ends")),
)

_SUBJECT_TITLE = (
    select(subject.c.title)
    .select_from(_LEARNT)
    .where(
        section_student.c.student_id == bindparam("student_id"),
        subject.c.id == bindparam("subject_id"),
    )
    .limit(1)
)


def to_mark(row: RowMapping) -> Mark:
    """The mark of a row of `MARK_COLUMNS`; the lesson's topic goes before an imported one."""
    return Mark(
        id=row["id"],
        student_id=row["student_id"],
        section_id=row["section_id"],
        subject_id=row["subject_id"],
        subject=row["subject"],
        date=row["date"],
        value=the_value(row["value"], row["code"]),
        work_type=WorkType(
            id=row["work_type_id"],
            code=row["work_type_code"],
            title=row["work_type_title"],
            short_title=row["work_type_short_title"],
            weight=row["work_type_weight"],
            counts=row["work_type_counts"],
            is_control=row["work_type_is_control"],
            kind=WorkKind(row["work_type_kind"]),
        ),
        topic=row["lesson_topic"] or row["topic"],
        comment=row["comment"],
        teacher=to_person_if_any(row, "teacher"),
        lesson_id=row["lesson_id"],
        is_corrected=row["is_corrected"],
    )


class Marks(Store):
    """domain.marks.model.MarkStore."""

    async def by_subject(self, student_id: int, begins: date, ends: date) -> list[SubjectRow]:
        found = await self._connection.execute(
            _BY_SUBJECT, {"student_id": student_id, "begins": begins, "ends": ends}
        )
        titles: dict[int, str] = {}
        marks: dict[int, list[BriefMark]] = {}
        for subject_id, title, day, _id, number, code, *brief in found:
            titles[subject_id] = title
            of_subject = marks.setdefault(subject_id, [])
            if day is not None:
                of_subject.append(BriefMark(the_value(number, code), *brief))
        return [SubjectRow(key, title, tuple(marks[key])) for key, title in titles.items()]

    async def updated_at(self, student_id: int, begins: date, ends: date) -> datetime | None:
        days = {"student_id": student_id, "begins": begins, "ends": ends}
        latest: datetime | None = (await self._connection.execute(UPDATED_AT, days)).scalar()
        return latest

    async def of_subject(
        self, student_id: int, subject_id: int, begins: date, ends: date
    ) -> list[Mark]:
        rows = await self._rows(
            _OF_SUBJECT, student_id=student_id, subject_id=subject_id, begins=begins, ends=ends
        )
        return [to_mark(row) for row in rows]

    async def subject_title(self, student_id: int, subject_id: int) -> str:
        found = await self._connection.execute(
            _SUBJECT_TITLE, {"student_id": student_id, "subject_id": subject_id}
        )
        title: str | None = found.scalar()
        if title is None:
            raise NotFound("subject")
        return title
