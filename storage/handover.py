"""Who has no code in hand yet: orders, marks of handing over, and the days they count from."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import RowMapping, delete, func, select

from domain.binding.model import BindingRole, InviteRequest
from domain.calendar import School
from domain.handover.model import Clock, PupilOrder, Waiting, WaitingCount
from domain.people import Person
from domain.staff.model import Order
from domain.working_days import working_calendar
from storage.calendar import to_differing
from storage.handover_queries import (
    CLOCK,
    CLOCK_AND_ORDER,
    COUNTS,
    GIVEN,
    OF_CLASS,
    OF_STAFF,
    ORDERS_LACKING,
    ORDERS_OF_CLASS,
    SCHOOLS,
    STAFF_WITHOUT_ORDER,
)
from storage.rows import to_person, to_person_if_any, to_school
from storage.store import Store
from storage.tables import account_order, code_handover
from storage.transaction import today
from storage.upsert import insert_or_change, insert_or_keep


class Handovers(Store):
    """domain.handover.model.HandoverStore."""

    async def clock(self, of_school: School) -> Clock:
        return self._to_clock(await self._rows(CLOCK, school_id=of_school.id), of_school)

    async def clock_and_order(
        self, of_school: School, person_id: int
    ) -> tuple[Clock, Order | None]:
        rows = await self._rows(CLOCK_AND_ORDER, school_id=of_school.id, person_id=person_id)
        number, day = rows[0]["order_number"], rows[0]["order_date"]
        order = None if number is None else Order(number, day)
        return self._to_clock(rows, of_school), order

    def _to_clock(self, rows: list[RowMapping], of_school: School) -> Clock:
        imported = rows[0]["imported_at"]
        differing = [to_differing(row) for row in rows if row["date"] is not None]
        imported_on = of_school.local(imported).date() if imported else None
        calendar = working_calendar(of_school.policy, differing)
        return Clock(of_school.today(self._transaction.now), calendar, imported_on)

    async def of_class(self, school_class_id: int) -> list[Waiting]:
        values = {"class_id": school_class_id, "now": self._transaction.now}
        return _once(await self._rows(OF_CLASS, day=today(self._transaction), **values))

    async def of_staff(self, school_id: int) -> list[Waiting]:
        values = {"school_id": school_id, "now": self._transaction.now}
        return _once(await self._rows(OF_STAFF, day=today(self._transaction), **values))

    async def counts(self, school_id: int) -> list[WaitingCount]:
        values = {"school_id": school_id, "now": self._transaction.now}
        rows = await self._rows(COUNTS, day=today(self._transaction), **values)
        return [
            WaitingCount(
                row["school_class_id"],
                row["order_date"],
                row["begins"],
                row["count"],
                is_first=bool(row["is_first"]),
            )
            for row in rows
        ]

    async def hand_over(self, requests: Collection[InviteRequest], by: int) -> None:
        key = ["person_id", "role", "student_id", "handed_at"]
        keep = insert_or_keep(self._connection, code_handover, key)
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
        of_student = code_handover.c.student_id == student_id
        last = select(func.max(code_handover.c.handed_at)).where(of_student).scalar_subquery()
        done = await self._connection.execute(
            delete(code_handover).where(of_student, code_handover.c.handed_at == last)
        )
        return int(done.rowcount)

    async def given_since(self, school_class_id: int, since: datetime) -> list[Person]:
        values = {"class_id": school_class_id, "since": since, "day": today(self._transaction)}
        return [to_person(row, "person") for row in await self._rows(GIVEN, **values)]

    async def orders_of_class(
        self, school_class_id: int, imported_on: date | None
    ) -> list[PupilOrder]:
        values = {"class_id": school_class_id, **self._since(imported_on)}
        rows = await self._rows(ORDERS_OF_CLASS, **values)
        found = (
            PupilOrder(to_person(row, "person"), _order(row), bool(row["is_lacking"]))
            for row in rows
        )
        return list({each.student.id: each for each in found}.values())

    async def orders_lacking(self, school_id: int, imported_on: date | None) -> dict[int, int]:
        values = {"school_id": school_id, **self._since(imported_on)}
        rows = await self._rows(ORDERS_LACKING, **values)
        return {row["school_class_id"]: row["count"] for row in rows}

    async def staff_without_order(self, school_id: int, imported_on: date | None) -> list[Person]:
        since = self._since(imported_on)
        values = {"school_id": school_id, "imported_on": since["imported_on"], "day": since["day"]}
        rows = await self._rows(STAFF_WITHOUT_ORDER, **values)
        return [to_person(row, "person") for row in rows]

    def _since(self, imported_on: date | None) -> dict[str, Any]:
        return {
            "imported_on": imported_on or date.max,
            "day": today(self._transaction),
            "now": self._transaction.now,
        }

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
        rows = await self._rows(SCHOOLS)
        return [to_school(row, self._transaction.timezone) for row in rows]


def _once(rows: Collection[RowMapping]) -> list[Waiting]:
    """Enrolments that overlap while a pupil changes class give the same person twice."""
    found = (_waiting(row) for row in rows)
    return list({each.request: each for each in found}.values())


def _order(row: RowMapping) -> Order | None:
    day: date | None = row["order_date"]
    return Order(row["number"], day) if day is not None else None


def _waiting(row: RowMapping) -> Waiting:
    student = to_person_if_any(row, "student")
    who = to_person(row, "person")
    return Waiting(
        person=who,
        request=InviteRequest(who.id, BindingRole(row["role"]), student.id if student else None),
        student=student,
        order=_order(row),
        begins=row["begins"],
        has_code=bool(row["has_code"]),
        is_first=bool(row["is_first"]),
    )
