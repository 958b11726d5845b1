"""Classes, their families and who of them is connected."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    Select,
    Subquery,
    and_,
    bindparam,
    func,
    select,
    true,
    union,
)

from domain.attendance.model import Reason, Status
from domain.classes.model import Absentee, Family, Member, SchoolClass
from domain.errors import NotFound
from domain.people import Person, Student
from storage.consent_reading import to_standing
from storage.leading import is_dismissed
from storage.people import HOLDING_FIRST, OPEN_ENROLLMENT, SCHOOL_COLUMNS
from storage.rows import person_columns, to_person, to_person_if_any, to_school
from storage.spans import has_not_ended
from storage.store import Store
from storage.tables import (
    attendance_event,
    binding,
    chat,
    consent_standing,
    enrollment,
    guardianship,
    invite,
    lesson,
    person,
    school,
    school_class,
    section,
)
from storage.tables.types import UtcDateTime
from storage.transaction import today

CLASSES = (
    select(
        school_class.c.id,
        school_class.c.title,
        school_class.c.grade_level,
        school_class.c.week_days,
        school_class.c.shift,
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
_CLASS = CLASSES.where(school_class.c.id == bindparam("class_id"))
_OF_SCHOOL = CLASSES.where(school_class.c.school_id == bindparam("of_school"))

_CLASS_OF = (
    CLASSES.join(enrollment, enrollment.c.school_class_id == school_class.c.id)
    .where(enrollment.c.student_id == bindparam("student_id"), OPEN_ENROLLMENT)
    .order_by(None)
    .order_by(*HOLDING_FIRST)
    .limit(1)
)

_IN_CLASS = and_(enrollment.c.school_class_id == bindparam("class_id"), OPEN_ENROLLMENT)
_THE_PUPIL = enrollment.c.student_id == bindparam("student_id")
_CHILD, _MEMBER = person.alias("child"), person.alias("member")
_CONSENTS = consent_standing.c.by_guardian, consent_standing.c.own
_KEYS = _CHILD.c.id, _MEMBER.c.id, consent_standing.c.person_id


def _pairs(*of_whom: ColumnElement[bool]) -> Subquery:
    """Pupils, each as a member, and each with every guardian."""
    pupils = select(
        enrollment.c.student_id.label("child_id"), enrollment.c.student_id.label("member_id")
    ).where(_IN_CLASS, *of_whom)
    guardians = (
        select(enrollment.c.student_id, guardianship.c.guardian_id)
        .select_from(
            enrollment.join(guardianship, guardianship.c.student_id == enrollment.c.student_id)
        )
        .where(_IN_CLASS, has_not_ended(guardianship, bindparam("day")), *of_whom)
    )
    return union(pupils, guardians).subquery("pair")


def _members(*of_whom: ColumnElement[bool]) -> Select[Any]:
    """Pupils and, with each, the guardians: everybody with their chats and the open code."""
    pair = _pairs(*of_whom)
    is_open = and_(
        invite.c.student_id == pair.c.child_id,
        invite.c.person_id == pair.c.member_id,
        invite.c.used_at.is_(None),
        invite.c.revoked_at.is_(None),
        invite.c.expires_at > bindparam("now", type_=UtcDateTime()),
    )
    chats = binding.join(chat, chat.c.id == binding.c.chat_id)
    is_held = and_(
        binding.c.student_id == pair.c.child_id,
        binding.c.person_id == pair.c.member_id,
        binding.c.ended_at.is_(None),
    )
    return (
        select(
            *person_columns(_CHILD, "student"),
            *person_columns(_MEMBER, "member"),
            _MEMBER.c.birth_date,
            *_CONSENTS,
            func.min(binding.c.bound_at).label("bound_at"),
            func.count(chat.c.id).label("chats"),
            func.count(chat.c.unreachable_since).label("unreachable"),
            select(func.max(invite.c.expires_at)).where(is_open).scalar_subquery().label("code"),
        )
        .select_from(
            pair.join(_CHILD, _CHILD.c.id == pair.c.child_id)
            .join(_MEMBER, _MEMBER.c.id == pair.c.member_id)
            .outerjoin(consent_standing, consent_standing.c.person_id == _CHILD.c.id)
            .outerjoin(chats, is_held)
        )
        .where(_CHILD.c.is_active, _MEMBER.c.is_active)
        .group_by(pair.c.child_id, pair.c.member_id, *_KEYS)
        .order_by(_CHILD.c.sort_key, _CHILD.c.id, _MEMBER.c.sort_key, _MEMBER.c.id)
    )


_OF_CLASS = _members()
_OF_PUPIL = _members(_THE_PUPIL)

_ABSENCES = (
    select(
        lesson.c.number,
        attendance_event.c.reason,
        person.c.sort_key,
        *person_columns(person, "student"),
    )
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
    .subquery("absences")
)
_CALLED = (
    select(func.count().label("called"))
    .select_from(lesson.join(section, section.c.id == lesson.c.section_id))
    .where(
        section.c.school_class_id == bindparam("class_id"),
        lesson.c.date == bindparam("day"),
        lesson.c.attendance_taken_at.is_not(None),
    )
    .subquery("called")
)
# Without an absence one row that says how many lessons there are.
ATTENDANCE = (
    select(_CALLED.c.called, _ABSENCES)
    .select_from(_CALLED.outerjoin(_ABSENCES, true()))
    .order_by(_ABSENCES.c.sort_key, _ABSENCES.c.student_id, _ABSENCES.c.number)
)


class Classes(Store):
    """domain.classes.model.ClassStore."""

    async def school_class(self, class_id: int) -> SchoolClass:
        rows = await self._rows(_CLASS, class_id=class_id, day=today(self._transaction))
        if not rows:
            raise NotFound("school_class")
        return self._to_class(rows[0])

    async def of_pupil(self, student_id: int) -> SchoolClass:
        rows = await self._rows(_CLASS_OF, student_id=student_id, day=today(self._transaction))
        if not rows:
            raise NotFound("school_class")
        return self._to_class(rows[0])

    async def of_school(self, school_id: int) -> list[SchoolClass]:
        rows = await self._rows(_OF_SCHOOL, of_school=school_id, day=today(self._transaction))
        return [self._to_class(row) for row in rows]

    async def families(
        self, school_class: SchoolClass, student_id: int | None = None
    ) -> list[Family]:
        statement, one = _OF_CLASS, {}
        if student_id is not None:
            statement, one = _OF_PUPIL, {"student_id": student_id}
        rows = await self._rows(
            statement,
            class_id=school_class.id,
            day=today(self._transaction),
            now=self._transaction.now,
            **one,
        )
        by_pupil = groupby(rows, key=lambda row: row["student_id"])
        return [_family(school_class, list(members)) for _, members in by_pupil]

    async def attendance(self, class_id: int, day: date) -> tuple[tuple[Absentee, ...], int]:
        rows = await self._rows(ATTENDANCE, class_id=class_id, day=day)
        return to_attendance(rows)

    def _to_class(self, row: RowMapping) -> SchoolClass:
        return to_class(row, self._transaction.timezone)


def to_class(row: RowMapping, default_timezone: ZoneInfo) -> SchoolClass:
    """The class of a row of `CLASSES`."""
    return SchoolClass(
        id=row["id"],
        title=row["title"],
        grade_level=row["grade_level"],
        school=to_school(row, default_timezone),
        homeroom_teacher=to_person_if_any(row, "teacher"),
        own_week=row["week_days"],
        shift=row["shift"],
    )


def to_attendance(rows: Sequence[RowMapping]) -> tuple[tuple[Absentee, ...], int]:
    """What the rows of `ATTENDANCE` say."""
    absent = (row for row in rows if row["student_id"] is not None)
    by_pupil = groupby(absent, key=lambda row: row["student_id"])
    return tuple(_absentee(list(group)) for _, group in by_pupil), rows[0]["called"]


def _family(of_class: SchoolClass, rows: Sequence[RowMapping]) -> Family:
    student = _student(to_person(rows[0], "student"), of_class)
    members = [_member(row) for row in rows]
    return Family(
        student,
        next(each for each in members if each.person.id == student.id),
        tuple(each for each in members if each.person.id != student.id),
        to_standing(rows[0]["by_guardian"], rows[0]["own"]),
    )


def _member(row: RowMapping) -> Member:
    return Member(
        to_person(row, "member"),
        bound_at=row["bound_at"],
        is_unreachable=row["chats"] > 0 and row["chats"] == row["unreachable"],
        code_until=row["code"],
        birth_date=row["birth_date"],
    )


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
