"""The chats that are connected, and as whom."""

from collections.abc import Collection
from datetime import date, timedelta

from sqlalchemy import RowMapping, and_, bindparam, func, insert, select, update

from domain.binding.model import Binding, BindingRole, FormerBinding, InviteRequest, OwnChat
from storage.people import CLASS_COLUMNS, OPEN_ENROLLMENT
from storage.rows import person_columns, to_person, to_person_if_any, to_student
from storage.spans import has_not_ended
from storage.store import Store
from storage.tables import (
    binding,
    chat,
    chat_use,
    enrollment,
    guardianship,
    person,
    rules_acceptance,
    school_class,
    trusted_contact,
)
from storage.transaction import today
from storage.upsert import insert_or_keep

_STUDENT = person.alias("student")
_NAMER = person.alias("namer")
_ENROLLED = and_(enrollment.c.student_id == _STUDENT.c.id, OPEN_ENROLLMENT)

_HELD = select(binding.c.id).where(
    binding.c.chat_id == bindparam("chat_id"),
    binding.c.person_id == bindparam("person_id"),
    func.coalesce(binding.c.student_id, 0) == bindparam("student_key"),
    binding.c.ended_at.is_(None),
)
_BINDING = (
    select(
        binding.c.id.label("binding_id"),
        binding.c.chat_id,
        binding.c.role,
        binding.c.bound_at,
        binding.c.ended_at,
        *person_columns(person, "person"),
        person.c.school_id,
        *person_columns(_STUDENT, "student"),
        *CLASS_COLUMNS,
    )
    .select_from(
        binding.join(person, person.c.id == binding.c.person_id)
        .outerjoin(_STUDENT, _STUDENT.c.id == binding.c.student_id)
        .outerjoin(enrollment, _ENROLLED)
        .outerjoin(school_class, school_class.c.id == enrollment.c.school_class_id)
    )
    .where(binding.c.id == bindparam("binding_id"))
)
_OF_PERSON = (
    select(
        binding.c.id.label("binding_id"),
        binding.c.chat_id,
        binding.c.bound_at,
        *person_columns(_STUDENT, "student"),
        chat_use.c.used_on,
        rules_acceptance.c.accepted_at,
    )
    .select_from(
        binding.outerjoin(_STUDENT, _STUDENT.c.id == binding.c.student_id)
        .outerjoin(chat_use, chat_use.c.chat_id == binding.c.chat_id)
        .outerjoin(rules_acceptance, rules_acceptance.c.binding_id == binding.c.id)
    )
    .where(binding.c.person_id == bindparam("person_id"), binding.c.ended_at.is_(None))
    .order_by(binding.c.id)
)
_GUARDS = and_(
    guardianship.c.guardian_id == func.coalesce(trusted_contact.c.guardian_id, binding.c.person_id),
    guardianship.c.student_id == binding.c.student_id,
    has_not_ended(guardianship, bindparam("day")),
)
_FORMER = (
    select(
        binding.c.role,
        binding.c.ended_at,
        binding.c.ended_by,
        person.c.is_active,
        _STUDENT.c.is_active.label("student_is_active"),
        _NAMER.c.is_active.label("namer_is_active"),
        guardianship.c.guardian_id,
        trusted_contact.c.ends.label("trust_ends"),
        trusted_contact.c.revoked_at.label("trust_revoked_at"),
    )
    .select_from(
        binding.join(person, person.c.id == binding.c.person_id)
        .outerjoin(_STUDENT, _STUDENT.c.id == binding.c.student_id)
        .outerjoin(trusted_contact, trusted_contact.c.person_id == binding.c.person_id)
        .outerjoin(_NAMER, _NAMER.c.id == trusted_contact.c.guardian_id)
        .outerjoin(guardianship, _GUARDS)
    )
    .where(binding.c.chat_id == bindparam("chat_id"))
    .order_by(binding.c.id)
)
_END = (
    update(binding)
    .where(binding.c.id.in_(bindparam("binding_ids", expanding=True)), binding.c.ended_at.is_(None))
    .values(ended_at=bindparam("now"), ended_by=bindparam("by"))
)


class Bindings(Store):
    """domain.binding.model.BindingStore."""

    async def lock_chat(self, chat_id: int) -> None:
        # SQLite has one writer and knows no row locks; there the clause is left out.
        await self._connection.execute(
            select(chat.c.id).where(chat.c.id == chat_id).with_for_update()
        )

    async def bind(self, chat_id: int, request: InviteRequest) -> tuple[int, bool]:
        connection = self._connection
        values = {"chat_id": chat_id, "person_id": request.person_id}
        held = await connection.scalar(_HELD, {**values, "student_key": request.student_id or 0})
        if held is not None:
            return int(held), False
        made = await connection.scalar(
            insert(binding)
            .values(
                **values,
                role=request.role,
                student_id=request.student_id,
                bound_at=self._transaction.now,
            )
            .returning(binding.c.id)
        )
        assert made is not None  # RETURNING of a row that was inserted
        return made, True

    async def accept_rules(self, binding_id: int, version: int) -> None:
        await self._connection.execute(
            insert_or_keep(self._connection, rules_acceptance, ["binding_id"]),
            {
                "binding_id": binding_id,
                "version": version,
                "accepted_at": self._transaction.now,
            },
        )

    async def binding(self, binding_id: int) -> Binding | None:
        found = await self._connection.execute(
            _BINDING, {"binding_id": binding_id, "day": today(self._transaction)}
        )
        row = found.mappings().first()
        return _to_binding(row) if row else None

    async def chats_of(
        self, person_id: int, student_ids: Collection[int] | None = None
    ) -> list[OwnChat]:
        of_chat: dict[int, list[RowMapping]] = {}
        for row in await self._rows(_OF_PERSON, person_id=person_id):
            if student_ids is None or row["student_id"] in student_ids:
                of_chat.setdefault(row["chat_id"], []).append(row)
        return [_to_chat(rows) for rows in of_chat.values()]

    async def former(self, chat_id: int) -> list[FormerBinding]:
        day = today(self._transaction)
        rows = await self._rows(_FORMER, chat_id=chat_id, day=day)
        return [_to_former(row, day) for row in rows]

    async def end(self, binding_ids: Collection[int], ended_by: int) -> None:
        await self._connection.execute(
            _END,
            {"binding_ids": list(binding_ids), "by": ended_by, "now": self._transaction.now},
        )


def _to_chat(rows: list[RowMapping]) -> OwnChat:
    students = (to_person_if_any(row, "student") for row in rows)
    accepted = [row["accepted_at"] for row in rows if row["accepted_at"] is not None]
    return OwnChat(
        chat_id=rows[0]["chat_id"],
        binding_ids=tuple(row["binding_id"] for row in rows),
        students=tuple(each for each in students if each is not None),
        bound_at=min(row["bound_at"] for row in rows),
        used_on=rows[0]["used_on"],
        accepted_at=min(accepted, default=None),
    )


def _to_former(row: RowMapping, day: date) -> FormerBinding:
    role = BindingRole(row["role"])
    is_tied = row["guardian_id"] is not None
    needs_tie = role in (BindingRole.GUARDIAN, BindingRole.TRUSTED_CONTACT)
    active = (row["is_active"], row["student_is_active"], row["namer_is_active"])
    ends = row["trust_ends"]
    return FormerBinding(
        role=role,
        ended_at=row["ended_at"],
        ended_by=row["ended_by"],
        is_of_school=all(each is not False for each in active) and (is_tied or not needs_tie),
        trust_last_day=ends - timedelta(days=1) if ends else None,
        trust_is_over=ends is not None and ends <= day,
        trust_revoked_at=row["trust_revoked_at"],
    )


def _to_binding(row: RowMapping) -> Binding:
    return Binding(
        id=row["binding_id"],
        chat_id=row["chat_id"],
        role=BindingRole(row["role"]),
        person=to_person(row, "person"),
        school_id=row["school_id"],
        student=to_student(row) if row["student_id"] is not None else None,
        bound_at=row["bound_at"],
        ended_at=row["ended_at"],
    )
