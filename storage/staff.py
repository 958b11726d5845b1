"""Staff: who works at the school in which roles, and what was decided about it."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import RowMapping, insert, select, update

from domain.access import Role
from domain.people import Sex, sort_key
from domain.staff.model import (
    CardField,
    FullName,
    Order,
    RoleDecision,
    StaffCard,
    StaffClass,
    StaffMember,
)
from domain.summaries import Summary
from storage.rows import to_person, to_person_if_any, to_school
from storage.staff_queries import CARD, CHATS, CLASSES, DECISION, MEMBERS, PRINCIPALS
from storage.store import Store
from storage.tables import person, role_assignment, role_decision, school, staff_card
from storage.transaction import today
from storage.upsert import insert_or_change

OWN_ENTRY = "inside-"  # how the sourcedId of who was entered here begins; files have others


class Staff(Store):
    """domain.staff.model.StaffStore."""

    async def lock(self, school_id: int) -> None:
        # SQLite has one writer and knows no row locks; there the clause is left out.
        await self._connection.execute(
            select(school.c.id).where(school.c.id == school_id).with_for_update(key_share=True)
        )

    async def members(self, school_id: int) -> list[StaffMember]:
        rows = await self._rows(MEMBERS, school_id=school_id, day=today(self._transaction))
        return [_to_member(row) for row in rows]

    async def card(self, person_id: int) -> StaffCard | None:
        day = today(self._transaction)
        found = await self._rows(CARD, person_id=person_id, day=day, now=self._transaction.now)
        if not found:
            return None
        classes = await self._rows(CLASSES, person_id=person_id, day=day)
        row = found[0]
        return StaffCard(
            member=_to_member(row),
            school=to_school(row, self._transaction.timezone),
            birth_date=row["birth_date"],
            position=row["position"],
            pay_grade=row["pay_grade"],
            category=row["category"],
            specialty=row["specialty"],
            led=_to_classes(classes, "is_led") if row["leads"] else (),
            groups=_to_classes(classes, "is_group"),
            granted=frozenset(map(Summary, _listed(row["granted"]))),
            is_own_entry=row["sourced_id"].startswith(OWN_ENTRY),
            code_until=row["code_until"],
            last_invite_id=row["last_invite_id"] or 0,
        )

    async def connected_principals(self, school_id: int) -> set[int]:
        rows = await self._rows(PRINCIPALS, school_id=school_id, day=today(self._transaction))
        return {row["id"] for row in rows}

    async def set_role(
        self, person_id: int, role: Role, *, is_granted: bool, by: int | None, order: Order | None
    ) -> int:
        day = today(self._transaction)
        span = {"begins": day, "ends": None} if is_granted else {"ends": day}
        await self._connection.execute(
            insert_or_change(
                self._connection,
                role_assignment,
                ["person_id", "role"],
                [*span, "is_decided"],
            ),
            {"person_id": person_id, "role": role.value, "is_decided": True, **span},
        )
        return await self.add_decision(person_id, role, is_granted=is_granted, by=by, order=order)

    async def add_decision(
        self,
        person_id: int,
        role: Role,
        *,
        is_granted: bool,
        by: int | None,
        order: Order | None = None,
        school_class_id: int | None = None,
    ) -> int:
        made = await self._connection.execute(
            insert(role_decision).values(
                person_id=person_id,
                role=role.value,
                is_granted=is_granted,
                decided_at=self._transaction.now,
                decided_by=by,
                order_number=order.number if order else None,
                order_date=order.date if order else None,
                school_class_id=school_class_id,
            )
        )
        return _key(made.inserted_primary_key)

    async def decision(self, decision_id: int) -> RoleDecision | None:
        found = await self._rows(DECISION, decision_id=decision_id)
        if not found:
            return None
        row = found[0]
        return RoleDecision(
            id=row["id"],
            person_id=row["person_id"],
            role=Role(row["role"]),
            is_granted=row["is_granted"],
            decided_at=row["decided_at"],
            decided_by=to_person_if_any(row, "decider"),
            school=to_school(row, self._transaction.timezone),
            class_title=row["class_title"],
        )

    async def add_person(self, school_id: int, name: FullName, sex: Sex | None) -> int:
        made = await self._connection.execute(
            insert(person).values(
                school_id=school_id,
                sourced_id=f"{OWN_ENTRY}{uuid4().hex}",
                sex=sex.value if sex else None,
                **_name(name),
            )
        )
        return _key(made.inserted_primary_key)

    async def rename(self, person_id: int, name: FullName) -> None:
        await self._change(person_id, **_name(name))

    async def set_sex(self, person_id: int, sex: Sex) -> None:
        await self._change(person_id, sex=sex.value)

    async def set_birth_date(self, person_id: int, day: date) -> None:
        await self._change(person_id, birth_date=day)

    async def set_card(self, person_id: int, field: CardField, value: str) -> None:
        column = field.value
        await self._connection.execute(
            insert_or_change(self._connection, staff_card, ["person_id"], [column]),
            {"person_id": person_id, column: value},
        )

    async def chats_of(self, person_ids: Collection[int]) -> list[int]:
        return [row["chat_id"] for row in await self._rows(CHATS, ids=sorted(person_ids))]

    async def _change(self, person_id: int, **values: Any) -> None:
        await self._connection.execute(
            update(person).where(person.c.id == person_id).values(**values)
        )


def _name(name: FullName) -> dict[str, str]:
    parts = (name.family_name, name.given_name, name.middle_name)
    return {
        "family_name": name.family_name,
        "given_name": name.given_name,
        "middle_name": name.middle_name,
        "sort_key": sort_key(*parts),
    }


def _to_member(row: RowMapping) -> StaffMember:
    roles = set(map(Role, _listed(row["roles"])))
    if row["leads"]:
        roles |= {Role.HOMEROOM_TEACHER, Role.TEACHER}
    return StaffMember(
        person=to_person(row, "person"),
        roles=frozenset(roles),
        is_connected=bool(row["is_connected"]),
        coming=frozenset(map(Role, _listed(row["coming"]))),
    )


def _to_classes(rows: Sequence[RowMapping], flag: str) -> tuple[StaffClass, ...]:
    return tuple(
        StaffClass(row["id"], row["title"], row["grade_level"]) for row in rows if row[flag]
    )


def _listed(joined: str | None) -> list[str]:
    return joined.split(",") if joined else []


def _key(made: Sequence[Any] | None) -> int:
    assert made is not None  # of a row that was inserted
    return int(made[0])
