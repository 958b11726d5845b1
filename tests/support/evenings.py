"""School evenings in tests: the clock moves, the job runs, the sender sends."""

from datetime import date, datetime, timedelta

from bot.evening_cards import plan_evening_cards
from domain.evening.planning import ONE_EDIT
from domain.homework.setting import set_homework
from domain.homework.ticking import tick_homework
from storage import tables as t
from tests.support.clock import MOSCOW
from tests.support.outbox import add
from tests.support.people import Client, World
from tests.support.school import TODAY

TOMORROW = TODAY + timedelta(days=1)


class Evenings:
    """The school's clock, the job and the sender."""

    def __init__(self, world: World) -> None:
        self.world = world

    async def at(self, hour: int, minute: int = 0, day: date = TODAY) -> None:
        """It is this time at the school; the job runs, and what is due leaves."""
        moment = datetime(day.year, day.month, day.day, hour, minute, tzinfo=MOSCOW)
        self.world.clock.advance(moment - self.world.clock())
        await plan_evening_cards(self.world.app)
        await self.world.app.sender.pump()

    async def pause(self) -> None:
        """Until an edit that waits for more has waited."""
        self.world.clock.advance(ONE_EDIT)
        await self.world.app.sender.pump()

    async def homework(self, text: str, section: str = "algebra", due: date = TOMORROW) -> int:
        """As if its teacher had set it before."""
        school = self.world.school
        async with self.world.app.database.write(self.world.clock()) as uow:
            made = await add(
                uow,
                t.homework,
                section_id=school.sections[section],
                lesson_id=school.lesson(section, TODAY),
                due_lesson_id=school.lessons.get((section, due)),
                due_date=due,
                text=text,
                set_at=self.world.clock(),
            )
            await uow.commit()
        return made

    async def set_homework(self, text: str, homework_id: int = 0) -> None:
        """The algebra teacher's act, due at the next lesson, which is tomorrow's."""
        async with self.world.app.database.write(self.world.clock()) as uow:
            teacher = await uow.chats.session(self.world.people[0].id)
            lesson = self.world.school.lesson("algebra")
            await set_homework(uow, teacher.actor, lesson, text, homework_id, 0)
            await uow.commit()

    async def tick(self, pupil: Client, child: str, homework_id: int) -> None:
        """The pupil's own act."""
        async with self.world.app.database.write(self.world.clock()) as uow:
            actor = (await uow.chats.session(pupil.id)).actor
            student_id = self.world.school[child]
            await tick_homework(uow, actor, student_id, homework_id, is_done=True)
            await uow.commit()
