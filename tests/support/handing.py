"""Handing out codes in tests: orders, the screen of the homeroom teacher, what is stored."""

from datetime import date

from sqlalchemy import select

from storage import tables as t
from tests.support.people import Client, World, text_of

FRIDAY = date(2026, 11, 20)


async def ordered(world: World, name: str, day: date) -> None:
    """An order of enrolment of this day, as an import would have it."""
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            t.account_order.insert().values(
                person_id=world.school[name], number="7", date=day, set_at=world.clock()
            )
        )
        await uow.commit()


async def in_class(world: World, name: str = "orlova") -> Client:
    teacher = await world.staff(name)
    await teacher.send("/class")
    await teacher.click("Коды")
    await teacher.click("Выдача")
    return teacher


def screen(client: Client) -> str:
    """What is above the document."""
    return text_of(next(each for each in client.from_bot[::-1] if "document" not in each))


async def handed(world: World) -> list[tuple[int, int]]:
    rows = await world.rows(select(t.code_handover).order_by(t.code_handover.c.person_id))
    return [(row["person_id"], row["student_id"]) for row in rows]
