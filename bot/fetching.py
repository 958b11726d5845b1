"""Tables that people send: fetched from Telegram and read, while no transaction is open."""

import asyncio
import logging
from io import BytesIO

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramNotFound

from bot.patience import Patience
from handlers.fetched import Fetch, FetchedTable
from storage.roster.problems import Problems
from storage.roster.sheet import rows_in

_log = logging.getLogger(__name__)

_REFUSED = (TelegramBadRequest, TelegramForbiddenError, TelegramNotFound)


class Fetching:
    """Of the bot that the file was sent to: a reference is good for no other (decision 0028)."""

    def __init__(self, bot: Bot, patience: Patience) -> None:
        self._bot = bot
        self._patience = patience

    async def table(self, fetch: Fetch) -> FetchedTable:
        """Its rows, read on a thread; none where Telegram gives no file or it is no table."""
        content = await self._content(fetch.file_id)
        if content is None:
            return FetchedTable(None)
        problems = Problems()
        rows = await asyncio.to_thread(rows_in, fetch.name, content, problems)
        return FetchedTable(None if problems else rows)

    async def _content(self, file_id: str) -> bytes | None:
        async def fetch() -> bytes | None:
            found = await self._bot.get_file(file_id)
            if found.file_path is None:
                return None
            into = BytesIO()
            await self._bot.download_file(found.file_path, into)
            return into.getvalue()

        try:
            return await self._patience.with_call(fetch)
        except _REFUSED as error:
            _log.warning("a file that was sent is not there: %s", error.message)
            return None
