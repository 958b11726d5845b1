"""Requests to erase, their terms and acts; the erasing itself is in `eraser`."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    RowMapping,
    and_,
    bindparam,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)

from domain.errors import NotFound
from domain.personal_data.erasure_model import Erased, Erasure, ErasureState, Subject
from domain.personal_data.keeping import Keep, Situation
from domain.personal_data.statements import Statement
from storage.people import SCHOOL_COLUMNS
from storage.personal_data.eraser import Eraser
from storage.rows import person_columns, to_person, to_person_if_any, to_school
from storage.spans import has_not_ended, holds
from storage.store import Store
from storage.tables import (
    enrollment,
    erasure,
    guardianship,
    person,
    role_assignment,
    school,
    school_class,
    trusted_contact,
)
from storage.transaction import today

_CHILD = person.alias("child")
_DAY: BindParameter[Any] = bindparam("day")
_OPEN = erasure.c.state == ErasureState.OPEN

# Every reason for which somebody is what they are, as scalars beside the person.
_ENROLLED = and_(enrollment.c.student_id == person.c.id, has_not_ended(enrollment, _DAY))
_GUARDS = and_(
    guardianship.c.guardian_id == person.c.id,
    has_not_ended(guardianship, _DAY),
    exists().where(_CHILD.c.id == guardianship.c.student_id, _CHILD.c.is_active),
)
_SUBJECTS = (
    select(
        *person_columns(person, "person"),
        person.c.is_active,
        *SCHOOL_COLUMNS,
        exists().where(enrollment.c.student_id == person.c.id).label("is_pupil"),
        exists().where(_ENROLLED).label("is_enrolled"),
        exists().where(_GUARDS).label("is_guardian"),
        exists()
        .where(
            role_assignment.c.person_id == person.c.id,
            has_not_ended(role_assignment, _DAY),
        )
        .label("is_staff"),
        select(func.max(enrollment.c.ends))
        .where(enrollment.c.student_id == person.c.id)
        .scalar_subquery()
        .label("left_on"),
        select(func.min(school_class.c.title))
        .select_from(
            enrollment.join(school_class, school_class.c.id == enrollment.c.school_class_id)
        )
        .where(enrollment.c.student_id == person.c.id, holds(enrollment, _DAY))
        .scalar_subquery()
        .label("class_title"),
        *person_columns(_CHILD, "child"),
    )
    .select_from(
        person.join(school, school.c.id == person.c.school_id).outerjoin(
            _CHILD,
            _CHILD.c.id
            == select(func.min(guardianship.c.student_id))
            .where(guardianship.c.guardian_id == person.c.id)
            .correlate(person)
            .scalar_subquery(),
        )
    )
    .order_by(person.c.sort_key, person.c.id)
)
_SUBJECT = _SUBJECTS.where(person.c.id == bindparam("person_id"))
_SUBJECTS_BY_ID = _SUBJECTS.where(person.c.id.in_(bindparam("ids", expanding=True)))
_FIND = _SUBJECTS.where(
    person.c.school_id == bindparam("of_school"),
    person.c.sort_key >= bindparam("begins"),
    person.c.sort_key < bindparam("beyond"),
    or_(
        exists().where(enrollment.c.student_id == person.c.id),
        exists().where(guardianship.c.guardian_id == person.c.id),
        exists().where(trusted_contact.c.person_id == person.c.id),
    ),
).limit(bindparam("at_most"))

_ERASURES = select(
    *(each for each in erasure.c if each.name != "school_id"), *SCHOOL_COLUMNS
).select_from(erasure.join(school, school.c.id == erasure.c.school_id))
_ERASURE = _ERASURES.where(erasure.c.id == bindparam("erasure_id"))
_OPEN_OF = _ERASURES.where(_OPEN, erasure.c.person_id.in_(bindparam("ids", expanding=True)))
_OPEN_EVERYWHERE = _ERASURES.where(_OPEN).order_by(erasure.c.due_on, erasure.c.id)
_OPEN_OF_SCHOOL = _OPEN_EVERYWHERE.where(erasure.c.school_id == bindparam("of_school")).limit(
    bindparam("at_most")
)
_DECIDED_OF_SCHOOL = (
    _ERASURES.where(~_OPEN, erasure.c.school_id == bindparam("of_school"))
    .order_by(erasure.c.decided_at.desc(), erasure.c.id.desc())
    .limit(bindparam("at_most"))
)
# Not the strongest lock: whoever writes a row of this school need not wait.
_TURN = (
    select(school.c.id).where(school.c.id == bindparam("of_school")).with_for_update(key_share=True)
)
_LAST_LETTER = "\U0010ffff"


class Erasures(Store):
    """domain.personal_data.erasure_model.ErasureStore."""

    async def subject(self, person_id: int) -> Subject:
        rows = await self._rows(_SUBJECT, person_id=person_id, day=today(self._transaction))
        if not rows:
            raise NotFound("person")
        return self._to_subject(rows[0])

    async def subjects(self, person_ids: Collection[int]) -> dict[int, Subject]:
        rows = await self._rows_of(_SUBJECTS_BY_ID, person_ids, day=today(self._transaction))
        return {row["person_id"]: self._to_subject(row) for row in rows}

    async def find(self, school_id: int, begins: str, limit: int) -> list[Subject]:
        rows = await self._rows(
            _FIND,
            of_school=school_id,
            begins=begins,
            beyond=begins + _LAST_LETTER,
            at_most=limit,
            day=today(self._transaction),
        )
        return [self._to_subject(row) for row in rows]

    async def take_turn(self, school_id: int) -> None:
        await self._connection.execute(_TURN, {"of_school": school_id})

    async def open_of(self, person_ids: Collection[int]) -> dict[int, Erasure]:
        rows = await self._rows_of(_OPEN_OF, person_ids)
        return {row["person_id"]: self._to_erasure(row) for row in rows}

    async def add(
        self,
        subject: Subject,
        due: date,
        *,
        asked_by: int | None = None,
        student_id: int | None = None,
        recorded_by: int | None = None,
        statement: Statement | None = None,
    ) -> int:
        done = await self._connection.execute(
            insert(erasure)
            .values(
                school_id=subject.school.id,
                person_id=subject.person.id,
                asked_by=asked_by,
                student_id=student_id,
                recorded_by=recorded_by,
                statement_number=statement.number if statement else "",
                statement_date=statement.date if statement else None,
                asked_at=self._transaction.now,
                due_on=due,
                state=ErasureState.OPEN,
            )
            .returning(erasure.c.id)
        )
        return int(done.scalar_one())

    async def erasure(self, erasure_id: int) -> Erasure:
        rows = await self._rows(_ERASURE, erasure_id=erasure_id)
        if not rows:
            raise NotFound("erasure")
        return self._to_erasure(rows[0])

    async def of_school(self, school_id: int, *, is_open: bool, limit: int) -> list[Erasure]:
        statement = _OPEN_OF_SCHOOL if is_open else _DECIDED_OF_SCHOOL
        rows = await self._rows(statement, of_school=school_id, at_most=limit)
        return [self._to_erasure(row) for row in rows]

    async def open_everywhere(self) -> list[Erasure]:
        return [self._to_erasure(row) for row in await self._rows(_OPEN_EVERYWHERE)]

    async def decide(
        self, erasure_id: int, state: ErasureState, decided_by: int, reason: str = ""
    ) -> bool:
        done = await self._connection.execute(
            update(erasure)
            .where(erasure.c.id == erasure_id, _OPEN)
            .values(
                state=state,
                decided_by=decided_by,
                decided_at=self._transaction.now,
                reason=reason,
            )
        )
        return bool(done.rowcount == 1)

    async def erase(self, subject: Subject, keep: Collection[Keep]) -> dict[Erased, int]:
        return await Eraser(self._transaction, subject, frozenset(keep)).erase()

    async def note_act(
        self, erasure_id: int, erased: Mapping[Erased, int], keep: Collection[Keep]
    ) -> int:
        connection = self._connection
        of_school = select(erasure.c.school_id).where(erasure.c.id == erasure_id)
        school_id = await connection.scalar(of_school)
        last = await connection.scalar(
            select(func.max(erasure.c.act_number)).where(erasure.c.school_id == school_id)
        )
        number = int(last or 0) + 1
        act = {
            "erased": {what.value: count for what, count in erased.items()},
            "kept": sorted(each.value for each in keep),
        }
        await connection.execute(
            update(erasure).where(erasure.c.id == erasure_id).values(act_number=number, act=act)
        )
        return number

    def _to_subject(self, row: RowMapping) -> Subject:
        is_current = bool(row["is_active"]) and bool(
            row["is_enrolled"] if row["is_pupil"] else row["is_guardian"]
        )
        return Subject(
            person=to_person(row, "person"),
            school=to_school(row, self._transaction.timezone),
            situation=Situation(
                is_pupil=bool(row["is_pupil"]),
                is_current=is_current,
                is_staff=bool(row["is_staff"]),
                left_on=None if is_current else row["left_on"],
            ),
            class_title=row["class_title"] or "",
            child=to_person_if_any(row, "child"),
        )

    def _to_erasure(self, row: RowMapping) -> Erasure:
        act: dict[str, Any] = row["act"] or {}
        number = row["statement_number"]
        return Erasure(
            id=row["id"],
            person_id=row["person_id"],
            school=to_school(row, self._transaction.timezone),
            asked_at=row["asked_at"],
            due_on=row["due_on"],
            state=ErasureState(row["state"]),
            asked_by=row["asked_by"],
            student_id=row["student_id"],
            statement=Statement(number, row["statement_date"]) if number else None,
            decided_at=row["decided_at"],
            reason=row["reason"],
            act_number=row["act_number"],
            erased={Erased(what): count for what, count in act.get("erased", {}).items()},
            kept=tuple(Keep(each) for each in act.get("kept", ())),
        )
