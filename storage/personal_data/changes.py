"""Requests to change a card, and the history of what was changed."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, and_, bindparam, delete, insert, select, update

from domain.errors import NotFound
from domain.people import sort_key
from domain.personal_data.change_model import Card, ChangeRequest, RequestState
from domain.personal_data.fields import Field
from storage.people import CLASS_COLUMNS, HOLDING_FIRST, OPEN_ENROLLMENT, SCHOOL_COLUMNS
from storage.rows import person_columns, to_person, to_school, to_student
from storage.store import Store
from storage.tables import (
    change_request,
    enrollment,
    person,
    person_change,
    school,
    school_class,
)
from storage.transaction import today

_STUDENT, _ASKED_BY = person.alias("student"), person.alias("asked_by")

_CARDS = select(*person_columns(person, "person"), person.c.birth_date).where(
    person.c.id.in_(bindparam("ids", expanding=True))
)
_REQUESTS = (
    select(
        change_request.c.id,
        change_request.c.field,
        change_request.c.old_value,
        change_request.c.new_value,
        change_request.c.asked_at,
        change_request.c.state,
        change_request.c.decided_at,
        change_request.c.reason,
        *person_columns(person, "person"),
        *person_columns(_STUDENT, "student"),
        *person_columns(_ASKED_BY, "asked_by"),
        *SCHOOL_COLUMNS,
        *CLASS_COLUMNS,
    )
    .select_from(
        change_request.join(person, person.c.id == change_request.c.person_id)
        .join(_STUDENT, _STUDENT.c.id == change_request.c.student_id)
        .join(_ASKED_BY, _ASKED_BY.c.id == change_request.c.asked_by)
        .join(school, school.c.id == _STUDENT.c.school_id)
        .outerjoin(enrollment, and_(enrollment.c.student_id == _STUDENT.c.id, OPEN_ENROLLMENT))
        .outerjoin(school_class, school_class.c.id == enrollment.c.school_class_id)
    )
    .order_by(change_request.c.id, *HOLDING_FIRST)
)
_REQUEST = _REQUESTS.where(change_request.c.id == bindparam("request_id"))
_OF_FAMILY = _REQUESTS.where(
    change_request.c.student_id == bindparam("student_id"),
    change_request.c.asked_by.in_(bindparam("people", expanding=True)),
)
_WAITING = _REQUESTS.where(
    change_request.c.state == RequestState.OPEN, _STUDENT.c.school_id == bindparam("of_school")
)
_WAITING_OF_CLASSES = _WAITING.where(school_class.c.id.in_(bindparam("classes", expanding=True)))


class Changes(Store):
    """domain.personal_data.change_model.ChangeStore."""

    async def card(self, person_id: int) -> Card:
        [card] = await self.cards([person_id])
        return card

    async def cards(self, person_ids: Sequence[int]) -> list[Card]:
        rows = {row["person_id"]: row for row in await self._rows_of(_CARDS, person_ids)}
        if not rows.keys() >= {*person_ids}:
            raise NotFound("person")
        found = (rows[each] for each in person_ids)
        return [Card(to_person(row, "person"), row["birth_date"]) for row in found]

    async def add(
        self, card: Card, student_id: int, field: Field, new_value: str, asked_by: int
    ) -> int:
        connection = self._connection
        # Two parents who ask at the same moment come one after the other.
        await connection.execute(
            select(person.c.id).where(person.c.id == card.person.id).with_for_update()
        )
        await connection.execute(
            delete(change_request).where(
                change_request.c.person_id == card.person.id,
                change_request.c.field == field,
                change_request.c.state == RequestState.OPEN,
            )
        )
        done = await connection.execute(
            insert(change_request)
            .values(
                person_id=card.person.id,
                student_id=student_id,
                field=field,
                old_value=card.value(field),
                new_value=new_value,
                asked_by=asked_by,
                asked_at=self._transaction.now,
                state=RequestState.OPEN,
            )
            .returning(change_request.c.id)
        )
        return int(done.scalar_one())

    async def request(self, request_id: int) -> ChangeRequest:
        rows = await self._rows(_REQUEST, request_id=request_id, day=today(self._transaction))
        if not rows:
            raise NotFound("change_request")
        return self._to_request(rows[0])

    async def of_family(self, student_id: int, asked_by: Collection[int]) -> list[ChangeRequest]:
        rows = await self._rows(
            _OF_FAMILY,
            student_id=student_id,
            people=sorted(asked_by),
            day=today(self._transaction),
        )
        return self._to_requests(rows)[::-1]

    async def waiting(self, school_id: int, class_ids: Collection[int]) -> list[ChangeRequest]:
        values: dict[str, Any] = {"of_school": school_id, "day": today(self._transaction)}
        if class_ids:
            values["classes"] = sorted(class_ids)
        statement = _WAITING_OF_CLASSES if class_ids else _WAITING
        return self._to_requests(await self._rows(statement, **values))

    async def decide(
        self, request_id: int, state: RequestState, decided_by: int, reason: str
    ) -> bool:
        done = await self._connection.execute(
            update(change_request)
            .where(change_request.c.id == request_id, change_request.c.state == RequestState.OPEN)
            .values(
                state=state,
                decided_by=decided_by,
                decided_at=self._transaction.now,
                reason=reason,
            )
        )
        return bool(done.rowcount == 1)

    async def change(self, request: ChangeRequest, changed_by: int) -> None:
        field, value = request.field, request.new_value
        names = {each: getattr(request.person, each) for each in _NAMES}
        changed: dict[str, Any] = {field.value: value or None if field is Field.SEX else value}
        if field is Field.BIRTH_DATE:
            changed = {field.value: date.fromisoformat(value)}
        elif field.is_name:
            changed["sort_key"] = sort_key(**{**names, field.value: value})
        await self._connection.execute(
            update(person).where(person.c.id == request.person.id).values(changed)
        )
        await self._connection.execute(
            insert(person_change).values(
                person_id=request.person.id,
                field=field,
                old_value=request.old_value,
                new_value=value,
                changed_by=changed_by,
                changed_at=self._transaction.now,
            )
        )

    def _to_requests(self, rows: Collection[RowMapping]) -> list[ChangeRequest]:
        """A pupil who moves is in two classes: the first row has the one that holds today."""
        first: dict[int, RowMapping] = {}
        for row in rows:
            first.setdefault(row["id"], row)
        return [self._to_request(row) for row in first.values()]

    def _to_request(self, row: RowMapping) -> ChangeRequest:
        return ChangeRequest(
            id=row["id"],
            person=to_person(row, "person"),
            student=to_student(row),
            school=to_school(row, self._transaction.timezone),
            field=Field(row["field"]),
            old_value=row["old_value"],
            new_value=row["new_value"],
            asked_by=to_person(row, "asked_by"),
            asked_at=row["asked_at"],
            state=RequestState(row["state"]),
            decided_at=row["decided_at"],
            reason=row["reason"],
        )


_NAMES = ("family_name", "given_name", "middle_name")
