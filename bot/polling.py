"""Long polling: `getUpdates` again and again, gently when Telegram is in trouble."""

import asyncio
import logging
from typing import Any

from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramConflictError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import DeleteWebhook, TelegramMethod

from bot.greeting import until_answered
from bot.intake import Intake, NotStored
from bot.patience import Sleep

_log = logging.getLogger(__name__)

TIMEOUT = 25  # seconds Telegram holds a poll; at most 50
LIMIT = 100  # updates a poll, Telegram's own bound
_LONGEST_PAUSE = 30.0
_RIVAL_SECONDS = 600.0  # so long after the last conflict the other process is gone


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """`getUpdates` without decoding: one odd update would fail the whole batch for ever."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


async def poll(
    bot: Bot, intake: Intake, allowed_updates: list[str], sleep: Sleep = asyncio.sleep
) -> None:
    """Takes updates until cancelled. A wrong token ends it: trying on would be no use."""
    await until_answered(lambda: bot(DeleteWebhook(drop_pending_updates=False)), sleep)
    offset: int | None = None
    pause, rival = 1.0, _Rival()
    while True:
        request = GetRawUpdates(
            offset=offset, limit=LIMIT, timeout=TIMEOUT, allowed_updates=allowed_updates
        )
        try:
            batch = await bot(request, request_timeout=TIMEOUT + 15)
            await intake.take(batch)  # before a later offset says that we have them
        except TelegramUnauthorizedError:
            raise
        except TelegramRetryAfter as error:
            await sleep(error.retry_after)
        except TelegramConflictError:
            await sleep(rival.met(asyncio.get_running_loop().time()))
        except (AiogramError, OSError, NotStored) as error:
            _log.warning("no updates, again in %.0f s: %s", pause, _short(error))
            await sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
        else:
            pause = 1.0
            offset = _after(batch, offset)
            await intake.breathe()


class _Rival:
    """Another process that polls for the same bot: each poll of the one ends the other's (409).

    One of them is always polling, so no update waits; the longer it goes on, the less often they
    break each other off.
    """

    def __init__(self) -> None:
        self._pause = 1.0
        self._last: float | None = None

    def met(self, now: float) -> float:
        """Seconds to wait before polling again. It is said once, not each time."""
        if self._last is None or now - self._last > _RIVAL_SECONDS:
            self._pause = 1.0
            _log.warning(
                "another process polls with this BOT_TOKEN; one alone may, several take webhooks"
            )
        self._last = now
        pause, self._pause = self._pause, min(self._pause * 2, _LONGEST_PAUSE)
        return pause


def _after(batch: list[dict[str, Any]], offset: int | None) -> int | None:
    numbers = [each["update_id"] for each in batch if isinstance(each.get("update_id"), int)]
    return max(numbers) + 1 if numbers else offset


def _short(error: BaseException) -> str:
    """The kind of trouble; the whole text may hold an address with the token."""
    if isinstance(error, NotStored):
        return f"they cannot be stored, {error}"
    return type(error).__name__
