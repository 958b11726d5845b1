"""Trusted persons of a child."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import RowMapping, and_, bindparam, func, insert, select, update

from domain.access import Action
from domain.binding.model import BindingRole
from domain.errors import NotFound
from domain.people import sort_key
from domain.trust.model import (
    ContactRelation,
    NewContact,
    TrustedContact,
    TrustEnd,
    from_number,
    to_number,
)
from storage.rows import person_columns, to_person
from storage.store import Store
from storage.tables import binding, invite, person, trusted_contact
from storage.transaction import today

_GUARDIAN = person.alias("guardian")

_BOUND_AT = (
    select(func.min(binding.c.bound_at))
    .where(binding.c.person_id == trusted_contact.c.person_id, binding.c.ended_at.is_(None))
    .scalar_subquery()
)
_CODE_UNTIL = (
    select(func.max(invite.c.expires_at))
    .where(
        invite.c.person_id == trusted_contact.c.person_id,
        invite.c.used_at.is_(None),
        invite.c.revoked_at.is_(None),
        invite.c.expires_at > bindparam("now"),
    )
    .scalar_subquery()
)
_LAST_INVITE = (
    select(func.max(invite.c.id))
    .where(invite.c.person_id == trusted_contact.c.person_id)
    .scalar_subquery()
)
_CONTACTS = (
    select(
        trusted_contact.c.id.label("trust_id"),
        trusted_contact.c.student_id,
        trusted_contact.c.relation,
        trusted_contact.c.rights,
        trusted_contact.c.named_at,
        trusted_contact.c.ends,
        *person_columns(person, "person"),
        *person_columns(_GUARDIAN, "guardian"),
        _BOUND_AT.label("bound_at"),
        _CODE_UNTIL.label("code_until"),
        _LAST_INVITE.label("last_invite_id"),
    )
    .select_from(
        trusted_contact.join(person, person.c.id == trusted_contact.c.person_id).join(
            _GUARDIAN, _GUARDIAN.c.id == trusted_contact.c.guardian_id
        )
    )
    .where(trusted_contact.c.revoked_at.is_(None))
    .order_by(trusted_contact.c.id)
)
_OF_STUDENT = _CONTACTS.where(
    trusted_contact.c.student_id == bindparam("student"),
    trusted_contact.c.ends >= bindparam("ended_since"),
)
_ONE = _CONTACTS.where(trusted_contact.c.id == bindparam("trust"))
_ENDING = _CONTACTS.where(
    trusted_contact.c.ends.between(bindparam("first"), bindparam("last")),
    trusted_contact.c.warned_for.is_distinct_from(trusted_contact.c.ends),
)
_OVER = _CONTACTS.where(
    trusted_contact.c.ends.between(bindparam("first"), bindparam("last")),
    trusted_contact.c.told_over.is_distinct_from(trusted_contact.c.ends),
)
_END = select(
    trusted_contact.c.student_id, trusted_contact.c.ends, trusted_contact.c.revoked_at
).where(trusted_contact.c.id == bindparam("trust"))


class Trusts(Store):
    """domain.trust.model.TrustStore."""

    async def add(self, new: NewContact) -> int:
        names = (new.family_name, new.given_name, new.middle_name)
        added = await self._connection.execute(
            insert(person).values(
                sourced_id=f"trusted:{uuid4()}",
                school_id=new.school_id,
                family_name=new.family_name,
                given_name=new.given_name,
                middle_name=new.middle_name,
                sort_key=sort_key(*names),
            )
        )
        [person_id] = added.inserted_primary_key or [0]
        stored = await self._connection.execute(
            insert(trusted_contact).values(
                person_id=person_id,
                student_id=new.student_id,
                guardian_id=new.guardian_id,
                relation=new.relation,
                rights=to_number(new.rights),
                named_at=self._transaction.now,
                ends=new.ends,
            )
        )
        [trust_id] = stored.inserted_primary_key or [0]
        return int(trust_id)

    async def of_student(self, student_id: int, ended_since: date) -> list[TrustedContact]:
        rows = await self._rows(
            _OF_STUDENT, student=student_id, ended_since=ended_since, now=self._transaction.now
        )
        return [_to_contact(row) for row in rows]

    async def contact(self, trust_id: int) -> TrustedContact:
        rows = await self._rows(_ONE, trust=trust_id, now=self._transaction.now)
        if not rows:
            raise NotFound("trusted_contact")
        return _to_contact(rows[0])

    async def change(self, trust_id: int, rights: Collection[Action], ends: date) -> None:
        await self._connection.execute(
            update(trusted_contact)
            .where(trusted_contact.c.id == trust_id)
            .values(rights=to_number(rights), ends=ends)
        )

    async def revoke(self, trust_id: int, revoked_by: int) -> None:
        now = self._transaction.now
        await self._connection.execute(
            update(trusted_contact)
            .where(trusted_contact.c.id == trust_id, trusted_contact.c.revoked_at.is_(None))
            .values(revoked_at=now, revoked_by=revoked_by)
        )
        await self.disconnect(trust_id, revoked_by)
        await self._connection.execute(
            update(invite)
            .where(_of(invite, trust_id), invite.c.used_at.is_(None), invite.c.revoked_at.is_(None))
            .values(revoked_at=now)
        )

    async def disconnect(self, trust_id: int, ended_by: int) -> None:
        await self._connection.execute(
            update(binding)
            .where(_of(binding, trust_id), binding.c.ended_at.is_(None))
            .values(ended_at=self._transaction.now, ended_by=ended_by)
        )

    async def ending(self, within: timedelta) -> list[TrustedContact]:
        tomorrow = today(self._transaction) + timedelta(days=1)  # stored is the day after the last
        rows = await self._rows(
            _ENDING, first=tomorrow, last=tomorrow + within, now=self._transaction.now
        )
        return [_to_contact(row) for row in rows if row["bound_at"] is not None]

    async def note_warned(self, trust_id: int, ends: date) -> None:
        await self._connection.execute(
            update(trusted_contact).where(trusted_contact.c.id == trust_id).values(warned_for=ends)
        )

    async def over(self, since: timedelta) -> list[TrustedContact]:
        day = today(self._transaction)
        rows = await self._rows(_OVER, first=day - since, last=day, now=self._transaction.now)
        return [_to_contact(row) for row in rows if row["bound_at"] is not None]

    async def note_told_over(self, trust_id: int, ends: date) -> None:
        await self._connection.execute(
            update(trusted_contact).where(trusted_contact.c.id == trust_id).values(told_over=ends)
        )

    async def end_of(self, trust_id: int) -> TrustEnd | None:
        rows = await self._rows(_END, trust=trust_id)
        if not rows:
            return None
        row = rows[0]
        last_day = row["ends"] - timedelta(days=1)
        return TrustEnd(row["student_id"], last_day, row["revoked_at"] is not None)


def _of(table: Any, trust_id: int) -> Any:
    """The bindings or invitations of a trust: its person has no others."""
    people = select(trusted_contact.c.person_id).where(trusted_contact.c.id == trust_id)
    return and_(table.c.person_id.in_(people), table.c.role == BindingRole.TRUSTED_CONTACT)


def _to_contact(row: RowMapping) -> TrustedContact:
    return TrustedContact(
        id=row["trust_id"],
        person=to_person(row, "person"),
        student_id=row["student_id"],
        guardian=to_person(row, "guardian"),
        relation=ContactRelation(row["relation"]),
        rights=from_number(row["rights"]),
        named_at=row["named_at"],
        ends=row["ends"],
        bound_at=row["bound_at"],
        code_until=row["code_until"],
        last_invite_id=row["last_invite_id"] or 0,
    )
