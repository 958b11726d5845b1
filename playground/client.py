"""A person's hands and eyes, for tests.

```
client = Client(telegram, first_name="Анна")
await client.start("PAYLOAD")
await client.click("Расписание")
assert "алгебра" in client.text
```

Every action waits until the bot has handled it (`World.unsettled`); nothing sleeps. Of a bot in
another process, or one that polls, only its calls are seen: a press is over when it is answered,
even if the bot edits the message after that, and `sees` waits for what is still to come.
"""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playground.model import JSON, Bot, UploadedFile
from playground.rich import plain
from playground.telegram import Telegram

# Only a guard against a bot that never answers; a test that passes does not wait for it.
PATIENCE_SECONDS = 10.0

# A button by its text or the beginning of it, by a pattern, or by (row, column).
Target = str | re.Pattern[str] | tuple[int, int]


@dataclass(frozen=True, slots=True)
class Received:
    """A document that the bot sent."""

    file_name: str
    content: bytes
    caption: str
    mime_type: str


class Client:
    """One person in front of one bot."""

    def __init__(
        self,
        telegram: Telegram,
        person_id: int | None = None,
        *,
        bot: Bot | None = None,
        patience: float = PATIENCE_SECONDS,
        **person: Any,
    ) -> None:
        """An existing person by number, or a new one with the fields of `create_person`."""
        self.telegram = telegram
        if person_id is None or person_id not in telegram.people:
            person_id = telegram.create_person(person_id, **person).id
        self.id = person_id
        self._bot = bot
        self._patience = patience

    # Acting

    async def start(self, payload: str | None = None) -> None:
        """Opens the bot, by a link with a payload or without."""
        self.telegram.press_start(self.id, payload, self._bot)
        await self.settled()

    async def send(self, text: str, *, reply_to: int | None = None, answered: bool = True) -> None:
        """Writes to the bot. `answered=False` when the bot rightly says nothing to it."""
        self.telegram.send_text(self.id, text, reply_to, self._bot)
        if not answered:
            self.telegram.chat(self.id, self._bot).awaiting = False
        await self.settled()

    async def send_document(
        self, file_name: str, content: bytes, caption: str = "", mime_type: str | None = None
    ) -> None:
        file = UploadedFile(file_name, content, mime_type or "application/octet-stream")
        self.telegram.send_document(self.id, file, caption, self._bot)
        await self.settled()

    async def send_photo(self, content: bytes, caption: str = "") -> None:
        file = UploadedFile("photo.jpg", content, "image/jpeg")
        self.telegram.send_photo(self.id, file, caption, self._bot)
        await self.settled()

    async def send_sticker(self, emoji: str = "👍") -> None:
        self.telegram.send_sticker(self.id, emoji, self._bot)
        await self.settled()

    async def click(self, target: Target, *, message_id: int | None = None) -> None:
        """Presses a button of the newest message that has any, or of a given message."""
        message = self._with_buttons(message_id)
        row, col = _find(message["reply_markup"]["inline_keyboard"], target)
        self.telegram.click(self.id, message["message_id"], row=row, col=col, bot=self._bot)
        await self.settled()

    async def forge(self, data: str, *, message_id: int | None = None) -> None:
        """Sends any callback data, as a doctored application can."""
        number = message_id or self.last["message_id"]
        self.telegram.click(self.id, number, data, forged=True, bot=self._bot)
        await self.settled()

    async def block(self) -> None:
        self.telegram.block(self.id, self._bot)
        await self.settled()

    async def unblock(self) -> None:
        self.telegram.unblock(self.id, self._bot)
        await self.settled()

    # Waiting

    async def settled(self) -> None:
        """Until the bot has handled all that this person did. Fails with what is still open."""
        await self.until(
            lambda: not self.telegram.unsettled(self.id),
            lambda: "; ".join(self.telegram.unsettled(self.id)),
        )

    async def until(
        self, condition: Callable[[], bool], problem: str | Callable[[], str] = "it did not happen"
    ) -> None:
        """Until a condition holds, asked again after each thing that happens in the world."""
        try:
            async with asyncio.timeout(self._patience):
                await self.telegram.changed.wait_until(condition)
        except TimeoutError:
            said = problem() if callable(problem) else problem
            raise AssertionError(f"person {self.id} waited in vain: {said}") from None

    async def sees(self, pattern: str) -> None:
        """Until the last message of the bot matches a regular expression."""
        await self.until(
            lambda: bool(self._outgoing() and re.search(pattern, self.text)),
            lambda: f"{pattern!r} is not in {self.text!r}",
        )

    # Seeing

    @property
    def messages(self) -> list[JSON]:
        """All messages of the chat, this person's own included."""
        chat = self.telegram.chat(self.id, self._bot)
        return [stored.view() for stored in chat.messages.values()]

    def _outgoing(self) -> list[JSON]:
        return [message for message in self.messages if message["from"]["is_bot"]]

    @property
    def last(self) -> JSON:
        """The newest message of the bot. Raises `AssertionError` when there is none."""
        outgoing = self._outgoing()
        if not outgoing:
            raise AssertionError("the bot has said nothing")
        return outgoing[-1]

    @property
    def text(self) -> str:
        """The newest message of the bot as plain text; a rich message is flattened."""
        return text_of(self.last)

    @property
    def texts(self) -> list[str]:
        return [text_of(message) for message in self._outgoing()]

    @property
    def buttons(self) -> list[list[str]]:
        """Rows of the keyboard under the newest message; empty when it has none."""
        markup = self.last.get("reply_markup", {})
        rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
        return [[b if isinstance(b, str) else b["text"] for b in row] for row in rows]

    @property
    def toast(self) -> str | None:
        """The text of the newest callback answer; `None` when it had none."""
        return (self._answer() or {}).get("text") or None

    @property
    def alert(self) -> bool:
        """Whether the newest callback answer had to be dismissed."""
        return bool((self._answer() or {}).get("show_alert"))

    def _answer(self) -> JSON | None:
        answers = [
            query.answer
            for query in self.telegram.callbacks.values()
            if query.chat.person.id == self.id and query.answer is not None
        ]
        return answers[-1] if answers else None

    @property
    def documents(self) -> list[Received]:
        """Documents that the bot sent, oldest first."""
        return [self._received(m) for m in self._outgoing() if "document" in m]

    def _received(self, message: JSON) -> Received:
        file = self.telegram.files.get(message["document"]["file_id"])
        if file is None:
            raise AssertionError("the file is forgotten")
        upload = file.upload
        caption = message.get("caption", "")
        return Received(upload.file_name, upload.content, caption, upload.mime_type)

    def _with_buttons(self, message_id: int | None) -> JSON:
        for message in reversed(self._outgoing()):
            wanted = message_id in (None, message["message_id"])
            if wanted and "inline_keyboard" in message.get("reply_markup", {}):
                return message
        raise AssertionError("there is no message with buttons")


def text_of(message: JSON) -> str:
    """A message as plain text."""
    if "rich_message" in message:
        return plain(message["rich_message"]["blocks"])
    return str(message.get("text") or message.get("caption") or "")


def _find(rows: list[list[JSON]], target: Target) -> tuple[int, int]:
    if isinstance(target, tuple):
        return target
    places = [(r, c, b["text"]) for r, row in enumerate(rows) for c, b in enumerate(row)]
    if isinstance(target, str):
        # The exact text first: a button may be the beginning of another.
        found = [place for place in places if place[2] == target] or [
            place for place in places if place[2].startswith(target)
        ]
    else:
        found = [place for place in places if target.search(place[2])]
    if len(found) != 1:
        problem = "no button" if not found else "several buttons"
        texts = [text for _, _, text in places]
        raise AssertionError(f"{problem} for {target!r} among {texts}")
    return found[0][0], found[0][1]
