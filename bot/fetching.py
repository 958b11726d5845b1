"""Tables that people send: fetched from Telegram and read, while no transaction is open."""

import asyncio
import logging
from io import BytesIO

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramNotFound

from bot.patience import Patience
from handlers.fetched import Fetch, FetchedTable
from storage.roster.apart import rows_apart

_log = logging.getLogger(__name__)

_MOST_BYTES = 20 * 1024**2  # what Telegram's own server gives; a server of the school's gives more
_AT_ONCE = 2  # each reader may take half a gigabyte
_REFUSED = (TelegramBadRequest, TelegramForbiddenError, TelegramNotFound)


class Fetching:
    """Of the bot that the file was sent to: a reference is good for no other (decision 0028)."""

    def __init__(self, bot: Bot, patience: Patience) -> None:
        self._bot = bot
        self._patience = patience
        self._readers = asyncio.Semaphore(_AT_ONCE)

    async def table(self, fetch: Fetch) -> FetchedTable:
        """Its rows, read apart; none where Telegram gives no file or it is no table."""
        content = await self._content(fetch.file_id)
        if content is None:
            return FetchedTable(None)
        async with self._readers:
            return FetchedTable(await asyncio.to_thread(rows_apart, fetch.name, content))

    async def _content(self, file_id: str) -> bytes | None:
        async def fetch() -> bytes | None:
            found = await self._bot.get_file(file_id)
            if found.file_path is None or (found.file_size or 0) > _MOST_BYTES:
                return None
            into = BytesIO()
            await self._bot.download_file(found.file_path, into)
            return into.getvalue()

        try:
            return await self._patience.with_call(fetch)
        except _REFUSED as error:
            _log.warning("a file that was sent is not there: %s", error.message)
            return None
