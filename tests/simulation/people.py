"""What people do: the school through buttons of the bot, families with their phones.

Everything goes in as an update. A press carries callback data as a doctored application could send
it, so nobody has to walk through screens to get to the button.
"""

import random
from collections.abc import Sequence
from datetime import date
from functools import partial

from aiogram.filters.callback_data import CallbackData
from sqlalchemy import delete, insert, select, update

from domain.actor import Actor
from domain.attendance.model import Status
from domain.marks.value import NOTHING
from domain.messages.writing import Audience, send_draft, write_draft
from handlers.binding.callbacks import Leave
from handlers.final_marks.setting_callbacks import DraftFinalMark, SaveFinalMarks
from handlers.lessons.callbacks import AskHomework, FinishRollCall, TapPupil
from handlers.lessons.mark_callbacks import RemoveMark, SetMark
from storage import tables as t
from tests.simulation.machine import Machine
from tests.simulation.town import Pupil, Section
from tests.simulation.truth import Truth
from tests.support.people import keyboard_of

_COMMANDS = ("/menu", "/schedule", "/marks", "/homework", "/attendance", "/finals", "/messages")
# They leave, end others' bindings, change the language or what is told: that would be another day.
_LEFT_ALONE = ("bx", "be", "sl", "n", "+n")


class School:
    """What teachers do; each deed leaves its update with Telegram, nobody feeds it here."""

    def __init__(self, machine: Machine, chance: random.Random) -> None:
        self._machine = machine
        self._chance = chance
        self._telegram = machine.telegram
        self.letters = 0

    def press(self, person_id: int, data: CallbackData) -> None:
        """On the last message of the bot, whatever buttons it has."""
        chat_id = self._machine.town.chat(person_id)
        chat = self._telegram.chat(chat_id)
        last = max(number for number, each in chat.messages.items() if each.outgoing)
        self._telegram.click(chat_id, last, data.pack(), forged=True)

    def call_roll(self, section: Section, day: date, found: dict[int, Status]) -> None:
        lesson = section.lessons[day]
        for pupil, status in found.items():
            self.press(
                section.teacher_id, TapPupil(lesson_id=lesson, student_id=pupil, status=status)
            )
        self.press(section.teacher_id, FinishRollCall(lesson_id=lesson))

    def set_mark(self, section: Section, day: date, pupil_id: int, value: int) -> None:
        self.press(
            section.teacher_id,
            SetMark(
                lesson_id=section.lessons[day],
                work_type_id=self._machine.town.work_type_id,
                student_id=pupil_id,
                nth=0,
                code=str(value),
                seen=NOTHING,
            ),
        )

    async def remove_mark(self, section: Section, day: date, pupil_id: int) -> None:
        mark = t.mark.c
        lesson = section.lessons[day]
        found = await self._machine.rows(
            select(mark.id).where(mark.lesson_id == lesson, mark.student_id == pupil_id)
        )
        for row in found:
            self.press(section.teacher_id, RemoveMark(lesson_id=lesson, mark_id=row.id))

    def set_finals(self, section: Section, marks: dict[int, int]) -> None:
        period = self._machine.town.period_id
        for pupil, value in marks.items():
            self.press(
                section.teacher_id,
                DraftFinalMark(
                    section_id=section.id, period_id=period, student_id=pupil, code=str(value)
                ),
            )
            # Where the mark follows from those beneath it nobody asks why: words in vain.
            chat_id = self._machine.town.chat(section.teacher_id)
            self._telegram.send_text(chat_id, "По итогам темы")
        self.press(section.teacher_id, SaveFinalMarks(section_id=section.id, period_id=period))

    def set_homework(self, section: Section, day: date) -> None:
        self.press(section.teacher_id, AskHomework(lesson_id=section.lessons[day]))
        chat_id = self._machine.town.chat(section.teacher_id)
        self._telegram.send_text(chat_id, f"Параграф {self._chance.randint(1, 99)}")

    async def write_letter(self, class_id: int, pupils: Sequence[Pupil]) -> None:
        """A letter to some families, written and sent in one transaction."""
        await self._machine.live(partial(self._write_letter, class_id, pupils))

    async def _write_letter(self, class_id: int, pupils: Sequence[Pupil]) -> None:
        self.letters += 1
        chat_id = self._machine.town.chat(self._machine.town.classes[class_id])
        async with self._machine.app.database.write(self._machine.clock()) as uow:
            actor: Actor = (await uow.chats.session(chat_id)).actor
            audience = Audience(class_id, tuple(each.id for each in pupils))
            draft = await write_draft(uow, actor, audience, f"Письмо {self.letters}.")
            await send_draft(uow, actor, draft.id)
            await uow.commit()

    def end_guardianship(self, truth: Truth, guardian_id: int, pupil: Pupil) -> None:
        """The school's list says so, as an import would have it."""
        ward = t.guardianship.c
        self._machine.change(
            delete(t.guardianship).where(
                ward.guardian_id == guardian_id, ward.student_id == pupil.id
            )
        )
        truth.end_guardianship(guardian_id, pupil.id)

    def leave_school(self, truth: Truth, pupil: Pupil) -> None:
        self._machine.change(
            update(t.person).where(t.person.c.id == pupil.id).values(is_active=False)
        )
        truth.leave_school(pupil.id)

    def move(self, truth: Truth, pupil: Pupil, class_id: int, day: date) -> None:
        """To another class: the family reads on, the old class's teacher does not."""
        moved = t.enrollment.c.student_id == pupil.id
        new = {"student_id": pupil.id, "school_class_id": class_id, "begins": day}
        self._machine.change(
            update(t.enrollment).where(moved).values(ends=day), insert(t.enrollment).values(**new)
        )
        truth.class_of[pupil.id] = class_id


class Family:
    """One phone: what its owner does unasked."""

    def __init__(self, machine: Machine, chance: random.Random, chat_id: int) -> None:
        self._telegram = machine.telegram
        self._chance = chance
        self.chat_id = chat_id

    @property
    def is_blocked(self) -> bool:
        return self._telegram.chat(self.chat_id).blocked

    def read(self) -> None:
        """A command, or a button on the last message."""
        if self.is_blocked:
            return
        chat = self._telegram.chat(self.chat_id)
        last = next(each for each in reversed(chat.messages.values()) if each.outgoing)
        offered = [
            button["callback_data"]
            for row in keyboard_of(last.json)
            for button in row
            if not button.get("callback_data", "bx").startswith(_LEFT_ALONE)
        ]
        if offered and self._chance.random() < 0.6:
            data = self._chance.choice(offered)
            self._telegram.click(self.chat_id, last.json["message_id"], data)
        else:
            self._telegram.send_text(self.chat_id, self._chance.choice(_COMMANDS))

    def block(self) -> None:
        if not self.is_blocked:
            self._telegram.block(self.chat_id)

    def unblock(self) -> None:
        if self.is_blocked:
            self._telegram.unblock(self.chat_id)

    def leave(self) -> None:
        """«Да, отключить», everything at once."""
        chat = self._telegram.chat(self.chat_id)
        last = max(number for number, each in chat.messages.items() if each.outgoing)
        self._telegram.click(self.chat_id, last, Leave().pack(), forged=True)
