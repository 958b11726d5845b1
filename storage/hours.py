"""The lessons of the register of hours, with whose they were."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import RowMapping, bindparam, func, or_, select

from domain.people import Person
from domain.timetable.hours import TimetabledLesson
from storage.rows import person_columns, to_person, to_person_if_any
from storage.schedule import IS_SHOWN
from storage.section_teachers import given_later
from storage.store import Store
from storage.tables import (
    lesson,
    lesson_change,
    person,
    section,
    section_teacher,
    subject,
    timetable_change,
    timetable_slot,
)
from storage.timetable_decisions import IS_DOUBTED

# In whose place a substitute was: whom the decision replaced, else whom the timetable of the week
# named then, else whose the section was.
_USUAL = person.alias("usual_person")
_REPLACED = person.alias("replaced_person")
_FIRST = (
    select(func.min(lesson_change.c.id))
    .select_from(
        lesson_change.join(timetable_change, timetable_change.c.id == lesson_change.c.change_id)
    )
    .where(
        lesson_change.c.lesson_id == lesson.c.id,
        lesson_change.c.is_new.is_(False),
        timetable_change.c.undone_at.is_(None),
    )
    .correlate(lesson)
    .scalar_subquery()
)
_WAS = lesson_change.alias("was_given")
_GIVEN_LATER, _FORMER = section_teacher.alias("given_later"), person.alias("former_person")
_REGISTER = (
    select(
        lesson.c.section_id,
        lesson.c.date,
        func.coalesce(lesson.c.usual_date, lesson.c.date).label("usual_date"),
        func.coalesce(lesson.c.usual_number, lesson.c.number).label("usual_number"),
        lesson.c.is_cancelled,
        lesson.c.is_substituted,
        or_(lesson.c.attendance_taken_at.is_not(None), lesson.c.topic != "").label("is_held"),
        IS_DOUBTED.label("is_doubted"),
        _GIVEN_LATER.c.id.label("given_later_id"),
        section.c.title.label("section_title"),
        subject.c.title.label("subject"),
        *person_columns(person, "teacher"),
        *person_columns(_USUAL, "usual"),
        *person_columns(_REPLACED, "replaced"),
        *person_columns(_FORMER, "former"),
    )
    .select_from(
        lesson.join(section, section.c.id == lesson.c.section_id)
        .join(subject, subject.c.id == section.c.subject_id)
        .outerjoin(person, person.c.id == lesson.c.teacher_id)
        .outerjoin(_USUAL, _USUAL.c.id == section.c.teacher_id)
        .outerjoin(_WAS, _WAS.c.id == _FIRST)
        .outerjoin(_REPLACED, _REPLACED.c.id == _WAS.c.old_teacher_id)
        .outerjoin(_GIVEN_LATER, _GIVEN_LATER.c.id == given_later())
        .outerjoin(_FORMER, _FORMER.c.id == _GIVEN_LATER.c.former_id)
    )
    .where(
        section.c.school_id == bindparam("school_id"),
        lesson.c.date.between(bindparam("begins"), bindparam("ends")),
        IS_SHOWN,
    )
    .order_by(lesson.c.date, lesson.c.number, lesson.c.id)
)
# Cells of the week with a teacher of their own.
_CELLS = (
    select(
        timetable_slot.c.section_id,
        timetable_slot.c.weekday,
        timetable_slot.c.number,
        timetable_slot.c.begins,
        timetable_slot.c.ends,
        *person_columns(person, "teacher"),
    )
    .select_from(
        timetable_slot.join(section, section.c.id == timetable_slot.c.section_id).join(
            person, person.c.id == timetable_slot.c.teacher_id
        )
    )
    .where(
        section.c.school_id == bindparam("school_id"),
        timetable_slot.c.begins <= bindparam("ends"),
        timetable_slot.c.ends >= bindparam("begins"),
    )
    .order_by(timetable_slot.c.begins, timetable_slot.c.id)
)


class Hours(Store):
    """The part of domain.timetable.model.TimetableStore for the register of hours."""

    async def register(
        self, school_id: int, begins: date, ends: date, teacher_id: int | None
    ) -> list[TimetabledLesson]:
        span = {"school_id": school_id, "begins": begins, "ends": ends}
        cells: dict[tuple[int, int, int], list[RowMapping]] = defaultdict(list)
        for row in await self._rows(_CELLS, **span):
            cells[row["section_id"], row["weekday"], row["number"]].append(row)
        found = [
            _to_timetabled(row, cells.get(_address(row), ()))
            for row in await self._rows(_REGISTER, **span)
        ]
        if teacher_id is None:
            return found
        return [
            each
            for each in found
            if teacher_id in {who.id for who in (each.teacher, each.usual_teacher) if who}
        ]


def _address(row: RowMapping) -> tuple[int, int, int]:
    return row["section_id"], row["usual_date"].isoweekday(), row["usual_number"]


def _to_timetabled(row: RowMapping, cells: Sequence[RowMapping]) -> TimetabledLesson:
    teacher = to_person_if_any(row, "teacher")
    usual = teacher
    if row["is_substituted"] or row["is_cancelled"]:
        usual = to_person_if_any(row, "replaced") or _by_timetable(row, cells)
    return TimetabledLesson(
        date=row["date"],
        class_title=row["section_title"],
        subject=row["subject"],
        teacher=teacher,
        usual_teacher=usual,
        is_cancelled=row["is_cancelled"],
        is_held=bool(row["is_held"]),
        is_doubted=bool(row["is_doubted"]),
    )


def _by_timetable(row: RowMapping, cells: Sequence[RowMapping]) -> Person | None:
    """Who was to give it then, whoever has the section today."""
    for cell in reversed(cells):
        if cell["begins"] <= row["usual_date"] <= cell["ends"]:
            return to_person(cell, "teacher")
    return to_person_if_any(row, "usual" if row["given_later_id"] is None else "former")
