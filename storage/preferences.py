"""How people want to hear of each kind, and what waits for them meanwhile."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    and_,
    bindparam,
    literal_column,
    select,
    update,
)

from domain.notices.model import Kind, Notice, Reason, State
from domain.preferences.choices import Choice, Habits
from domain.preferences.model import Move, Waiting
from domain.schedule.model import clock_time
from storage.store import Store
from storage.tables import binding, lesson, notice, notice_choice, notice_habits
from storage.told import WAITING_COLUMNS
from storage.upsert import insert_or_change

_PEOPLE: Any = bindparam("person_ids", expanding=True)
_CHOICES = select(notice_choice.c.person_id, notice_choice.c.kind, notice_choice.c.choice).where(
    notice_choice.c.student_id == bindparam("student_id"),
    notice_choice.c.person_id.in_(_PEOPLE),
)
_HABITS = select(notice_habits).where(notice_habits.c.person_id.in_(_PEOPLE))

# Written out, because a partial index is not used for a parameter.
_PENDING = notice.c.state == literal_column(f"'{State.PENDING.value}'")
_THEIR_CHATS = select(binding.c.chat_id).where(
    binding.c.person_id.in_(_PEOPLE), binding.c.ended_at.is_(None)
)
_WAITING = (
    select(*WAITING_COLUMNS, lesson.c.date, lesson.c.starts)
    .select_from(
        notice.outerjoin(
            lesson, and_(notice.c.kind == Kind.LESSON.value, lesson.c.id == notice.c.about_id)
        )
    )
    .where(_PENDING, notice.c.chat_id.in_(_THEIR_CHATS), notice.c.person_id.in_(_PEOPLE))
    .order_by(notice.c.id)
)
_MOVE = (
    update(notice)
    .where(notice.c.id == bindparam("row"), _PENDING)
    .values(person_id=bindparam("person"), due_at=bindparam("due"), planned_at=bindparam("due"))
)


class Preferences(Store):
    """domain.preferences.model.PreferenceStore."""

    async def choices(
        self, person_ids: Collection[int], student_id: int
    ) -> dict[int, dict[Kind, Choice]]:
        found = await self._connection.execute(
            _CHOICES, {"person_ids": [*person_ids], "student_id": student_id}
        )
        chosen: dict[int, dict[Kind, Choice]] = {}
        for row in found:
            chosen.setdefault(row.person_id, {})[Kind(row.kind)] = Choice(row.choice)
        return chosen

    async def habits(self, person_ids: Collection[int]) -> dict[int, Habits]:
        found = await self._connection.execute(_HABITS, {"person_ids": [*person_ids]})
        return {
            row.person_id: Habits(row.quiet_from, row.quiet_until, row.hides_details)
            for row in found
        }

    async def choose(
        self, person_ids: Collection[int], student_id: int, kind: Kind, choice: Choice
    ) -> None:
        key = {"student_id": student_id, "kind": kind}
        await self._connection.execute(
            insert_or_change(
                self._connection, notice_choice, ["person_id", "student_id", "kind"], ["choice"]
            ),
            [{**key, "person_id": person_id, "choice": choice} for person_id in person_ids],
        )

    async def keep_habits(self, habits: Mapping[int, Habits]) -> None:
        columns = ["quiet_from", "quiet_until", "hides_details"]
        await self._connection.execute(
            insert_or_change(self._connection, notice_habits, ["person_id"], columns),
            [
                {"person_id": person_id, **{name: getattr(each, name) for name in columns}}
                for person_id, each in habits.items()
            ],
        )

    async def waiting(self, person_ids: Collection[int]) -> list[Waiting]:
        found = await self._connection.execute(_WAITING, {"person_ids": [*person_ids]})
        return [_to_waiting(row) for row in found.mappings()]

    async def move(self, moves: Sequence[Move]) -> None:
        if moves:
            await self._connection.execute(
                _MOVE,
                [
                    {"row": each.notice_id, "person": each.person_id, "due": each.due_at}
                    for each in moves
                ],
            )

    async def drop(self, notice_ids: Collection[int]) -> None:
        if notice_ids:
            await self._connection.execute(
                update(notice)
                .where(notice.c.id.in_(notice_ids), _PENDING)
                .values(state=State.SUPPRESSED, reason=Reason.UNWANTED)
            )

    async def take_back(
        self, person_ids: Collection[int], student_id: int, kind: Kind, since: datetime
    ) -> None:
        await self._connection.execute(
            update(notice)
            .where(
                notice.c.state == State.SUPPRESSED,
                notice.c.reason == Reason.UNWANTED,
                notice.c.kind == kind,
                _about(kind, student_id),
                notice.c.person_id.in_(person_ids),
                notice.c.created_at >= since,
            )
            .values(state=State.PENDING, reason="")
        )


def _about(kind: Kind, student_id: int) -> ColumnElement[bool]:
    """The evening card, the forecast and events are about no single pupil."""
    if kind in (Kind.TOMORROW, Kind.FORECAST, Kind.EVENT):
        return notice.c.student_id.is_(None)
    return notice.c.student_id == student_id


def _to_waiting(row: RowMapping) -> Waiting:
    values = dict(row)
    day, starts = values.pop("date"), values.pop("starts")
    begins = None if day is None else datetime.combine(day, clock_time(starts))
    return Waiting(Notice(**{**values, "kind": Kind(row["kind"])}), begins)
