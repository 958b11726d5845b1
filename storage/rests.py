"""Rests that outlive the process."""

from datetime import datetime

from sqlalchemy import bindparam, delete, or_, select

from domain.notices.rests import LONGEST_REST
from storage.store import Store
from storage.tables import chat_rest
from storage.tables.types import UtcDateTime
from storage.upsert import insert_or_extend

_NOW = bindparam("now", type_=UtcDateTime())
_LONGEST = bindparam("longest", type_=UtcDateTime())
_ENDS = select(chat_rest.c.chat_id, chat_rest.c.until).where(
    chat_rest.c.bot_id == bindparam("bot"), chat_rest.c.until > _NOW, chat_rest.c.until <= _LONGEST
)
_FORGET = delete(chat_rest).where(or_(chat_rest.c.until <= _NOW, chat_rest.c.until > _LONGEST))

_DISBELIEVE = delete(chat_rest).where(
    chat_rest.c.bot_id == bindparam("bot_id"),
    chat_rest.c.chat_id == bindparam("chat_id"),
    chat_rest.c.until > _LONGEST,
)


class Rests(Store):
    """domain.notices.rests.RestStore."""

    async def rest(self, bot_id: int, chat_id: int, until: datetime) -> None:
        longest = self._transaction.now + LONGEST_REST
        of_chat = {"bot_id": bot_id, "chat_id": chat_id}
        await self._connection.execute(_DISBELIEVE, {"longest": longest, **of_chat})
        await self._connection.execute(
            insert_or_extend(self._connection, chat_rest, ["bot_id", "chat_id"], "until"),
            {**of_chat, "until": min(until, longest)},
        )

    async def ends(self, bot_id: int) -> dict[int, datetime]:
        found = await self._rows(_ENDS, bot=bot_id, **self._bounds())
        return {row["chat_id"]: row["until"] for row in found}

    async def forget_over(self) -> int:
        done = await self._connection.execute(_FORGET, self._bounds())
        return int(done.rowcount)

    def _bounds(self) -> dict[str, datetime]:
        now = self._transaction.now
        return {"now": now, "longest": now + LONGEST_REST}
