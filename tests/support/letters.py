"""Letters to families in tests, as the homeroom teacher writes them."""

from sqlalchemy import select

from storage import tables as t
from tests.support.people import Client, World

TEXT = "Уважаемые родители!\nЗавтра <собрание> в 18:30 & чай."


async def written(world: World, *families: str, text: str = TEXT) -> Client:
    """The homeroom teacher with the preview of a letter to all, or to these pupils' families."""
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Написать родителям")
    if families:
        await teacher.click("Выбрать семьи")
        for family in families:
            await teacher.click(family)
        await teacher.click(f"Написать · {len(families)}")
    else:
        await teacher.click("Всем родителям")
    await teacher.send(text)
    return teacher


async def sent(world: World, *families: str, text: str = TEXT) -> Client:
    teacher = await written(world, *families, text=text)
    await teacher.click("Отправить")
    return teacher


async def letters(world: World) -> list[tuple[int, str]]:
    rows = await world.rows(select(t.message).order_by(t.message.c.id))
    return [(row["sender_id"], row["text"]) for row in rows]
