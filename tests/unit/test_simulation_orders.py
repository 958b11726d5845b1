"""Whom the simulation's checker blames for a call during an order to wait."""

from contextlib import suppress
from types import SimpleNamespace
from typing import Any

import pytest

from playground.errors import ApiError
from playground.telegram import Telegram
from tests.simulation.invariants import Checker
from tests.simulation.town import plan_town
from tests.simulation.truth import Truth

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"
FIRST, SECOND = 1001, 1002


class Scene:
    """A Telegram whose every call is refused, and the checker that watches."""

    def __init__(self) -> None:
        self.now = 1_000.0
        town = plan_town(1, 1, 1)
        self.telegram = Telegram(lambda: self.now)
        self.telegram.add_bot(TOKEN)
        self.machine: Any = SimpleNamespace(town=town, telegram=self.telegram, is_sending=True)
        self.checker = Checker(self.machine, Truth(town), ledger=None)  # type: ignore[arg-type]

    async def refuse(self, chat_id: int, *, at: float, tapped: bool = False) -> None:
        """A call of the sender, or an answer to a tap, that meets a 429 of 20 seconds."""
        self.now = 1_000.0 + at
        self.machine.is_sending = not tapped
        self.telegram.faults.clear()
        self.telegram.faults.add("too_many_requests", retry_after=20, scope="chat")
        with suppress(ApiError):
            await self.telegram.call(TOKEN, "sendMessage", {"chat_id": chat_id, "text": "."})


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def test_a_sender_that_does_not_wait_is_blamed(scene: Scene) -> None:
    await scene.refuse(FIRST, at=0)
    await scene.refuse(FIRST, at=10)
    [wrong] = scene.checker.wrong
    assert wrong.startswith(f"retry_after: chat {FIRST} ")


async def test_nobody_is_blamed_for_what_an_answer_did_earlier(scene: Scene) -> None:
    await scene.refuse(FIRST, at=0)
    await scene.refuse(FIRST, at=10, tapped=True)
    await scene.refuse(SECOND, at=100)
    assert scene.checker.wrong == []
