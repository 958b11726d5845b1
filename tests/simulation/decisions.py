"""What is decided at school: changes of the timetable, and requests to open a mark with answers."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from domain.timetable.edits import Edit
from handlers.timetable.callbacks import EditLesson, UndoChange
from handlers.unlocks.callbacks import AskUnlock, AskWhyNot, GrantUnlock
from storage import tables as t
from tests.simulation.machine import Machine
from tests.simulation.people import School
from tests.simulation.town import Section, Town


@dataclass(frozen=True, slots=True)
class Change:
    """Of one lesson: it is off, another gives it, or it is elsewhere."""

    lesson_id: int
    kind: Edit
    value: str = ""


def lessons_ahead(section: Section, day: date) -> list[int]:
    """So far away that no change of them reads like the card of the next day."""
    return [
        lesson
        for of, lesson in sorted(section.lessons.items())
        if timedelta(days=2) <= of - day < timedelta(days=7) and of.isoweekday() > 1
    ]


def lessons_closed(section: Section, day: date) -> list[int]:
    """Their marks are closed: only the lesson's day is open to oral work."""
    return [lesson for of, lesson in sorted(section.lessons.items()) if of < day]


@dataclass(frozen=True, slots=True)
class Decisions:
    """The deputy decides; the teachers ask. Everything goes in as an update."""

    machine: Machine
    school: School

    @property
    def town(self) -> Town:
        return self.machine.town

    async def change(self, change: Change) -> None:
        """Unless another change stands on the lesson."""
        if await self._standing(change.lesson_id):
            return
        self.school.press(
            self.town.deputy,
            EditLesson(
                lesson_id=change.lesson_id, kind=change.kind, value=change.value, is_sure=True
            ),
        )

    async def take_back(self, lesson_id: int) -> None:
        """The change that stands on it, if there is one."""
        for decision_id in await self._standing(lesson_id):
            self.school.press(self.town.deputy, UndoChange(decision_id=decision_id))

    async def _standing(self, lesson_id: int) -> list[int]:
        decision = t.timetable_change.c
        rows = await self.machine.rows(
            select(decision.id)
            .join(t.lesson_change, t.lesson_change.c.change_id == decision.id)
            .where(t.lesson_change.c.lesson_id == lesson_id, decision.undone_at.is_(None))
        )
        return [row.id for row in rows]

    def ask(self, section: Section, lesson_id: int, pupil_id: int) -> None:
        """To open the place of a mark, with a reason."""
        place = AskUnlock(
            lesson_id=lesson_id,
            work_type_id=self.town.work_type_id,
            student_id=pupil_id,
            nth=0,
        )
        self.school.press(section.teacher_id, place)
        self._say(section.teacher_id, "Записано на бумаге")

    async def answer(self, *, opens: bool) -> None:
        """Whatever waits."""
        unlock = t.mark_unlock.c
        for row in await self.machine.rows(select(unlock.id).where(unlock.state == "asked")):
            if opens:
                self.school.press(self.town.deputy, GrantUnlock(unlock_id=row.id))
            else:
                self.school.press(self.town.deputy, AskWhyNot(unlock_id=row.id))
                self._say(self.town.deputy, "Поставьте на следующем уроке")

    def _say(self, person_id: int, text: str) -> None:
        self.machine.telegram.send_text(self.town.chat(person_id), text)
