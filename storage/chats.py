"""Chats: what they chose, what they are asked, whether they can be reached."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, literal, select, update

from domain.notices.model import Reason
from storage.chat_sessions import ChatSessions
from storage.tables import chat
from storage.tables.types import UtcDateTime
from storage.upsert import insert_or_keep

_AWAY_SINCE = (
    select(chat.c.unreachable_since)
    .where(chat.c.id == bindparam("chat_id"))
    .with_for_update(key_share=True)
)
_RETURNED_AT = (
    select(chat.c.returned_at)
    .where(chat.c.id == bindparam("chat_id"))
    .with_for_update(key_share=True)
)


class Chats(ChatSessions):
    """domain.session.ChatStore."""

    async def remember(self, chat_id: int, locale: str) -> None:
        await self._connection.execute(
            insert_or_keep(self._connection, chat, ["id"]),
            {"id": chat_id, "locale": locale, "created_at": self._transaction.now},
        )

    async def choose_bot(self, chat_id: int, bot_id: int) -> None:
        await self._change(chat_id, bot_id=bot_id, returned_at=self._transaction.now)

    async def choose_hat(self, chat_id: int, binding_id: int) -> None:
        await self._change(chat_id, current_binding_id=binding_id)

    async def choose_locale(self, chat_id: int, locale: str) -> None:
        await self._change(chat_id, locale=locale)

    async def choose_plain_text(self, chat_id: int, plain_text: bool) -> None:
        await self._change(chat_id, plain_text=plain_text)

    async def is_unreachable(self, chat_id: int) -> bool:
        return await self._connection.scalar(_AWAY_SINCE, {"chat_id": chat_id}) is not None

    async def has_returned(self, chat_id: int, since: datetime) -> bool:
        returned_at = await self._connection.scalar(_RETURNED_AT, {"chat_id": chat_id})
        return returned_at is not None and returned_at > since

    async def set_reachable(
        self, chat_id: int, *, reachable: bool, reason: Reason = Reason.BLOCKED
    ) -> None:
        if reachable:
            await self._change(
                chat_id,
                unreachable_since=None,
                unreachable_reason=None,
                returned_at=self._transaction.now,
            )
            return
        now = literal(self._transaction.now, UtcDateTime())
        since = func.coalesce(chat.c.unreachable_since, now)
        await self._change(chat_id, unreachable_since=since, unreachable_reason=reason)

    async def ask(self, chat_id: int, typing: str, data: dict[str, Any]) -> None:
        await self._change(chat_id, typing=typing, typing_data=data)

    async def stop_asking(self, chat_id: int) -> None:
        await self._change(chat_id, typing=None, typing_data=None)

    async def _change(self, chat_id: int, **values: Any) -> None:
        await self._connection.execute(update(chat).where(chat.c.id == chat_id).values(**values))
