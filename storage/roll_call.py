"""Taps of a roll call under way, and the attendance recorded when it is done."""

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, insert, select

from domain.attendance.model import Reason, Status
from domain.attendance.roll_call_model import AttendanceChange
from domain.lessons.model import TaughtLesson
from storage.store import Store
from storage.tables import attendance_change, attendance_event, roll_call
from storage.upsert import insert_or_change

_RECORDED = select(attendance_event.c.student_id, attendance_event.c.status).where(
    attendance_event.c.lesson_id == bindparam("lesson_id")
)
_TAPPED = select(roll_call.c.student_id, roll_call.c.status).where(
    roll_call.c.lesson_id == bindparam("lesson_id")
)


class RollCallTable(Store):
    """domain.attendance.roll_call_model.RollCallStore."""

    async def recorded(self, lesson_id: int) -> dict[int, Status]:
        found = await self._connection.execute(_RECORDED, {"lesson_id": lesson_id})
        return {student_id: Status(status) for student_id, status in found}

    async def tapped(self, lesson_id: int) -> dict[int, Status]:
        found = await self._connection.execute(_TAPPED, {"lesson_id": lesson_id})
        return {student_id: Status(status) for student_id, status in found}

    async def tap(self, lesson_id: int, student_id: int, status: Status) -> None:
        connection = self._connection
        await connection.execute(
            insert_or_change(connection, roll_call, ["lesson_id", "student_id"], ["status"]),
            {"lesson_id": lesson_id, "student_id": student_id, "status": status},
        )

    async def forget_tap(self, lesson_id: int, student_id: int) -> None:
        await self._connection.execute(
            delete(roll_call).where(
                roll_call.c.lesson_id == lesson_id, roll_call.c.student_id == student_id
            )
        )

    async def record(
        self, taught: TaughtLesson, changes: Sequence[AttendanceChange], recorded_by: int
    ) -> list[int]:
        present = [change.student_id for change in changes if change.new is Status.PRESENT]
        exceptions = [change for change in changes if change.new is not Status.PRESENT]
        if present:
            await self._forget_events(taught.id, present)
        if exceptions:
            await self._write_events(taught, exceptions, recorded_by)
        return [await self._write_change(taught.id, change, recorded_by) for change in changes]

    async def forget_taps(self, lesson_id: int) -> None:
        await self._connection.execute(delete(roll_call).where(roll_call.c.lesson_id == lesson_id))

    async def _forget_events(self, lesson_id: int, student_ids: list[int]) -> None:
        """Presence is the absence of an event; that there was one stays in the history."""
        await self._connection.execute(
            delete(attendance_event).where(
                attendance_event.c.lesson_id == lesson_id,
                attendance_event.c.student_id.in_(student_ids),
            )
        )

    async def _write_events(
        self, taught: TaughtLesson, changes: list[AttendanceChange], recorded_by: int
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
                    "reason": Reason.UNKNOWN,
                    "minutes_late": None,
                    "recorded_by": recorded_by,
                    "recorded_at": self._transaction.now,
                }
                for change in changes
            ],
        )

    async def _write_change(self, lesson_id: int, change: AttendanceChange, changed_by: int) -> int:
        done = await self._connection.execute(
            insert(attendance_change).returning(attendance_change.c.id),
            {
                "lesson_id": lesson_id,
                "student_id": change.student_id,
                "old_status": change.old,
                "new_status": change.new,
                "changed_by": changed_by,
                "changed_at": self._transaction.now,
            },
        )
        return int(done.scalar_one())
