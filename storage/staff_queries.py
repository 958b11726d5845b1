"""What is asked about staff: the list, a card, directors, a decision."""

from datetime import date

from sqlalchemy import BindParameter, and_, bindparam, case, exists, func, literal, or_, select

from domain.access import Role
from storage.leading import leads
from storage.people import SCHOOL_COLUMNS
from storage.rows import person_columns
from storage.spans import holds
from storage.tables import (
    binding,
    class_educator,
    invite,
    person,
    role_assignment,
    role_decision,
    school,
    school_class,
    staff_card,
    summary_grant,
)

_DAY: BindParameter[date] = bindparam("day")
_HELD = and_(role_assignment.c.person_id == person.c.id, holds(role_assignment, _DAY))
_LED = and_(school_class.c.homeroom_teacher_id == person.c.id, school_class.c.is_active)
_EVER_STAFF = or_(exists().where(role_assignment.c.person_id == person.c.id), exists().where(_LED))
_OPEN_BINDING = and_(
    binding.c.person_id == person.c.id, binding.c.role == "staff", binding.c.ended_at.is_(None)
)
_ROLES = (
    select(func.aggregate_strings(role_assignment.c.role, ","))
    .where(_HELD)
    .correlate(person)
    .scalar_subquery()
)
_COMING = (
    select(func.aggregate_strings(role_assignment.c.role, ","))
    .where(role_assignment.c.person_id == person.c.id, role_assignment.c.begins > _DAY)
    .correlate(person)
    .scalar_subquery()
)
_MEMBER = [
    *person_columns(person, "person"),
    _ROLES.label("roles"),
    _COMING.label("coming"),
    leads(person.c.id).label("leads"),
    exists().where(_OPEN_BINDING).label("is_connected"),
]
MEMBERS = (
    select(*_MEMBER)
    .where(person.c.school_id == bindparam("school_id"), person.c.is_active, _EVER_STAFF)
    .order_by(person.c.sort_key, person.c.id)
)

_OF_INVITES = and_(invite.c.person_id == person.c.id, invite.c.role == "staff")
_CODE_UNTIL = (
    select(func.max(invite.c.expires_at))
    .where(
        _OF_INVITES,
        invite.c.used_at.is_(None),
        invite.c.revoked_at.is_(None),
        invite.c.expires_at > bindparam("now"),
    )
    .correlate(person)
    .scalar_subquery()
)
_LAST_INVITE = select(func.max(invite.c.id)).where(_OF_INVITES).correlate(person).scalar_subquery()
_GRANTED = (
    select(func.aggregate_strings(summary_grant.c.summary, ","))
    .where(summary_grant.c.person_id == person.c.id, summary_grant.c.ended_at.is_(None))
    .correlate(person)
    .scalar_subquery()
)
CARD = (
    select(
        *_MEMBER,
        *SCHOOL_COLUMNS,
        person.c.sourced_id,
        person.c.birth_date,
        *(func.coalesce(staff_card.c[name], "").label(name) for name in ("position", "category")),
        *(func.coalesce(staff_card.c[name], "").label(name) for name in ("pay_grade", "specialty")),
        _GRANTED.label("granted"),
        _CODE_UNTIL.label("code_until"),
        _LAST_INVITE.label("last_invite_id"),
    )
    .select_from(
        person.join(school, school.c.id == person.c.school_id).outerjoin(
            staff_card, staff_card.c.person_id == person.c.id
        )
    )
    .where(person.c.id == bindparam("person_id"), person.c.is_active, _EVER_STAFF)
)
_IS_EDUCATOR = exists().where(
    class_educator.c.school_class_id == school_class.c.id,
    class_educator.c.person_id == bindparam("person_id"),
    holds(class_educator, _DAY),
)
CLASSES = (
    select(
        school_class.c.id,
        school_class.c.title,
        school_class.c.grade_level,
        case((_IS_EDUCATOR, True), else_=False).label("is_group"),
        func.coalesce(school_class.c.homeroom_teacher_id == bindparam("person_id"), False).label(
            "is_led"
        ),
    )
    .where(
        school_class.c.is_active,
        or_(school_class.c.homeroom_teacher_id == bindparam("person_id"), _IS_EDUCATOR),
    )
    .order_by(school_class.c.grade_level, school_class.c.title, school_class.c.id)
)
PRINCIPALS = (
    select(person.c.id)
    .join(role_assignment, _HELD)
    .where(
        person.c.school_id == bindparam("school_id"),
        person.c.is_active,
        role_assignment.c.role == literal(Role.PRINCIPAL.value),
        exists().where(_OPEN_BINDING),
    )
)
_DECIDER = person.alias("decider")
DECISION = (
    select(
        role_decision,
        *person_columns(_DECIDER, "decider"),
        func.coalesce(school_class.c.title, "").label("class_title"),
        *SCHOOL_COLUMNS,
    )
    .select_from(
        role_decision.join(person, person.c.id == role_decision.c.person_id)
        .join(school, school.c.id == person.c.school_id)
        .outerjoin(_DECIDER, _DECIDER.c.id == role_decision.c.decided_by)
        .outerjoin(school_class, school_class.c.id == role_decision.c.school_class_id)
    )
    .where(role_decision.c.id == bindparam("decision_id"))
)
CHATS = (
    select(binding.c.chat_id)
    .where(
        binding.c.person_id.in_(bindparam("ids", expanding=True)),
        binding.c.role == "staff",
        binding.c.ended_at.is_(None),
    )
    .distinct()
    .order_by(binding.c.chat_id)
)
