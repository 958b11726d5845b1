"""The outbox of a database, step by step, as a sender walks through it."""

from datetime import timedelta

from sqlalchemy import select

from domain.notices.model import Event, Kind, NewNotice
from domain.notices.outbox import Lease, Sent
from storage import tables as t
from storage.database import Database
from tests.support.clock import OwnClock
from tests.support.school import SmallSchool

MOTHER, FATHER, TEACHER = 501, 502, 504
BOT = 1
SHORT = timedelta(seconds=30)
NOTHING = timedelta()


class Line:
    """The outbox of one database, a transaction for every step."""

    def __init__(self, database: Database, school: SmallSchool, clock: OwnClock) -> None:
        self.database = database
        self.school = school
        self.clock = clock

    async def write(
        self, chat_id: int, kind: Kind, about: int = 1, ref: int = 1, *, due: timedelta = NOTHING
    ) -> None:
        event = Event(kind, self.school["anna"], ref, about)
        async with self.database.write(self.clock()) as uow:
            await uow.notices.add(
                [NewNotice(event, self.school["elena"], chat_id, self.clock() + due)]
            )
            await uow.commit()

    async def lease(self, messages: int = 9, bot: int = BOT) -> list[Lease]:
        async with self.database.write(self.clock()) as uow:
            leases = await uow.outbox.lease(bot, messages, self.clock() + SHORT)
            await uow.commit()
        return leases

    async def sent(self, lease: Lease, gap: timedelta = NOTHING, message: int = 77) -> None:
        async with self.database.write(self.clock()) as uow:
            told = {each.id: "5" for each in lease.notices}
            await uow.outbox.mark_sent([Sent(lease, told, message)], gap)
            await uow.commit()

    async def states(self) -> list[tuple[str, str]]:
        async with self.database.read(self.clock()) as uow:
            found = await uow.connection.execute(
                select(t.notice.c.state, t.notice.c.reason).order_by(t.notice.c.id)
            )
            return [tuple(row) for row in found]


def chats(leases: list[Lease]) -> list[int]:
    return [each.chat_id for each in leases]


def kinds(lease: Lease) -> list[Kind]:
    return [each.kind for each in lease.notices]
