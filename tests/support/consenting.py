"""What families do about consents in tests: connect, consent, withdraw."""

from datetime import date

from sqlalchemy import update

from storage import tables as t
from tests.support.codes import invite
from tests.support.people import Client, World


async def born(world: World, name: str, day: date) -> None:
    person = t.person.c.id == world.school[name]
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(update(t.person).where(person).values(birth_date=day))
        await uow.commit()


async def by_code(world: World, name: str, child: str, language_code: str = "ru") -> Client:
    issued = await invite(world, name, child)
    client = world.newcomer(language_code)
    await client.send(issued.code)
    await client.click("Да" if language_code == "ru" else "Yes")
    return client


async def consent_twice(client: Client) -> None:
    await client.click("Согласие: дневник")
    await client.click("Согласие: Telegram")


async def withdraw(client: Client, label: str) -> None:
    await client.send("/menu")
    await client.click("Настройки")
    await client.click("Согласия")
    await client.click(label)
    await client.click("Отозвать")
    await client.click("Да, отозвать")
