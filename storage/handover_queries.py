"""What is asked about codes on their way: who has none in hand, and since when the time runs."""

from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Select,
    and_,
    bindparam,
    case,
    cast,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from domain.binding.model import BindingRole
from storage.leading import leads
from storage.people import OPEN_ENROLLMENT, SCHOOL_COLUMNS
from storage.rows import person_columns
from storage.spans import has_not_ended, holds
from storage.tables import (
    account_order,
    binding,
    calendar_date,
    code_handover,
    enrollment,
    guardianship,
    invite,
    person,
    role_assignment,
    school,
    school_class,
)
from storage.tables.types import Id

_STUDENT = person.alias("student")
_DAY: BindParameter[date] = bindparam("day")
_IS_OPEN = and_(
    invite.c.used_at.is_(None),
    invite.c.revoked_at.is_(None),
    invite.c.expires_at > bindparam("now"),
)


def _first(role: BindingRole, who: Any, of_student: Any) -> ColumnElement[bool]:
    """Never connected as this, and no code was ever handed over: the time runs."""
    same_child = (
        binding.c.student_id.is_(None) if of_student is None else binding.c.student_id == of_student
    )
    connected = exists().where(
        binding.c.person_id == who, binding.c.role == literal(role.value), same_child
    )
    return and_(~connected, ~exists().where(*_handed(role, who, of_student)))


def _new_code(role: BindingRole, who: Any, of_student: Any) -> ColumnElement[bool]:
    """An open code that was issued after the last one was handed over, if any was."""
    same_child = (
        invite.c.student_id.is_(None) if of_student is None else invite.c.student_id == of_student
    )
    later = exists().where(
        *_handed(role, who, of_student), code_handover.c.handed_at >= invite.c.issued_at
    )
    return exists().where(
        _IS_OPEN,
        invite.c.person_id == who,
        invite.c.role == literal(role.value),
        same_child,
        ~later.correlate_except(code_handover),
    )


def _handed(role: BindingRole, who: Any, of_student: Any) -> list[ColumnElement[bool]]:
    return [
        code_handover.c.person_id == who,
        code_handover.c.role == literal(role.value),
        code_handover.c.student_id == (literal(0) if of_student is None else of_student),
    ]


def _no_code_in_hand(
    role: BindingRole, who: Any, of_student: Any
) -> tuple[ColumnElement[Any], ColumnElement[bool]]:
    """Whether it is the first code, and the condition: the first one, or a newer than in hand."""
    first = _first(role, who, of_student)
    is_first = case((first, literal(1)), else_=literal(0)).label("is_first")
    return is_first, or_(first, _new_code(role, who, of_student))


_FAMILY = [
    enrollment.c.school_class_id,
    enrollment.c.student_id,
    enrollment.c.begins,
]
_FIRST_PUPIL, _WAITING_PUPIL = _no_code_in_hand(
    BindingRole.STUDENT, enrollment.c.student_id, enrollment.c.student_id
)
_PUPILS = (
    select(
        *_FAMILY,
        _FIRST_PUPIL,
        enrollment.c.student_id.label("person_id"),
        literal(BindingRole.STUDENT.value).label("role"),
    )
    .select_from(enrollment.join(school_class, school_class.c.id == enrollment.c.school_class_id))
    .where(OPEN_ENROLLMENT, _WAITING_PUPIL)
)
_FIRST_GUARDIAN, _WAITING_GUARDIAN = _no_code_in_hand(
    BindingRole.GUARDIAN, guardianship.c.guardian_id, enrollment.c.student_id
)
_GUARDIANS = (
    select(
        *_FAMILY,
        _FIRST_GUARDIAN,
        guardianship.c.guardian_id.label("person_id"),
        literal(BindingRole.GUARDIAN.value).label("role"),
    )
    .select_from(
        enrollment.join(school_class, school_class.c.id == enrollment.c.school_class_id).join(
            guardianship, guardianship.c.student_id == enrollment.c.student_id
        )
    )
    .where(OPEN_ENROLLMENT, has_not_ended(guardianship, _DAY), _WAITING_GUARDIAN)
)
_BEGAN_TO_WORK = (
    select(func.min(role_assignment.c.begins))
    .where(role_assignment.c.person_id == person.c.id, holds(role_assignment, _DAY))
    .scalar_subquery()
)
_FIRST_STAFF_CODE = _first(BindingRole.STAFF, person.c.id, None)
_WORKS = and_(
    person.c.school_id == bindparam("school_id"),
    person.c.is_active,
    or_(
        leads(person.c.id),
        exists().where(role_assignment.c.person_id == person.c.id, holds(role_assignment, _DAY)),
    ),
)
_FIRST_STAFF, _WAITING_STAFF = _no_code_in_hand(BindingRole.STAFF, person.c.id, None)
_STAFF = select(
    cast(null(), Id).label("school_class_id"),
    cast(null(), Id).label("student_id"),
    _BEGAN_TO_WORK.label("begins"),
    _FIRST_STAFF,
    person.c.id.label("person_id"),
    literal(BindingRole.STAFF.value).label("role"),
).where(_WORKS, _WAITING_STAFF)

_HAS_CODE = exists().where(_IS_OPEN)


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
            waiting.c.is_first,
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
OF_CLASS = _people(union_all(_PUPILS.where(_IN_CLASS), _GUARDIANS.where(_IN_CLASS)))
OF_STAFF = _people(_STAFF)

_IN_SCHOOL = and_(school_class.c.school_id == bindparam("school_id"), school_class.c.is_active)
_OF_SCHOOL = union_all(_PUPILS.where(_IN_SCHOOL), _GUARDIANS.where(_IN_SCHOOL), _STAFF).subquery(
    "waiting"
)
_WHOSE = person.alias("whose")  # the pupil, or the member of staff
COUNTS = (
    select(
        _OF_SCHOOL.c.school_class_id,
        _OF_SCHOOL.c.begins,
        _OF_SCHOOL.c.is_first,
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
    .group_by(
        _OF_SCHOOL.c.school_class_id,
        _OF_SCHOOL.c.begins,
        _OF_SCHOOL.c.is_first,
        account_order.c.date,
    )
)
_FIRST_OF_A_GUARDIAN = exists().where(
    guardianship.c.student_id == enrollment.c.student_id,
    has_not_ended(guardianship, _DAY),
    _first(BindingRole.GUARDIAN, guardianship.c.guardian_id, guardianship.c.student_id),
)
_AWAITS_FIRST = or_(
    _first(BindingRole.STUDENT, enrollment.c.student_id, enrollment.c.student_id),
    _FIRST_OF_A_GUARDIAN,
)
_LACKS_ORDER = and_(
    account_order.c.person_id.is_(None),
    or_(enrollment.c.begins > bindparam("imported_on"), _AWAITS_FIRST),
)
_ENROLLED = (
    enrollment.join(school_class, school_class.c.id == enrollment.c.school_class_id)
    .join(person, person.c.id == enrollment.c.student_id)
    .outerjoin(account_order, account_order.c.person_id == person.c.id)
)
ORDERS_OF_CLASS = (
    select(
        *person_columns(person, "person"),
        account_order.c.number,
        account_order.c.date.label("order_date"),
        case((_LACKS_ORDER, literal(1)), else_=literal(0)).label("is_lacking"),
    )
    .select_from(_ENROLLED)
    .where(_IN_CLASS, OPEN_ENROLLMENT, person.c.is_active)
    .order_by(person.c.sort_key, person.c.id)
)
ORDERS_LACKING = (
    select(enrollment.c.school_class_id, func.count(person.c.id.distinct()).label("count"))
    .select_from(_ENROLLED)
    .where(_IN_SCHOOL, OPEN_ENROLLMENT, person.c.is_active, _LACKS_ORDER)
    .group_by(enrollment.c.school_class_id)
)
STAFF_WITHOUT_ORDER = (
    select(*person_columns(person, "person"))
    .select_from(person.outerjoin(account_order, account_order.c.person_id == person.c.id))
    .where(
        _WORKS,
        account_order.c.person_id.is_(None),
        or_(bindparam("imported_on") < _BEGAN_TO_WORK, _FIRST_STAFF_CODE),
    )
    .order_by(person.c.sort_key, person.c.id)
)
GIVEN = (
    select(*person_columns(person, "person"))
    .distinct()
    .select_from(
        code_handover.join(person, person.c.id == code_handover.c.student_id).join(
            enrollment, enrollment.c.student_id == person.c.id
        )
    )
    .where(_IN_CLASS, OPEN_ENROLLMENT, code_handover.c.handed_at > bindparam("since"))
)
SCHOOLS = select(*SCHOOL_COLUMNS).where(school.c.imported_at.is_not(None)).order_by(school.c.id)
# A row for each day that differs; without any the days are NULL.
_DIFFERING = school.outerjoin(calendar_date, calendar_date.c.school_id == school.c.id)
_CLOCK = select(
    school.c.imported_at, calendar_date.c.date, calendar_date.c.kind, calendar_date.c.title
).where(school.c.id == bindparam("school_id"))
CLOCK = _CLOCK.select_from(_DIFFERING)
CLOCK_AND_ORDER = _CLOCK.add_columns(
    account_order.c.number.label("order_number"), account_order.c.date.label("order_date")
).select_from(
    _DIFFERING.outerjoin(account_order, account_order.c.person_id == bindparam("person_id"))
)
