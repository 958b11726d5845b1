"""Walks through a conversation by every button that is shown, and says what was wrong.

From a command it goes on pressing what is on the screen, kinds of buttons that were pressed least
first; where it is asked to type it types. What it does is decided by the seed alone.
"""

import logging
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from domain.session import Session
from tests.support.people import Client, keyboard_of, text_of
from tests.support.statements import counted

TYPED = ("Параграф 12, № 5", "ок", "Д" * 1200, "👍🏽 «кавычки» <b>&", "ж" * 4096)
_LEAVES = "bx:"  # the end of every walk; it has tests of its own
_REFUSED = re.compile(r"refused: (\w+)")
_MOST_STATEMENTS = 5  # of a screen, the session's among them
_WRITES = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM) (?!chat\b|chat_use\b)\w")


@dataclass
class Walk:
    """One person's walk. `wrong` says what hurt, `screens` what was seen after what."""

    client: Client
    chance: random.Random
    caplog: pytest.LogCaptureFixture
    name: str = ""
    wrong: list[str] = field(default_factory=list)
    pressed: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    screens: dict[str, str] = field(default_factory=dict)

    async def through(self, commands: Sequence[str], presses: int) -> None:
        """Every command once, then on from any of them until so many buttons were pressed."""
        if (await self._session()).hat is None:
            self.wrong.append(f"{self.name}: is connected to nothing and sees nothing")
            return
        for command in commands:
            await self._send(command)
        while sum(self.pressed.values()) < presses and (await self._session()).hat is not None:
            await self._send(self.chance.choice(commands))
            await self._on(self.chance.randint(3, 12))

    async def _on(self, steps: int) -> None:
        for _step in range(steps):
            if await self._is_asked():
                await self._send(self.chance.choice(TYPED))
            shown = [each["callback_data"] for row in keyboard_of(self.client.last) for each in row]
            offered = [data for data in shown if not data.startswith(_LEAVES)]
            if not offered:
                return
            await self._press(self._choose(offered))

    def _choose(self, offered: list[str]) -> str:
        """What was never pressed, of the kind that was pressed least."""
        self.chance.shuffle(offered)
        return min(offered, key=lambda data: (self.pressed[data], self.kinds[_kind(data)]))

    async def _is_asked(self) -> bool:
        return (await self._session()).typing is not None and self.chance.random() < 0.7

    async def _session(self) -> Session:
        async with self.client.world.app.database.read(self.client.world.clock()) as uow:
            return await uow.chats.session(self.client.id)

    async def _press(self, data: str) -> None:
        shown = " ".join(self.client.text.split())
        label = _label(self.client, data)
        self.pressed[data] += 1
        self.kinds[_kind(data)] += 1
        what = f"«{label}» ({data}) on «{shown[:60]}»"
        with counted() as statements:
            try:
                await self.client.press(data)
            except AssertionError as error:
                self.wrong.append(f"{self.name}: {what}: {error}")
        self._judge_statements(what, statements)
        await self._judge(what, is_button=True)

    async def _send(self, text: str) -> None:
        before = len(self.client.from_bot)
        await self.client.send(text)
        if len(self.client.from_bot) == before:
            self.wrong.append(f"{self.name}: {text[:30]}: no answer")
        await self._judge(text[:30], is_button=False)

    def _judge_statements(self, what: str, statements: Sequence[str]) -> None:
        """What only shows asks the database little; what writes may ask more.

        That somebody was there is noted with every press: it is no writing of its own.
        """
        asked = [each for each in statements if each.lstrip().startswith(("SELECT", "WITH"))]
        if len(asked) > _MOST_STATEMENTS and not any(map(_WRITES.match, statements)):
            self.wrong.append(f"{self.name}: {what}: {len(asked)} statements")

    async def _judge(self, what: str, *, is_button: bool) -> None:
        for record in self.caplog.records:
            message = record.getMessage()
            refused = _REFUSED.match(message)
            if record.levelno >= logging.ERROR:
                cause = record.exc_info[1] if record.exc_info else message
                self.wrong.append(f"{self.name}: {what}: {cause!r:.300}")
            elif refused and is_button:
                self.wrong.append(f"{self.name}: {what}: refused with {refused[1]}")
        self.caplog.clear()
        await self._judge_screen(what)

    async def _judge_screen(self, what: str) -> None:
        """The message that was answered: there is a way on, and labels can be read.

        Nowhere leads a chat that is connected to nothing, or not any more.
        """
        shown = next(
            each for each in self.client.from_bot[::-1] if not {"document", "photo"} & {*each}
        )
        text, rows = text_of(shown), keyboard_of(shown)
        labels = [each["text"] for row in rows for each in row]
        self.screens.setdefault(what, text + "\n" + " ".join(f"[{each}]" for each in labels))
        ways = [each for each in labels if each.startswith("‹") or each in ("Меню", "Menu")]
        is_menu = any(each["callback_data"] == "s" for row in rows for each in row)
        if not (ways or is_menu) and (await self._session()).hat is not None:
            self.wrong.append(f"{self.name}: {what}: no way back from «{text[:60]}» {labels}")
        for row in rows:
            if len(row) > 1 and (long := [b["text"] for b in row if len(b["text"]) > 20]):
                self.wrong.append(f"{self.name}: {what}: too long to read: {long}")


def _kind(data: str) -> str:
    return data.partition(":")[0]


def _label(client: Client, data: str) -> str:
    buttons = (each for row in keyboard_of(client.last) for each in row)
    return str(next(each["text"] for each in buttons if each.get("callback_data") == data))
