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

from bot.intake import Intake

_log = logging.getLogger(__name__)

TIMEOUT = 25  # seconds Telegram holds a poll; at most 50
LIMIT = 100  # updates a poll, Telegram's own bound
_LONGEST_PAUSE = 30.0


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """`getUpdates` without decoding: one odd update would fail the whole batch for ever."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int | None = None
    limit: int | None = None
    timeout: int | None = None
    allowed_updates: list[str] | None = None


async def poll(bot: Bot, intake: Intake, allowed_updates: list[str]) -> None:
    """Takes updates until cancelled. A wrong token ends it: trying on would be no use."""
    await bot(DeleteWebhook(drop_pending_updates=False))
    offset: int | None = None
    pause = 1.0
    while True:
        request = GetRawUpdates(
            offset=offset, limit=LIMIT, timeout=TIMEOUT, allowed_updates=allowed_updates
        )
        try:
            batch = await bot(request, request_timeout=TIMEOUT + 15)
        except TelegramUnauthorizedError:
            raise
        except TelegramRetryAfter as error:
            await asyncio.sleep(error.retry_after)
        except (AiogramError, OSError) as error:
            _log.warning("no updates, again in %.0f s: %s", pause, _short(error))
            await asyncio.sleep(pause)
            pause = min(pause * 2, _LONGEST_PAUSE)
        else:
            pause = 1.0
            for raw in batch:
                await intake.accept(raw)
                offset = int(raw["update_id"]) + 1


def _short(error: BaseException) -> str:
    """The kind of trouble; the whole text may hold an address with the token."""
    if isinstance(error, TelegramConflictError):
        return "another copy of this bot is running"
    return type(error).__name__
