"""The transaction of a handler that writes: its effect, once, or nothing."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.flags import get_flag
from aiogram.types import TelegramObject

from bot.pin_wall import accept_pin, locked
from domain.uow import UnitOfWork
from handlers.context import Context
from handlers.screen import Screen
from storage.database import Database

Handler = Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]]


class AlreadyEffected(Exception):
    """Another process has the effect of this update, or had it: here nothing happens."""


async def claim_effect(uow: UnitOfWork, data: Mapping[str, Any], number: int) -> None:
    """For this transaction; `AlreadyEffected` when a stored update has had it."""
    if data.get("is_stored") and not await uow.inbox.effect(data["bot"].id, number):
        raise AlreadyEffected


class Writing(BaseMiddleware):
    """Innermost: a handler flagged `writes` gets a transaction that is committed after it.

    A stored update (`is_stored`) has its effect in that transaction and in no other. A right PIN
    has none by itself: it is accepted with the effect of what was `wanted` (bot/pin_wall.py).
    """

    def __init__(self, database: Database, committed: Callable[[], None]) -> None:
        self._database = database
        self._committed = committed

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        if not get_flag(data, "writes"):
            return await handler(event, data)
        before: Context = data["ctx"]
        bot_id: int = data["bot"].id
        await data["reading"].aclose()
        async with self._database.write(before.now) as uow:
            await claim_effect(uow, data, data["event_update"].update_id)
            if data.get("wanted"):
                await accept_pin(uow, before.session.chat_id, data["wanted"])
            # Rights are judged in the transaction that writes, not in the one before it.
            session = await uow.chats.session(before.session.chat_id)
            session = await locked(uow, replace(session, locale=before.session.locale))
            data |= {"session": session, "ctx": replace(before, session=session, uow=uow)}
            result = await handler(event, data)
            if isinstance(result, Screen) and result.then is not None:
                return result
            if session.bot_id is None:  # if the handler has stored the chat
                await uow.chats.choose_bot(session.chat_id, bot_id)
            await uow.commit()
        self._committed()
        return result
