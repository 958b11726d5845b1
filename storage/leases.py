"""The outbox: whose next message may leave now, and who holds it."""

import secrets
from collections import defaultdict
from datetime import datetime
from operator import itemgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    bindparam,
    exists,
    func,
    literal_column,
    null,
    or_,
    select,
    text,
    union_all,
    update,
)

from domain.notices.model import HEAD_START, Kind, Notice, State
from domain.notices.outbox import LONGEST_LEASE, Lease, next_message, rank
from domain.notices.rests import LONGEST_REST
from storage.tables import chat, chat_rest, notice
from storage.tables.types import UtcDateTime
from storage.told import NOTICE_COLUMNS, WITH_HABITS, ToldNotices, to_notice

# How many rows to look through for each message wanted; deeper only where those before belong to
# a few chats with much to tell.
_DEPTHS = (2, 8)
_FENCES = 2**62

# Written out as the partial indexes have it: they are not used for a parameter.
WAITS: ColumnElement[bool] = text("(notice.state = 'pending' OR notice.state = 'uncertain')")  # type: ignore[assignment]
IS_LEASED = notice.c.state == literal_column(f"'{State.LEASED.value}'")

NOW = bindparam("now", type_=UtcDateTime())
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
        chat_rest.c.until > NOW,
        chat_rest.c.until <= bindparam("longest_rest", type_=UtcDateTime()),
    )
)


def _candidates(kind: Kind) -> Any:
    """Chats for which something of one kind is due, the longest waiting first."""
    return (
        select(notice.c.chat_id, notice.c.due_at)
        .join(chat, chat.c.id == notice.c.chat_id)
        .where(
            WAITS,
            notice.c.kind == literal_column(f"'{kind.value}'"),
            notice.c.due_at <= NOW,
            _IS_OURS,
            _IS_AWAKE,
            _NOBODY_SENDS,
        )
        .order_by(notice.c.due_at)
        .limit(bindparam("rows"))
    )


_CANDIDATES = {kind: _candidates(kind) for kind in HEAD_START}

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
        WAITS,
        notice.c.chat_id.in_(bindparam("chats", expanding=True)),
        notice.c.due_at <= NOW,
        _NOBODY_SENDS,
    )
    # What a change is superseding, or a choice dropping, at this moment stays theirs.
    .with_for_update(of=notice, key_share=True, skip_locked=True)
)
_TAKE = (
    update(notice)
    .where(notice.c.id.in_(bindparam("rows", expanding=True)))
    .values(state=State.LEASED, lease=bindparam("fence"), leased_until=bindparam("until"))
)
_EXPIRE = (
    update(notice)
    .where(IS_LEASED, or_(notice.c.leased_until < NOW, notice.c.leased_until > _LATEST))
    .values(
        state=State.UNCERTAIN,
        doubtful_since=NOW,
        due_at=NOW,
        attempts=notice.c.attempts + 1,
        lease=None,
        leased_until=None,
    )
)
# Of each kind the beginning of its index; without a kind what becomes of leases.
_NEXT: CompoundSelect[Any] = union_all(
    *(
        select(
            literal_column(f"'{kind.value}'").label("kind"),
            func.min(notice.c.due_at).label("moment"),
        ).where(WAITS, notice.c.kind == literal_column(f"'{kind.value}'"))
        for kind in HEAD_START
    ),
    select(null(), func.min(notice.c.leased_until)).where(IS_LEASED),
    # Of a lease that ends later than any may: at once.
    select(null(), NOW).where(exists().where(IS_LEASED, notice.c.leased_until > _LATEST)),
)


class Leases(ToldNotices):
    """The part of domain.notices.outbox.OutboxStore that gives out what may leave."""

    async def lease(self, bot_id: int, messages: int, until: datetime) -> list[Lease]:
        chats = await self._locked(await self._waiting(bot_id, messages), messages)
        if not chats:
            return []
        due: dict[int, list[Notice]] = defaultdict(list)
        # A statement of its own: it sees what another committed while we waited for the rows.
        for row in await self._rows(_DUE, chats=chats, now=self._transaction.now):
            due[row["chat_id"]].append(to_notice(row))
        fence = secrets.randbelow(_FENCES)
        leases = [
            Lease(fence, bot_id, chat_id, next_message(due[chat_id]), until)
            for chat_id in chats
            if chat_id in due
        ]
        taken = [notice.id for each in leases for notice in each.notices]
        if taken:
            await self._connection.execute(_TAKE, {"rows": taken, "fence": fence, "until": until})
        return leases

    async def _waiting(self, bot_id: int, wanted: int) -> list[int]:
        """Chats with something due, the most important first: more than wanted, if there are."""
        asked: dict[str, Any] = {
            "now": self._transaction.now,
            "bot": bot_id,
            "longest_rest": self._transaction.now + LONGEST_REST,
        }
        due = {kind for kind, moment in await self._next() if moment <= asked["now"]}
        kinds = [kind for kind in HEAD_START if kind.value in due]
        chats: list[int] = []
        for depth in _DEPTHS if kinds else ():
            asked["rows"] = wanted * depth
            found = [
                (rank(kind, row.due_at), row.chat_id)
                for kind in kinds
                for row in await self._connection.execute(_CANDIDATES[kind], asked)
            ]
            found.sort(key=itemgetter(0))
            chats = list(dict.fromkeys(chat_id for _, chat_id in found))
            if len(chats) >= wanted or len(found) < wanted * depth:
                break
        return chats

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

    async def next_due(self) -> datetime | None:
        return min((moment for _, moment in await self._next()), default=None)

    async def _next(self) -> list[tuple[str | None, datetime]]:
        """What waits and when the first of it is due, by kind; without a kind when a lease ends."""
        found = await self._connection.execute(_NEXT, self._moments())
        return [(row.kind, row.moment) for row in found if row.moment is not None]

    def _moments(self) -> dict[str, datetime]:
        now = self._transaction.now
        return {"now": now, "latest": now + LONGEST_LEASE}
