"""Telegram's menu of commands follows the roles and the language of a chat."""

from typing import Any

import pytest
from sqlalchemy import select

from storage import tables as t
from tests.support.codes import connected, invite
from tests.support.people import Client, World, text_of
from tests.support.trusted import open_circle, trusted


async def menu(client: Client) -> dict[str, str]:
    """The commands of this chat's own menu with their descriptions."""
    world = client.world
    found: list[dict[str, Any]] = await world.telegram.call(
        world.app.bot.token,
        "getMyCommands",
        {"scope": {"type": "chat", "chat_id": client.id}},
    )
    return {each["command"]: each["description"] for each in found}


async def test_connecting_brings_the_commands_of_the_role(world: World) -> None:
    mother = await connected(world, "elena", "anna")
    commands = await menu(mother)
    assert commands["marks"] == "Оценки"
    assert not commands.keys() & {"lessons", "class", "start", "children"}
    second = await invite(world, "elena", "misha")
    await mother.send(second.code)
    await mother.click("Да")
    assert "children" in await menu(mother)


async def test_a_first_grade_has_no_commands_for_marks(world: World) -> None:
    mother = await connected(world, "elena", "misha")
    assert not (await menu(mother)).keys() & {"marks", "finals", "homework"}


async def test_leaving_takes_the_commands_away(world: World) -> None:
    mother = await connected(world, "elena", "anna")
    await mother.send("/leave")
    await mother.click("Да, отключить")
    assert list(await menu(mother)) == ["start", "language", "help"]


async def test_the_language_of_the_commands_follows(world: World) -> None:
    mother = await connected(world, "elena", "anna")
    await mother.send("/language")
    await mother.click("English")
    assert (await menu(mother))["schedule"] == "Timetable"


async def test_a_stranger_may_choose_the_language_of_the_commands(world: World) -> None:
    stranger = world.newcomer()
    await stranger.send("/language")
    await stranger.click("English")
    assert (await menu(stranger))["start"] == "Connect with a code"


async def test_whoever_is_thrown_out_loses_the_commands(world: World) -> None:
    """«Это не я» ends the other chat's access, and its menu with it."""
    mother = await world.guardian("elena", "anna")
    stranger = await connected(world, "dmitry", "anna")
    assert "marks" in await menu(stranger)
    await world.app.sender.pump()
    await mother.click("Это не я")
    assert "marks" not in await menu(stranger)


@pytest.mark.parametrize("ending", ["Закрыть доступ", "Новый код"])
async def test_a_trusted_person_whose_access_ends_loses_the_commands(
    world: World, ending: str
) -> None:
    mother = await world.guardian("elena", "anna")
    grandmother = await trusted(world, mother)
    assert "schedule" in await menu(grandmother)
    await open_circle(mother)
    await mother.click("Мария Петровна")
    assert "Новый код сразу закроет чат, подключённый сейчас." in mother.text
    await mother.click(ending)
    assert list(await menu(grandmother)) == ["start", "language", "help"]
    told = "Прежний чат закрыт: дневник в нём больше не виден."
    assert any(told in text_of(each) for each in mother.from_bot) == (ending == "Новый код")


async def test_a_chat_that_lost_its_access_unseen_gets_the_strangers_commands(world: World) -> None:
    mother = await connected(world, "elena", "anna")
    assert "marks" in await menu(mother)
    rows = await world.rows(select(t.binding.c.id))
    await world.change(t.binding, rows[-1]["id"], ended_at=world.clock())
    await mother.send("/marks")
    assert "код" in mother.text
    assert list(await menu(mother)) == ["start", "language", "help"]


async def test_start_renews_the_menu(world: World) -> None:
    teacher = await world.staff("orlova")
    assert await menu(teacher) == {}
    await teacher.send("/start")
    commands = await menu(teacher)
    assert list(commands)[:3] == ["menu", "lessons", "class"]
    assert commands["messages"] == "Сообщения родителям"
    admin = await world.staff("admin")
    await admin.send("/start")
    assert "messages" not in await menu(admin), "there is nobody to write to"
