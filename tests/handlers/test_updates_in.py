"""What comes in: once, in order, from whichever bot, and read or put aside."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import build_app
from bot.pace import Unpaced
from bot.settings import Settings
from domain.inbox import Received
from storage import tables as t
from storage.uow import SqlUnitOfWork
from tests.support.inbox import message
from tests.support.people import World, text_of
from tests.support.telegram import InProcessSession

pytestmark = pytest.mark.usefixtures("whole_way")

OTHER_TOKEN = "220201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


async def test_an_update_sent_again_is_not_answered_again(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/schedule")
    answers = len(elena.from_bot)
    sent = message(100_000_001, elena.id, "/schedule")
    for _ in range(3):
        await world.app.intake.take([sent])
        await world.app.intake.settle()
        await world.restart()
    assert len(elena.from_bot) == answers
    assert not await world.rows(select(t.inbox_update).where(t.inbox_update.c.body.is_not(None)))


async def test_fifty_at_once_are_answered_in_their_order(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    commands = ["/schedule", "/marks", "/homework", "/help", "/children"] * 10
    batch = [message(n, elena.id, text) for n, text in enumerate(commands, start=1)]
    alone = []
    for text in commands[:5]:
        await elena.send(text)
        alone.append(elena.text)
    await asyncio.gather(*(world.app.intake.take([each]) for each in batch))
    await world.app.intake.settle()
    assert [text_of(each) for each in elena.from_bot[5:]] == alone * 10


async def test_what_cannot_be_read_is_put_aside_by_its_number(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    elena = await world.guardian("elena", "anna")
    broken = {"update_id": 1, "message": {"message_id": "Секрет", "from": {"id": elena.id}}}
    nameless: dict[str, Any] = {"message": {}}
    odd = {"update_id": 2**63, "message": {}}
    await world.app.intake.take([broken, nameless, odd, message(2, elena.id, "/help")])
    await world.app.intake.settle()
    assert "update 1 cannot be read and is put aside" in caplog.text
    assert "Секрет" not in caplog.text
    assert elena.text
    assert not await world.rows(select(t.inbox_update).where(t.inbox_update.c.body.is_not(None)))


async def test_a_chat_knows_its_bot_and_follows_its_person_to_another(world: World) -> None:
    """The bot that was left says that it is blocked, and that is nobody's business any more."""
    elena = await world.guardian("elena", "anna")
    await world.change(t.chat, elena.id, bot_id=0)
    await elena.send("/help")

    async def row() -> dict[str, Any]:
        (found,) = await world.rows(select(t.chat).where(t.chat.c.id == elena.id))
        return found

    first, app = world.app.bot.id, world.app
    assert (await row())["bot_id"] == first
    world.telegram.add_bot(OTHER_TOKEN)
    other = build_app(
        Settings(_env_file=None, bot_token=OTHER_TOKEN),
        clock=world.clock,
        session=InProcessSession(world.telegram),
        database=app.database,
        pace=Unpaced(),
    )
    # The playground's chats are one bot's, so only the row is looked at.
    await other.intake.take([message(1, elena.id, "Добрый день")])
    await other.intake.settle()
    assert (await row())["bot_id"] == other.bot.id
    blocked = {
        "chat": {"id": elena.id, "type": "private", "first_name": "Елена"},
        "from": {"id": elena.id, "is_bot": False, "first_name": "Елена"},
        "date": 0,
        "old_chat_member": {"status": "member", "user": _user(first)},
        "new_chat_member": {"status": "kicked", "user": _user(first), "until_date": 0},
    }
    await app.intake.take([{"update_id": 7, "my_chat_member": blocked}])
    await app.intake.settle()
    assert (await row())["unreachable_since"] is None
    assert (await row())["bot_id"] == other.bot.id
    await other.intake.take([{"update_id": 7, "my_chat_member": blocked}])
    await other.intake.settle()
    assert (await row())["unreachable_since"] is not None


def _user(user_id: int) -> dict[str, Any]:
    return {"id": user_id, "is_bot": True, "first_name": "Дневник"}


async def test_two_bots_have_an_inbox_each(world: World) -> None:
    """The same number from two bots is two updates, and each answers its own."""
    elena = await world.guardian("elena", "anna")
    async with world.app.database.write(world.clock()) as uow:
        await uow.inbox.put(99, [Received(1, elena.id, "{}")])
        await uow.commit()
    await world.app.intake.take([message(1, elena.id, "/help")])
    await world.restart()
    assert elena.text
    left = await world.rows(select(t.inbox_update).where(t.inbox_update.c.body.is_not(None)))
    assert [row["bot_id"] for row in left] == [99]


async def test_reading_costs_no_commit_while_there_is_more_to_store(world: World) -> None:
    """Two batches, two commits: what the first was is ticked off with the second."""
    elena = await world.guardian("elena", "anna")
    await world.settle()
    commits = 0
    commit = SqlUnitOfWork.commit

    async def counting(self: SqlUnitOfWork) -> None:
        nonlocal commits
        commits += 1
        await commit(self)

    with pytest.MonkeyPatch.context() as watched:
        watched.setattr(SqlUnitOfWork, "commit", counting)
        for number in range(1, 40, 10):
            texts = [message(n, elena.id, "/help") for n in range(number, number + 10)]
            await world.app.intake.take(texts)
            await world.app.intake._lanes.idle()
        assert commits == 4
        await world.app.intake.settle()
        assert commits == 5
