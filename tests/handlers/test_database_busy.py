"""Updates that come while the database is locked or away: handled once it is back."""

import sqlite3
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.intake import MOST_TRIES
from storage import tables as t
from tests.support.people import Client, World

pytestmark = pytest.mark.usefixtures("whole_way")


@pytest.fixture
async def elena(world: World) -> Client:
    elena = await world.guardian("elena", "anna")
    await elena.send("/language")
    return elena


def locked(*_args: Any, **_values: Any) -> Any:
    raise OperationalError("BEGIN IMMEDIATE", None, sqlite3.OperationalError("database is locked"))


def away(*_args: Any, **_values: Any) -> Any:
    raise ConnectionRefusedError


def tap(world: World, client: Client, label: str) -> Any:
    rows = client.last["reply_markup"]["inline_keyboard"]
    row, col = next(
        (row, col)
        for row, buttons in enumerate(rows)
        for col, button in enumerate(buttons)
        if button["text"].startswith(label)
    )
    return world.telegram.click(client.id, client.last["message_id"], row=row, col=col)


def is_answered(query: Any) -> bool:
    return query.answer is not None


async def look_again(world: World) -> None:
    await world.app.intake.catch_up()
    await world.app.intake.settle()


async def waiting(world: World) -> int:
    inbox = t.inbox_update
    return len(await world.rows(select(inbox.c.update_id).where(inbox.c.handled_at.is_(None))))


async def chat_of(world: World, client: Client) -> dict[str, Any]:
    (chat,) = await world.rows(select(t.chat).where(t.chat.c.id == client.id))
    return chat


async def test_a_change_waits_until_the_database_is_free(world: World, elena: Client) -> None:
    query = tap(world, elena, "English")
    said = len(elena.from_bot)
    with pytest.MonkeyPatch.context() as busy:
        busy.setattr(world.app.database, "write", locked)
        await world.settle()
        await look_again(world)
        assert not is_answered(query)
        assert len(elena.from_bot) == said
        assert await waiting(world) == 1
    await look_again(world)
    assert is_answered(query)
    assert (await chat_of(world, elena))["locale"] == "en"
    assert await waiting(world) == 0


async def test_a_question_waits_as_well(world: World, elena: Client) -> None:
    said = len(elena.from_bot)
    world.telegram.send_text(elena.id, "/schedule")
    with pytest.MonkeyPatch.context() as broken:
        broken.setattr("storage.chats.Chats.session", away)
        await world.settle()
        assert len(elena.from_bot) == said
    await look_again(world)
    assert len(elena.from_bot) == said + 1
    assert "Физика" in elena.text


async def test_whoever_blocked_the_bot_meanwhile_is_known_to_have(
    world: World, elena: Client
) -> None:
    world.telegram.block(elena.id)
    with pytest.MonkeyPatch.context() as busy:
        busy.setattr(world.app.database, "write", locked)
        await world.settle()
    assert (await chat_of(world, elena))["unreachable_since"] is None
    await look_again(world)
    assert (await chat_of(world, elena))["unreachable_since"] is not None


async def test_what_follows_waits_for_its_turn(world: World, elena: Client) -> None:
    tap(world, elena, "English")
    world.telegram.send_text(elena.id, "/schedule")
    with pytest.MonkeyPatch.context() as busy:
        busy.setattr(world.app.database, "write", locked)
        await world.settle()
    assert await waiting(world) == 2
    await look_again(world)
    assert "Tuesday" in elena.text


async def test_in_the_end_the_person_is_told(world: World, elena: Client) -> None:
    query = tap(world, elena, "English")
    with pytest.MonkeyPatch.context() as busy:
        busy.setattr(world.app.database, "write", locked)
        await world.settle()
        for _ in range(MOST_TRIES - 2):
            await look_again(world)
        assert not is_answered(query)
        await look_again(world)
        assert is_answered(query)
    assert "У нас что-то сломалось" in elena.text
    assert await waiting(world) == 0
