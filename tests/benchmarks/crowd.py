"""The playground with a crowd in it: `python -m tests.benchmarks.crowd ACTS.json`.

The server is that of `python -m playground`. The crowd acts inside its process, where it costs
microseconds: over HTTP it would cost the playground as much as the bot does. `AT_ONCE` people wait
for an answer at any time; the next one acts when one of them has got it. Prints its port, then for
each line of its input plays all acts once and prints what came of it.
"""

import asyncio
import json
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from playground.errors import PlaygroundError
from playground.model import UploadedFile
from playground.server import DEFAULT_TOKEN, Playground
from playground.telegram import Telegram

AT_ONCE = 100

# What ends an act: the answer to a press, and to a command a new message.
_ANSWERS = frozenset({"sendMessage", "sendRichMessage", "answerCallbackQuery"})
# The message under the button pressed, of the size of a menu.
_PRESSED = {
    "text": "<b>Аня, 7А</b>\nСейчас третий урок: алгебра, каб. 214, до 11:15\n"
    "На завтра задано по 5 предметам\nНовых оценок: 2",
    "parse_mode": "HTML",
}
_LABELS = (
    "Расписание", "Домашние задания", "Оценки", "Посещаемость",
    "Итоги", "Сообщения", "Настройки", "Другой ребёнок",
)  # fmt: skip


class CrowdedTelegram(Telegram):
    """A Telegram whose people act by themselves."""

    def __init__(self, acts: list[tuple[int, str, str]]) -> None:
        super().__init__()
        self.add_bot(DEFAULT_TOKEN)
        self._acts = acts
        self._left: Iterator[tuple[int, str, int, str]] = iter(())
        self._outstanding = 0
        self._refused = 0
        self._over = asyncio.Event()
        for chat_id in {act[0] for act in acts}:
            self.create_person(chat_id)
            self.chat(chat_id).started = True

    async def play(self) -> dict[str, float]:
        """Every act once; the rate in updates a second."""
        self._left = iter(await self._prepared())
        self._over.clear()
        self._refused = 0
        started, busy = time.perf_counter(), time.process_time()
        for _ in range(AT_ONCE):
            self._act()
        await self._over.wait()
        seconds = time.perf_counter() - started
        return {
            "rate": len(self._acts) / seconds,
            "load": (time.process_time() - busy) / seconds,
            "refused": self._refused,
        }

    async def call(
        self,
        token: str,
        method: str,
        params: Mapping[str, Any] | None = None,
        files: dict[str, UploadedFile] | None = None,
    ) -> Any:
        try:
            result = await super().call(token, method, params, files)
        except PlaygroundError:
            self._refused += 1
            raise
        if self._outstanding and method in _ANSWERS:
            self._outstanding -= 1
            self._act()
        return result

    def _act(self) -> None:
        act = next(self._left, None)
        if act is None:
            if not self._outstanding:
                self._over.set()
            return
        self._outstanding += 1
        chat_id, text, message_id, data = act
        if data:
            self.click(chat_id, message_id, data, forged=True)
        else:
            self.send_text(chat_id, text)

    async def _prepared(self) -> list[tuple[int, str, int, str]]:
        """The acts with a message for each press: one pressed twice would not change."""
        buttons = [{"text": label, "callback_data": "m"} for label in _LABELS]
        rows = [buttons[at : at + 2] for at in range(0, len(buttons), 2)]
        found = []
        for chat_id, text, data in self._acts:
            number = 0
            if data:
                params = {**_PRESSED, "chat_id": chat_id, "reply_markup": {"inline_keyboard": rows}}
                sent = await super().call(DEFAULT_TOKEN, "sendMessage", params)
                number = sent["message_id"]
            found.append((chat_id, text, number, data))
        return found


async def main(acts: list[tuple[int, str, str]]) -> None:
    telegram = CrowdedTelegram(acts)
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    async with Playground(telegram=telegram) as playground:
        print(playground.port, flush=True)
        while await lines.readline():
            print(json.dumps(await telegram.play()), flush=True)


if __name__ == "__main__":
    asyncio.run(main(json.loads(Path(sys.argv[1]).read_text())))
