"""Rests that outlive the process."""

from datetime import datetime

from sqlalchemy import bindparam, delete, select

from storage.store import Store
from storage.tables import chat_rest
from storage.tables.types import UtcDateTime
from storage.upsert import insert_or_extend

_NOW = bindparam("now", type_=UtcDateTime())
_ENDS = select(chat_rest.c.chat_id, chat_rest.c.until).where(
    chat_rest.c.bot_id == bindparam("bot"), chat_rest.c.until > _NOW
)
_FORGET = delete(chat_rest).where(chat_rest.c.until <= _NOW)


class Rests(Store):
    """domain.notices.rests.RestStore."""

    async def rest(self, bot_id: int, chat_id: int, until: datetime) -> None:
        await self._connection.execute(
            insert_or_extend(self._connection, chat_rest, ["bot_id", "chat_id"], "until"),
            {"bot_id": bot_id, "chat_id": chat_id, "until": until},
        )

    async def ends(self, bot_id: int) -> dict[int, datetime]:
        found = await self._rows(_ENDS, bot=bot_id, now=self._transaction.now)
        return {row["chat_id"]: row["until"] for row in found}

    async def forget_over(self) -> int:
        done = await self._connection.execute(_FORGET, {"now": self._transaction.now})
        return int(done.rowcount)
