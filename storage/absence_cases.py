"""Absences that nobody explains, step by step, and who is on duty."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import Date, RowMapping, and_, bindparam, insert, literal_column, select, update

from domain.absences.case import Answer, Closing, Level
from domain.absences.case_model import Case
from domain.access import Role
from domain.attendance.model import Reason, Status
from domain.errors import NotFound
from domain.people import Person
from storage.people import CLASS_COLUMNS, OPEN_ENROLLMENT, SCHOOL_COLUMNS
from storage.rows import person_columns, to_person, to_person_if_any, to_school, to_student
from storage.spans import holds
from storage.store import Store
from storage.tables import (
    absence_case,
    attendance_event,
    binding,
    chat,
    duty_day,
    enrollment,
    lesson,
    person,
    role_assignment,
    school,
    school_class,
)
from storage.tables.types import UtcDateTime
from storage.transaction import today
from storage.upsert import insert_or_change

_BY = person.alias("sayer")
_CASES = (
    select(
        absence_case.c.id.label("case_id"),
        absence_case.c.date,
        absence_case.c.lesson_id,
        lesson.c.starts,
        absence_case.c.opened_at,
        absence_case.c.level,
        absence_case.c.next_at,
        absence_case.c.answer,
        absence_case.c.closing,
        *person_columns(_BY, "sayer"),
        *person_columns(person, "student"),
        *SCHOOL_COLUMNS,
        *CLASS_COLUMNS,
    )
    .select_from(
        absence_case.join(person, person.c.id == absence_case.c.student_id)
        .join(school, school.c.id == person.c.school_id)
        .join(lesson, lesson.c.id == absence_case.c.lesson_id)
        .outerjoin(_BY, _BY.c.id == absence_case.c.said_by)
        .outerjoin(enrollment, and_(enrollment.c.student_id == person.c.id, OPEN_ENROLLMENT))
        .outerjoin(school_class, school_class.c.id == enrollment.c.school_class_id)
    )
    # While a pupil moves, what holds today comes last and so stays.
    .order_by(absence_case.c.id, enrollment.c.begins.desc().nulls_first())
)
_OF_DAY = _CASES.where(
    absence_case.c.student_id.in_(bindparam("student_ids", expanding=True)),
    absence_case.c.date == bindparam("on", type_=Date()),
)
_ONE = _CASES.where(absence_case.c.id == bindparam("of_case"))
_CAN_BE_TOLD = (
    select(binding.c.id)
    .join(chat, chat.c.id == binding.c.chat_id)
    .join(person, person.c.id == binding.c.person_id)
    .where(
        person.c.id == bindparam("person_id"),
        person.c.is_active,
        binding.c.role == "staff",
        binding.c.ended_at.is_(None),
        chat.c.unreachable_since.is_(None),
    )
    .limit(1)
)
_LOCK = select(absence_case.c.id).with_for_update()
# Written out as the partial index has it.
_DUE = (
    select(absence_case.c.id)
    .where(
        literal_column("closing IS NULL"),
        absence_case.c.next_at <= bindparam("now", type_=UtcDateTime()),
    )
    .order_by(absence_case.c.next_at)
    .limit(bindparam("most"))
)
_DUTY = (
    select(duty_day.c.weekday, *person_columns(person, "person"))
    .join(person, person.c.id == duty_day.c.person_id)
    .where(duty_day.c.school_id == bindparam("of_school"), duty_day.c.ended_at.is_(None))
    .order_by(duty_day.c.weekday, person.c.sort_key, person.c.id)
)
_DEPUTIES = (
    select(*person_columns(person, "person"))
    .join(role_assignment, role_assignment.c.person_id == person.c.id)
    .where(
        person.c.school_id == bindparam("of_school"),
        person.c.is_active.is_(True),
        role_assignment.c.role == Role.DEPUTY_PRINCIPAL.value,
        holds(role_assignment, bindparam("day", type_=Date())),
    )
    .order_by(person.c.sort_key, person.c.id)
)
_PEOPLE = (
    select(*person_columns(person, "person"))
    .where(person.c.id.in_(bindparam("ids", expanding=True)))
    .order_by(person.c.sort_key, person.c.id)
)


class AbsenceCases(Store):
    """domain.absences.case_model.CaseStore."""

    async def of_day(self, student_ids: Collection[int], day: date) -> dict[int, Case]:
        rows = await self._rows(
            _OF_DAY, student_ids=[*student_ids], on=day, day=today(self._transaction)
        )
        return {row["student_id"]: self._to_case(row) for row in rows}

    async def locked(self, student_id: int, day: date) -> Case | None:
        await self._connection.execute(
            _LOCK.where(absence_case.c.student_id == student_id, absence_case.c.date == day)
        )
        return (await self.of_day([student_id], day)).get(student_id)

    async def one(self, case_id: int) -> Case:
        rows = await self._rows(_ONE, of_case=case_id, day=today(self._transaction))
        if not rows:
            raise NotFound("absence_case")
        return self._to_case(rows[-1])

    async def locked_one(self, case_id: int) -> Case:
        await self._connection.execute(_LOCK.where(absence_case.c.id == case_id))
        return await self.one(case_id)

    async def due(self, limit: int) -> list[int]:
        rows = await self._rows(_DUE, now=self._transaction.now, most=limit)
        return [row["id"] for row in rows]

    async def open(self, student_id: int, day: date, lesson_id: int) -> int:
        fresh = {
            "lesson_id": lesson_id,
            "opened_at": self._transaction.now,
            "level": Level.FAMILY,
            "next_at": None,
            "answer": None,
            "said_by": None,
            "said_at": None,
            "closing": None,
            "closed_at": None,
        }
        statement = insert_or_change(
            self._connection, absence_case, ["student_id", "date"], [*fresh]
        ).returning(absence_case.c.id)
        done = await self._connection.execute(
            statement, {"student_id": student_id, "date": day, **fresh}
        )
        return int(done.scalar_one())

    async def go_on(self, case_id: int, level: Level, next_at: datetime | None) -> None:
        await self._change(case_id, level=level, next_at=next_at)

    async def note_word(self, case_id: int, answer: Answer | None, by: int) -> None:
        await self._change(
            case_id,
            answer=answer,
            said_by=by,
            said_at=self._transaction.now,
            closing=None,
            closed_at=None,
        )

    async def close(self, case_id: int, closing: Closing) -> None:
        await self._change(case_id, closing=closing, closed_at=self._transaction.now)

    async def can_be_told(self, person_id: int) -> bool:
        return bool(await self._rows(_CAN_BE_TOLD, person_id=person_id))

    async def people(self, person_ids: Collection[int]) -> list[Person]:
        return [to_person(row, "person") for row in await self._rows_of(_PEOPLE, person_ids)]

    async def settle_reasons(
        self, student_id: int, begins: date, ends: date, reason: Reason
    ) -> int:
        done = await self._connection.execute(
            update(attendance_event)
            .where(
                attendance_event.c.student_id == student_id,
                attendance_event.c.date.between(begins, ends),
                attendance_event.c.status == Status.ABSENT.value,
                attendance_event.c.reason == Reason.UNKNOWN.value,
            )
            .values(reason=reason)
        )
        return int(done.rowcount)

    async def duty_days(self, school_id: int) -> dict[int, list[Person]]:
        found = defaultdict[int, list[Person]](list)
        for row in await self._rows(_DUTY, of_school=school_id):
            found[row["weekday"]].append(to_person(row, "person"))
        return dict(found)

    async def deputies(self, school_id: int) -> list[Person]:
        rows = await self._rows(_DEPUTIES, of_school=school_id, day=today(self._transaction))
        return [to_person(row, "person") for row in rows]

    async def name_duty(self, school_id: int, weekday: int, person_id: int, by: int) -> None:
        await self._connection.execute(
            insert(duty_day),
            {
                "school_id": school_id,
                "weekday": weekday,
                "person_id": person_id,
                "recorded_by": by,
                "recorded_at": self._transaction.now,
            },
        )

    async def end_duty(self, school_id: int, weekday: int, person_id: int) -> None:
        await self._connection.execute(
            update(duty_day)
            .where(
                duty_day.c.school_id == school_id,
                duty_day.c.weekday == weekday,
                duty_day.c.person_id == person_id,
                duty_day.c.ended_at.is_(None),
            )
            .values(ended_at=self._transaction.now)
        )

    async def _change(self, case_id: int, **values: object) -> None:
        await self._connection.execute(
            update(absence_case).where(absence_case.c.id == case_id).values(**values)
        )

    def _to_case(self, row: RowMapping) -> Case:
        return Case(
            id=row["case_id"],
            student=to_student(row),
            school=to_school(row, self._transaction.timezone),
            date=row["date"],
            lesson_id=row["lesson_id"],
            starts=row["starts"],
            opened_at=row["opened_at"],
            level=Level(row["level"]),
            next_at=row["next_at"],
            answer=Answer(row["answer"]) if row["answer"] else None,
            by=to_person_if_any(row, "sayer"),
            closing=Closing(row["closing"]) if row["closing"] else None,
        )
