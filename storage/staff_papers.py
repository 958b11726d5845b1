"""Agreements of non-disclosure, and decisions of the school on what it keeps of people."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import ColumnElement, RowMapping, and_, insert, or_, select, update

from domain.consent.model import Paper, StaffNote
from domain.errors import NotFound
from storage.leading import leads
from storage.rows import person_columns, to_person
from storage.spans import has_not_ended
from storage.store import Store
from storage.tables import (
    consent_standing,
    field_decision,
    nondisclosure,
    person,
    role_assignment,
    school,
)
from storage.transaction import today
from storage.upsert import insert_or_change

_STAFF = (
    select(
        *person_columns(person, "person"),
        person.c.school_id,
        nondisclosure.c.number,
        nondisclosure.c.signed_on,
    )
    .select_from(
        person.outerjoin(
            nondisclosure,
            and_(nondisclosure.c.person_id == person.c.id, nondisclosure.c.ended_at.is_(None)),
        )
    )
    .order_by(person.c.sort_key, person.c.id)
)


class StaffPapers(Store):
    """domain.consent.model.StaffPaperStore."""

    async def staff_notes(self, school_id: int) -> list[StaffNote]:
        day = today(self._transaction)
        rows = await self._rows(
            _STAFF.where(person.c.school_id == school_id, person.c.is_active, self._is_staff(day))
        )
        return [_to_note(row) for row in rows]

    async def staff_note(self, person_id: int) -> tuple[StaffNote, int]:
        day = today(self._transaction)
        rows = await self._rows(
            _STAFF.where(person.c.id == person_id, person.c.is_active, self._is_staff(day))
        )
        if not rows:
            raise NotFound("person")
        return _to_note(rows[0]), rows[0]["school_id"]

    async def add_note(self, person_id: int, note: Paper, recorded_by: int | None) -> None:
        await self._end_note(person_id, recorded_by)
        await self._connection.execute(
            insert(nondisclosure).values(
                person_id=person_id,
                number=note.number,
                signed_on=note.date,
                recorded_by=recorded_by,
                recorded_at=self._transaction.now,
            )
        )
        await self._mark(person_id, has_note=True)

    async def end_note(self, person_id: int, ended_by: int | None) -> None:
        await self._end_note(person_id, ended_by)
        await self._mark(person_id, has_note=False)

    async def decisions(self, school_id: int) -> Mapping[str, Paper]:
        rows = await self._rows(
            select(field_decision).where(
                field_decision.c.school_id == school_id, field_decision.c.ended_at.is_(None)
            )
        )
        return {row["field"]: Paper(row["number"], row["decided_on"]) for row in rows}

    async def add_decision(
        self, school_id: int, field: str, paper: Paper, recorded_by: int | None
    ) -> None:
        await self.end_decision(school_id, field, recorded_by)
        await self._connection.execute(
            insert(field_decision).values(
                school_id=school_id,
                field=field,
                number=paper.number,
                decided_on=paper.date,
                recorded_by=recorded_by,
                recorded_at=self._transaction.now,
            )
        )

    async def end_decision(self, school_id: int, field: str, ended_by: int | None) -> None:
        await self._connection.execute(
            update(field_decision)
            .where(
                field_decision.c.school_id == school_id,
                field_decision.c.field == field,
                field_decision.c.ended_at.is_(None),
            )
            .values(ended_at=self._transaction.now, ended_by=ended_by)
        )

    async def change_policy(self, school_id: int, changes: Mapping[str, str | bool]) -> None:
        stored = await self._connection.scalar(
            select(school.c.policy).where(school.c.id == school_id).with_for_update()
        )
        policy = {**(stored or {}), **changes}
        await self._connection.execute(
            update(school).where(school.c.id == school_id).values(policy=policy)
        )

    def _is_staff(self, day: date) -> ColumnElement[bool]:
        has_role = select(role_assignment.c.id).where(
            role_assignment.c.person_id == person.c.id, has_not_ended(role_assignment, day)
        )
        return or_(has_role.exists(), leads(person.c.id, day))

    async def _end_note(self, person_id: int, ended_by: int | None) -> None:
        await self._connection.execute(
            update(nondisclosure)
            .where(nondisclosure.c.person_id == person_id, nondisclosure.c.ended_at.is_(None))
            .values(ended_at=self._transaction.now, ended_by=ended_by)
        )

    async def _mark(self, person_id: int, *, has_note: bool) -> None:
        await self._connection.execute(
            insert_or_change(self._connection, consent_standing, ["person_id"], ["has_note"]),
            {"person_id": person_id, "has_note": has_note},
        )


def _to_note(row: RowMapping) -> StaffNote:
    signed = None if row["number"] is None else Paper(row["number"], row["signed_on"])
    return StaffNote(to_person(row, "person"), signed)
