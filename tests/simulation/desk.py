"""Use cases called directly: when Telegram is away, or the whole school writes at once."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from datetime import date
from functools import partial

from sqlalchemy import insert

from domain.actor import Actor
from domain.attendance.model import Status
from domain.attendance.roll_call import finish, tap
from domain.final_marks.setting import choose_mark, save_section
from domain.marks.journal import set_mark
from domain.messages.writing import Audience, send_draft, write_draft
from domain.notices.model import Event, Kind
from domain.notices.telling import tell_families
from storage import tables as t
from storage.uow import SqlUnitOfWork
from tests.simulation.machine import Machine
from tests.simulation.town import Pupil, Section

UseCase = Callable[[SqlUnitOfWork, Actor], Awaitable[object]]


class Desk:
    """Where somebody at school works; each call is one committed transaction."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine
        self._numbers = iter(range(1, 10_000_000))
        self.letters = 0

    async def do(self, person_id: int, use_case: UseCase) -> None:
        await self._machine.live(partial(self._do, person_id, use_case))

    async def _do(self, person_id: int, use_case: UseCase) -> None:
        chat_id = self._machine.town.chat(person_id)
        async with self._machine.app.database.write(self._machine.clock()) as uow:
            await use_case(uow, (await uow.chats.session(chat_id)).actor)
            await uow.commit()

    async def miss(self, section: Section, day: date, pupils: Iterable[Pupil]) -> None:
        """A roll call in which these were not there."""
        lesson = section.lessons[day]

        async def work(uow: SqlUnitOfWork, actor: Actor) -> None:
            for pupil in pupils:
                await tap(uow, actor, lesson, pupil.id, Status.ABSENT)
            await finish(uow, actor, lesson)

        await self.do(section.teacher_id, work)

    async def finals(self, section: Section, pupils: Iterable[Pupil], value: int = 4) -> None:
        period = self._machine.town.period_id

        async def work(uow: SqlUnitOfWork, actor: Actor) -> None:
            for pupil in pupils:
                await choose_mark(uow, actor, section.id, period, pupil.id, str(value), "По итогам")
            await save_section(uow, actor, section.id, period)

        await self.do(section.teacher_id, work)

    async def mark(self, section: Section, day: date, pupil: Pupil, value: int) -> None:
        work_type = self._machine.town.work_type_id

        async def work(uow: SqlUnitOfWork, actor: Actor) -> None:
            await set_mark(uow, actor, section.lessons[day], pupil.id, work_type, 0, str(value))

        await self.do(section.teacher_id, work)

    async def letter(self, class_id: int, pupils: Sequence[Pupil]) -> None:
        self.letters += 1
        audience = Audience(class_id, tuple(each.id for each in pupils))
        text = f"Письмо {self.letters}."

        async def work(uow: SqlUnitOfWork, actor: Actor) -> None:
            draft = await write_draft(uow, actor, audience, text)
            await send_draft(uow, actor, draft.id)

        await self.do(self._machine.town.classes[class_id], work)

    async def flood(self, pupils: Sequence[Pupil], subjects: int) -> int:
        """Final marks of whole classes, as an import would bring them; how many there were."""
        period, now = self._machine.town.period_id, self._machine.clock()
        marks, changes, events = [], [], []
        for pupil in pupils:
            for subject in range(1, subjects + 1):
                number = next(self._numbers)
                marks.append(
                    {
                        "id": number,
                        "student_id": pupil.id,
                        "subject_id": subject,
                        "grading_period_id": period,
                        "value": 2 + number % 4,
                        "set_at": now,
                    }
                )
                changes.append(
                    {
                        "id": number,
                        "final_mark_id": number,
                        "new_value": 2 + number % 4,
                        "changed_at": now,
                    }
                )
                events.append(Event(Kind.FINAL_MARK, pupil.id, number, number))

        async def work(uow: SqlUnitOfWork, _actor: Actor) -> None:
            await uow.connection.execute(insert(t.final_mark), marks)
            await uow.connection.execute(insert(t.final_mark_change), changes)
            await tell_families(uow, events)

        await self.do(self._machine.town.admin, work)
        return len(events)
