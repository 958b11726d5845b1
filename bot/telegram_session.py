"""How calls go to Telegram: as JSON, except those that carry files (docs/decisions/0010)."""

import json
from functools import cache
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import TelegramNetworkError
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientError, ClientTimeout

_JSON = {"Content-Type": "application/json"}


class TelegramSession(AiohttpSession):
    """aiogram's session without its form encoding; answers and errors are judged as before."""

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's signature
    ) -> TelegramType:
        files: dict[str, Any] = {}
        body = {
            name: prepared
            for name, value in method.model_dump(warnings=False, exclude_none=True).items()
            if (prepared := self.prepare_value(value, bot, files, _dumps_json=False)) is not None
        }
        if files:
            return await super().make_request(bot, method, timeout)
        session = await self.create_session()
        try:
            async with session.post(
                self.api.api_url(token=bot.token, method=method.__api_method__),
                data=json.dumps(body, ensure_ascii=False).encode(),
                headers=_JSON,
                timeout=ClientTimeout(self.timeout if timeout is None else timeout),
            ) as response:
                status, content = response.status, await response.text()
        except TimeoutError as error:
            raise TelegramNetworkError(method, "Request timeout error") from error
        except ClientError as error:
            raise TelegramNetworkError(method, f"{type(error).__name__}: {error}") from error
        _answer_type(method.__returning__)
        return self.check_response(bot, method, status, content).result  # type: ignore[return-value]


@cache
def _answer_type(returning: Any) -> Any:
    """Kept alive: pydantic forgets a generic type that nobody holds, and makes it anew in 5 ms."""
    return Response[returning]
