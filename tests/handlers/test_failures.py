"""The sender against the local Telegram, with every fault that it can be asked for."""

import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from aiogram import Bot
from aiogram.methods import SendDocument, TelegramMethod

from bot import delivery, letters
from bot.app import App, build_app
from bot.calls import SendMessage
from bot.delivery import TokenRefusedError
from bot.pace import Unpaced
from bot.settling import DOUBT, GIVEN_UP_AFTER, LONGEST_DOUBT
from domain.policy import SchoolPolicy
from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World, text_of
from tests.support.telegram import InProcessSession

FAMILIES = (("elena", "anna"), ("dmitry", "anna"), ("olga", "petr"))


@pytest.fixture
def outbox(world: World) -> Outbox:
    return Outbox(world)


@pytest.fixture
async def mother(world: World) -> Client:
    return await world.guardian("elena", "anna")


@pytest.fixture
async def father(world: World) -> Client:
    return await world.guardian("dmitry", "anna")


def said(client: Client) -> list[str]:
    return [each["text"] for each in client.messages if each["from"]["is_bot"]]


# What Telegram may do.


async def test_429_is_obeyed_to_the_second_and_the_others_go_on(
    world: World, outbox: Outbox, mother: Client, father: Client
) -> None:
    world.telegram.faults.add("too_many_requests", chat_id=mother.id, retry_after=40)
    await outbox.mark("anna", 5)
    await outbox.drain()
    assert (len(said(mother)), len(said(father))) == (0, 1)
    await outbox.absence("anna", section="history")  # new ones of this chat wait with it
    world.clock.advance(timedelta(seconds=39))
    await outbox.drain()
    assert (len(said(mother)), len(said(father))) == (0, 2)
    world.clock.advance(timedelta(seconds=1))
    await outbox.drain()
    assert len(said(mother)) == 1


async def test_429_everywhere_stops_everybody_for_that_time(world: World, outbox: Outbox) -> None:
    clients = [await world.guardian(name, child) for name, child in FAMILIES * 12]
    world.telegram.faults.add("too_many_requests", method="sendMessage", count=None, retry_after=20)
    for pupil in ("anna", "petr"):
        await outbox.mark(pupil, 5)
    await outbox.drain()
    world.telegram.faults.clear()
    before = _calls(world)
    world.clock.advance(timedelta(seconds=19))
    await outbox.drain()
    assert _calls(world) == before
    world.clock.advance(timedelta(seconds=1))
    await outbox.drain()
    assert [len(said(each)) for each in clients] == [1] * len(clients)


@pytest.mark.parametrize("kind", ["server_error", "bad_gateway"])
async def test_a_failure_is_tried_again_and_the_others_go_on(
    world: World, outbox: Outbox, mother: Client, father: Client, kind: str
) -> None:
    world.telegram.faults.add(kind, chat_id=mother.id, count=3)
    await outbox.mark("anna", 5)
    await outbox.drain()
    assert (len(said(mother)), len(said(father))) == (0, 1)
    for _ in range(3):
        world.clock.advance(timedelta(seconds=5))
        await outbox.drain()
    assert len(said(mother)) == 1
    assert await outbox.states() == [("sent", ""), ("sent", "")]


@pytest.mark.parametrize(("kind", "messages"), [("drop_before", 1), ("drop_after", 2)])
async def test_an_unknown_outcome_rests_and_is_repeated_once_as_such(
    world: World, outbox: Outbox, mother: Client, kind: str, messages: int
) -> None:
    world.telegram.faults.add(kind, chat_id=mother.id)
    await outbox.mark("anna", 5)
    await outbox.drain()
    assert await outbox.states() == [("uncertain", "")]
    world.clock.advance(DOUBT - timedelta(seconds=1))
    await outbox.drain()
    assert await outbox.states() == [("uncertain", "")]
    world.clock.advance(timedelta(seconds=1))
    await outbox.drain()
    assert len(said(mother)) == messages
    assert "Повтор" in mother.text
    assert await outbox.states() == [("sent", "")]


async def test_a_file_that_fails_makes_the_whole_letter_a_repetition(
    world: World, outbox: Outbox, mother: Client
) -> None:
    world.telegram.faults.add("server_error", method="sendDocument", count=None)
    await outbox.message("Очень длинное письмо. " * 300, ("elena", "anna"))
    await outbox.drain()
    assert await outbox.states() == [("uncertain", "")]
    world.telegram.faults.clear()
    world.clock.advance(DOUBT)
    await outbox.drain()
    assert await outbox.states() == [("sent", "")]
    assert "Повтор" in text_of(mother.from_bot[-2])


async def test_what_could_not_leave_for_three_days_is_given_up(
    world: World, outbox: Outbox, mother: Client
) -> None:
    world.telegram.faults.add("server_error", count=None)
    await outbox.mark("anna", 5)
    await outbox.drain()
    world.clock.advance(GIVEN_UP_AFTER + timedelta(minutes=10))
    await outbox.drain()
    assert await outbox.states() == [("dead", "late")]


async def test_the_three_days_begin_when_it_was_to_leave(
    world: World, outbox: Outbox, mother: Client
) -> None:
    """What waited for a weekly digest, or for the chat to come back, is not late for that."""
    world.telegram.block(mother.id)
    await world.settle()
    await outbox.mark("anna", 5)
    await outbox.drain()
    world.clock.advance(GIVEN_UP_AFTER + timedelta(days=1))
    world.telegram.faults.add("server_error")
    world.telegram.unblock(mother.id)
    await world.settle()
    await outbox.drain()
    assert await outbox.states() == [("pending", "")]
    world.clock.advance(timedelta(seconds=2))
    await outbox.drain()
    assert await outbox.states() == [("sent", "")]


async def test_what_is_given_up_takes_nothing_else_with_it(
    world: World, outbox: Outbox, mother: Client
) -> None:
    world.telegram.faults.add("server_error", count=2)
    await outbox.mark("anna", 5)
    await outbox.drain()
    world.clock.advance(GIVEN_UP_AFTER + timedelta(minutes=10))
    await outbox.absence("anna", section="history")
    await outbox.drain()
    assert await outbox.states() == [("dead", "late"), ("pending", "")]
    world.clock.advance(timedelta(seconds=2))
    await outbox.drain()
    assert await outbox.states() == [("dead", "late"), ("sent", "")]


async def test_whose_outcome_is_never_known_is_repeated_ever_more_rarely_and_given_up(
    world: World, outbox: Outbox, mother: Client
) -> None:
    world.telegram.faults.add("drop_after", method="sendMessage", count=None)
    await outbox.mark("anna", 5)
    begun = world.clock()
    on_the_first_day = 0
    while world.clock() - begun < GIVEN_UP_AFTER + 2 * LONGEST_DOUBT:
        await outbox.drain()
        world.clock.advance(DOUBT * 15)
        if world.clock() - begun <= timedelta(days=1):
            on_the_first_day = len(said(mother))
    assert on_the_first_day < 32
    assert await outbox.states() == [("dead", "late")]


async def test_a_file_that_is_refused_is_not_tried_again(
    world: World, outbox: Outbox, mother: Client
) -> None:
    world.app.bot.session = Fileless(world.telegram)
    await outbox.message("Очень длинное письмо. " * 300, ("elena", "anna"))
    await outbox.drain()
    assert await outbox.states() == [("dead", "refused")]


async def test_a_429_is_obeyed_by_a_message_of_which_something_was_left_out(
    world: World, outbox: Outbox, mother: Client
) -> None:
    event = await outbox.mark_event("anna", 5)
    await outbox.tell(event)
    await outbox.change_mark(event, None)
    await outbox.mark("anna", 4, section="physics")
    world.telegram.faults.add("too_many_requests", chat_id=mother.id, retry_after=40)
    await outbox.drain()
    await outbox.absence("anna", section="history")
    await outbox.drain()
    assert said(mother) == []
    assert [state for state, _ in await outbox.states()] == ["superseded", "pending", "pending"]


async def test_a_chat_is_known_as_lost_by_a_message_of_which_something_was_left_out(
    world: World, outbox: Outbox, mother: Client
) -> None:
    event = await outbox.mark_event("anna", 5)
    await outbox.tell(event)
    await outbox.change_mark(event, None)
    await outbox.mark("anna", 4, section="physics")
    world.telegram.chat(mother.id).blocked = True
    await outbox.drain()
    async with world.app.database.read(world.clock()) as uow:
        assert await uow.chats.is_unreachable(mother.id)


async def test_an_unknown_token_stops_the_sender_and_loses_nothing(
    world: World, outbox: Outbox, mother: Client, caplog: pytest.LogCaptureFixture
) -> None:
    token = world.app.bot.token
    bot = world.telegram.bots.pop(token)
    await outbox.mark("anna", 5)
    with pytest.raises(TokenRefusedError):
        await world.app.sender.run()
    assert await outbox.states() == [("pending", "")]
    assert any(each.levelno == logging.CRITICAL for each in caplog.records)
    assert token not in caplog.text
    world.telegram.bots[token] = bot
    await outbox.drain()
    assert len(said(mother)) == 1


async def test_after_an_outage_everything_arrives(world: World, outbox: Outbox) -> None:
    clients = [await world.guardian(name, child) for name, child in FAMILIES * 12]
    world.telegram.faults.add("bad_gateway", count=None)
    for pupil in ("anna", "petr"):
        await outbox.mark(pupil, 5)
    await outbox.drain()
    for _ in range(30):
        world.clock.advance(timedelta(seconds=20))
        await outbox.drain()
    world.telegram.faults.clear()
    for _ in range(20):
        world.clock.advance(timedelta(seconds=20))
        await outbox.drain()
    assert [len(said(each)) for each in clients] == [1] * len(clients)


async def test_a_blocked_bot_is_noticed_and_not_tried_again(
    world: World, outbox: Outbox, mother: Client, father: Client
) -> None:
    world.telegram.chat(father.id).blocked = True
    await outbox.mark("anna", 5)
    await outbox.drain()
    await outbox.mark("anna", 4)
    world.clock.advance(SchoolPolicy().news_gap)
    before = _calls(world)
    await outbox.drain()
    assert _calls(world) == before + 1
    assert len(said(mother)) == 2
    assert await outbox.states() == [
        ("sent", ""),
        ("suppressed", "blocked"),
        ("sent", ""),
        ("suppressed", "unreachable"),
    ]


async def test_whoever_comes_back_is_told_again(
    world: World, outbox: Outbox, father: Client
) -> None:
    world.telegram.block(father.id)
    await world.settle()
    await outbox.mark("anna", 5)
    before = _calls(world)
    await outbox.drain()
    assert _calls(world) == before
    assert await outbox.states() == [("suppressed", "unreachable")]
    world.telegram.unblock(father.id)
    await world.settle()
    await outbox.mark("anna", 4)
    await outbox.drain()
    assert father.text.startswith("Анна, алгебра: 4")


async def test_whoever_comes_back_while_that_is_being_noted_is_told(
    world: World, outbox: Outbox, father: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.telegram.block(father.id)
    await world.settle()
    await outbox.mark("anna", 5)
    write_letters, comes_back = letters.write_letters, iter([True])

    async def back_meanwhile(*given: Any) -> Any:
        written = await write_letters(*given)
        if next(comes_back, False):
            world.telegram.unblock(father.id)
            await world.settle()
        return written

    monkeypatch.setattr(delivery, "write_letters", back_meanwhile)
    await outbox.drain()
    assert await outbox.states() == [("sent", "")]
    assert len(said(father)) == 1


async def test_a_refusal_from_before_a_return_loses_no_chat(
    world: World, outbox: Outbox, father: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Unblocked between Telegram's answer and the moment at which it is written down."""
    world.telegram.block(father.id)
    await world.settle()
    await world.change(t.chat, father.id, unreachable_since=None)  # as if not heard of yet
    send = world.app.responder.send

    async def back_meanwhile(*args: Any, **options: Any) -> Any:
        try:
            return await send(*args, **options)
        finally:
            world.clock.advance(timedelta(seconds=1))
            world.telegram.unblock(father.id)
            await world.settle()

    monkeypatch.setattr(world.app.responder, "send", back_meanwhile)
    await outbox.mark("anna", 5)
    await outbox.drain()
    assert await outbox.states() == [("pending", "")]
    monkeypatch.setattr(world.app.responder, "send", send)
    world.clock.advance(timedelta(seconds=1))
    await outbox.drain()
    assert await outbox.states() == [("sent", "")]
    assert len(said(father)) == 1


async def test_what_cannot_end_within_its_lease_is_not_begun(
    world: World, outbox: Outbox, mother: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The edit of the first message takes so long that its holder may lose the lease."""
    mark = await outbox.mark_event("anna", 5)
    await outbox.tell(mark)
    await outbox.drain()
    edit = world.app.responder.edit

    async def slow(*args: Any, **options: Any) -> None:
        await edit(*args, **options)
        world.clock.advance(timedelta(seconds=45))

    monkeypatch.setattr(world.app.responder, "edit", slow)
    world.clock.advance(SchoolPolicy().news_gap)
    await outbox.tell(await outbox.change_mark(mark, 4))
    world.clock.advance(SchoolPolicy().slip_window)
    await outbox.drain()
    assert len(said(mother)) == 1
    assert (await outbox.states())[-1] == ("pending", "")
    monkeypatch.setattr(world.app.responder, "edit", edit)
    world.clock.advance(timedelta(seconds=1))
    await outbox.drain()
    assert said(mother)[1].startswith("Исправлено")
    assert (await outbox.states())[-1] == ("sent", "")


async def test_writing_to_the_bot_is_coming_back_too(
    world: World, outbox: Outbox, father: Client
) -> None:
    async with world.app.database.write(world.clock()) as uow:
        await uow.chats.set_reachable(father.id, reachable=False)
        await uow.commit()
    await father.send("/schedule")
    await outbox.mark("anna", 5)
    await outbox.drain()
    assert father.text.startswith("Анна, алгебра: 5")


async def test_a_chat_that_is_gone_is_given_up(
    world: World, outbox: Outbox, mother: Client
) -> None:
    world.telegram.person(mother.id).deleted = True
    await outbox.mark("anna", 5)
    await outbox.drain()
    assert await outbox.states() == [("suppressed", "no_chat")]


class Unparsable(InProcessSession):
    """Telegram in front of which our HTML is always wrong; `bare` texts too, if told so."""

    refuses_bare = False

    async def _perform(self, bot: Bot, method: TelegramMethod[Any]) -> tuple[int, str]:
        if isinstance(method, SendMessage) and (self.refuses_bare or method.parse_mode == "HTML"):
            self.calls.append(method)
            return 400, (
                '{"ok": false, "error_code": 400, '
                '"description": "Bad Request: can\'t parse entities: wrong tag"}'
            )
        return await super()._perform(bot, method)


class Fileless(InProcessSession):
    """Telegram that takes no file of ours."""

    async def _perform(self, bot: Bot, method: TelegramMethod[Any]) -> tuple[int, str]:
        if isinstance(method, SendDocument):
            return 400, '{"ok": false, "error_code": 400, "description": "Bad Request: no file"}'
        return await super()._perform(bot, method)


async def test_what_cannot_be_parsed_goes_as_bare_text(
    world: World, outbox: Outbox, mother: Client, caplog: pytest.LogCaptureFixture
) -> None:
    world.app.bot.session = Unparsable(world.telegram)
    await outbox.mark("anna", 5, comment="<b>5 & 6</b>")
    await outbox.drain()
    assert mother.text.startswith("Анна, алгебра: 5 за контрольную")
    assert "<b>5 & 6</b>" in mother.text
    assert mother.buttons == [["Подробнее", "Все оценки"]]
    [record] = [each for each in caplog.records if each.levelno == logging.ERROR]
    assert "Анна" not in record.getMessage()


async def test_what_is_refused_in_every_form_is_dead_and_the_next_one_goes(
    world: World, outbox: Outbox, mother: Client, caplog: pytest.LogCaptureFixture
) -> None:
    session = Unparsable(world.telegram)
    session.refuses_bare = True
    world.app.bot.session = session
    await outbox.mark("anna", 5)
    await outbox.drain()
    assert await outbox.states() == [("dead", "refused")]
    assert "refuses notices" in caplog.text
    session.refuses_bare = False
    await outbox.mark("anna", 4)
    await outbox.drain()
    assert len(said(mother)) == 1


async def test_our_own_mistake_is_given_up_after_five_tries(
    world: World, outbox: Outbox, mother: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("bot.letters.render", broken)
    await outbox.mark("anna", 5)
    for _ in range(5):
        await outbox.drain()
        world.clock.advance(timedelta(minutes=1))
    assert await outbox.states() == [("dead", "fault")]


async def test_an_outage_before_it_does_not_make_a_mistake_the_last_one(
    world: World, outbox: Outbox, mother: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.telegram.faults.add("away", count=None)
    await outbox.mark("anna", 5)
    for _ in range(9):
        await outbox.drain()
        world.clock.advance(timedelta(minutes=6))
    world.telegram.faults.clear()
    monkeypatch.setattr(letters, "_letter_of", _twice_broken(letters._letter_of))
    await outbox.drain()
    assert await outbox.states() == [("pending", "")]
    world.clock.advance(timedelta(seconds=2))
    await outbox.drain()
    assert await outbox.states() == [("sent", "")]


def _twice_broken(make: Callable[..., Any]) -> Callable[..., Any]:
    """Fails together with the others, and by itself."""
    broken = iter([True, True])

    def letter_of(*given: Any) -> Any:
        if next(broken, False):
            raise ValueError("our own mistake")
        return make(*given)

    return letter_of


async def test_a_restart_sends_what_is_left(world: World, outbox: Outbox, mother: Client) -> None:
    world.telegram.faults.add("too_many_requests", chat_id=mother.id, retry_after=40)
    await outbox.mark("anna", 5)
    await outbox.drain()
    world.app = _restarted(world)
    await outbox.drain()
    assert said(mother) == []  # the rest that Telegram asked for is remembered
    world.clock.advance(timedelta(seconds=40))
    await outbox.drain()
    assert len(said(mother)) == 1


async def test_the_loop_wakes_at_once_and_stops_when_told(
    world: World, outbox: Outbox, mother: Client
) -> None:
    sender = world.app.sender
    loop = asyncio.create_task(sender.run())
    await asyncio.sleep(0)
    await outbox.mark("anna", 5)
    sender.wake()
    async with asyncio.timeout(5):
        await _seen(world)
    loop.cancel()
    with pytest.raises(asyncio.CancelledError):
        await loop
    assert len(said(mother)) == 1
    assert await outbox.states() == [("sent", "")]


async def _seen(world: World) -> None:
    """Returns when the next message of the bot is in its chat."""
    session = world.app.bot.session
    assert isinstance(session, InProcessSession)
    before, done = session.make_request, asyncio.Event()

    async def noting(*args: Any, **kwargs: Any) -> Any:
        try:
            return await before(*args, **kwargs)
        finally:
            done.set()

    session.make_request = noting  # type: ignore[method-assign]
    await done.wait()


def _restarted(world: World) -> App:
    """Another process on the same database, in front of the same Telegram."""
    app = world.app
    return build_app(
        app.settings,
        clock=world.clock,
        session=app.bot.session,
        database=app.database,
        pace=Unpaced(),
    )


def _calls(world: World) -> int:
    session = world.app.bot.session
    assert isinstance(session, InProcessSession)
    return sum(isinstance(call, SendMessage) for call in session.calls)
