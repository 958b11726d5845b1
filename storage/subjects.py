"""The school's subjects."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import RowMapping, and_, bindparam, func, or_, select, update

from domain.curriculum.area_model import Area
from domain.year.load_model import SectionHours
from domain.year.subject_model import SchoolSubject
from domain.year.teaching_model import Begun
from storage.behaviour import IS_BEHAVIOUR
from storage.rows import person_columns, to_person_if_any
from storage.section_teachers import SectionTeachers
from storage.tables import (
    lesson,
    lesson_change,
    person,
    school_class,
    section,
    subject,
    timetable_slot,
)

_OF_SCHOOL = (
    select(
        subject.c.id, subject.c.title, subject.c.is_marked, subject.c.takes_homework, subject.c.area
    )
    .where(subject.c.school_id == bindparam("school_id"), ~IS_BEHAVIOUR)
    .order_by(subject.c.title, subject.c.id)
)
_TAUGHT = (
    section.c.school_id == bindparam("school_id"),
    section.c.is_active.is_(True),
    ~IS_BEHAVIOUR,
)
_GRADES = (
    select(section.c.grade_level)
    .distinct()
    .select_from(section.join(subject, subject.c.id == section.c.subject_id))
    .where(*_TAUGHT)
    .order_by(section.c.grade_level)
)
_CLASS_TITLE = func.coalesce(school_class.c.title, section.c.title)
_HOURS = (
    select(
        section.c.id,
        section.c.subject_id,
        subject.c.title.label("subject"),
        _CLASS_TITLE.label("class_title"),
        section.c.group_name,
        section.c.weekly_hours,
        section.c.chosen_hours,
        *person_columns(person, "teacher"),
    )
    .select_from(
        section.join(subject, subject.c.id == section.c.subject_id)
        .outerjoin(school_class, school_class.c.id == section.c.school_class_id)
        .outerjoin(person, person.c.id == section.c.teacher_id)
    )
    .where(*_TAUGHT, section.c.grade_level == bindparam("grade_level"))
    .order_by(subject.c.title, subject.c.id, _CLASS_TITLE, section.c.group_name, section.c.id)
)
# Of a cell that the timetable gives to somebody else.
_OWN_CELLS = select(
    timetable_slot.c.weekday,
    timetable_slot.c.number,
    timetable_slot.c.begins,
    timetable_slot.c.ends,
).where(
    timetable_slot.c.section_id == bindparam("section_id"),
    timetable_slot.c.teacher_id.is_not(None),
)
_AHEAD = (
    select(
        lesson.c.id,
        lesson.c.is_substituted,
        func.coalesce(lesson.c.usual_date, lesson.c.date).label("day"),
        func.coalesce(lesson.c.usual_number, lesson.c.number).label("number"),
    )
    .where(
        lesson.c.section_id == bindparam("section_id"),
        or_(
            lesson.c.date > bindparam("day"),
            and_(lesson.c.date == bindparam("day"), lesson.c.starts > bindparam("minute")),
        ),
    )
    .order_by(lesson.c.id)
    .with_for_update()
)
_GIVE = (
    update(lesson)
    .where(lesson.c.id.in_(bindparam("ids", expanding=True)))
    .values(teacher_id=bindparam("person_id"))
)
_GIVE_BACK = (
    update(lesson_change)
    .where(
        lesson_change.c.lesson_id.in_(bindparam("ids", expanding=True)),
        lesson_change.c.old_substituted.is_(False),
        lesson_change.c.is_new.is_(False),
    )
    .values(old_teacher_id=bindparam("person_id"))
)


class Subjects(SectionTeachers):
    """domain.year.subject_model.SubjectStore."""

    async def of_school(self, school_id: int) -> list[SchoolSubject]:
        rows = await self._rows(_OF_SCHOOL, school_id=school_id)
        return [
            SchoolSubject(**{**row, "area": Area(row["area"]) if row["area"] else None})
            for row in rows
        ]

    async def take_homework(self, subject_id: int, *, takes: bool) -> None:
        await self._connection.execute(
            update(subject).where(subject.c.id == subject_id).values(takes_homework=takes)
        )

    async def give_marks(self, subject_id: int, *, gives: bool) -> None:
        await self._connection.execute(
            update(subject)
            .where(subject.c.id == subject_id)
            .values(is_marked=gives, is_marked_decided=True)
        )

    async def taught_grades(self, school_id: int) -> list[int]:
        return [row["grade_level"] for row in await self._rows(_GRADES, school_id=school_id)]

    async def hours(self, school_id: int, grade_level: int) -> list[SectionHours]:
        rows = await self._rows(_HOURS, school_id=school_id, grade_level=grade_level)
        return [
            SectionHours(
                row["id"],
                row["subject_id"],
                row["subject"],
                row["class_title"],
                row["group_name"],
                to_person_if_any(row, "teacher"),
                row["weekly_hours"],
                row["chosen_hours"],
            )
            for row in rows
        ]

    async def set_hours(self, section_ids: Collection[int], hours: int) -> None:
        await self._connection.execute(
            update(section)
            .where(section.c.id.in_(section_ids))
            .values(weekly_hours=hours, is_hours_decided=True)
        )

    async def set_teacher(self, section_id: int, person_id: int, begun: Begun) -> int:
        ahead = await self._rows(_AHEAD, section_id=section_id, **begun._asdict())
        cells = await self._rows(_OWN_CELLS, section_id=section_id)
        own = [each for each in ahead if not any(_is_of(each, cell) for cell in cells)]
        given = [each["id"] for each in own if not each["is_substituted"]]
        run = self._connection.execute
        appointed = {"teacher_id": person_id, "is_teacher_decided": True}
        await run(update(section).where(section.c.id == section_id).values(**appointed))
        if own:
            values = {"person_id": person_id}
            await run(_GIVE, {**values, "ids": given})
            await run(_GIVE_BACK, {**values, "ids": [each["id"] for each in own]})
        return len(given)


def _is_of(row: RowMapping, cell: RowMapping) -> bool:
    """Whether the timetable has this lesson in that cell."""
    day: date = row["day"]
    at = day.isoweekday(), row["number"]
    return at == (cell["weekday"], cell["number"]) and cell["begins"] <= day <= cell["ends"]
