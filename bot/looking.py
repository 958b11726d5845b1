"""Noting what staff looked at, without a commit of its own (docs/decisions/0022)."""

from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.flags import get_flag
from aiogram.types import TelegramObject

from bot.writing import Handler
from domain.audit.looks import RecentLooks, looks_of
from domain.session import Session
from handlers.context import Context


class Looking(BaseMiddleware):
    """Innermost of all: what the handler was permitted and did not write is a look.

    With a transaction that writes, it is written there. Else it is handed over in `looks`, to be
    written with what marks the update as handled: whichever comes first, a crash leaves both to be
    done again. Who was refused has seen nothing, so nothing is noted.
    """

    def __init__(self, recent: RecentLooks) -> None:
        self._recent = recent

    async def __call__(self, handler: Handler, event: TelegramObject, data: dict[str, Any]) -> Any:
        screen = await handler(event, data)
        session: Session = data["session"]
        if session.actor.permitted:
            ctx: Context = data["ctx"]
            if get_flag(data, "writes"):
                audit = ctx.uow.audit
                looks = looks_of(session.actor, ctx.now, audit.actions)
                audit.add(self._recent.new(looks))
            elif "looks" in data:
                data["looks"] += looks_of(session.actor, ctx.now)
        return screen
