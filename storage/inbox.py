"""Updates that were taken from Telegram, until they are handled and their numbers forgotten."""

from collections.abc import Collection, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Date, and_, bindparam, delete, exists, func, select, tuple_, update

from domain.inbox import Queue, Received, Waiting
from storage.store import Store
from storage.tables import binding, chat_use, inbox_update
from storage.transaction import today
from storage.upsert import insert_of

_OF_BOT = inbox_update.c.bot_id == bindparam("bot")
_WAITS = inbox_update.c.handled_at.is_(None)
_ONE = and_(_OF_BOT, inbox_update.c.update_id == bindparam("number"))


@cache  # it is executed for every few updates
def _put(dialect: str) -> Any:
    return insert_of(dialect, inbox_update).on_conflict_do_nothing()


_EFFECT = (
    update(inbox_update)
    .where(_ONE, _WAITS, inbox_update.c.effected_at.is_(None))
    .values(effected_at=bindparam("now"))
)
_HANDLED = update(inbox_update).where(_ONE).values(handled_at=bindparam("now"), body=None)

# Which connected chats are in use, to the day; it costs no commit of its own. A private chat has
# its person's number. In one order, so that two processes cannot wait for each other.
_IN_USE = (
    select(inbox_update.c.user_id, bindparam("today", type_=Date()))
    .distinct()
    .where(
        _OF_BOT,
        inbox_update.c.update_id.in_(bindparam("numbers", expanding=True)),
        exists().where(binding.c.chat_id == inbox_update.c.user_id, binding.c.ended_at.is_(None)),
        ~exists().where(
            chat_use.c.chat_id == inbox_update.c.user_id, chat_use.c.used_on >= bindparam("today")
        ),
    )
    .order_by(inbox_update.c.user_id)
)


@cache
def _used(dialect: str) -> Any:
    statement = insert_of(dialect, chat_use).from_select(["chat_id", "used_on"], _IN_USE)
    return statement.on_conflict_do_update(
        index_elements=["chat_id"], set_={"used_on": statement.excluded.used_on}
    )


_WAITING = (
    select(
        inbox_update.c.update_id,
        inbox_update.c.body,
        inbox_update.c.received_at,
        inbox_update.c.effected_at,
    )
    .where(_OF_BOT, inbox_update.c.user_id == bindparam("user"), _WAITS)
    .order_by(inbox_update.c.update_id)
    .limit(bindparam("most"))
)
_first = func.min(inbox_update.c.update_id)
_QUEUES = (
    select(inbox_update.c.user_id, _first.label("first"))
    .where(_OF_BOT, _WAITS, inbox_update.c.received_at <= bindparam("until"))
    .group_by(inbox_update.c.user_id)
    .having(_first > bindparam("after"))
    .order_by(_first)
    .limit(bindparam("most"))
)
_OLD = inbox_update.c.received_at < bindparam("before")
_KEY = tuple_(inbox_update.c.bot_id, inbox_update.c.update_id)
_FORGET = delete(inbox_update).where(
    _KEY.in_(
        select(inbox_update.c.bot_id, inbox_update.c.update_id)
        .where(_OLD, inbox_update.c.handled_at.is_not(None))
        .limit(bindparam("most"))
    )
)
_GIVE_UP = delete(inbox_update).where(_OLD, _WAITS)


class Inbox(Store):
    """domain.inbox.InboxStore."""

    async def put(self, bot_id: int, updates: Sequence[Received]) -> bool:
        # In one order, so that two processes given the same updates do not lock each other out.
        rows = [
            {
                "bot_id": bot_id,
                "update_id": each.update_id,
                "user_id": each.user_id,
                "body": each.body,
                "received_at": self._transaction.now,
            }
            for each in sorted(updates, key=lambda each: each.update_id)
        ]
        done = await self._connection.execute(_put(self._connection.dialect.name), rows)
        return bool(done.rowcount == len(rows))  # PostgreSQL: -1 for several

    async def effect(self, bot_id: int, update_id: int) -> bool:
        key = {"bot": bot_id, "number": update_id, "now": self._transaction.now}
        done = await self._connection.execute(_EFFECT, key)
        return bool(done.rowcount)

    async def mark_handled(self, bot_id: int, update_ids: Collection[int]) -> None:
        now = self._transaction.now
        keys = [{"bot": bot_id, "number": each, "now": now} for each in sorted(update_ids)]
        await self._connection.execute(_HANDLED, keys)
        await self._connection.execute(
            _used(self._connection.dialect.name),
            {
                "bot": bot_id,
                "numbers": sorted(update_ids),
                "today": today(self._transaction),
            },
        )

    async def waiting(self, bot_id: int, user_id: int, limit: int) -> list[Waiting]:
        rows = await self._rows(_WAITING, bot=bot_id, user=user_id, most=limit)
        return [
            Waiting(
                row["update_id"], row["body"], row["received_at"], row["effected_at"] is not None
            )
            for row in rows
        ]

    async def queues(
        self, bot_id: int, stored_until: datetime, after: int, limit: int
    ) -> list[Queue]:
        rows = await self._rows(_QUEUES, bot=bot_id, until=stored_until, after=after, most=limit)
        return [Queue(row["user_id"], row["first"]) for row in rows]

    async def forget(self, before: datetime, most: int) -> int:
        bounds = {"before": before, "most": most}
        return (await self._connection.execute(_FORGET, bounds)).rowcount

    async def give_up(self, before: datetime) -> int:
        return (await self._connection.execute(_GIVE_UP, {"before": before})).rowcount
