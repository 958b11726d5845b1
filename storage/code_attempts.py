"""The codes that chats have shown: whose they were, and in vain."""

from datetime import datetime

from sqlalchemy import and_, bindparam, delete, func, insert, select

from storage.store import Store
from storage.tables import code_attempt

_IN_VAIN = and_(code_attempt.c.invite_id.is_(None), code_attempt.c.at > bindparam("since"))
_OF_CHAT = (
    select(code_attempt.c.at)
    .where(code_attempt.c.chat_id == bindparam("chat_id"), _IN_VAIN)
    .order_by(code_attempt.c.at)
)
_SOME = select(code_attempt.c.at).where(_IN_VAIN).limit(bindparam("at_most"))
_OF_ALL = select(func.count()).select_from(_SOME.subquery())
_WITH_CODE = select(func.count()).select_from(
    _SOME.where(code_attempt.c.code_key == bindparam("code_key")).subquery()
)


class CodeAttempts(Store):
    """domain.binding.model.CodeAttemptStore."""

    async def note(self, chat_id: int, invite_id: int | None, code_key: str | None = None) -> None:
        await self._connection.execute(
            insert(code_attempt),
            {
                "chat_id": chat_id,
                "invite_id": invite_id,
                "code_key": code_key,
                "at": self._transaction.now,
            },
        )

    async def failures(self, chat_id: int, since: datetime) -> list[datetime]:
        found = await self._connection.execute(_OF_CHAT, {"chat_id": chat_id, "since": since})
        return list(found.scalars())

    async def failures_of_all(self, since: datetime, at_most: int) -> int:
        found = await self._connection.scalar(_OF_ALL, {"since": since, "at_most": at_most})
        return int(found or 0)

    async def failures_with(self, code_key: str, since: datetime, at_most: int) -> int:
        values = {"code_key": code_key, "since": since, "at_most": at_most}
        return int(await self._connection.scalar(_WITH_CODE, values) or 0)

    async def forget(self, before: datetime) -> int:
        done = await self._connection.execute(
            delete(code_attempt).where(code_attempt.c.at < before)
        )
        return done.rowcount
