"""How calls go to Telegram, and what is known of a call that brought no answer.

Calls go as JSON, except those that carry files (docs/decisions/0010).

TelegramNetworkError       aiogram's, for whatever went wrong on the way
├── NotSent                no connection was made: Telegram has not seen the call
└── LostAnswer             the call may have left: nobody knows whether it was performed
"""

import json
import re
from collections.abc import AsyncGenerator
from contextlib import aclosing
from functools import cache
from http import HTTPStatus
from typing import Any, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramServerError,
)
from aiogram.methods import GetFile, Response, TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientHttpProxyError,
    ClientResponseError,
    ClientTimeout,
    ConnectionTimeoutError,
    FormData,
    InvalidURL,
    ServerFingerprintMismatch,
)

from bot.calls import Shown, Shows

_JSON = {"Content-Type": "application/json"}
_PLAIN = frozenset({str, int, bool, float})  # what is JSON as it stands
_SHOWN = re.compile(rb'{"ok": ?true, ?"result": ?{"message_id": ?(\d+)[,}]')
_NO_FILE = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND})  # it expired, or never was
_CONNECT_SECONDS = 10.0
_ENCODER = json.JSONEncoder(ensure_ascii=False)
# Raised before a byte of the request is written; ClientConnectorError is DNS, TLS and proxies too.
_BEFORE_SENDING = (
    ClientConnectorError,
    ClientHttpProxyError,
    ConnectionTimeoutError,
    InvalidURL,
    ServerFingerprintMismatch,
)


class NotSent(TelegramNetworkError):
    """No connection: the call was not performed and may be made again as it is."""


class LostAnswer(TelegramNetworkError):
    """Disconnected, reset or timed out once the call may have left; it may have been performed.

    So is a kept connection that the server closed while it was idle: a POST that was never read
    looks the same as one whose answer was lost.
    """


class TelegramSession(AiohttpSession):
    """aiogram's session without its form encoding; answers and errors are judged as before."""

    async def __call__(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's signature
    ) -> TelegramType:
        """Without aiogram's middlewares of a session: there are none, and wrapping takes time."""
        return await self.make_request(bot, method, timeout)

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's signature
    ) -> TelegramType:
        session = await self.create_session()
        data, headers = self._encode(bot, method)
        try:
            async with session.post(
                self.api.api_url(token=bot.token, method=method.__api_method__),
                data=data,
                headers=headers,
                timeout=_limits(self.timeout if timeout is None else timeout),
            ) as response:
                status, content = response.status, await response.read()
        except (ClientError, TimeoutError) as error:
            raise without_answer(method, error) from error
        return self._read(bot, method, status, content)

    async def stream_content(
        self,
        url: str,
        headers: dict[str, Any] | None = None,
        timeout: int = 30,  # noqa: ASYNC109 - aiogram's signature
        chunk_size: int = 65536,
        raise_for_status: bool = True,
    ) -> AsyncGenerator[bytes, None]:
        """A file. What fails is told as of any call, without the address: the token is in it."""
        called = GetFile(file_id="")
        content = super().stream_content(url, headers, timeout, chunk_size, raise_for_status)
        try:
            async with aclosing(content):
                async for chunk in content:
                    yield chunk
        except ClientResponseError as error:
            kind = TelegramNotFound if error.status in _NO_FILE else TelegramServerError
            raise kind(called, f"status {error.status}") from None
        except (ClientError, TimeoutError) as error:
            raise without_answer(called, error) from None

    def _encode(
        self, bot: Bot, method: TelegramMethod[Any]
    ) -> tuple[bytes | FormData, dict[str, str] | None]:
        said = {name: value for name, value in vars(method).items() if value is not None}
        if isinstance(method, Shows) or all(type(value) in _PLAIN for value in said.values()):
            return _json(said), _JSON
        files: dict[str, Any] = {}
        body = {
            name: prepared
            for name, value in method.model_dump(warnings=False, exclude_none=True).items()
            if (prepared := self.prepare_value(value, bot, files, _dumps_json=False)) is not None
        }
        if files:
            return self.build_form_data(bot, method), None
        return _json(body), _JSON

    def _read(
        self, bot: Bot, method: TelegramMethod[TelegramType], status: int, content: bytes
    ) -> TelegramType:
        if status == HTTPStatus.GATEWAY_TIMEOUT:
            # Whoever stands before Telegram gave up waiting; Telegram may not have.
            raise LostAnswer(method, "gateway timeout")
        if isinstance(method, Shows) and (shown := _shown(content)) is not None:
            return cast(TelegramType, shown)
        answer_type(method.__returning__)
        # A page that somebody on the way puts before us may be in any encoding.
        text = content.decode("utf-8", "replace")
        try:
            return cast(TelegramType, self.check_response(bot, method, status, text).result)
        except ClientDecodeError as error:
            if status < HTTPStatus.MULTIPLE_CHOICES:
                raise LostAnswer(method, "an answer that cannot be read") from error
            raise
        except TypeError as error:  # aiogram looks into the description, and there is none
            raise TelegramServerError(method, "") from error


def without_answer(
    method: TelegramMethod[Any], error: ClientError | TimeoutError
) -> TelegramNetworkError:
    """What a failure of the connection says of the call. The text keeps the address out of logs."""
    kind = NotSent if isinstance(error, _BEFORE_SENDING) else LostAnswer
    return kind(method, type(error).__name__)


def _json(body: dict[str, Any]) -> bytes:
    return _ENCODER.encode(body).encode()


def _shown(content: bytes) -> Shown | None:
    """A message that was shown; None of any other answer, which aiogram judges.

    Telegram gives its number first, before the screen that we have just sent and need not read.
    """
    if begins := _SHOWN.match(content):
        return Shown(message_id=int(begins[1]))
    try:
        answer = json.loads(content)
        return Shown(message_id=answer["result"]["message_id"]) if answer["ok"] else None
    except (ValueError, LookupError, TypeError):
        return None


@cache
def _limits(total: float) -> ClientTimeout:
    """Connecting ends well before the whole, so that its timeout is known for what it is."""
    return ClientTimeout(total=total, connect=min(_CONNECT_SECONDS, total / 2))


@cache
def answer_type(returning: Any) -> Any:
    """Kept alive: pydantic forgets a generic type that nobody holds, and makes it anew in 5 ms."""
    return Response[returning]
