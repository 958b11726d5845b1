"""The outbox as the sender sees it: leases with a fence, and outcomes."""

import secrets
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    bindparam,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
    text,
    union_all,
    update,
)

from domain.notices.model import HEAD_START, Kind, Notice, Reason, State
from domain.notices.outbox import LONGEST_LEASE, Lease, Sent, next_message, rank
from domain.notices.rests import LONGEST_REST
from domain.notices.timing import GENTLE
from storage.tables import chat, chat_rest, message_recipient, notice
from storage.tables.types import UtcDateTime
from storage.told import NOTICE_COLUMNS, WITH_HABITS, ToldNotices, to_notice
from storage.upsert import insert_or_extend

_ROWS_PER_CHAT = 8  # how deep to look for the next chat behind one with much to tell
_FENCES = 2**62

# Written out as the partial indexes have it: they are not used for a parameter.
_WAITS: ColumnElement[bool] = text("(notice.state = 'pending' OR notice.state = 'uncertain')")  # type: ignore[assignment]
_LEASED = notice.c.state == literal_column(f"'{State.LEASED.value}'")

_NOW = bindparam("now", type_=UtcDateTime())
_LATEST = bindparam("latest", type_=UtcDateTime())

_OTHER = notice.alias("other")
_NOBODY_SENDS = ~exists(
    select(literal_column("1")).where(
        _OTHER.c.chat_id == chat.c.id,
        _OTHER.c.state == literal_column(f"'{State.LEASED.value}'"),
    )
)
_IS_OURS = or_(chat.c.bot_id == 0, chat.c.bot_id == bindparam("bot"))
_IS_AWAKE = ~exists(
    select(literal_column("1")).where(
        chat_rest.c.bot_id == bindparam("bot"),
        or_(chat_rest.c.chat_id == chat.c.id, chat_rest.c.chat_id == 0),
        chat_rest.c.until > _NOW,
        chat_rest.c.until <= bindparam("longest_rest", type_=UtcDateTime()),
    )
)


def _candidates(kind: Kind) -> Any:
    """Chats for which something of one kind is due, the longest waiting first."""
    rows = (
        select(notice.c.chat_id, notice.c.due_at, literal(kind.value).label("kind"))
        .join(chat, chat.c.id == notice.c.chat_id)
        .where(
            _WAITS,
            notice.c.kind == literal_column(f"'{kind.value}'"),
            notice.c.due_at <= _NOW,
            _IS_OURS,
            _IS_AWAKE,
            _NOBODY_SENDS,
        )
        .order_by(notice.c.due_at)
        .limit(bindparam("rows"))
        .subquery()
    )
    return select(rows)


_CANDIDATES = union_all(*(_candidates(kind) for kind in HEAD_START))

# PostgreSQL: whoever holds a chat's row leases its next message. SQLite has one writer anyway.
_LOCK_CHATS = (
    select(chat.c.id)
    .where(chat.c.id.in_(bindparam("chats", expanding=True)))
    .with_for_update(key_share=True, skip_locked=True)
)

_DUE = (
    select(*NOTICE_COLUMNS)
    .select_from(WITH_HABITS.join(chat, chat.c.id == notice.c.chat_id))
    .where(
        _WAITS,
        notice.c.chat_id.in_(bindparam("chats", expanding=True)),
        notice.c.due_at <= _NOW,
        _NOBODY_SENDS,
    )
    # What a change is superseding, or a choice dropping, at this moment stays theirs.
    .with_for_update(of=notice, key_share=True, skip_locked=True)
)
_TAKE = (
    update(notice)
    .where(notice.c.id == bindparam("row"))
    .values(state=State.LEASED, lease=bindparam("fence"), leased_until=bindparam("until"))
)
# The fence: whoever has lost the lease changes nothing.
_SENT = (
    update(notice)
    .where(notice.c.id == bindparam("row"), _LEASED, notice.c.lease == bindparam("fence"))
    .values(
        state=State.SENT,
        reason="",
        sent_at=_NOW,
        telegram_message_id=bindparam("message"),
        told=bindparam("what"),
        lease=None,
        leased_until=None,
    )
)
_TOLD_AT = (
    update(chat).where(chat.c.id.in_(bindparam("chats", expanding=True))).values(told_at=_NOW)
)
_MORE_WAITS = (
    select(notice.c.chat_id)
    .where(_WAITS, notice.c.chat_id.in_(bindparam("chats", expanding=True)))
    .distinct()
)
_EXPIRE = (
    update(notice)
    .where(_LEASED, or_(notice.c.leased_until < _NOW, notice.c.leased_until > _LATEST))
    .values(
        state=State.UNCERTAIN,
        doubtful_since=func.coalesce(notice.c.doubtful_since, _NOW),
        due_at=_NOW,
        attempts=notice.c.attempts + 1,
        lease=None,
        leased_until=None,
    )
)
_NEXT_DUE = union_all(
    *(
        select(func.min(notice.c.due_at)).where(
            _WAITS, notice.c.kind == literal_column(f"'{kind.value}'")
        )
        for kind in HEAD_START
    ),
    select(func.min(notice.c.leased_until)).where(_LEASED),
    # Of a lease that ends later than any may: at once.
    select(_NOW).where(exists().where(_LEASED, notice.c.leased_until > _LATEST)),
)
_REMEMBER = update(notice).where(notice.c.id == bindparam("row")).values(told=bindparam("what"))
_AWAY = (Reason.BLOCKED, Reason.NO_CHAT, Reason.UNREACHABLE)


class Outbox(ToldNotices):
    """domain.notices.outbox.OutboxStore."""

    @cached_property
    def became(self) -> Counter[tuple[Kind, State, str]]:
        return Counter()

    async def lease(self, bot_id: int, messages: int, until: datetime) -> list[Lease]:
        found = await self._connection.execute(
            _CANDIDATES,
            {
                "now": self._transaction.now,
                "bot": bot_id,
                "rows": messages * _ROWS_PER_CHAT,
                "longest_rest": self._transaction.now + LONGEST_REST,
            },
        )
        waiting = sorted(found, key=lambda row: rank(Kind(row.kind), row.due_at))
        chats = await self._locked(list(dict.fromkeys(row.chat_id for row in waiting)), messages)
        if not chats:
            return []
        due: dict[int, list[Notice]] = defaultdict(list)
        # A statement of its own: it sees what another committed while we waited for the rows.
        for row in await self._rows(_DUE, chats=chats, now=self._transaction.now):
            due[row["chat_id"]].append(to_notice(row))
        leases = [
            Lease(secrets.randbelow(_FENCES), bot_id, chat_id, next_message(due[chat_id]), until)
            for chat_id in chats
            if chat_id in due
        ]
        taken = [
            {"row": row, "fence": each.fence, "until": until}
            for each in leases
            for row in _ids(each)
        ]
        if taken:
            await self._connection.execute(_TAKE, taken)
        return leases

    async def _locked(self, chats: list[int], wanted: int) -> list[int]:
        """The first of the chats that no other process is leasing from at this moment."""
        if self._connection.dialect.name == "sqlite":
            return chats[:wanted]
        locked: set[int] = set()
        for start in range(0, len(chats), wanted):
            found = await self._connection.execute(
                _LOCK_CHATS, {"chats": chats[start : start + wanted]}
            )
            locked.update(found.scalars())
            if len(locked) >= wanted:
                break
        return [each for each in chats if each in locked][:wanted]

    async def expire(self) -> int:
        done = await self._connection.execute(_EXPIRE, self._moments())
        return int(done.rowcount)

    async def mark_sent(self, sent: Sequence[Sent], gap: timedelta) -> None:
        rows = [
            {
                "row": each.id,
                "fence": one.lease.fence,
                "message": one.telegram_message_id,
                "what": one.told[each.id] or None,
                "now": self._transaction.now,
            }
            for one in sent
            for each in one.notices
        ]
        if not rows:
            return
        await self._connection.execute(_SENT, rows)
        for one in sent:
            await self._remember_told(one.retold)
        notices = [each for one in sent for each in one.notices]
        self.became.update((each.kind, State.SENT, "") for each in notices)
        await self._deliver_messages([each for each in notices if each.kind is Kind.MESSAGE])
        gentle = {each.chat_id for each in notices if each.kind in GENTLE}
        if gentle:
            await self._connection.execute(
                _TOLD_AT, {"chats": list(gentle), "now": self._transaction.now}
            )
        if gap:
            await self._rest_if_more_waits(sent, self._transaction.now + gap)

    async def close(self, lease: Lease, ids: Sequence[int], state: State, reason: Reason) -> bool:
        return await self._finish(lease, ids, state=state, reason=reason)

    async def put_off(self, lease: Lease, until: datetime, *, counted: bool = True) -> bool:
        back = [each.id for each in lease.notices if not each.is_doubtful]
        doubtful = [each.id for each in lease.notices if each.is_doubtful]
        attempts = notice.c.attempts + 1 if counted else notice.c.attempts
        held = await self._finish(lease, back, state=State.PENDING, due_at=until, attempts=attempts)
        return held and await self._finish(
            lease, doubtful, state=State.UNCERTAIN, due_at=until, attempts=attempts
        )

    async def doubt(self, lease: Lease, told: Mapping[int, str], until: datetime) -> bool:
        held = await self._finish(
            lease,
            _ids(lease),
            state=State.UNCERTAIN,
            due_at=until,
            doubtful_since=func.coalesce(
                notice.c.doubtful_since, literal(self._transaction.now, UtcDateTime())
            ),
            attempts=notice.c.attempts + 1,
        )
        if held:
            await self._remember_told(told)
        return held

    async def revive(self, chat_id: int, since: datetime) -> int:
        done = await self._connection.execute(
            update(notice)
            .where(
                notice.c.chat_id == chat_id,
                notice.c.state == State.SUPPRESSED,
                notice.c.reason.in_(_AWAY),
                notice.c.kind != Kind.TOMORROW,  # written anew while it is still evening
                notice.c.created_at >= since,
            )
            .values(
                state=State.PENDING,
                reason="",
                was_missed=True,
                due_at=self._transaction.now,
                planned_at=self._transaction.now,
            )
        )
        return int(done.rowcount)

    async def next_due(self) -> datetime | None:
        found = await self._connection.execute(_NEXT_DUE, self._moments())
        moments = [each for each in found.scalars() if each is not None]
        return min(moments, default=None)

    def _moments(self) -> dict[str, datetime]:
        now = self._transaction.now
        return {"now": now, "latest": now + LONGEST_LEASE}

    async def _finish(self, lease: Lease, ids: Sequence[int], **values: Any) -> bool:
        """Changes rows of the lease if it is still held; the fence between two senders."""
        if not ids:
            return True
        done = await self._connection.execute(
            update(notice)
            .where(notice.c.id.in_(ids), _LEASED, notice.c.lease == lease.fence)
            .values(lease=None, leased_until=None, **values)
        )
        if int(done.rowcount) != len(ids):
            return False
        kinds = (each.kind for each in lease.notices if each.id in ids)
        self.became.update((kind, values["state"], values.get("reason", "")) for kind in kinds)
        return True

    async def _remember_told(self, told: Mapping[int, str]) -> None:
        rows = [{"row": key, "what": value} for key, value in told.items() if value]
        if rows:
            await self._connection.execute(_REMEMBER, rows)

    async def _deliver_messages(self, messages: Sequence[Notice]) -> None:
        if messages:
            await self._connection.execute(
                update(message_recipient)
                .where(
                    or_(*map(_is_recipient, messages)), message_recipient.c.delivered_at.is_(None)
                )
                .values(delivered_at=self._transaction.now)
            )

    async def _rest_if_more_waits(self, sent: Sequence[Sent], until: datetime) -> None:
        bots = {one.lease.chat_id: one.lease.bot_id for one in sent}
        found = await self._connection.execute(_MORE_WAITS, {"chats": list(bots)})
        rests = [
            {"bot_id": bots[chat_id], "chat_id": chat_id, "until": until}
            for chat_id in found.scalars()
        ]
        if rests:
            await self._connection.execute(
                insert_or_extend(self._connection, chat_rest, ["bot_id", "chat_id"], "until"),
                rests,
            )


def _ids(lease: Lease) -> list[int]:
    return [each.id for each in lease.notices]


def _is_recipient(each: Notice) -> ColumnElement[bool]:
    return and_(
        message_recipient.c.message_id == each.ref_id,
        message_recipient.c.person_id == each.person_id,
        message_recipient.c.student_id == each.student_id,
    )
