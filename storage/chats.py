"""Chats: who is behind them and what they chose."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import RowMapping, and_, bindparam, or_, select, update

from domain.access import Actor, Hat, Role
from domain.session import Session
from storage.people import CLASS_COLUMNS, OPEN_ENROLLMENT, SCHOOL_COLUMNS
from storage.rows import person_columns, to_person, to_school, to_student
from storage.tables import (
    binding,
    chat,
    enrollment,
    person,
    role_assignment,
    school,
    school_class,
)
from storage.transaction import Transaction
from storage.upsert import insert_or_keep

_STUDENT = person.alias("student")
_LED_CLASS = school_class.alias("led_class")

# One statement tells everything about a chat: a row for every hat, times its staff roles, times
# the classes led. That is a handful of rows at the most.
_SESSION = (
    select(
        chat.c.locale,
        chat.c.plain_text,
        chat.c.unreachable_since,
        chat.c.current_binding_id,
        chat.c.typing,
        chat.c.typing_data,
        binding.c.id.label("binding_id"),
        binding.c.role,
        *person_columns(person, "person"),
        *person_columns(_STUDENT, "student"),
        *SCHOOL_COLUMNS,
        *CLASS_COLUMNS,
        role_assignment.c.role.label("staff_role"),
        _LED_CLASS.c.id.label("led_class_id"),
    )
    .select_from(
        chat.outerjoin(binding, and_(binding.c.chat_id == chat.c.id, binding.c.ended_at.is_(None)))
        .outerjoin(person, person.c.id == binding.c.person_id)
        .outerjoin(school, school.c.id == person.c.school_id)
        .outerjoin(_STUDENT, _STUDENT.c.id == binding.c.student_id)
        .outerjoin(enrollment, and_(enrollment.c.student_id == _STUDENT.c.id, OPEN_ENROLLMENT))
        .outerjoin(school_class, school_class.c.id == enrollment.c.school_class_id)
        .outerjoin(
            role_assignment,
            and_(
                binding.c.role == "staff",
                role_assignment.c.person_id == binding.c.person_id,
                or_(role_assignment.c.ends.is_(None), role_assignment.c.ends > bindparam("day")),
            ),
        )
        .outerjoin(
            _LED_CLASS,
            and_(
                binding.c.role == "staff",
                _LED_CLASS.c.homeroom_teacher_id == binding.c.person_id,
                _LED_CLASS.c.is_active,
            ),
        )
    )
    .where(chat.c.id == bindparam("chat_id"))
    .order_by(binding.c.id)
)


class Chats:
    """domain.session.ChatStore."""

    def __init__(self, transaction: Transaction) -> None:
        self._transaction = transaction

    async def session(self, chat_id: int) -> Session:
        found = await self._transaction.connection.execute(
            _SESSION, {"chat_id": chat_id, "day": self._transaction.now.date()}
        )
        rows = found.mappings().all()
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
            typing=first["typing"],
            typing_data=first["typing_data"] or {},
        )

    def _hats(self, rows: Iterable[RowMapping]) -> tuple[Hat, ...]:
        of_binding: dict[int, list[RowMapping]] = {}
        for row in rows:
            if row["binding_id"] is not None:
                of_binding.setdefault(row["binding_id"], []).append(row)
        return tuple(self._hat(group) for group in of_binding.values())

    def _hat(self, rows: list[RowMapping]) -> Hat:
        row = rows[0]
        led = frozenset(row["led_class_id"] for row in rows if row["led_class_id"] is not None)
        if row["role"] == "staff":
            roles = {Role(each["staff_role"]) for each in rows if each["staff_role"]}
            if led:
                roles |= {Role.HOMEROOM_TEACHER, Role.TEACHER}
        else:
            roles = {Role(row["role"])}
        owner = to_person(row, "person")
        assert owner is not None  # a binding has a person: the foreign key says so
        return Hat(
            binding_id=row["binding_id"],
            person=owner,
            school=to_school(row, self._transaction.timezone),
            roles=frozenset(roles),
            student=to_student(row) if row["student_id"] is not None else None,
            homeroom_class_ids=led,
        )

    async def remember(self, chat_id: int, locale: str) -> None:
        await self._transaction.connection.execute(
            insert_or_keep(self._transaction.connection, chat, ["id"]),
            {"id": chat_id, "locale": locale, "created_at": self._transaction.now},
        )

    async def choose_hat(self, chat_id: int, binding_id: int) -> None:
        await self._change(chat_id, current_binding_id=binding_id)

    async def choose_locale(self, chat_id: int, locale: str) -> None:
        await self._change(chat_id, locale=locale)

    async def choose_plain_text(self, chat_id: int, plain_text: bool) -> None:
        await self._change(chat_id, plain_text=plain_text)

    async def set_reachable(self, chat_id: int, *, reachable: bool) -> None:
        since = None if reachable else self._transaction.now
        await self._change(chat_id, unreachable_since=since)

    async def ask(self, chat_id: int, typing: str, data: dict[str, Any]) -> None:
        await self._change(chat_id, typing=typing, typing_data=data)

    async def stop_asking(self, chat_id: int) -> None:
        await self._change(chat_id, typing=None, typing_data=None)

    async def _change(self, chat_id: int, **values: Any) -> None:
        await self._transaction.connection.execute(
            update(chat).where(chat.c.id == chat_id).values(**values)
        )
