"""What answers to taps owe to Telegram's limits, and what they tell the sender of them.

Answers leave unasked, beside the notices. A 429 that one of them meets is an order all the same:
its chat is left in peace by whoever comes next, and one that goes through shows that no order is
everybody's (bot/rests.py). What a notice met in their chat they keep as well.
"""

import logging
from collections.abc import Awaitable, Callable

from aiogram.exceptions import TelegramRetryAfter

from bot.clock import Clock
from bot.rests import Rests
from storage.database import Database

_log = logging.getLogger(__name__)


class Limits:
    """Of one bot. Orders to everybody are only inferred, so an answer does not wait for their end:
    if one of them was none, nothing else would ever show it.
    """

    def __init__(self, database: Database, clock: Clock, bot_id: int, rests: Rests) -> None:
        self._database = database
        self._clock = clock
        self._bot_id = bot_id
        self._rests = rests

    def wait(self, chat_id: int) -> float:
        """Seconds until this chat may be written to."""
        return self._rests.wait(self._clock(), chat_id)

    def watching(
        self, chat_id: int, call: Callable[[], Awaitable[None]]
    ) -> Callable[[], Awaitable[None]]:
        """The same call, from which is learned."""

        async def watched() -> None:
            try:
                await call()
            except TelegramRetryAfter as error:
                await self._refused(chat_id, error.retry_after)
                raise
            self._rests.succeeded()

        return watched

    async def _refused(self, chat_id: int, seconds: int) -> None:
        """Noted for all who send, in this process and in others."""
        now = self._clock()
        rests = self._rests.limited(now, chat_id, seconds)
        try:
            async with self._database.write(now) as uow:
                for chat, until in rests.items():
                    await uow.rests.rest(self._bot_id, chat, until)
                await uow.commit()
        except Exception as error:  # noqa: BLE001 - the sender will be told by Telegram itself
            _log.warning("a limit is not noted: %s", type(error).__name__)
