"""A school day in conversation: its clock, a teacher of algebra and English, and the sender."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from bot.evening_cards import plan_evening_cards
from domain.attendance.model import Status
from domain.attendance.roll_call import finish, tap
from domain.evening.planning import ONE_EDIT
from domain.homework.setting import set_homework
from domain.notices.model import Event
from storage import tables as t
from tests.support.clock import MOSCOW
from tests.support.outbox import Outbox
from tests.support.people import World
from tests.support.school import TODAY


class Day:
    """A school day with its clock, its teacher of algebra and of English, and the sender."""

    def __init__(self, world: World) -> None:
        self.world, self.outbox = world, Outbox(world)

    async def at(self, hour: int, minute: int = 0) -> None:
        """It is this time at the school; the job has run a little before, what is due leaves."""
        world = self.world
        moment = datetime(TODAY.year, TODAY.month, TODAY.day, hour, minute, tzinfo=MOSCOW)
        ahead = moment - timedelta(minutes=10)
        for each in (ahead, moment):
            if each > world.clock():
                world.clock.advance(each - world.clock())
                await plan_evening_cards(world.app)
        await world.app.sender.pump()

    async def pause(self) -> None:
        self.world.clock.advance(ONE_EDIT)
        await self.world.app.sender.pump()

    async def mark(self, value: int, work: str = "answer", section: str = "algebra") -> Event:
        event = await self.outbox.mark_event("anna", value, section=section, work=work)
        await self.tell(event)
        return event

    async def tell(self, *events: Event) -> None:
        await self.outbox.tell(*events)
        await self.world.app.sender.pump()

    async def roll_call(self, section: str, status: Status) -> None:
        """Her teacher taps Anna at this lesson, and «Готово»."""
        world, lesson = self.world, self.world.school.lesson(section)
        async with world.app.database.write(world.clock()) as uow:
            teacher = await uow.chats.session(world.people[0].id)
            await tap(uow, teacher.actor, lesson, world.school["anna"], status)
            await finish(uow, teacher.actor, lesson)
            await uow.commit()
        await world.app.sender.pump()

    async def set_homework(self, text: str) -> None:
        world, lesson = self.world, self.world.school.lesson("algebra")
        async with world.app.database.write(world.clock()) as uow:
            teacher = await uow.chats.session(world.people[0].id)
            await set_homework(uow, teacher.actor, lesson, text, 0, 0)
            await uow.commit()

    async def chooses(self, kind: str, choice: str) -> None:
        await self._keep(t.notice_choice, student_id=self.world.school["anna"], kind=kind,
                         choice=choice)  # fmt: skip

    async def hides_details(self) -> None:
        await self._keep(t.notice_habits, hides_details=True)

    async def _keep(self, table: Any, **values: Any) -> None:
        async with self.world.app.database.write(self.world.clock()) as uow:
            person = self.world.school["elena"]
            await uow.connection.execute(insert(table).values(person_id=person, **values))
            await uow.commit()
