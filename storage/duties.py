"""What members of staff answer for, see and look after: registers beside their roles."""

from sqlalchemy import bindparam, insert, select, update

from domain.people import Person
from domain.staff.model import Duty, Order, Responsible
from domain.summaries import Summary
from storage.rows import person_columns, to_person
from storage.store import Store
from storage.tables import class_educator, person, responsible_person, school_class, summary_grant
from storage.transaction import today
from storage.upsert import insert_or_change

_GRANTS = (
    select(summary_grant.c.summary, *person_columns(person, "person"))
    .join(person, person.c.id == summary_grant.c.person_id)
    .where(
        person.c.school_id == bindparam("school_id"),
        person.c.is_active,
        summary_grant.c.ended_at.is_(None),
    )
    .order_by(person.c.sort_key, person.c.id)
)
_RESPONSIBLE = (
    select(responsible_person, *person_columns(person, "who"))
    .join(person, person.c.id == responsible_person.c.person_id)
    .where(responsible_person.c.school_id == bindparam("school_id"))
    .order_by(responsible_person.c.order_date.desc(), responsible_person.c.id.desc())
)


class Duties(Store):
    """domain.staff.model.DutyStore."""

    async def set_group(self, person_id: int, class_id: int, *, is_educator: bool) -> None:
        day = today(self._transaction)
        span = {"begins": day, "ends": None} if is_educator else {"ends": day}
        await self._connection.execute(
            insert_or_change(
                self._connection, class_educator, ["person_id", "school_class_id"], [*span]
            ),
            {"person_id": person_id, "school_class_id": class_id, **span},
        )

    async def set_homeroom(self, class_id: int, person_id: int | None) -> None:
        await self._connection.execute(
            update(school_class)
            .where(school_class.c.id == class_id)
            .values(homeroom_teacher_id=person_id, is_homeroom_decided=True)
        )

    async def set_grant(
        self, person_id: int, summary: Summary, *, is_granted: bool, by: int
    ) -> None:
        now = self._transaction.now
        values = (
            {"granted_at": now, "granted_by": by, "ended_at": None}
            if is_granted
            else {"ended_at": now}
        )
        key = {"person_id": person_id, "summary": summary.value}
        await self._connection.execute(
            insert_or_change(self._connection, summary_grant, [*key], [*values]),
            {"granted_at": now, "granted_by": by, **key, **values},
        )

    async def granted(self, school_id: int) -> dict[Summary, list[Person]]:
        found: dict[Summary, list[Person]] = {}
        for row in await self._rows(_GRANTS, school_id=school_id):
            found.setdefault(Summary(row["summary"]), []).append(to_person(row, "person"))
        return found

    async def responsible(self, school_id: int) -> list[Responsible]:
        return [
            Responsible(
                id=row["id"],
                duty=Duty(row["duty"]),
                person=to_person(row, "who"),
                order=Order(row["order_number"], row["order_date"]),
                begins=row["begins"],
                ends=row["ends"],
            )
            for row in await self._rows(_RESPONSIBLE, school_id=school_id)
        ]

    async def add_responsible(
        self, school_id: int, duty: Duty, person_id: int, order: Order, by: int
    ) -> int:
        made = await self._connection.execute(
            insert(responsible_person).values(
                school_id=school_id,
                person_id=person_id,
                duty=duty.value,
                order_number=order.number,
                order_date=order.date,
                begins=order.date,
                recorded_at=self._transaction.now,
                recorded_by=by,
            )
        )
        key = made.inserted_primary_key
        assert key is not None  # of a row that was inserted
        return int(key[0])

    async def end_responsible(self, line_id: int) -> None:
        await self._connection.execute(
            update(responsible_person)
            .where(responsible_person.c.id == line_id, responsible_person.c.ends.is_(None))
            .values(ends=today(self._transaction))
        )
