"""The audit trail in tests: what stands in it, and what staff do to get there."""

from typing import Any

from sqlalchemy import insert, select

from storage import tables as t
from tests.support.people import Client, World
from tests.support.school import BEGAN

RECORDS = select(t.audit_record).order_by(t.audit_record.c.seq)


async def records(world: World, **wanted: Any) -> list[dict[str, Any]]:
    found = await world.rows(RECORDS)
    return [row for row in found if all(row[key] == value for key, value in wanted.items())]


async def looks(world: World) -> list[tuple[str, str, int]]:
    return [
        (row["action"], row["thing_kind"], row["thing_id"])
        for row in await records(world, before=None, after=None)
    ]


async def open_marks(teacher: Client) -> None:
    await teacher.send("/lessons")
    await teacher.click("3 · 7А ›")
    await teacher.click("Отметки")
    await teacher.click("Другая работа")
    await teacher.click("Контрольная")


async def set_mark(teacher: Client, name: str = "Белов", value: str = "4") -> None:
    await open_marks(teacher)
    await teacher.click(name)
    await teacher.click(value)


async def open_card(staff: Client, name: str = "Белов") -> None:
    await staff.send("/class")
    await staff.click("Семьи")
    await staff.click(name)


async def principal(world: World) -> Client:
    """The deputy is the director in this story."""
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            insert(t.role_assignment).values(
                person_id=world.school["deputy"], role="principal", begins=BEGAN.date()
            )
        )
        await uow.commit()
    return await world.staff("deputy")
