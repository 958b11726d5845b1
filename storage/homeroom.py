"""Homeroom hours and safety briefings."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from sqlalchemy import Date, RowMapping, bindparam, exists, insert, select, update

from domain.attendance.model import Status
from domain.errors import NotFound
from domain.homeroom.model import HomeroomSession, SessionKind
from storage.rows import person_columns, to_person
from storage.spans import holds
from storage.store import Store
from storage.tables import (
    attendance_event,
    enrollment,
    homeroom_session,
    homeroom_session_student,
    person,
)

_SESSIONS = (
    select(
        homeroom_session.c.id,
        homeroom_session.c.school_class_id,
        homeroom_session.c.kind,
        homeroom_session.c.date,
        homeroom_session.c.topic,
        *person_columns(person, "holder"),
    )
    .join(person, person.c.id == homeroom_session.c.held_by)
    .where(homeroom_session.c.removed_at.is_(None))
)
_OF_CLASS = _SESSIONS.where(
    homeroom_session.c.school_class_id == bindparam("class_id"),
    homeroom_session.c.date >= bindparam("since", type_=Date()),
).order_by(homeroom_session.c.date.desc(), homeroom_session.c.id.desc())
_ONE = _SESSIONS.where(homeroom_session.c.id == bindparam("session_id"))
_LOCK = (
    select(homeroom_session.c.id)
    .where(homeroom_session.c.id == bindparam("session_id"))
    .with_for_update()
)
_PUPILS = (
    select(
        homeroom_session_student.c.session_id,
        homeroom_session_student.c.is_present,
        *person_columns(person, "pupil"),
    )
    .join(person, person.c.id == homeroom_session_student.c.student_id)
    .where(homeroom_session_student.c.session_id.in_(bindparam("ids", expanding=True)))
    .order_by(person.c.sort_key, person.c.id)
)
# Whoever was absent from a lesson of the day is taken as absent, until the teacher says otherwise.
_MEMBERS = select(
    enrollment.c.student_id,
    exists()
    .where(
        attendance_event.c.student_id == enrollment.c.student_id,
        attendance_event.c.date == bindparam("day", type_=Date()),
        attendance_event.c.status == Status.ABSENT.value,
    )
    .label("is_absent"),
).where(
    enrollment.c.school_class_id == bindparam("class_id"),
    holds(enrollment, bindparam("day", type_=Date())),
)


class Homeroom(Store):
    """domain.homeroom.model.HomeroomStore."""

    async def of_class(
        self, class_id: int, since: date, *, with_pupils: bool = False
    ) -> list[HomeroomSession]:
        rows = await self._rows(_OF_CLASS, class_id=class_id, since=since)
        pupils = await self._pupils([row["id"] for row in rows] if with_pupils else [])
        return [_to_session(row, pupils[row["id"]]) for row in rows]

    async def one(self, session_id: int, *, to_change: bool = False) -> HomeroomSession:
        if to_change:
            await self._connection.execute(_LOCK, {"session_id": session_id})
        rows = await self._rows(_ONE, session_id=session_id)
        if not rows:
            raise NotFound("homeroom_session")
        return _to_session(rows[0], (await self._pupils([session_id]))[session_id])

    async def add(
        self, class_id: int, kind: SessionKind, day: date, topic: str, held_by: int
    ) -> int:
        done = await self._connection.execute(
            insert(homeroom_session).returning(homeroom_session.c.id),
            {
                "school_class_id": class_id,
                "kind": kind,
                "date": day,
                "topic": topic,
                "held_by": held_by,
                "recorded_at": self._transaction.now,
            },
        )
        session_id = int(done.scalar_one())
        members = await self._rows(_MEMBERS, class_id=class_id, day=day)
        if members:
            await self._connection.execute(
                insert(homeroom_session_student),
                [
                    {
                        "session_id": session_id,
                        "student_id": row["student_id"],
                        "is_present": not row["is_absent"],
                    }
                    for row in members
                ],
            )
        return session_id

    async def set_present(self, session_id: int, student_id: int, *, is_present: bool) -> None:
        await self._connection.execute(
            update(homeroom_session_student)
            .where(
                homeroom_session_student.c.session_id == session_id,
                homeroom_session_student.c.student_id == student_id,
            )
            .values(is_present=is_present)
        )

    async def remove(self, session_id: int) -> None:
        await self._connection.execute(
            update(homeroom_session)
            .where(homeroom_session.c.id == session_id)
            .values(removed_at=self._transaction.now)
        )

    async def _pupils(self, ids: Collection[int]) -> defaultdict[int, list[RowMapping]]:
        found = defaultdict[int, list[RowMapping]](list)
        for row in await self._rows_of(_PUPILS, ids):
            found[row["session_id"]].append(row)
        return found


def _to_session(row: RowMapping, pupils: list[RowMapping]) -> HomeroomSession:
    return HomeroomSession(
        id=row["id"],
        class_id=row["school_class_id"],
        kind=SessionKind(row["kind"]),
        date=row["date"],
        topic=row["topic"],
        held_by=to_person(row, "holder"),
        pupils=tuple(to_person(each, "pupil") for each in pupils),
        absent=frozenset(each["pupil_id"] for each in pupils if not each["is_present"]),
    )
