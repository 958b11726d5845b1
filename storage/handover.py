"""Who has no code in hand yet: orders, marks of handing over, and the days they count from."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    RowMapping,
    Select,
    and_,
    bindparam,
    cast,
    delete,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from domain.binding.model import BindingRole, InviteRequest
from domain.calendar import Holiday, School
from domain.handover.model import Clock, Waiting, WaitingCount
from domain.people import Person
from domain.staff.model import Order
from storage.people import OPEN_ENROLLMENT, SCHOOL_COLUMNS
from storage.rows import person_columns, to_person, to_person_if_any, to_school
from storage.spans import has_not_ended, holds
from storage.store import Store
from storage.tables import (
    account_order,
    binding,
    code_handover,
    enrollment,
    guardianship,
    holiday,
    invite,
    person,
    role_assignment,
    school,
    school_class,
)
from storage.tables.types import Id
from storage.transaction import today
from storage.upsert import insert_or_change, insert_or_keep

_STUDENT = person.alias("student")
_DAY: BindParameter[date] = bindparam("day")


def _no_code_in_hand(role: BindingRole, who: Any, of_student: Any) -> Any:
    """Never connected as this, and not marked."""
    same_child = (
        binding.c.student_id.is_(None) if of_student is None else binding.c.student_id == of_student
    )
    connected = exists().where(
        binding.c.person_id == who, binding.c.role == literal(role.value), same_child
    )
    handed = exists().where(
        code_handover.c.person_id == who,
        code_handover.c.role == literal(role.value),
        code_handover.c.student_id == (literal(0) if of_student is None else of_student),
    )
    return and_(~connected, ~handed)


_FAMILY = [
    enrollment.c.school_class_id,
    enrollment.c.student_id,
    enrollment.c.begins,
]
_PUPILS = (
    select(
        *_FAMILY,
        enrollment.c.student_id.label("person_id"),
        literal(BindingRole.STUDENT.value).label("role"),
    )
    .select_from(enrollment.join(school_class, school_class.c.id == enrollment.c.school_class_id))
    .where(
        OPEN_ENROLLMENT,
        _no_code_in_hand(BindingRole.STUDENT, enrollment.c.student_id, enrollment.c.student_id),
    )
)
_GUARDIANS = (
    select(
        *_FAMILY,
        guardianship.c.guardian_id.label("person_id"),
        literal(BindingRole.GUARDIAN.value).label("role"),
    )
    .select_from(
        enrollment.join(school_class, school_class.c.id == enrollment.c.school_class_id).join(
            guardianship, guardianship.c.student_id == enrollment.c.student_id
        )
    )
    .where(
        OPEN_ENROLLMENT,
        has_not_ended(guardianship, _DAY),
        _no_code_in_hand(BindingRole.GUARDIAN, guardianship.c.guardian_id, enrollment.c.student_id),
    )
)
_LEADS = exists().where(school_class.c.homeroom_teacher_id == person.c.id, school_class.c.is_active)
_BEGAN_TO_WORK = (
    select(func.min(role_assignment.c.begins))
    .where(role_assignment.c.person_id == person.c.id, holds(role_assignment, _DAY))
    .scalar_subquery()
)
_STAFF = select(
    cast(null(), Id).label("school_class_id"),
    cast(null(), Id).label("student_id"),
    _BEGAN_TO_WORK.label("begins"),
    person.c.id.label("person_id"),
    literal(BindingRole.STAFF.value).label("role"),
).where(
    person.c.school_id == bindparam("school_id"),
    person.c.is_active,
    or_(
        _LEADS,
        exists().where(role_assignment.c.person_id == person.c.id, holds(role_assignment, _DAY)),
    ),
    _no_code_in_hand(BindingRole.STAFF, person.c.id, None),
)

_HAS_CODE = exists().where(
    invite.c.used_at.is_(None),
    invite.c.revoked_at.is_(None),
    invite.c.expires_at > bindparam("now"),
)


def _people(rows: Any) -> Select[Any]:
    """The people of these rows by name, with the order that counts: the child's, or one's own."""
    waiting = rows.subquery("waiting")
    whose = func.coalesce(waiting.c.student_id, waiting.c.person_id)
    return (
        select(
            *person_columns(person, "person"),
            *person_columns(_STUDENT, "student"),
            waiting.c.role,
            waiting.c.begins,
            account_order.c.number,
            account_order.c.date.label("order_date"),
            _HAS_CODE.where(
                invite.c.person_id == waiting.c.person_id,
                invite.c.role == waiting.c.role,
                func.coalesce(invite.c.student_id, 0) == func.coalesce(waiting.c.student_id, 0),
            ).label("has_code"),
        )
        .select_from(
            waiting.join(person, person.c.id == waiting.c.person_id)
            .outerjoin(_STUDENT, _STUDENT.c.id == waiting.c.student_id)
            .outerjoin(account_order, account_order.c.person_id == whose)
        )
        .where(person.c.is_active, or_(_STUDENT.c.id.is_(None), _STUDENT.c.is_active))
        .order_by(_STUDENT.c.sort_key, _STUDENT.c.id, person.c.sort_key, person.c.id)
    )


_IN_CLASS = enrollment.c.school_class_id == bindparam("class_id")
_OF_CLASS = _people(union_all(_PUPILS.where(_IN_CLASS), _GUARDIANS.where(_IN_CLASS)))
_OF_STAFF = _people(_STAFF)

_IN_SCHOOL = and_(school_class.c.school_id == bindparam("school_id"), school_class.c.is_active)
_OF_SCHOOL = union_all(_PUPILS.where(_IN_SCHOOL), _GUARDIANS.where(_IN_SCHOOL), _STAFF).subquery(
    "waiting"
)
_WHOSE = person.alias("whose")  # the pupil, or the member of staff
_COUNTS = (
    select(
        _OF_SCHOOL.c.school_class_id,
        _OF_SCHOOL.c.begins,
        account_order.c.date.label("order_date"),
        func.count().label("count"),
    )
    .select_from(
        _OF_SCHOOL.join(
            _WHOSE,
            _WHOSE.c.id == func.coalesce(_OF_SCHOOL.c.student_id, _OF_SCHOOL.c.person_id),
        )
        .join(person, person.c.id == _OF_SCHOOL.c.person_id)
        .outerjoin(account_order, account_order.c.person_id == _WHOSE.c.id)
    )
    .where(_WHOSE.c.is_active, person.c.is_active)
    .group_by(_OF_SCHOOL.c.school_class_id, _OF_SCHOOL.c.begins, account_order.c.date)
)
_HOLIDAYS = select(holiday.c.title, holiday.c.begins, holiday.c.ends).where(
    holiday.c.school_id == bindparam("school_id"), holiday.c.grade_level.is_(None)
)
_GIVEN = (
    select(*person_columns(person, "person"))
    .distinct()
    .select_from(
        code_handover.join(person, person.c.id == code_handover.c.student_id).join(
            enrollment, enrollment.c.student_id == person.c.id
        )
    )
    .where(_IN_CLASS, OPEN_ENROLLMENT, code_handover.c.handed_at > bindparam("since"))
)
_SCHOOLS = select(*SCHOOL_COLUMNS).where(school.c.imported_at.is_not(None)).order_by(school.c.id)


class Handovers(Store):
    """domain.handover.model.HandoverStore."""

    async def clock(self, of_school: School) -> Clock:
        imported = await self._connection.scalar(
            select(school.c.imported_at).where(school.c.id == of_school.id)
        )
        holidays = [
            Holiday(row["title"], row["begins"], row["ends"])
            for row in await self._rows(_HOLIDAYS, school_id=of_school.id)
        ]
        imported_on = of_school.local(imported).date() if imported else None
        return Clock(of_school.today(self._transaction.now), holidays, imported_on)

    async def of_class(self, school_class_id: int) -> list[Waiting]:
        values = {"class_id": school_class_id, "now": self._transaction.now}
        return _once(await self._rows(_OF_CLASS, day=today(self._transaction), **values))

    async def of_staff(self, school_id: int) -> list[Waiting]:
        values = {"school_id": school_id, "now": self._transaction.now}
        return _once(await self._rows(_OF_STAFF, day=today(self._transaction), **values))

    async def counts(self, school_id: int) -> list[WaitingCount]:
        rows = await self._rows(_COUNTS, school_id=school_id, day=today(self._transaction))
        return [
            WaitingCount(row["school_class_id"], row["order_date"], row["begins"], row["count"])
            for row in rows
        ]

    async def hand_over(self, requests: Collection[InviteRequest], by: int) -> None:
        keep = insert_or_keep(self._connection, code_handover, ["person_id", "role", "student_id"])
        rows = [
            {
                "person_id": each.person_id,
                "role": each.role,
                "student_id": each.student_id or 0,
                "handed_at": self._transaction.now,
                "handed_by": by,
            }
            for each in requests
        ]
        if rows:
            await self._connection.execute(keep, rows)

    async def take_back(self, student_id: int) -> int:
        done = await self._connection.execute(
            delete(code_handover).where(code_handover.c.student_id == student_id)
        )
        return int(done.rowcount)

    async def given_since(self, school_class_id: int, since: datetime) -> list[Person]:
        values = {"class_id": school_class_id, "since": since, "day": today(self._transaction)}
        return [to_person(row, "person") for row in await self._rows(_GIVEN, **values)]

    async def order(self, person_id: int) -> Order | None:
        rows = await self._rows(select(account_order).where(account_order.c.person_id == person_id))
        return Order(rows[0]["number"], rows[0]["date"]) if rows else None

    async def set_order(self, person_id: int, order: Order, by: int) -> None:
        change = ["number", "date", "set_by", "set_at"]
        await self._connection.execute(
            insert_or_change(self._connection, account_order, ["person_id"], change),
            {
                "person_id": person_id,
                "number": order.number,
                "date": order.date,
                "set_by": by,
                "set_at": self._transaction.now,
            },
        )

    async def schools(self) -> list[School]:
        rows = await self._rows(_SCHOOLS)
        return [to_school(row, self._transaction.timezone) for row in rows]


def _once(rows: Collection[RowMapping]) -> list[Waiting]:
    """Enrolments that overlap while a pupil changes class give the same person twice."""
    found = (_waiting(row) for row in rows)
    return list({each.request: each for each in found}.values())


def _waiting(row: RowMapping) -> Waiting:
    student = to_person_if_any(row, "student")
    who = to_person(row, "person")
    day: date | None = row["order_date"]
    return Waiting(
        person=who,
        request=InviteRequest(who.id, BindingRole(row["role"]), student.id if student else None),
        student=student,
        order=Order(row["number"], day) if day is not None else None,
        begins=row["begins"],
        has_code=bool(row["has_code"]),
    )
