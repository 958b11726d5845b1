"""Files that Telegram keeps, sent again by their reference; those of another bot anew."""

import logging
from collections.abc import Iterable, Mapping
from io import BytesIO

from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramNotFound
from aiogram.methods import SendDocument, SendPhoto
from aiogram.types import BufferedInputFile, InputFile

from bot.patience import Patience
from handlers.screen import Kept

_log = logging.getLogger(__name__)

_REFUSED = (TelegramBadRequest, TelegramForbiddenError, TelegramNotFound)


class KeptFiles:
    """Knows the bot that sends, and those of the school's other bots whose tokens it was given."""

    def __init__(self, bot: Bot, others: Iterable[Bot], patience: Patience) -> None:
        self._bot = bot
        self._others: Mapping[int, Bot] = {other.id: other for other in others}
        self._patience = patience

    async def call(self, chat_id: int, file: Kept) -> SendPhoto | SendDocument | None:
        """The call that sends the file; None where nobody can reach it any more."""
        if file.bot_id == self._bot.id:
            return sending(chat_id, file, file.file_id)
        content = await self.content(file.bot_id, file.file_id)
        if content is None:
            return None
        name = file.name or ("photo.jpg" if file.is_photo else "file")
        return sending(chat_id, file, BufferedInputFile(content, name))

    async def content(self, bot_id: int, file_id: str) -> bytes | None:
        """The bytes, by the bot whose reference it is; None where nobody can reach them any more.

        Telegram's own server gives files of at most 20 MB.
        """
        of = self._bot if bot_id == self._bot.id else self._others.get(bot_id)
        if of is None:
            _log.warning("a file of bot %d is asked for, whose token is not known", bot_id)
            return None

        async def fetch() -> bytes | None:
            found = await of.get_file(file_id)
            if found.file_path is None:
                return None
            into = BytesIO()
            await of.download_file(found.file_path, into)
            return into.getvalue()

        try:
            return await self._patience.with_call(fetch)
        except _REFUSED as error:
            _log.warning("a file of bot %d is gone: %s", bot_id, error.message)
            return None


def sending(chat_id: int, file: Kept, content: str | InputFile) -> SendPhoto | SendDocument:
    caption = file.caption or None
    if file.is_photo:
        return SendPhoto(chat_id=chat_id, photo=content, caption=caption)
    return SendDocument(chat_id=chat_id, document=content, caption=caption)
