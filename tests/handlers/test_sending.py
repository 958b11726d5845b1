"""The sender against the local Telegram, with every fault that it can be asked for."""

import asyncio
import logging
from datetime import timedelta
from typing import Any

import pytest
from aiogram import Bot
from aiogram.methods import TelegramMethod
from sqlalchemy import select, update

from bot.calls import SendMessage
from bot.pace import Unpaced
from bot.sender import Sender
from domain.notices.model import Event, Kind
from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World
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


async def test_a_mark_reaches_every_phone_of_the_family(
    outbox: Outbox, mother: Client, father: Client
) -> None:
    await outbox.mark("anna", 5)
    await outbox.drain()
    for parent in (mother, father):
        assert said(parent)[-1].startswith("Анна, алгебра: 5 за контрольную")
    assert await outbox.states() == [("sent", ""), ("sent", "")]


async def test_nothing_is_sent_twice(outbox: Outbox, mother: Client) -> None:
    await outbox.mark("anna", 5)
    await outbox.drain()
    await outbox.drain()
    assert len(said(mother)) == 1


async def test_the_telegram_message_and_the_time_are_kept(
    world: World, outbox: Outbox, mother: Client
) -> None:
    await outbox.mark("anna", 5)
    await outbox.drain()
    [row] = await world.rows(select(t.notice))
    assert row["telegram_message_id"] == mother.last["message_id"]
    assert row["sent_at"] == world.clock()


async def test_everybody_is_told_in_their_own_language(
    world: World, outbox: Outbox, mother: Client
) -> None:
    english = await world.guardian("dmitry", "anna", language_code="en")
    await outbox.mark("anna", 5)
    await outbox.drain()
    assert "за контрольную" in mother.text
    assert "for a class test" in english.text
    assert "Average 5.00" in english.text


async def test_two_parents_on_one_phone_get_one_message(
    world: World, outbox: Outbox, mother: Client
) -> None:
    await world.bind(mother, "dmitry", "guardian", "anna")
    await outbox.mark("anna", 5)
    await outbox.message("Собрание в четверг", ("elena", "anna"), ("dmitry", "anna"))
    await outbox.drain()
    assert len(said(mother)) == 2
    assert await outbox.states() == [("sent", "")] * 3


async def test_final_marks_set_together_arrive_as_one_message(
    outbox: Outbox, mother: Client
) -> None:
    await outbox.final_marks("anna", [("Алгебра", 4), ("История", 5), ("Физика", 3)])
    await outbox.drain()
    assert len(mother.messages) == 1
    assert mother.text.startswith("Анна: итоги за I четверть")
    assert "Алгебра | 4" in mother.text
    assert "Физика | 3" in mother.text


async def test_batches_stay_apart_and_in_order(outbox: Outbox, mother: Client) -> None:
    await outbox.mark("anna", 5)
    await outbox.absence("anna", section="history")
    await outbox.mark("anna", 4, section="physics")
    await outbox.drain()
    first, second, third = said(mother)
    assert "алгебра" in first
    assert "не пришла" in second
    assert "физика" in third


async def test_children_stay_apart_in_one_message(
    world: World, outbox: Outbox, mother: Client
) -> None:
    await world.bind(mother, "elena", "guardian", "misha")
    await outbox.tell(
        await outbox.absence_event("anna"),
        await outbox.absence_event("misha", section="maths_1b"),
    )
    await outbox.drain()
    anna, misha = said(mother)[-1].split("\n\n")
    assert anna == "Анна не пришла на 3-й урок: алгебра, 10:30"
    assert misha == "Михаил не пришёл на 1-й урок: математика, 8:30"
    assert mother.buttons == [["Анна, Посещаемость", "Михаил, Посещаемость"]]


# What may change between the lesson and the moment of sending.


async def test_a_binding_that_ended_meanwhile_is_told_nothing(
    world: World, outbox: Outbox, mother: Client, father: Client
) -> None:
    await outbox.mark("anna", 5)
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            update(t.binding).where(t.binding.c.chat_id == father.id).values(ended_at=uow.now)
        )
        await uow.commit()
    await outbox.drain()
    assert len(said(mother)) == 1
    assert said(father) == []
    assert await outbox.states() == [("sent", ""), ("suppressed", "no_right")]


async def test_a_letter_is_to_one_person_even_on_a_shared_phone(
    world: World, outbox: Outbox, mother: Client
) -> None:
    binding = await world.bind(mother, "dmitry", "guardian", "anna")
    await outbox.message("Только отцу", ("dmitry", "anna"))
    await world.change(t.binding, binding, ended_at=world.clock())
    await outbox.drain()
    assert said(mother) == []
    assert await outbox.states() == [("suppressed", "no_right")]


async def test_what_is_gone_is_not_told(world: World, outbox: Outbox, mother: Client) -> None:
    await outbox.tell(Event(Kind.MARK, world.school["anna"], 999_999))
    await outbox.drain()
    assert await outbox.states() == [("suppressed", "gone")]


async def test_a_forged_pair_of_pupil_and_mark_is_not_told(
    world: World, outbox: Outbox, mother: Client
) -> None:
    foreign = await outbox.mark_event("petr", 2)
    await outbox.tell(Event(Kind.MARK, world.school["anna"], foreign.ref_id))
    await outbox.drain()
    assert said(mother) == []
    assert await outbox.states() == [("suppressed", "gone")]


# What Telegram may do.


async def test_429_is_obeyed_to_the_second_and_the_others_go_on(
    world: World, outbox: Outbox, mother: Client, father: Client
) -> None:
    world.telegram.faults.add("too_many_requests", chat_id=mother.id, retry_after=40)
    await outbox.mark("anna", 5)
    await outbox.drain()
    assert (len(said(mother)), len(said(father))) == (0, 1)
    await outbox.mark("anna", 4, section="physics")  # new ones of this chat wait behind it
    world.clock.advance(timedelta(seconds=39))
    await outbox.drain()
    assert (len(said(mother)), len(said(father))) == (0, 2)
    world.clock.advance(timedelta(seconds=1))
    await outbox.drain()
    assert ["алгебра" in said(mother)[0], "физика" in said(mother)[1]] == [True, True]


async def test_429_everywhere_stops_everybody_for_that_time(world: World, outbox: Outbox) -> None:
    clients = [await world.guardian(name, child) for name, child in FAMILIES * 12]
    world.telegram.faults.add("too_many_requests", method="sendMessage", count=None, retry_after=20)
    for pupil in ("anna", "petr"):
        await outbox.mark(pupil, 5)
    await outbox.drain()
    world.telegram.faults.clear()
    before = _calls(world)
    assert before <= 18, "those in line went on knocking"
    world.clock.advance(timedelta(seconds=19))
    await outbox.drain()
    assert _calls(world) == before
    world.clock.advance(timedelta(seconds=1))
    await outbox.drain()
    assert [len(said(each)) for each in clients] == [1] * len(clients)


@pytest.mark.parametrize("kind", ["server_error", "bad_gateway", "drop_before"])
async def test_a_failure_is_tried_again_and_the_others_go_on(
    world: World, outbox: Outbox, mother: Client, father: Client, kind: str
) -> None:
    world.telegram.faults.add(kind, chat_id=mother.id, count=3)
    await outbox.mark("anna", 5)
    await outbox.drain()
    assert (len(said(mother)), len(said(father))) == (0, 1)
    for delay in (1, 2, 4):
        world.clock.advance(timedelta(seconds=delay - 0.001))
        await outbox.drain()
        assert said(mother) == []
        world.clock.advance(timedelta(seconds=0.001))
        await outbox.drain()
    assert len(said(mother)) == 1
    assert await outbox.states() == [("sent", ""), ("sent", "")]


async def test_a_lost_answer_costs_a_duplicate_at_worst(
    world: World, outbox: Outbox, mother: Client
) -> None:
    world.telegram.faults.add("drop_after", chat_id=mother.id)
    await outbox.mark("anna", 5)
    await outbox.drain()
    world.clock.advance(timedelta(seconds=1))
    await outbox.drain()
    assert 1 <= len(said(mother)) <= 2
    assert await outbox.states() == [("sent", "")]


async def test_after_an_outage_everything_arrives(world: World, outbox: Outbox) -> None:
    clients = [await world.guardian(name, child) for name, child in FAMILIES * 12]
    world.telegram.faults.add("bad_gateway", count=None)
    for pupil in ("anna", "petr"):
        await outbox.mark(pupil, 5)
    await outbox.drain()
    assert _calls(world) <= 24, "Telegram was not left in peace"
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

    monkeypatch.setattr("bot.sender.render", broken)
    await outbox.mark("anna", 5)
    for _ in range(5):
        await outbox.drain()
        world.clock.advance(timedelta(minutes=1))
    assert await outbox.states() == [("dead", "fault")]


async def test_a_restart_sends_what_is_left(world: World, outbox: Outbox, mother: Client) -> None:
    world.telegram.faults.add("too_many_requests", chat_id=mother.id, retry_after=40)
    await outbox.mark("anna", 5)
    await outbox.drain()
    after_restart = Sender(world.app.database, world.app.responder, world.clock, pace=Unpaced())
    await after_restart.drain()
    assert said(mother) == []  # the rest that Telegram asked for is remembered
    world.clock.advance(timedelta(seconds=40))
    await after_restart.drain()
    assert len(said(mother)) == 1


async def test_the_loop_wakes_at_once_and_stops_when_told(
    world: World, outbox: Outbox, mother: Client
) -> None:
    sender = Sender(world.app.database, world.app.responder, world.clock, pace=Unpaced(), poll=3600)
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


def _calls(world: World) -> int:
    session = world.app.bot.session
    assert isinstance(session, InProcessSession)
    return sum(isinstance(call, SendMessage) for call in session.calls)
