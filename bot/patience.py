"""Answers are tried again: whoever tapped is still looking at the old screen.

Notices have their own, longer patience (bot/verdicts.py): they may wait for hours, a tap may not.
"""

import asyncio
from collections.abc import Awaitable, Callable
from math import ceil
from typing import Any, TypeVar

from aiogram.exceptions import ClientDecodeError, TelegramRetryAfter, TelegramServerError
from aiogram.methods import TelegramMethod

from bot.telegram_session import LostAnswer, NotSent

T = TypeVar("T")
Sleep = Callable[[float], Awaitable[None]]

PAUSES = (0.5, 2.0)  # seconds before the second and the third try
LONGEST_WAIT = 10  # seconds; after a longer `retry_after` nobody is waiting any more


class Patience:
    """Three tries for a call that an outage or a lost connection may have kept from Telegram.

    A call whose answer was lost may have been performed: an edit is then the same again, and a
    screen that comes twice is better than none.
    """

    def __init__(self, sleep: Sleep = asyncio.sleep) -> None:
        self._sleep = sleep

    async def wait(self, seconds: float, method: TelegramMethod[Any]) -> None:
        """Until an earlier order is over; raises it again if nobody waits for so long."""
        if seconds > LONGEST_WAIT:
            raise TelegramRetryAfter(method, "an earlier order holds", ceil(seconds))
        if seconds:
            await self._sleep(seconds)

    async def with_call(self, call: Callable[[], Awaitable[T]]) -> T:
        """The result of the first try that succeeds; the error of the last one."""
        for pause in PAUSES:
            try:
                return await call()
            except TelegramRetryAfter as error:
                if error.retry_after > LONGEST_WAIT:
                    raise
                await self._sleep(error.retry_after)
            except (NotSent, LostAnswer, TelegramServerError, ClientDecodeError):
                await self._sleep(pause)
        return await call()
