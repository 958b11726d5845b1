"""Naming trusted persons in tests, as a parent does it in the chat."""

import re
from datetime import timedelta

from tests.support.people import Client, World, text_of

CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


async def open_circle(parent: Client) -> None:
    await parent.send("/settings")
    await parent.click("Доверенные лица")


async def name_somebody(
    parent: Client,
    *ticks: str,
    relation: str = "Бабушка",
    term: str = "Месяц",
    name: str = "Иванова Мария Петровна",
) -> str:
    """From the settings to the code; `ticks` are tapped, which sets them or takes them away."""
    await open_circle(parent)
    await parent.click("Добавить")
    await parent.click(relation)
    for tick in ticks:
        await parent.click(tick)
    await parent.click(term)
    await parent.click("Подтверждаю")
    await parent.send(name)
    return code_of(parent)


def code_of(parent: Client) -> str:
    """The code of the newest message that has one."""
    for message in parent.from_bot[::-1]:
        found = CODE.search(text_of(message))
        if found:
            return found[0]
    raise AssertionError(parent.text)


async def connect(world: World, code: str) -> Client:
    client = world.newcomer()
    await client.send(code)
    await client.click("Да, подключить")
    return client


async def trusted(world: World, parent: Client, *ticks: str, term: str = "Месяц") -> Client:
    """A grandmother who is connected."""
    return await connect(world, await name_somebody(parent, *ticks, term=term))


def sections(client: Client) -> set[str]:
    """The sections on the first screen."""
    return set(client.labels) - {"Настройки"}


async def everything_leaves(world: World) -> None:
    """A chat gets one message a second at the most."""
    for _ in range(6):
        await world.app.sender.pump()
        world.clock.advance(timedelta(seconds=2))
