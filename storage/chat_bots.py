"""Which chats are whose, where several bots serve one school."""

from sqlalchemy import bindparam, func, select, update

from storage.store import Store
from storage.tables import chat

_OTHER = chat.alias("other")
_OF_THE_MOST = (
    select(_OTHER.c.bot_id)
    .where(_OTHER.c.bot_id != 0)
    .group_by(_OTHER.c.bot_id)
    .order_by(func.count().desc(), _OTHER.c.bot_id)
    .limit(1)
    .scalar_subquery()
)
_ADOPT = (
    update(chat)
    .where(chat.c.bot_id == 0)
    .values(bot_id=func.coalesce(_OF_THE_MOST, bindparam("bot")))
)


class ChatBots(Store):
    """The part of domain.session.ChatStore that gives out chats."""

    async def adopt(self, bot_id: int) -> int:
        adopted = await self._connection.execute(_ADOPT, {"bot": bot_id})
        return int(adopted.rowcount)
