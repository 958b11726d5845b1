"""The outbox: written with the change it tells of, emptied by the sender."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    and_,
    bindparam,
    insert,
    literal_column,
    or_,
    select,
    update,
)

from domain.notices.model import MUTABLE_KINDS, Event, Kind, Notice, Reason, State
from storage.store import Store
from storage.tables import binding, message_recipient, muted_notice, notice

# Both databases limit the parameters of a statement to some 32 000.
_AT_ONCE = 5_000

# Who is bound, a row for every kind they have muted for the pupil (or one without a kind).
_AUDIENCE = (
    select(
        binding.c.id,
        binding.c.chat_id,
        binding.c.person_id,
        binding.c.student_id,
        muted_notice.c.kind.label("muted"),
    )
    .select_from(
        binding.outerjoin(
            muted_notice,
            and_(
                muted_notice.c.person_id == binding.c.person_id,
                muted_notice.c.student_id == binding.c.student_id,
            ),
        )
    )
    .where(binding.c.ended_at.is_(None))
    .order_by(binding.c.id)
)
_OF_PUPILS = _AUDIENCE.where(binding.c.student_id.in_(bindparam("ids", expanding=True)))
_OF_PEOPLE = _AUDIENCE.where(binding.c.person_id.in_(bindparam("ids", expanding=True)))

# Written out, because a partial index is not used for a parameter.
_PENDING = notice.c.state == literal_column(f"'{State.PENDING.value}'")
_DUE = and_(_PENDING, notice.c.due_at <= bindparam("now"))

_WAITING = (
    select(notice.c.chat_id)
    .where(_DUE, notice.c.chat_id.not_in(bindparam("busy", expanding=True)))
    .order_by(notice.c.due_at, notice.c.id)
    .limit(bindparam("rows"))
)
_DUE_FOR = (
    select(
        notice.c.id,
        notice.c.kind,
        notice.c.ref_id,
        notice.c.student_id,
        notice.c.person_id,
        notice.c.chat_id,
        notice.c.batch,
        notice.c.attempts,
    )
    .where(_DUE, notice.c.chat_id == bindparam("chat_id"))
    .order_by(notice.c.id)
)
_PUT_OFF = (
    update(notice)
    .where(
        _PENDING,
        notice.c.chat_id == bindparam("chat"),
        notice.c.due_at < bindparam("until"),
    )
    .values(due_at=bindparam("until"), attempts=notice.c.attempts + 1)
)
_ROWS_PER_CHAT = 8  # how deep to look for the next chat behind one with much to tell


class Notices(Store):
    """domain.notices.model.NoticeStore."""

    async def tell_families(self, events: Iterable[Event], batch: str) -> int:
        told = tuple(dict.fromkeys(events))
        audience = await self._audience(_OF_PUPILS, {event.student_id for event in told})
        of_pupil: dict[int, list[_Reader]] = defaultdict(list)
        for reader in audience:
            of_pupil[reader.student_id or 0].append(reader)
        rows = {
            (event, reader.chat_id): self._row(event, reader.person_id, reader.chat_id, batch)
            for event in told
            for reader in _to_be_told(of_pupil[event.student_id], event)
        }
        return await self._write(list(rows.values()))

    async def tell_person(self, event: Event, person_id: int, batch: str) -> int:
        return await self.tell_people([(event, person_id)], batch)

    async def tell_people(self, told: Iterable[tuple[Event, int]], batch: str) -> int:
        pairs = tuple(dict.fromkeys(told))
        audience = await self._audience(_OF_PEOPLE, {person_id for _, person_id in pairs})
        of_person: dict[int, list[_Reader]] = defaultdict(list)
        for reader in audience:
            of_person[reader.person_id].append(reader)
        rows = {
            (event, person_id, reader.chat_id): self._row(event, person_id, reader.chat_id, batch)
            for event, person_id in pairs
            for reader in _to_be_told(of_person[person_id], event)
            if reader.student_id in (None, event.student_id)
        }
        return await self._write(list(rows.values()))

    async def waiting_chats(self, limit: int, busy: Iterable[int]) -> list[int]:
        found = await self._connection.execute(
            _WAITING,
            {
                "now": self._transaction.now,
                "busy": list(busy),
                "rows": limit * _ROWS_PER_CHAT,
            },
        )
        return list(dict.fromkeys(found.scalars()))[:limit]

    async def due_for(self, chat_id: int) -> list[Notice]:
        rows = await self._rows(_DUE_FOR, now=self._transaction.now, chat_id=chat_id)
        return [_to_notice(row) for row in rows]

    async def mark_sent(self, notices: Sequence[Notice], telegram_message_id: int | None) -> None:
        await self._finish(
            notices,
            state=State.SENT,
            reason="",
            sent_at=self._transaction.now,
            telegram_message_id=telegram_message_id,
        )
        messages = [each for each in notices if each.kind is Kind.MESSAGE]
        if messages:
            await self._connection.execute(
                update(message_recipient)
                .where(
                    or_(*map(_is_recipient, messages)), message_recipient.c.delivered_at.is_(None)
                )
                .values(delivered_at=self._transaction.now)
            )

    async def close(self, notices: Sequence[Notice], state: State, reason: Reason) -> None:
        await self._finish(notices, state=state, reason=reason)

    async def put_off(self, chat_id: int, until: datetime) -> None:
        await self._connection.execute(_PUT_OFF, {"chat": chat_id, "until": until})

    async def _audience(self, statement: Any, ids: set[int]) -> "list[_Reader]":
        ordered = sorted(ids)
        readers: dict[int, _Reader] = {}
        for start in range(0, len(ordered), _AT_ONCE):
            found = await self._connection.execute(
                statement, {"ids": ordered[start : start + _AT_ONCE]}
            )
            for row in found:
                reader = readers.setdefault(row.id, _Reader(row))
                reader.muted.add(row.muted)
        return list(readers.values())

    def _row(self, event: Event, person_id: int, chat_id: int, batch: str) -> dict[str, Any]:
        return {
            "kind": event.kind,
            "ref_id": event.ref_id,
            "student_id": event.student_id,
            "person_id": person_id,
            "chat_id": chat_id,
            "batch": batch,
            "state": State.PENDING,
            "created_at": self._transaction.now,
            "due_at": self._transaction.now,
        }

    async def _write(self, rows: list[dict[str, Any]]) -> int:
        if rows:
            await self._connection.execute(insert(notice), rows)
        return len(rows)

    async def _finish(self, notices: Sequence[Notice], **values: Any) -> None:
        if notices:
            await self._connection.execute(
                update(notice)
                .where(notice.c.id.in_([each.id for each in notices]), _PENDING)
                .values(**values)
            )


class _Reader:
    """A binding with the kinds its person muted for the pupil."""

    def __init__(self, row: Any) -> None:
        self.binding_id: int = row.id
        self.chat_id: int = row.chat_id
        self.person_id: int = row.person_id
        self.student_id: int | None = row.student_id
        self.muted: set[str | None] = set()


def _to_be_told(readers: list[_Reader], event: Event) -> list[_Reader]:
    """Who of them wants it; the chat that has just been bound needs no news of itself."""
    if event.kind in MUTABLE_KINDS:
        return [reader for reader in readers if event.kind not in reader.muted]
    if event.kind is Kind.BINDING:
        new = {reader.chat_id for reader in readers if reader.binding_id == event.ref_id}
        return [reader for reader in readers if reader.chat_id not in new]
    return readers


def _is_recipient(each: Notice) -> ColumnElement[bool]:
    return and_(
        message_recipient.c.message_id == each.ref_id,
        message_recipient.c.person_id == each.person_id,
        message_recipient.c.student_id == each.student_id,
    )


def _to_notice(row: RowMapping) -> Notice:
    return Notice(**{**row, "kind": Kind(row["kind"])})
