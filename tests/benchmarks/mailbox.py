"""A playground that takes messages: `python -m tests.benchmarks.mailbox CHATS [--limits]`.

Everybody has started the bot. Prints its port; then for each line of its input what has come:
messages, refusals with 429, and the seconds between the first message and the last. The line
"forget" begins the count anew.
"""

import asyncio
import json
import sys
import time
from collections.abc import Mapping
from typing import Any

from playground.errors import ApiError
from playground.model import UploadedFile
from playground.rates import Limits
from playground.server import DEFAULT_TOKEN, Playground
from playground.telegram import Telegram
from tests.benchmarks.readers import FIRST_CHAT


class Mailbox(Telegram):
    """Counts what is sent to its people."""

    def __init__(self, chats: int, limits: Limits | None) -> None:
        super().__init__(limits=limits)
        self.add_bot(DEFAULT_TOKEN)
        for chat_id in range(FIRST_CHAT, FIRST_CHAT + chats):
            self.create_person(chat_id)
            self.chat(chat_id).started = True
        self.forget()

    def report(self) -> dict[str, float]:
        """What has come since the count began."""
        return {
            "messages": self._messages,
            "limited": self._limited,
            "seconds": self._ended - self._begun,
        }

    def forget(self) -> None:
        """The count begins anew."""
        self._begun = self._ended = 0.0
        self._messages = self._limited = 0

    async def call(
        self,
        token: str,
        method: str,
        params: Mapping[str, Any] | None = None,
        files: dict[str, UploadedFile] | None = None,
    ) -> Any:
        try:
            result = await super().call(token, method, params, files)
        except ApiError as error:
            self._limited += error.code == 429
            raise
        if method in ("sendMessage", "sendRichMessage"):
            self._ended = time.perf_counter()
            self._begun = self._begun or self._ended
            self._messages += 1
        return result


async def main(chats: int, limits: Limits | None) -> None:
    mailbox = Mailbox(chats, limits)
    lines = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    async with Playground(telegram=mailbox) as playground:
        print(playground.port, flush=True)
        while line := await lines.readline():
            if line.strip() == b"forget":
                mailbox.forget()
            print(json.dumps(mailbox.report()), flush=True)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), Limits() if "--limits" in sys.argv else None))
