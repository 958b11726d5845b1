"""Whose a section was before it was somebody else's."""

from typing import Any

from sqlalchemy import and_, bindparam, func, insert, or_, select

from domain.errors import NotFound
from domain.year.teaching_model import Begun, NewTeacher, TeacherChange
from storage.rows import person_columns, to_person_if_any
from storage.store import Store
from storage.tables import lesson, person, school_class, section, section_teacher, subject

_FORMER, _DECIDER = person.alias("former"), person.alias("decider")
_CHANGE = (
    select(
        section_teacher.c.id,
        section_teacher.c.section_id,
        section.c.school_id,
        subject.c.title.label("subject"),
        func.coalesce(school_class.c.title, section.c.title).label("class_title"),
        section.c.group_name,
        *person_columns(_FORMER, "former"),
        *person_columns(person, "teacher"),
        *person_columns(_DECIDER, "decider"),
    )
    .select_from(
        section_teacher.join(section, section.c.id == section_teacher.c.section_id)
        .join(subject, subject.c.id == section.c.subject_id)
        .outerjoin(school_class, school_class.c.id == section.c.school_class_id)
        .outerjoin(person, person.c.id == section.c.teacher_id)
        .outerjoin(_FORMER, _FORMER.c.id == section_teacher.c.former_id)
        .outerjoin(_DECIDER, _DECIDER.c.id == section_teacher.c.decided_by)
    )
    .where(section_teacher.c.id == bindparam("change_id"))
)
_FIRST_OF_PERSON = (
    select(section_teacher.c.former_id)
    .where(
        section_teacher.c.section_id == bindparam("section_id"),
        or_(
            section_teacher.c.former_id == bindparam("person_id"),
            section_teacher.c.teacher_id == bindparam("person_id"),
        ),
    )
    .order_by(section_teacher.c.id)
    .limit(1)
)


def given_later() -> Any:
    """The number of the first change after a lesson: its `former_id` had the section then.

    `lesson` has to be among the tables.
    """
    later = section_teacher.alias("later_given")
    return (
        select(func.min(later.c.id))
        .where(
            later.c.section_id == lesson.c.section_id,
            or_(
                later.c.day > lesson.c.date,
                and_(later.c.day == lesson.c.date, later.c.minute >= lesson.c.starts),
            ),
        )
        .correlate(lesson)
        .scalar_subquery()
    )


class SectionTeachers(Store):
    """The part of domain.year.subject_model.SubjectStore for who teaches what."""

    async def record_teacher(self, change: NewTeacher, begun: Begun) -> int:
        done = await self._connection.execute(
            insert(section_teacher).returning(section_teacher.c.id),
            {**change._asdict(), **begun._asdict()},
        )
        return int(done.scalar_one())

    async def teacher_change(self, change_id: int) -> TeacherChange:
        rows = await self._rows(_CHANGE, change_id=change_id)
        if not rows:
            raise NotFound("section_teacher")
        row = rows[0]
        return TeacherChange(
            id=row["id"],
            school_id=row["school_id"],
            section_id=row["section_id"],
            class_title=row["class_title"],
            subject=row["subject"],
            group_name=row["group_name"],
            former=to_person_if_any(row, "former"),
            now=to_person_if_any(row, "teacher"),
            decided_by=to_person_if_any(row, "decider"),
        )

    async def taught_first(self, section_id: int, person_id: int) -> bool:
        rows = await self._rows(_FIRST_OF_PERSON, section_id=section_id, person_id=person_id)
        return bool(rows) and rows[0]["former_id"] == person_id
