"""The local Telegram: a world of people, and bots that call its methods.

```
telegram = Telegram()
bot = telegram.add_bot("1234:abcdef")
anna = telegram.create_person(first_name="Анна")
telegram.press_start(anna.id)
updates = await telegram.call(bot.token, "getUpdates", {"timeout": 30})
```
"""

import asyncio
import time
from collections.abc import Mapping
from typing import Any

from playground.delivery import Reply
from playground.errors import (
    ApiError,
    BadGateway,
    ConnectionDropped,
    ConnectionRefused,
    PlaygroundError,
    not_simulated,
)
from playground.faults import Fault
from playground.methods import METHODS
from playground.methods.common import Call
from playground.model import Bot, UploadedFile
from playground.people import People
from playground.rates import LIMITED, too_many_requests
from playground.shapes import CANONICAL, SIMULATED, read_parameters


class Telegram(People):
    """The whole of it. Pure asyncio: `server` adds HTTP, `client` a person's hands for tests."""

    async def call(
        self,
        token: str,
        method: str,
        params: Mapping[str, Any] | None = None,
        files: dict[str, UploadedFile] | None = None,
    ) -> Any:
        """One Bot API call: its result as JSON.

        Values of `params` are JSON values or, as in forms, texts. Raises `ApiError`, or a
        `TransportFault` when a fault was asked for.
        """
        started = time.perf_counter()
        name = CANONICAL.get(method.lower(), method)
        polls = name == "getUpdates"
        self.at_work += not polls
        error: PlaygroundError | None = None
        result: Any = None
        try:
            result = await self._perform(token, name, params or {}, files or {})
        except PlaygroundError as refusal:
            error = refusal
            raise
        finally:
            self.at_work -= not polls
            if self.record and params and "chat_id" in params:
                self.record.note(name, params["chat_id"], error, result)
            if error or result or not polls:  # an empty poll is no news
                self._log(name, params or {}, files or {}, error, time.perf_counter() - started)
            self.changed.notify()
        return result

    async def _perform(
        self, token: str, method: str, raw: Mapping[str, Any], files: dict[str, UploadedFile]
    ) -> Any:
        if self.faults.is_away():
            raise ConnectionRefused
        bot = self._caller(token, method)
        limited = method in LIMITED and "chat_id" in raw
        if limited:
            self.orders.check(raw["chat_id"])
        fault = self.faults.take(method, raw.get("chat_id")) if self.faults else None
        if fault:
            self.events.publish("faults")
            await self._misbehave(fault, raw["chat_id"] if limited else None)
        params = read_parameters(method, raw, files)
        if self.flood and limited:
            self.flood.check(params["chat_id"], pays=bool(params.get("allow_paid_broadcast")))
        result = METHODS[method](Call(self, bot, params, files))
        if asyncio.iscoroutine(result):
            result = await result
            if self.faults.is_away():  # while a poll waited
                raise ConnectionRefused
        if fault and fault.kind == "drop_after":
            raise ConnectionDropped(performed=True, result=result)
        return result

    def _caller(self, token: str, method: str) -> Bot:
        """Rules 1 and 2."""
        bot = self.bots.get(token)
        if bot is None:
            raise ApiError(401, "Unauthorized")
        if method not in SIMULATED:
            if method in CANONICAL.values():
                raise not_simulated(method)
            raise ApiError(404, "Not Found: method not found")
        return bot

    async def _misbehave(self, fault: Fault, chat_id: Any) -> None:
        """Raises what the caller shall see; `chat_id`: of a message, which an order can bind."""
        match fault.kind:
            case "too_many_requests" if chat_id is None or fault.scope == "call":
                raise too_many_requests(fault.retry_after)
            case "too_many_requests":
                raise self.orders.give(
                    fault.retry_after, chat_id if fault.scope == "chat" else None
                )
            case "away":
                raise ConnectionRefused
            case "server_error":
                raise ApiError(500, "Internal Server Error")
            case "bad_gateway":
                raise BadGateway("502 Bad Gateway")
            case "drop_before":
                raise ConnectionDropped(performed=False)
            case "slow":
                await self.sleep(fault.seconds)

    def _log(
        self,
        method: str,
        params: Mapping[str, Any],
        files: dict[str, UploadedFile],
        error: PlaygroundError | None,
        seconds: float,
    ) -> None:
        shown = {key: value for key, value in params.items() if key != "secret_token"}
        for name, file in files.items():
            shown[name] = f"{file.file_name}, {len(file.content)} bytes"
        call = {
            "method": method,
            "params": shown,
            "ok": error is None,
            "error": None if error is None else str(error),
            "ms": round(seconds * 1000, 3),
        }
        call = self.history.add(call)
        if self.events:
            self.events.publish("call", **call)

    async def perform_reply(self, bot: Bot, reply: Reply) -> None:
        """A call from a webhook's answer: refusals are seen in the history only."""
        try:
            await self.call(bot.token, reply.method, reply.params, reply.files)
        except PlaygroundError:
            return
