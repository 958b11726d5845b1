"""aiogram's side of the in-process Telegram: calls go to the playground without HTTP.

The playground refuses whatever Telegram refuses, so a handler test is as strict as the real thing.
"""

import json
from collections.abc import AsyncGenerator
from typing import Any

from aiogram import Bot
from aiogram.client.session.base import BaseSession
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ConnectionTimeoutError, ServerDisconnectedError

from bot.telegram_session import answer_type, without_answer
from playground.errors import ApiError, BadGateway, ConnectionDropped, ConnectionRefused
from playground.model import UploadedFile
from playground.telegram import Telegram


class InProcessSession(BaseSession):
    """Performs Bot API calls in `telegram`; faults come out as they would over HTTP."""

    def __init__(self, telegram: Telegram) -> None:
        super().__init__()
        self.telegram = telegram
        self.calls: list[TelegramMethod[Any]] = []

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's signature
    ) -> TelegramType:
        self.calls.append(method)
        status, content = await self._perform(bot, method)
        answer_type(method.__returning__)
        response = self.check_response(bot, method, status, content)
        return response.result  # type: ignore[return-value]

    async def _perform(self, bot: Bot, method: TelegramMethod[Any]) -> tuple[int, str]:
        attached: dict[str, Any] = {}
        params = {
            name: value
            for name, given in method.model_dump(warnings=False).items()
            if (value := self.prepare_value(given, bot=bot, files=attached)) is not None
        }
        files = {
            name: UploadedFile(
                file.filename or name, b"".join([part async for part in file.read(bot)])
            )
            for name, file in attached.items()
        }
        try:
            result = await self.telegram.call(bot.token, method.__api_method__, params, files)
        except ApiError as error:
            return error.code, json.dumps(error.as_json())
        except BadGateway:
            return 502, "<html><body>Bad Gateway</body></html>"
        except ConnectionDropped as error:
            raise without_answer(method, ServerDisconnectedError()) from error
        except ConnectionRefused as error:
            raise without_answer(method, ConnectionTimeoutError()) from error
        return 200, json.dumps({"ok": True, "result": result})

    async def stream_content(
        self, url: str, *args: Any, **kwargs: Any
    ) -> AsyncGenerator[bytes, None]:
        token, _, path = url.rpartition("/file/bot")[2].partition("/")
        stored = self.telegram.files.at_path(path, self.telegram.bots[token].id)
        assert stored is not None, f"no file at {path}"
        yield stored.upload.content

    async def close(self) -> None:
        return None
