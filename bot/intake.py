"""Updates in: decoded one by one, handed to the dispatcher in lanes.

The seam of "no update is lost": what stores updates before they are acknowledged goes between
`decode` and `accept`.
"""

import logging
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.types import Update
from pydantic import ValidationError

from bot.lanes import Lanes

_log = logging.getLogger(__name__)


class Intake:
    """Where polling and webhooks hand over what Telegram sent."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher, lanes: Lanes) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._lanes = lanes

    def decode(self, raw: dict[str, Any]) -> Update | None:
        """An update, or None for one that cannot be read: it must not hold up the others.

        Only its number is logged: what is in it may be somebody's words.
        """
        try:
            return Update.model_validate(raw, context={"bot": self._bot})
        except ValidationError as error:
            _log.error(
                "update %s cannot be read and is put aside: %d faults",
                raw.get("update_id"),
                error.error_count(),
            )
            return None

    async def accept(self, raw: dict[str, Any]) -> None:
        """Queues one update; waits when too many are under way."""
        update = self.decode(raw)
        if update is not None:
            await self._lanes.put(_person_of(update), lambda: self._handle(update))

    async def finish(self, seconds: float) -> None:
        """Ends what is under way."""
        if not await self._lanes.finish(seconds):
            _log.warning("some updates were broken off")

    async def _handle(self, update: Update) -> None:
        await self._dispatcher.feed_update(self._bot, update)


def _person_of(update: Update) -> int:
    """Whose lane: in private chats the chat is the person."""
    event = update.event
    user = getattr(event, "from_user", None)
    return user.id if user is not None else 0
