"""Classes, their families and who of them is connected."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import RowMapping, Select, and_, bindparam, func, select

from domain.attendance.model import Reason, Status
from domain.classes.model import Absentee, Family, Member, SchoolClass
from domain.errors import NotFound
from domain.people import Person, Student
from storage.leading import is_dismissed
from storage.people import OPEN_ENROLLMENT, SCHOOL_COLUMNS
from storage.rows import person_columns, to_person, to_person_if_any, to_school
from storage.spans import has_not_ended
from storage.store import Store
from storage.tables import (
    attendance_event,
    binding,
    chat,
    enrollment,
    guardianship,
    invite,
    lesson,
    person,
    school,
    school_class,
    section,
)
from storage.transaction import today

_CLASSES = (
    select(
        school_class.c.id,
        school_class.c.title,
        school_class.c.grade_level,
        *SCHOOL_COLUMNS,
        *person_columns(person, "teacher"),
    )
    .select_from(
        school_class.join(school, school.c.id == school_class.c.school_id).outerjoin(
            person,
            and_(
                person.c.id == school_class.c.homeroom_teacher_id,
                person.c.is_active,
                ~is_dismissed(person.c.id),
            ),
        )
    )
    .where(school_class.c.is_active)
    .order_by(school_class.c.grade_level, school_class.c.letter, school_class.c.id)
)
_CLASS = _CLASSES.where(school_class.c.id == bindparam("class_id"))
_OF_SCHOOL = _CLASSES.where(school_class.c.school_id == bindparam("of_school"))

_IN_CLASS = and_(enrollment.c.school_class_id == bindparam("class_id"), OPEN_ENROLLMENT)
_THE_PUPIL = enrollment.c.student_id == bindparam("student_id")

_PUPILS = (
    select(*person_columns(person, "student"))
    .select_from(enrollment.join(person, person.c.id == enrollment.c.student_id))
    .where(_IN_CLASS, person.c.is_active)
    .order_by(person.c.sort_key, person.c.id)
)
_GUARDIANS = (
    select(enrollment.c.student_id.label("child_id"), *person_columns(person, "guardian"))
    .select_from(
        enrollment.join(guardianship, guardianship.c.student_id == enrollment.c.student_id).join(
            person, person.c.id == guardianship.c.guardian_id
        )
    )
    .where(
        _IN_CLASS,
        person.c.is_active,
        has_not_ended(guardianship, bindparam("day")),
    )
    .order_by(person.c.sort_key, person.c.id)
)
_BINDINGS = (
    select(
        binding.c.student_id,
        binding.c.person_id,
        func.min(binding.c.bound_at).label("bound_at"),
        func.count().label("chats"),
        func.count(chat.c.unreachable_since).label("unreachable"),
    )
    .select_from(
        enrollment.join(binding, binding.c.student_id == enrollment.c.student_id).join(
            chat, chat.c.id == binding.c.chat_id
        )
    )
    .where(_IN_CLASS, binding.c.ended_at.is_(None))
    .group_by(binding.c.student_id, binding.c.person_id)
)
_CODES = (
    select(
        invite.c.student_id, invite.c.person_id, func.max(invite.c.expires_at).label("expires_at")
    )
    .select_from(enrollment.join(invite, invite.c.student_id == enrollment.c.student_id))
    .where(
        _IN_CLASS,
        invite.c.used_at.is_(None),
        invite.c.revoked_at.is_(None),
        invite.c.expires_at > bindparam("now"),
    )
    .group_by(invite.c.student_id, invite.c.person_id)
)

_ABSENCES = (
    select(lesson.c.number, attendance_event.c.reason, *person_columns(person, "student"))
    .select_from(
        attendance_event.join(lesson, lesson.c.id == attendance_event.c.lesson_id)
        .join(person, person.c.id == attendance_event.c.student_id)
        .join(enrollment, enrollment.c.student_id == person.c.id)
    )
    .where(
        _IN_CLASS,
        attendance_event.c.date == bindparam("day"),
        attendance_event.c.status == Status.ABSENT,
        lesson.c.attendance_taken_at.is_not(None),
    )
    .order_by(person.c.sort_key, person.c.id, lesson.c.number)
)
_ROLL_CALLS = (
    select(func.count())
    .select_from(lesson.join(section, section.c.id == lesson.c.section_id))
    .where(
        section.c.school_class_id == bindparam("class_id"),
        lesson.c.date == bindparam("day"),
        lesson.c.attendance_taken_at.is_not(None),
    )
)

_Pair = tuple[int, int]  # pupil, person


class Classes(Store):
    """domain.classes.model.ClassStore."""

    async def school_class(self, class_id: int) -> SchoolClass:
        rows = await self._rows(_CLASS, class_id=class_id, day=today(self._transaction))
        if not rows:
            raise NotFound("school_class")
        return self._to_class(rows[0])

    async def of_school(self, school_id: int) -> list[SchoolClass]:
        rows = await self._rows(_OF_SCHOOL, of_school=school_id, day=today(self._transaction))
        return [self._to_class(row) for row in rows]

    async def families(
        self, school_class: SchoolClass, student_id: int | None = None
    ) -> list[Family]:
        values: dict[str, Any] = {
            "class_id": school_class.id,
            "day": today(self._transaction),
        }
        if student_id is not None:
            values["student_id"] = student_id
        pupils, guardians, bindings = [
            await self._rows(_of(statement, student_id), **values)
            for statement in (_PUPILS, _GUARDIANS, _BINDINGS)
        ]
        codes = await self._rows(_of(_CODES, student_id), now=self._transaction.now, **values)
        return _families(school_class, pupils, guardians, _Connections(bindings, codes))

    async def absentees(self, class_id: int, day: date) -> list[Absentee]:
        rows = await self._rows(_ABSENCES, class_id=class_id, day=day)
        return [
            _absentee(list(group)) for _, group in groupby(rows, key=lambda row: row["student_id"])
        ]

    async def roll_calls(self, class_id: int, day: date) -> int:
        found = await self._connection.scalar(_ROLL_CALLS, {"class_id": class_id, "day": day})
        return int(found or 0)

    def _to_class(self, row: RowMapping) -> SchoolClass:
        return SchoolClass(
            id=row["id"],
            title=row["title"],
            grade_level=row["grade_level"],
            school=to_school(row, self._transaction.timezone),
            homeroom_teacher=to_person_if_any(row, "teacher"),
        )


class _Connections:
    """Chats and open codes by pupil and person."""

    def __init__(self, bindings: Iterable[RowMapping], codes: Iterable[RowMapping]) -> None:
        self._bindings: dict[_Pair, RowMapping] = {
            (row["student_id"], row["person_id"]): row for row in bindings
        }
        self._codes: dict[_Pair, datetime] = {
            (row["student_id"], row["person_id"]): row["expires_at"] for row in codes
        }

    def member(self, student_id: int, who: Person) -> Member:
        key = (student_id, who.id)
        held = self._bindings.get(key)
        return Member(
            who,
            bound_at=held["bound_at"] if held else None,
            is_unreachable=held is not None and held["chats"] == held["unreachable"],
            code_until=self._codes.get(key),
        )


def _of(statement: Select[Any], student_id: int | None) -> Select[Any]:
    return statement if student_id is None else statement.where(_THE_PUPIL)


def _families(
    of_class: SchoolClass,
    pupils: Iterable[RowMapping],
    guardians: Iterable[RowMapping],
    connections: _Connections,
) -> list[Family]:
    of_pupil: dict[int, list[Person]] = defaultdict(list)
    for row in guardians:
        of_pupil[row["child_id"]].append(to_person(row, "guardian"))
    families = {}
    for row in pupils:
        student = _student(to_person(row, "student"), of_class)
        families[student.id] = Family(
            student,
            connections.member(student.id, student),
            tuple(
                connections.member(student.id, guardian)
                for guardian in dict.fromkeys(of_pupil[student.id])
            ),
        )
    return list(families.values())


def _student(who: Person, of_class: SchoolClass) -> Student:
    teacher = of_class.homeroom_teacher
    return Student(
        id=who.id,
        family_name=who.family_name,
        given_name=who.given_name,
        middle_name=who.middle_name,
        sex=who.sex,
        school_id=of_class.school.id,
        school_class_id=of_class.id,
        class_title=of_class.title,
        grade_level=of_class.grade_level,
        homeroom_teacher_id=teacher.id if teacher else None,
    )


def _absentee(rows: list[RowMapping]) -> Absentee:
    return Absentee(
        to_person(rows[-1], "student"),
        tuple(dict.fromkeys(row["number"] for row in rows)),
        Reason(rows[-1]["reason"]),
    )
