"""A small world for the tests of the playground: one bot, one person, a clock that stands."""

import json
from typing import Any

import pytest

from playground.errors import ApiError
from playground.model import JSON, UploadedFile
from playground.rates import Limits
from playground.telegram import Telegram

TOKEN = "42:test"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x08rest"


class Scene:
    """`await scene.call("sendMessage", text="Привет")` writes to Anna unless told otherwise."""

    def __init__(self, *, started: bool = True, limits: Limits | None = None) -> None:
        self.now = 1_790_000_000.0
        self.slept: list[float] = []
        self.telegram = Telegram(clock=lambda: self.now, sleep=self._sleep, limits=limits)
        self.bot = self.telegram.add_bot(TOKEN)
        self.anna = self.telegram.create_person(100, "Анна", username="anna").id
        if started:
            self.telegram.press_start(self.anna)
            self.bot.queue.clear()
            self.telegram.chat(self.anna).awaiting = False

    async def _sleep(self, seconds: float) -> None:
        """Time passes at once, for the world and for whoever waits in it."""
        self.slept.append(seconds)
        self.now += seconds

    async def call(self, method: str, files: Any = None, **params: Any) -> Any:
        if method.startswith(("send", "edit", "deleteMessage", "pin", "unpin", "setMessage")):
            params.setdefault("chat_id", self.anna)
        return await self.telegram.call(TOKEN, method, params, files)

    async def refusal(self, method: str, files: Any = None, **params: Any) -> str:
        """The code and the words in which a call is refused."""
        with pytest.raises(ApiError) as caught:
            await self.call(method, files, **params)
        return f"{caught.value.code} {caught.value.description}"

    async def send(self, text: str = "Привет", *rows: list[JSON], **params: Any) -> JSON:
        if rows:
            params["reply_markup"] = {"inline_keyboard": list(rows)}
        sent: JSON = await self.call("sendMessage", text=text, **params)
        return sent

    async def updates(self, **params: Any) -> list[JSON]:
        found: list[JSON] = await self.call("getUpdates", **params)
        return found


def button(text: str = "Да", data: Any = "yes", **fields: Any) -> JSON:
    return {"text": text, **({"callback_data": data} if data is not None else {}), **fields}


def html(source: str) -> JSON:
    return {"html": source}


def upload(content: bytes = b"PDF", name: str = "табель.pdf") -> UploadedFile:
    return UploadedFile(name, content, "application/pdf")


def as_form(params: JSON) -> dict[str, str]:
    """Parameters as a form carries them: text, with JSON for whatever is no text."""
    return {
        key: value if isinstance(value, str) else json.dumps(value) for key, value in params.items()
    }
