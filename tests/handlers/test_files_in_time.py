"""A letter's file is a call of its own: none begins that may end after the lease."""

from datetime import timedelta
from typing import Any

import pytest
from aiogram.methods import SendDocument

from bot.delivery import LONGEST_CALL
from bot.leasing import LEASE
from bot.telegram_session import LostAnswer, NotSent
from tests.support.outbox import Outbox
from tests.support.people import Client, World, text_of
from tests.support.telegram import InProcessSession

LONG = "Уважаемые родители! " + "Собрание будет в четверг. " * 300  # more than a message holds


@pytest.fixture
async def mother(world: World, outbox: Outbox) -> Client:
    client = await world.guardian("elena", "anna")
    await outbox.message(LONG, ("elena", "anna"))
    return client


class Calls:
    """The calls for files as they begin, and what each of them meets."""

    def __init__(self, world: World, patch: pytest.MonkeyPatch) -> None:
        session = world.app.bot.session
        assert isinstance(session, InProcessSession)
        self._world = world
        self._perform = session._perform
        self.began: list[timedelta] = []  # after the first call of all
        self.errors: list[Exception | None] = []
        self.took = timedelta(0)  # by the words
        self.takes = timedelta(0)  # each file
        self._first = world.clock()
        patch.setattr(session, "_perform", self.perform)

    async def perform(self, bot: Any, method: Any) -> tuple[int, str]:
        if not isinstance(method, SendDocument):
            done = await self._perform(bot, method)
            self._world.clock.advance(self.took)
            return done
        self.began.append(self._world.clock() - self._first)
        self._world.clock.advance(self.takes)
        if self.errors and (error := self.errors.pop(0)):
            raise error
        return await self._perform(bot, method)


@pytest.fixture
def calls(world: World, monkeypatch: pytest.MonkeyPatch) -> Calls:
    return Calls(world, monkeypatch)


async def test_a_file_follows_its_words(
    world: World, outbox: Outbox, mother: Client, calls: Calls
) -> None:
    await outbox.drain()
    assert await outbox.states() == [("sent", "")]
    assert [bool(each.get("document")) for each in mother.from_bot] == [False, True]


async def test_no_file_is_begun_when_the_words_took_too_long(
    world: World, outbox: Outbox, mother: Client, calls: Calls
) -> None:
    """The words have arrived, so it comes again as a repetition, with the file."""
    calls.took = LEASE - LONGEST_CALL + timedelta(seconds=1)
    await outbox.drain()
    assert calls.began == []
    assert await outbox.states() == [("uncertain", "")]
    calls.took = timedelta(0)
    world.clock.advance(timedelta(minutes=5))
    await outbox.drain()
    assert await outbox.states() == [("sent", "")]
    assert text_of(mother.from_bot[1]).startswith("Повтор: ")
    assert mother.from_bot[2].get("document")


async def test_a_file_is_not_tried_again_beyond_its_lease(
    world: World, outbox: Outbox, mother: Client, calls: Calls
) -> None:
    calls.takes = timedelta(seconds=40)
    method = SendDocument(chat_id=mother.id, document="x")
    calls.errors = [NotSent(method, "away"), LostAnswer(method, "lost"), NotSent(method, "away")]
    await outbox.drain()
    assert len(calls.began) == 1, "a second try at 40 s may end 100 s after the lease began"
    assert max(calls.began) + LONGEST_CALL <= LEASE
    assert await outbox.states() == [("uncertain", "")]
