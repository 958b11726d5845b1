"""The gradebook: a class by subject in one statement, a section lesson by lesson in another."""

from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    Boolean,
    Integer,
    RowMapping,
    SmallInteger,
    String,
    and_,
    bindparam,
    case,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union_all,
)

from domain.attendance.model import Status
from domain.errors import NotFound
from domain.final_marks.setting_model import MarkedSection
from domain.gradebook.coverage import JUDGING
from domain.gradebook.model import (
    BookLesson,
    BookMark,
    Cell,
    ClassGrid,
    SectionRows,
    Taught,
)
from domain.people import Person, sort_key
from storage.mark_values import the_value
from storage.marked_sections import SECTIONS, to_section
from storage.rows import person_columns, to_person
from storage.spans import has_begun, has_not_ended, holds
from storage.standing_marks import OF_DAYS, in_subject
from storage.store import Store
from storage.tables import (
    attendance_event,
    enrollment,
    lesson,
    mark,
    person,
    section,
    section_student,
    subject,
    work_type,
)
from storage.transaction import today

_BEGINS: BindParameter[date] = bindparam("begins")
_ENDS: BindParameter[date] = bindparam("ends")
_IN_CLASS = and_(
    enrollment.c.school_class_id == bindparam("class_id"), holds(enrollment, bindparam("day"))
)
_IS_NUMBER = and_(mark.c.value.is_not(None), work_type.c.counts)
_JUDGES = or_(mark.c.value.is_not(None), mark.c.code.in_(sorted(each for each in JUDGING if each)))


def _number(expression: Any) -> Any:
    return func.coalesce(func.sum(expression), 0)


# Who learns what: a pupil without a mark is in the book, too.
_LEARNT = (
    select(
        enrollment.c.student_id,
        section.c.subject_id,
        section.c.id.label("section_id"),
        section.c.group_name,
        func.max(section.c.weekly_hours).label("hours"),
        literal(0).label("total"),
        literal(0).label("weights"),
        literal(0).label("marks"),
    )
    .select_from(
        enrollment.join(
            section_student, section_student.c.student_id == enrollment.c.student_id
        ).join(section, section.c.id == section_student.c.section_id)
    )
    .where(
        _IN_CLASS,
        has_begun(section_student, _ENDS),
        has_not_ended(section_student, _BEGINS),
    )
    .group_by(enrollment.c.student_id, section.c.subject_id, section.c.id, section.c.group_name)
)
_EARNED = (
    select(
        mark.c.student_id,
        section.c.subject_id,
        type_coerce(null(), Integer),
        type_coerce(literal(""), String),
        type_coerce(null(), Integer),
        _number(case((_IS_NUMBER, mark.c.value * work_type.c.weight))),
        _number(case((_IS_NUMBER, work_type.c.weight))),
        _number(case((_JUDGES, 1), else_=0)),
    )
    .select_from(
        enrollment.join(mark, mark.c.student_id == enrollment.c.student_id)
        .join(section, section.c.id == mark.c.section_id)
        .join(work_type, work_type.c.id == mark.c.work_type_id)
    )
    .where(_IN_CLASS, OF_DAYS)
    .group_by(mark.c.student_id, section.c.subject_id)
)
_CELLS = union_all(_LEARNT, _EARNED).subquery("cells")
_OF_CLASS = (
    select(
        *person_columns(person, "pupil"),
        _CELLS.c.subject_id,
        subject.c.title.label("subject"),
        _CELLS.c.section_id,
        _CELLS.c.group_name,
        _CELLS.c.hours,
        _CELLS.c.total,
        _CELLS.c.weights,
        _CELLS.c.marks,
    )
    .select_from(
        _CELLS.join(person, person.c.id == _CELLS.c.student_id).join(
            subject, subject.c.id == _CELLS.c.subject_id
        )
    )
    .where(subject.c.is_marked)
    .order_by(person.c.sort_key, person.c.id)
)

_SECTION = SECTIONS.where(section.c.id == bindparam("section_id"))

_OF_SECTION: BindParameter[int] = bindparam("section_id")
_LESSONS = select(
    literal("lesson").label("what"),
    literal(0).label("student_id"),
    lesson.c.date.label("day"),
    lesson.c.number.label("number"),
    type_coerce(null(), SmallInteger).label("value"),
    type_coerce(literal(""), String).label("code"),
    literal(0).label("weight"),
    type_coerce(literal(False), Boolean).label("counts"),
    type_coerce(literal(False), Boolean).label("is_control"),
    literal(0).label("id"),
).where(
    lesson.c.section_id == _OF_SECTION,
    lesson.c.date.between(_BEGINS, _ENDS),
    ~lesson.c.is_cancelled,
)
_MEMBERS = select(section_student.c.student_id).where(section_student.c.section_id == _OF_SECTION)
_MARKS = (
    select(
        case((mark.c.section_id == _OF_SECTION, "mark"), else_="other"),
        mark.c.student_id,
        mark.c.date,
        lesson.c.number,
        mark.c.value,
        mark.c.code,
        work_type.c.weight,
        work_type.c.counts,
        work_type.c.is_control,
        mark.c.id,
    )
    .select_from(
        mark.join(section, section.c.id == mark.c.section_id)
        .join(work_type, work_type.c.id == mark.c.work_type_id)
        .outerjoin(lesson, lesson.c.id == mark.c.lesson_id)
    )
    .where(mark.c.student_id.in_(_MEMBERS), in_subject(bindparam("subject_id")))
)
_ABSENT = (
    select(
        literal("absent"),
        attendance_event.c.student_id,
        lesson.c.date,
        lesson.c.number,
        type_coerce(null(), SmallInteger),
        type_coerce(literal(""), String),
        literal(0),
        type_coerce(literal(False), Boolean),
        type_coerce(literal(False), Boolean),
        literal(0),
    )
    .select_from(lesson.join(attendance_event, attendance_event.c.lesson_id == lesson.c.id))
    .where(
        lesson.c.section_id == _OF_SECTION,
        lesson.c.date.between(_BEGINS, _ENDS),
        attendance_event.c.status == Status.ABSENT,
    )
)
_ROWS = union_all(_LESSONS, _MARKS, _ABSENT).order_by("day", "number", "id")


class Gradebook(Store):
    """domain.gradebook.model.GradebookStore."""

    async def of_class(self, class_id: int, begins: date, ends: date, day: date) -> ClassGrid:
        rows = await self._rows(_OF_CLASS, class_id=class_id, begins=begins, ends=ends, day=day)
        pupils: dict[int, Person] = {}
        subjects: dict[int, list[RowMapping]] = {}
        cells: dict[tuple[int, int], Cell] = {}
        for row in rows:
            if row["pupil_id"] not in pupils:
                pupils[row["pupil_id"]] = to_person(row, "pupil")
            subjects.setdefault(row["subject_id"], []).append(row)
            key = row["pupil_id"], row["subject_id"]
            held = cells.get(key, Cell(0, 0, 0))
            cells[key] = Cell(
                held.total + row["total"],
                held.weights + row["weights"],
                held.marks + row["marks"],
            )
        taught = [_to_taught(of_subject) for of_subject in subjects.values()]
        taught.sort(key=lambda each: sort_key(each.subject, ""))
        return ClassGrid(tuple(pupils.values()), tuple(taught), cells)

    async def section(self, section_id: int) -> MarkedSection:
        day = today(self._transaction)
        rows = await self._rows(_SECTION, section_id=section_id, today=day)
        if not rows:
            raise NotFound("section")
        return to_section(rows[0])

    async def of_section(
        self, section: MarkedSection, begins: date, ends: date, until: date
    ) -> SectionRows:
        rows = await self._rows(
            _ROWS, section_id=section.id, subject_id=section.subject_id, begins=begins, ends=ends
        )
        lessons = [BookLesson(row["day"], row["number"]) for row in _only(rows, "lesson")]
        return SectionRows(
            tuple(each for each in lessons if each.day <= until),
            tuple(_to_mark(row) for row in _only(rows, "mark")),
            frozenset(
                (row["student_id"], BookLesson(row["day"], row["number"]))
                for row in _only(rows, "absent")
            ),
            sum(each.day > until for each in lessons),
            tuple(_to_mark(row) for row in _only(rows, "other")),
        )


def _to_taught(rows: list[RowMapping]) -> Taught:
    """Of all rows of a subject."""
    hours = [row["hours"] for row in rows if row["hours"] is not None]
    sections = {row["section_id"]: row["group_name"] for row in rows if row["section_id"]}
    in_order = dict(sorted(sections.items(), key=lambda each: (each[1], each[0])))
    return Taught(rows[0]["subject_id"], rows[0]["subject"], max(hours, default=None), in_order)


def _only(rows: list[RowMapping], what: str) -> list[RowMapping]:
    return [row for row in rows if row["what"] == what]


def _to_mark(row: RowMapping) -> BookMark:
    return BookMark(
        row["student_id"],
        row["day"],
        row["number"],
        the_value(row["value"], row["code"]),
        row["weight"],
        row["counts"],
        row["is_control"],
    )
