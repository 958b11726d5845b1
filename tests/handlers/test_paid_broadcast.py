"""Above the free rate notices leave as a paid broadcast; up to it nothing is, and answers never."""

from typing import Any

import pytest

from bot.app import build_app
from bot.pace import FREE_RATE, SteadyPace, Unpaced
from bot.settings import Settings
from tests.conftest import TOKEN
from tests.support.outbox import Outbox
from tests.support.people import World
from tests.support.telegram import InProcessSession

_MESSAGES = ("sendMessage", "sendRichMessage", "editMessageText")


def sent_at(world: World, rate: int) -> InProcessSession:
    """The calls of a program with this SEND_RATE, from now on."""
    session = InProcessSession(world.telegram)
    world.app = build_app(
        Settings(_env_file=None, bot_token=TOKEN, send_rate=rate),
        clock=world.clock,
        session=session,
        database=world.app.database,
        pace=Unpaced(),
    )
    return session


def paid(session: InProcessSession) -> list[Any]:
    """Of every message what it says of paying."""
    return [
        call.model_dump(exclude_none=True).get("allow_paid_broadcast")
        for call in session.calls
        if call.__api_method__ in _MESSAGES
    ]


@pytest.mark.parametrize(("rate", "pays"), [(FREE_RATE, None), (FREE_RATE + 1, True)])
async def test_notices_are_paid_for_above_the_free_rate(
    world: World, rate: int, pays: bool | None
) -> None:
    elena = await world.guardian("elena", "anna")
    session = sent_at(world, rate)
    await Outbox(world).mark("anna", 5)
    await Outbox(world).drain()
    assert "5" in elena.text
    assert paid(session) == [pays]


async def test_so_is_a_notice_that_goes_as_bare_words(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.guardian("elena", "anna")
    session = sent_at(world, 100)
    monkeypatch.setattr("bot.responder.plain_html", lambda _blocks: "<div>")
    await Outbox(world).mark("anna", 5)
    await Outbox(world).drain()
    assert paid(session) == [True, True]


async def test_an_answer_is_never_paid_for(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    session = sent_at(world, 1_000)
    await elena.send("/schedule")
    await elena.click("Неделя")
    assert paid(session) == [None, None]


async def test_an_answer_takes_a_place_and_the_end_of_a_spinner_does_not(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    pace = Counting(30)
    world.app.responder._pace = pace
    await elena.send("/schedule")
    await elena.click("Неделя")
    assert pace.answers == 2


class Counting(SteadyPace):
    """Counts answers."""

    answers = 0

    def answered(self) -> None:
        self.answers += 1
