"""People in tests: what they type and tap, and what they see.

Everything happens in one process and one after the other: an update is made by the playground,
handed to the dispatcher, and its answer is there when `send` or `click` returns. With `by_inbox`
it takes the whole way: stored, handled in its lane, ticked off.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from aiogram.types import Update
from sqlalchemy import insert, update

from bot.app import App, build_app
from bot.pace import Unpaced
from playground.model import CallbackQuery, UploadedFile
from playground.telegram import Telegram
from storage import tables as t
from storage.upsert import insert_or_keep
from tests.support.clock import OwnClock
from tests.support.inbox import kill
from tests.support.school import BEGAN, SmallSchool
from tests.support.telegram import InProcessSession

PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x10\x00\x00\x00\x08rest"
_TAG = re.compile(r"<[^>]+>")


@dataclass
class World:
    """The bot, a local Telegram and a small school."""

    app: App
    telegram: Telegram
    school: SmallSchool
    clock: OwnClock
    people: list["Client"] = field(default_factory=list)
    by_inbox: bool = False

    def newcomer(self, language_code: str = "ru") -> "Client":
        """Somebody whom the school does not know yet."""
        person = self.telegram.create_person(language_code=language_code)
        client = Client(self, person.id)
        self.people.append(client)
        return client

    async def guardian(self, name: str, *children: str, language_code: str = "ru") -> "Client":
        """A guardian connected to these children."""
        client = self.newcomer(language_code)
        for child in children:
            await self.bind(client, name, "guardian", child)
        return client

    async def pupil(self, name: str, language_code: str = "ru") -> "Client":
        client = self.newcomer(language_code)
        await self.bind(client, name, "student", name)
        return client

    async def staff(self, name: str, language_code: str = "ru") -> "Client":
        client = self.newcomer(language_code)
        await self.bind(client, name, "staff", None)
        return client

    async def bind(self, client: "Client", name: str, role: str, child: str | None) -> int:
        """Connects without a code, for tests that are about something else."""
        async with self.app.database.write(self.clock()) as uow:
            await uow.chats.remember(client.id, client.language_code)
            await uow.chats.choose_bot(client.id, self.app.bot.id)
            if role == "guardian" and child is not None:
                key = {"guardian_id": self.school[name], "student_id": self.school[child]}
                keep = insert_or_keep(uow.connection, t.guardianship, list(key))
                await uow.connection.execute(keep, key)
            done = await uow.connection.execute(
                insert(t.binding).values(
                    chat_id=client.id,
                    person_id=self.school[name],
                    role=role,
                    student_id=self.school[child] if child else None,
                    bound_at=BEGAN,
                )
            )
            await uow.commit()
        self.telegram.chat(client.id).started = True
        made = done.inserted_primary_key
        assert made is not None
        return int(made[0])

    async def change(self, table: Any, row_id: int, **values: Any) -> None:
        """Changes a row behind the program's back."""
        async with self.app.database.write(self.clock()) as uow:
            await uow.connection.execute(update(table).where(table.c.id == row_id).values(**values))
            await uow.commit()

    async def rows(self, statement: Any) -> list[dict[str, Any]]:
        """What the database holds."""
        async with self.app.database.read(self.clock()) as uow:
            found = await uow.connection.execute(statement)
            return [dict(row) for row in found.mappings()]

    async def settle(self) -> None:
        """Hands every waiting update to the bot, in order."""
        bot, asked = self.app.bot, {"timeout": 0}
        while raw := await self.telegram.call(bot.token, "getUpdates", asked):
            if self.by_inbox:
                await self.app.intake.take(raw)
            else:
                for each in raw:
                    await self.app.dispatcher.feed_update(
                        bot, Update.model_validate(each, context={"bot": bot})
                    )
            # Taken once the next ones are asked for, as polling does it.
            asked = {"offset": raw[-1]["update_id"] + 1, "timeout": 0}
        if self.by_inbox:
            await self.app.intake.settle()

    async def restart(self) -> None:
        """`kill -9` and a new start: another program on the same database and Telegram.

        What was under way in the old one goes no further; what it left is handled when this
        returns.
        """
        await kill(self.app.intake)
        self.app = build_app(
            self.app.settings,
            clock=self.clock,
            session=InProcessSession(self.telegram),
            database=self.app.database,
            pace=Unpaced(),
        )
        await self.app.intake.catch_up()
        await self.app.intake.settle()


class Client:
    """One person's phone."""

    def __init__(self, world: World, person_id: int) -> None:
        self.world = world
        self.id = person_id
        self.toast: str | None = None  # the text of the last answer to a button

    @property
    def language_code(self) -> str:
        return self.world.telegram.person(self.id).language_code

    async def send(self, text: str) -> None:
        self.world.telegram.send_text(self.id, text)
        await self.world.settle()

    async def send_photo(self, content: bytes = PNG, caption: str = "") -> None:
        file = UploadedFile("photo.png", content, "image/png")
        self.world.telegram.send_photo(self.id, file, caption)
        await self.world.settle()

    async def send_document(
        self, name: str = "план.pdf", content: bytes = b"%PDF", caption: str = ""
    ) -> None:
        file = UploadedFile(name, content, "application/pdf")
        self.world.telegram.send_document(self.id, file, caption)
        await self.world.settle()

    async def send_album(self, count: int, caption: str = "") -> None:
        """So many photos together: a message each."""
        files = [UploadedFile(f"{n}.png", PNG + bytes([n]), "image/png") for n in range(count)]
        self.world.telegram.send_album(self.id, "photo", files, caption)
        await self.world.settle()

    async def click(self, label: str, *, message: int | None = None) -> None:
        """Taps the button whose text is `label`, or begins with it, on the last such keyboard."""
        stored = self._message(message) if message else self._last_with(label)
        row, col = _place(stored, label)
        query = self.world.telegram.click(self.id, stored["message_id"], row=row, col=col)
        await self.world.settle()
        self._check_answer(query)

    async def press(self, data: str) -> None:
        """Taps the button with this callback data on the last message."""
        stored = self.last
        rows = keyboard_of(stored)
        row, col = next(
            (row, col)
            for row, buttons in enumerate(rows)
            for col, button in enumerate(buttons)
            if button.get("callback_data") == data
        )
        query = self.world.telegram.click(self.id, stored["message_id"], row=row, col=col)
        await self.world.settle()
        self._check_answer(query)

    async def forge(self, data: str, *, message: int | None = None) -> None:
        """Sends any callback data, as a doctored application can."""
        stored = self._message(message) if message else self.from_bot[-1]
        query = self.world.telegram.click(self.id, stored["message_id"], data, forged=True)
        await self.world.settle()
        self._check_answer(query)

    def _check_answer(self, query: CallbackQuery) -> None:
        assert query.answer is not None, f"the button {query.data!r} is left spinning"
        self.toast = query.answer["text"]

    @property
    def messages(self) -> list[dict[str, Any]]:
        """Everything in the chat, oldest first."""
        return [stored.json for stored in self.world.telegram.chat(self.id).messages.values()]

    @property
    def last(self) -> dict[str, Any]:
        """The last message of the bot."""
        return self.from_bot[-1]

    @property
    def text(self) -> str:
        """What the last message of the bot says, rich or not, as plain text."""
        return text_of(self.last)

    @property
    def buttons(self) -> list[list[str]]:
        """The texts on the last message's keyboard."""
        return [[button["text"] for button in row] for row in keyboard_of(self.last)]

    @property
    def labels(self) -> list[str]:
        """The same, row after row."""
        return [label for row in self.buttons for label in row]

    def button(self, label: str) -> dict[str, Any]:
        row, col = _place(self.last, label)
        return dict(keyboard_of(self.last)[row][col])

    @property
    def from_bot(self) -> list[dict[str, Any]]:
        """The messages of the bot, oldest first."""
        return [each for each in self.messages if each["from"]["is_bot"]]

    def _message(self, message_id: int) -> dict[str, Any]:
        stored: dict[str, Any] = self.world.telegram.chat(self.id).messages[message_id].json
        return stored

    def _last_with(self, label: str) -> dict[str, Any]:
        for message in self.from_bot[::-1]:
            if any(_fits(b["text"], label) for row in keyboard_of(message) for b in row):
                return message
        raise AssertionError(f"no button «{label}»; there are {self.buttons}")


def text_of(message: dict[str, Any]) -> str:
    """The words of a message; a rich one's blocks line by line, cells between bars.

    Spaces that only keep words on one line are spaces.
    """
    if "rich_message" in message:
        text = "\n".join(_block_text(block) for block in message["rich_message"]["blocks"])
    else:
        text = str(message.get("text", message.get("caption", "")))
    return text.replace("\N{NO-BREAK SPACE}", " ")


def _block_text(block: dict[str, Any]) -> str:
    if block["type"] == "table":
        return "\n".join(
            " | ".join(_inline(cell.get("text", "")) for cell in row) for row in block["cells"]
        )
    parts = [_inline(block[name]) for name in ("summary", "text") if name in block]
    parts += [_block_text(inner) for inner in block.get("blocks", ())]
    return "\n".join(parts)


def _inline(text: Any) -> str:
    if isinstance(text, str):
        return text
    if isinstance(text, list):
        return "".join(_inline(part) for part in text)
    return _inline(text.get("text", ""))


def keyboard_of(message: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """The inline keyboard under a message, row by row."""
    rows: list[list[dict[str, Any]]] = message.get("reply_markup", {}).get("inline_keyboard", [])
    return rows


def _fits(text: str, label: str) -> bool:
    return text == label or text.startswith(label)


def _place(message: dict[str, Any], label: str) -> tuple[int, int]:
    keyboard = keyboard_of(message)
    for test in (str.__eq__, str.startswith):
        for row, buttons in enumerate(keyboard):
            for col, button in enumerate(buttons):
                if test(button["text"], label):
                    return row, col
    raise AssertionError(f"no button «{label}» in {[[b['text'] for b in row] for row in keyboard]}")
