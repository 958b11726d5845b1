"""Reading transactions."""

from sqlalchemy import func, select

from storage import tables as t
from storage.database import Database
from tests.support.clock import OwnClock


async def test_one_that_read_nothing_leaves_nothing_open(
    database: Database, clock: OwnClock
) -> None:
    for _ in range(2):
        async with database.read(clock()):
            pass
    async with database.read(clock()) as uow:
        assert await uow.connection.scalar(select(func.count()).select_from(t.chat)) == 0
