"""Who is behind a chat: its hats, every one from one statement."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import (
    RowMapping,
    ScalarSelect,
    String,
    and_,
    bindparam,
    case,
    cast,
    func,
    literal_column,
    or_,
    select,
)

from domain.access import Role, entrusted
from domain.actor import Actor
from domain.hat import Hat
from domain.session import Session
from domain.summaries import Summary
from domain.trust.model import from_number
from storage.chat_bots import ChatBots
from storage.lacking import columns_of, has_signed, lack_of, with_standings
from storage.leading import is_dismissed
from storage.people import CLASS_COLUMNS, HOLDING_FIRST, OPEN_ENROLLMENT, SCHOOL_COLUMNS
from storage.rows import person_columns, to_person, to_school, to_student
from storage.spans import has_not_ended, holds
from storage.tables import (
    binding,
    chat,
    class_educator,
    enrollment,
    guardianship,
    person,
    role_assignment,
    school,
    school_class,
    summary_grant,
    trusted_contact,
)
from storage.transaction import today

_STUDENT = person.alias("student")
_NAMED_BY = person.alias("named_by")
_LED_CLASS = school_class.alias("led_class")

# A binding alone gives no right: the person is still of the school, the guardian still a guardian,
# the role has begun and has not ended (R009). What an import has not closed yet ends here.
# A trusted person's right hangs on that of the guardian who named them (R010).
_ENTRUSTED = and_(
    binding.c.role == "trusted_contact",
    trusted_contact.c.person_id == binding.c.person_id,
    trusted_contact.c.student_id == binding.c.student_id,
    trusted_contact.c.revoked_at.is_(None),
    has_not_ended(trusted_contact, bindparam("day")),
)
_GUARDS = and_(
    or_(binding.c.role == "guardian", binding.c.role == "trusted_contact"),
    guardianship.c.guardian_id == func.coalesce(trusted_contact.c.guardian_id, binding.c.person_id),
    guardianship.c.student_id == binding.c.student_id,
    has_not_ended(guardianship, bindparam("day")),
)
_HELD_ROLE = and_(
    binding.c.role == "staff",
    role_assignment.c.person_id == binding.c.person_id,
    holds(role_assignment, bindparam("day")),
)


# Written out: a parameter here would have the statement put together anew for every update.
_COMMA: Any = literal_column("','")


def _of_staff(listed: ScalarSelect[str]) -> Any:
    """A list in one column, read for staff only: as rows it would multiply the others."""
    return case((binding.c.role == "staff", listed))


_GRANTED = _of_staff(
    select(func.aggregate_strings(summary_grant.c.summary, _COMMA))
    .where(
        summary_grant.c.person_id == binding.c.person_id,
        summary_grant.c.ended_at.is_(None),
    )
    .correlate(binding)
    .scalar_subquery()
)
_GROUPS = _of_staff(
    select(func.aggregate_strings(cast(class_educator.c.school_class_id, String), _COMMA))
    .where(
        class_educator.c.person_id == binding.c.person_id,
        holds(class_educator, bindparam("day")),
    )
    .correlate(binding)
    .scalar_subquery()
)

# One statement tells everything about a chat: a row for every hat, times its staff roles, times
# the classes led. That is a handful of rows at the most.
_SESSIONS = (
    select(
        chat.c.id.label("chat_id"),
        chat.c.locale,
        chat.c.plain_text,
        chat.c.unreachable_since,
        chat.c.bot_id,
        chat.c.current_binding_id,
        chat.c.typing,
        chat.c.typing_data,
        binding.c.id.label("binding_id"),
        binding.c.role,
        *person_columns(person, "person"),
        *person_columns(_STUDENT, "student"),
        *SCHOOL_COLUMNS,
        *CLASS_COLUMNS,
        person.c.is_active.label("is_active"),
        _STUDENT.c.is_active.label("student_is_active"),
        guardianship.c.guardian_id,
        trusted_contact.c.rights,
        trusted_contact.c.ends.label("trust_ends"),
        _NAMED_BY.c.is_active.label("namer_is_active"),
        role_assignment.c.role.label("staff_role"),
        _LED_CLASS.c.id.label("led_class_id"),
        _GRANTED.label("granted"),
        _GROUPS.label("group_class_ids"),
        *columns_of(_STUDENT),
    )
    .select_from(
        with_standings(
            chat.outerjoin(
                binding, and_(binding.c.chat_id == chat.c.id, binding.c.ended_at.is_(None))
            )
            .outerjoin(person, person.c.id == binding.c.person_id)
            .outerjoin(school, school.c.id == person.c.school_id)
            .outerjoin(_STUDENT, _STUDENT.c.id == binding.c.student_id)
            .outerjoin(enrollment, and_(enrollment.c.student_id == _STUDENT.c.id, OPEN_ENROLLMENT))
            .outerjoin(school_class, school_class.c.id == enrollment.c.school_class_id)
            .outerjoin(trusted_contact, _ENTRUSTED)
            .outerjoin(_NAMED_BY, _NAMED_BY.c.id == trusted_contact.c.guardian_id)
            .outerjoin(guardianship, _GUARDS)
            .outerjoin(role_assignment, _HELD_ROLE)
            .outerjoin(
                _LED_CLASS,
                and_(
                    binding.c.role == "staff",
                    _LED_CLASS.c.homeroom_teacher_id == binding.c.person_id,
                    _LED_CLASS.c.is_active,
                    ~is_dismissed(binding.c.person_id),
                ),
            )
        )
    )
    .order_by(binding.c.id, *HOLDING_FIRST)
)
_SESSION = _SESSIONS.where(chat.c.id == bindparam("chat_id"))
_SESSIONS_OF = _SESSIONS.where(chat.c.id.in_(bindparam("chat_ids", expanding=True)))


class ChatSessions(ChatBots):
    """The part of domain.session.ChatStore that says who is behind a chat."""

    async def session(self, chat_id: int) -> Session:
        found = await self._connection.execute(
            _SESSION, {"chat_id": chat_id, "day": today(self._transaction)}
        )
        return self._session(chat_id, found.mappings().all())

    async def sessions(self, chat_ids: Collection[int]) -> dict[int, Session]:
        of_chat: dict[int, list[RowMapping]] = {each: [] for each in chat_ids}
        for row in await self._rows(
            _SESSIONS_OF, chat_ids=list(of_chat), day=today(self._transaction)
        ):
            of_chat[row["chat_id"]].append(row)
        return {chat_id: self._session(chat_id, rows) for chat_id, rows in of_chat.items()}

    def _session(self, chat_id: int, rows: Sequence[RowMapping]) -> Session:
        if not rows:
            return Session(Actor(chat_id))
        hats = self._hats(rows)
        first = rows[0]
        chosen = (hat for hat in hats if hat.binding_id == first["current_binding_id"])
        return Session(
            actor=Actor(chat_id, hats, next(chosen, hats[0] if hats else None)),
            locale=first["locale"],
            plain_text=first["plain_text"],
            is_unreachable=first["unreachable_since"] is not None,
            bot_id=first["bot_id"],
            typing=first["typing"],
            typing_data=first["typing_data"] or {},
        )

    def _hats(self, rows: Iterable[RowMapping]) -> tuple[Hat, ...]:
        of_binding: dict[int, list[RowMapping]] = {}
        for row in rows:
            if row["binding_id"] is not None and _holds(row):
                of_binding.setdefault(row["binding_id"], []).append(row)
        hats = (self._hat(group) for group in of_binding.values())
        # A trusted person has nobody's consent to give: without it there is nothing to wear.
        return tuple(hat for hat in hats if not (hat.lacks and Role.TRUSTED_CONTACT in hat.roles))

    def _hat(self, rows: list[RowMapping]) -> Hat:
        row = rows[0]
        led = frozenset(row["led_class_id"] for row in rows if row["led_class_id"] is not None)
        if row["role"] == "staff":
            roles = {Role(each["staff_role"]) for each in rows if each["staff_role"]}
            if led:
                roles |= {Role.HOMEROOM_TEACHER, Role.TEACHER}
        else:
            roles = {Role(row["role"])}
        held_by = to_school(row, self._transaction.timezone)
        lack = lack_of(row, roles, held_by, self._transaction.now)
        groups = _listed(row["group_class_ids"]) if Role.EDUCATOR in roles else ()
        return Hat(
            binding_id=row["binding_id"],
            person=to_person(row, "person"),
            school=held_by,
            roles=frozenset(roles),
            student=to_student(row) if row["student_id"] is not None else None,
            homeroom_class_ids=led,
            group_class_ids=frozenset(map(int, groups)),
            granted=frozenset(map(Summary, _listed(row["granted"]))),
            lacks=lack.now,
            own_consent_from=lack.own_from,
            has_signed=has_signed(row, held_by.policy),
            rights=entrusted(from_number(row["rights"] or 0)),
            ends=row["trust_ends"],
        )


def _holds(row: RowMapping) -> bool:
    """Whether the binding gives a hat today."""
    if not row["is_active"] or row["student_is_active"] is False:
        return False
    if row["role"] == "trusted_contact":
        return bool(row["guardian_id"] is not None and row["rights"] and row["namer_is_active"])
    return row["role"] != "guardian" or row["guardian_id"] is not None


def _listed(joined: str | None) -> list[str]:
    return joined.split(",") if joined else []
