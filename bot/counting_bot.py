"""aiogram's Bot, which counts how often Telegram says that it is too much."""

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType

from bot.counts import Counts


class CountingBot(Bot):
    """Every call passes here; nothing of it is kept but the method's name."""

    def __init__(self, token: str, session: BaseSession, counts: Counts) -> None:
        super().__init__(token, session=session)
        self._counts = counts

    async def __call__(
        self, method: TelegramMethod[TelegramType], request_timeout: int | None = None
    ) -> TelegramType:
        try:
            return await super().__call__(method, request_timeout)
        except TelegramRetryAfter:
            self._counts.too_many(method.__api_method__)
            raise
