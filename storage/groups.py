"""Groups of a class, and who is in them from when to when."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    and_,
    bindparam,
    delete,
    insert,
    null,
    select,
    union_all,
    update,
)

from domain.groups.model import Group, Membership
from domain.people import Person
from domain.timetable.model import TimetableLesson
from storage.rows import person_columns, to_person, to_person_if_any
from storage.spans import has_not_ended
from storage.store import Store
from storage.tables import enrollment, lesson, person, section, section_student, subject
from storage.timetable import to_timetable
from storage.timetable_queries import LESSONS

_GROUPS = (
    select(
        section.c.id,
        section.c.subject_id,
        section.c.group_name,
        subject.c.title.label("subject"),
        *person_columns(person, "teacher"),
    )
    .select_from(
        section.join(subject, subject.c.id == section.c.subject_id).outerjoin(
            person, person.c.id == section.c.teacher_id
        )
    )
    .where(
        section.c.school_class_id == bindparam("class_id"),
        section.c.is_active,
        section.c.group_name != "",
    )
    .order_by(subject.c.title, section.c.group_name, section.c.id)
)
_MEMBERSHIPS = select(
    section_student.c.section_id,
    section_student.c.begins,
    section_student.c.ends,
    section_student.c.spell,
    section_student.c.moved_on,
    *person_columns(person, "student"),
).select_from(section_student.join(person, person.c.id == section_student.c.student_id))
_MEMBERS = _MEMBERSHIPS.where(
    section_student.c.section_id.in_(bindparam("ids", expanding=True)),
    has_not_ended(section_student, bindparam("day")),
    person.c.is_active,
).order_by(person.c.sort_key, person.c.id)
_OF_SECTION = _MEMBERSHIPS.where(section_student.c.section_id == bindparam("section_id")).order_by(
    person.c.sort_key, person.c.id
)
_OF_STUDENT = _MEMBERSHIPS.where(
    section_student.c.section_id.in_(bindparam("ids", expanding=True)),
    section_student.c.student_id == bindparam("student_id"),
    person.c.is_active,
)
_LOCK = (
    select(person.c.id)
    .where(person.c.id == bindparam("student_id"))
    .with_for_update(key_share=True)
)
_LOCKED = _OF_STUDENT.with_for_update(of=section_student)
_SPAN = (
    section_student.c.section_id,
    section_student.c.student_id,
    section_student.c.begins,
    section_student.c.ends,
    section_student.c.spell,
    section_student.c.moved_on,
)
_HERE = union_all(
    select(*_SPAN).where(
        section_student.c.section_id.in_(bindparam("ids", expanding=True)),
        has_not_ended(section_student, bindparam("since")),
    ),
    select(null(), enrollment.c.student_id, null(), null(), null(), null()).where(
        enrollment.c.school_class_id == bindparam("class_id"),
        has_not_ended(enrollment, bindparam("day")),
    ),
).subquery("here")
_WITH_PUPILS = (
    select(
        *(_HERE.c[each.name] for each in _SPAN if each.name != "student_id"),
        *person_columns(person, "student"),
    )
    .select_from(_HERE.join(person, person.c.id == _HERE.c.student_id))
    .where(person.c.is_active)
    .order_by(person.c.sort_key, person.c.id)
)
_LESSONS = LESSONS.where(
    lesson.c.section_id.in_(bindparam("ids", expanding=True)),
    lesson.c.date.between(bindparam("begins"), bindparam("ends")),
).order_by(lesson.c.date, lesson.c.starts, lesson.c.id)


class GroupTable(Store):
    """domain.groups.model.GroupStore."""

    async def of_class(self, school_class_id: int) -> list[Group]:
        return [
            Group(
                row["id"],
                row["subject_id"],
                row["subject"],
                row["group_name"],
                to_person_if_any(row, "teacher"),
            )
            for row in await self._rows(_GROUPS, class_id=school_class_id)
        ]

    async def members(self, section_ids: Collection[int], day: date) -> list[Membership]:
        return _to_members(await self._rows_of(_MEMBERS, section_ids, day=day))

    async def with_pupils(
        self, school_class_id: int, section_ids: Collection[int], since: date, day: date
    ) -> tuple[list[Membership], list[Person]]:
        rows = await self._rows_of(
            _WITH_PUPILS, section_ids, class_id=school_class_id, since=since, day=day
        )
        pupils = [to_person(row, "student") for row in rows if row["section_id"] is None]
        members = _to_members([row for row in rows if row["section_id"] is not None])
        return members, list(dict.fromkeys(pupils))

    async def of_section(self, section_id: int) -> list[Membership]:
        return _to_members(await self._rows(_OF_SECTION, section_id=section_id))

    async def of_student(self, student_id: int, section_ids: Collection[int]) -> list[Membership]:
        # The pupil first: who is in no group yet has no row that others could wait for.
        await self._rows(_LOCK, student_id=student_id)
        return _to_members(await self._rows_of(_LOCKED, section_ids, student_id=student_id))

    async def write(self, held: Collection[Membership], new: Collection[Membership]) -> None:
        before = {_key(each): each for each in held}
        after = {_key(each): each for each in new}
        for key in before.keys() - after.keys():
            await self._connection.execute(delete(section_student).where(_is_row(key)))
        for key, each in after.items():
            values = {"begins": each.begins, "ends": each.ends, "moved_on": each.moved_on}
            if key not in before:
                row = dict(zip(_KEY, key, strict=True)) | values
                await self._connection.execute(insert(section_student).values(row))
            elif before[key] != each:
                changed = update(section_student).where(_is_row(key)).values(values)
                await self._connection.execute(changed)

    async def lessons(
        self, section_ids: Collection[int], begins: date, ends: date
    ) -> list[TimetableLesson]:
        rows = await self._rows_of(_LESSONS, section_ids, begins=begins, ends=ends)
        return [to_timetable(row) for row in rows]


_KEY = ("section_id", "student_id", "spell")


def _key(each: Membership) -> tuple[int, int, int]:
    return each.section_id, each.student.id, each.spell


def _is_row(key: tuple[int, int, int]) -> ColumnElement[bool]:
    return and_(*(section_student.c[name] == value for name, value in zip(_KEY, key, strict=True)))


def _to_members(rows: Sequence[RowMapping]) -> list[Membership]:
    return [
        Membership(
            row["section_id"],
            to_person(row, "student"),
            row["begins"],
            row["ends"],
            row["spell"],
            row["moved_on"],
        )
        for row in rows
    ]
