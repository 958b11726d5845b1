"""Taps of a roll call under way, and the attendance recorded when it is done."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import (
    BigInteger,
    Date,
    and_,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
    union_all,
)

from domain.attendance.model import Reason, Status
from domain.attendance.roll_call_model import AttendanceChange, Call, RollCall, Tap
from domain.attendance.rules import Recorded, recorded_reason
from domain.lessons.model import TaughtLesson
from storage.lesson_results import RESULTS
from storage.rows import person_columns, to_person
from storage.spans import holds
from storage.store import Store
from storage.tables import (
    attendance_change,
    attendance_event,
    lesson,
    person,
    roll_call,
    section_student,
)
from storage.upsert import insert_or_change

_RECORDED = select(attendance_event.c.student_id, attendance_event.c.status).where(
    attendance_event.c.lesson_id == bindparam("lesson_id")
)
_TAPPED = select(roll_call.c.student_id, roll_call.c.status).where(
    roll_call.c.lesson_id == bindparam("lesson_id")
)
_ROLL = (
    select(
        *person_columns(person, "pupil"),
        attendance_event.c.status.label("recorded"),
        attendance_event.c.reason,
        attendance_event.c.minutes_late,
        roll_call.c.status.label("tapped"),
        roll_call.c.minutes,
    )
    .select_from(
        section_student.join(person, person.c.id == section_student.c.student_id)
        .outerjoin(
            attendance_event,
            and_(
                attendance_event.c.lesson_id == bindparam("lesson_id"),
                attendance_event.c.student_id == person.c.id,
            ),
        )
        .outerjoin(
            roll_call,
            and_(
                roll_call.c.lesson_id == bindparam("lesson_id"),
                roll_call.c.student_id == person.c.id,
            ),
        )
    )
    .where(
        section_student.c.section_id == bindparam("section_id"),
        holds(section_student, bindparam("day", type_=Date())),
    )
    .order_by(person.c.sort_key, person.c.id)
)
# All reasons that the journal had of these pupils at the lesson, the latest last.
_REASONS = union_all(
    select(
        attendance_change.c.student_id,
        attendance_change.c.id.label("at"),
        attendance_change.c.old_reason.label("reason"),
    ).where(attendance_change.c.lesson_id == bindparam("lesson_id")),
    select(
        attendance_event.c.student_id,
        literal(2**62, BigInteger).label("at"),
        attendance_event.c.reason,
    ).where(attendance_event.c.lesson_id == bindparam("lesson_id")),
).order_by("at")

_LAST_CHANGE = (
    select(func.max(attendance_change.c.id))
    .where(
        attendance_change.c.lesson_id == lesson.c.id,
        attendance_change.c.student_id == section_student.c.student_id,
    )
    .scalar_subquery()
)
_DATE = bindparam("date", type_=Date())
_BESIDE = (
    select(
        section_student.c.student_id,
        lesson.c.id.label("lesson_id"),
        lesson.c.starts,
        func.coalesce(attendance_event.c.status, Status.PRESENT.value).label("status"),
        func.coalesce(_LAST_CHANGE, 0).label("change_id"),
    )
    .select_from(
        section_student.join(lesson, lesson.c.section_id == section_student.c.section_id).outerjoin(
            attendance_event,
            and_(
                attendance_event.c.lesson_id == lesson.c.id,
                attendance_event.c.student_id == section_student.c.student_id,
            ),
        )
    )
    .where(
        section_student.c.student_id.in_(bindparam("student_ids", expanding=True)),
        holds(section_student, _DATE),
        lesson.c.date == _DATE,
        lesson.c.id != bindparam("lesson_id"),
        lesson.c.attendance_taken_at.is_not(None),
        lesson.c.is_cancelled.is_(False),
    )
    .order_by(lesson.c.starts, lesson.c.id)
)


class RollCallTable(Store):
    """domain.attendance.roll_call_model.RollCallStore."""

    async def roll(self, taught: TaughtLesson) -> RollCall:
        rows = await self._rows(
            _ROLL, lesson_id=taught.id, section_id=taught.lesson.section_id, day=taught.date
        )
        return RollCall(
            taught,
            tuple(to_person(row, "pupil") for row in rows),
            {
                row["pupil_id"]: Recorded(
                    Status(row["recorded"]), Reason(row["reason"]), row["minutes_late"]
                )
                for row in rows
                if row["recorded"] is not None
            },
            {
                row["pupil_id"]: Tap(Status(row["tapped"]), row["minutes"])
                for row in rows
                if row["tapped"] is not None
            },
        )

    async def results(self, lesson_id: int) -> frozenset[int]:
        rows = await self._rows(RESULTS, lesson_id=lesson_id)
        return frozenset(row["student_id"] for row in rows)

    async def recorded(self, lesson_id: int) -> dict[int, Status]:
        found = await self._connection.execute(_RECORDED, {"lesson_id": lesson_id})
        return {student_id: Status(status) for student_id, status in found}

    async def tapped(self, lesson_id: int) -> dict[int, Status]:
        found = await self._connection.execute(_TAPPED, {"lesson_id": lesson_id})
        return {student_id: Status(status) for student_id, status in found}

    async def tap(self, lesson_id: int, taps: Mapping[int, Tap]) -> None:
        if not taps:
            return
        connection, key = self._connection, ["lesson_id", "student_id"]
        await connection.execute(
            insert_or_change(connection, roll_call, key, ["status", "minutes"]),
            [
                {
                    "lesson_id": lesson_id,
                    "student_id": student_id,
                    "status": each.status,
                    "minutes": each.minutes,
                }
                for student_id, each in taps.items()
            ],
        )

    async def calls_beside(self, taught: TaughtLesson, student_ids: Collection[int]) -> list[Call]:
        values = {"student_ids": [*student_ids], "date": taught.date, "lesson_id": taught.id}
        return [
            Call(**{**row, "status": Status(row["status"])})
            for row in await self._rows(_BESIDE, **values)
        ]

    async def forget_tap(self, lesson_id: int, student_ids: Collection[int]) -> None:
        if student_ids:
            await self._connection.execute(
                delete(roll_call).where(
                    roll_call.c.lesson_id == lesson_id, roll_call.c.student_id.in_(student_ids)
                )
            )

    async def record(
        self,
        taught: TaughtLesson,
        changes: Sequence[AttendanceChange],
        recorded_by: int,
        settled: Mapping[int, Reason],
    ) -> list[int]:
        known = await self._reasons(taught.id) if changes else {}
        now = {
            change.student_id: recorded_reason(
                known[change.student_id], settled.get(change.student_id)
            )
            for change in changes
        }
        # Before the events go: what they said is the history's from now on.
        ids = [
            await self._write_change(taught.id, change, known[change.student_id], recorded_by)
            for change in changes
            if change.is_news
        ]
        present = [change.student_id for change in changes if change.new is Status.PRESENT]
        exceptions = [change for change in changes if change.new is not Status.PRESENT]
        if present:
            await self._forget_events(taught.id, present)
        if exceptions:
            await self._write_events(taught, exceptions, now, recorded_by)
        return ids

    async def forget_taps(self, lesson_id: int) -> None:
        await self._connection.execute(delete(roll_call).where(roll_call.c.lesson_id == lesson_id))

    async def _reasons(self, lesson_id: int) -> defaultdict[int, list[Reason]]:
        """All that the journal ever had of each pupil at the lesson, the latest last."""
        found = defaultdict[int, list[Reason]](list)
        for row in await self._rows(_REASONS, lesson_id=lesson_id):
            found[row["student_id"]].append(Reason(row["reason"]))
        return found

    async def _forget_events(self, lesson_id: int, student_ids: list[int]) -> None:
        """Presence is the absence of an event; that there was one stays in the history."""
        await self._connection.execute(
            delete(attendance_event).where(
                attendance_event.c.lesson_id == lesson_id,
                attendance_event.c.student_id.in_(student_ids),
            )
        )

    async def _write_events(
        self,
        taught: TaughtLesson,
        changes: list[AttendanceChange],
        reasons: Mapping[int, Reason],
        recorded_by: int,
    ) -> None:
        connection = self._connection
        changed = ["status", "reason", "minutes_late", "recorded_by", "recorded_at"]
        await connection.execute(
            insert_or_change(connection, attendance_event, ["lesson_id", "student_id"], changed),
            [
                {
                    "lesson_id": taught.id,
                    "student_id": change.student_id,
                    "date": taught.date,
                    "status": change.new,
                    "reason": reasons[change.student_id],
                    "minutes_late": change.minutes,
                    "recorded_by": recorded_by,
                    "recorded_at": self._transaction.now,
                }
                for change in changes
            ],
        )

    async def _write_change(
        self, lesson_id: int, change: AttendanceChange, known: list[Reason], changed_by: int
    ) -> int:
        done = await self._connection.execute(
            insert(attendance_change).returning(attendance_change.c.id),
            {
                "lesson_id": lesson_id,
                "student_id": change.student_id,
                "old_status": change.old,
                "old_reason": recorded_reason(known),
                "new_status": change.new,
                "changed_by": changed_by,
                "changed_at": self._transaction.now,
            },
        )
        return int(done.scalar_one())
