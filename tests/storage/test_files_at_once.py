"""Two files that come at once where there is room for one, on both databases."""

import asyncio

from sqlalchemy import text

from domain.attachments.model import MEGABYTE, FileKind, Incoming, Owner
from domain.attachments.room import has_room
from domain.calendar import School
from domain.errors import Refused
from domain.policy import SchoolPolicy
from storage.database import Database
from storage.uow import SqlUnitOfWork
from tests.support.at_once import until_it_waits
from tests.support.clock import MOSCOW, OwnClock
from tests.support.school import SmallSchool


def a_file(of: str) -> Incoming:
    size = 700 * 1024
    return Incoming(FileKind.DOCUMENT, of, of, 42, f"{of}.pdf", "application/pdf", size)


async def add(uow: SqlUnitOfWork, school: SmallSchool, by: str) -> None:
    policy = SchoolPolicy(school_files_mb=1)
    of_school = School(school.id, "Школа № 1", MOSCOW, policy)
    await has_room(uow, of_school, a_file(by), school[by], is_family=True)
    await uow.attachments.add(Owner.SUBMISSION, school[by], a_file(by), school[by])


async def test_the_second_is_measured_when_the_first_is_kept(
    database: Database, school: SmallSchool, clock: OwnClock
) -> None:
    """R108: the first waits until the second has asked, so that chance decides nothing."""
    first_is_in = asyncio.Event()

    async def second() -> str:
        await first_is_in.wait()
        async with database.write(clock()) as uow:
            try:
                await add(uow, school, "petr")
            except Refused as refused:
                return refused.code
            await uow.commit()
        return "kept"

    asked = asyncio.create_task(second())
    async with database.write(clock()) as uow:
        await add(uow, school, "anna")
        first_is_in.set()
        await until_it_waits(uow, asked)
        await uow.commit()
    assert await asked == "school_files_full"
    async with database.read(clock()) as uow:
        kept = await uow.connection.scalar(text("SELECT sum(size) FROM attachment"))
    assert kept <= MEGABYTE
