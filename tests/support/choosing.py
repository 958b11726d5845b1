"""Choosing notifications in tests, and what becomes of the notices that wait."""

from sqlalchemy import select, update

from storage import tables as t
from tests.support.clock import MOSCOW
from tests.support.people import Client, World


async def choose(client: Client, kind: str, choice: str) -> None:
    """The two taps of a choice."""
    await client.click(kind)
    await client.click(choice)


async def due_times(world: World) -> list[str]:
    """When what waits may leave, on Moscow's clock."""
    rows = await world.rows(
        select(t.notice.c.due_at).where(t.notice.c.state == "pending").order_by(t.notice.c.id)
    )
    local = [row["due_at"].astimezone(MOSCOW) for row in rows]
    return [f"{each:%d %H:%M}" for each in local]


async def school_decides(world: World, **policy: object) -> None:
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            update(t.school).where(t.school.c.id == 1).values(policy=policy)
        )
        await uow.commit()
