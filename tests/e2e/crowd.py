"""People who tap while the program dies and comes back, and what must have come of it."""

import itertools
import random
from collections import Counter, defaultdict

from aiogram.filters.callback_data import CallbackData

from domain.attendance.model import Status
from domain.marks.value import NOTHING
from handlers.final_marks.setting_callbacks import DraftFinalMark, SaveFinalMarks
from handlers.lessons.callbacks import AskHomework, FinishRollCall, TapPupil
from handlers.lessons.mark_callbacks import SetMark
from playground.telegram import Telegram
from tests.simulation.ledger import Subject
from tests.simulation.town import TODAY, Pupil, Section, Town

MARKS = (2, 3, 4, 5)
QUESTIONS = ("/help", "/homework", "/language", "/notifications")
"""Commands whose answers say nothing of marks or absences."""


class Crowd:
    """Every deed leaves its updates with Telegram and is noted as it must end."""

    def __init__(self, telegram: Telegram, town: Town, chance: random.Random) -> None:
        self._telegram = telegram
        self._town = town
        self._chance = chance
        self._tasks = itertools.count(1)
        self.states: dict[Subject, list[str]] = defaultdict(list)
        self.homework: set[str] = set()
        self.asked: Counter[int] = Counter()
        families = {chat for chat, _person, role, _pupil in town.bindings if role != "staff"}
        self._families = sorted(families)

    def act(self) -> None:
        """One deed of somebody."""
        section = self._chance.choice(self._town.sections)
        pupils = self._town.of_class(section.class_id)
        deeds = (self._mark, self._mark, self._mark, self._roll_call, self._finals, self._homework)
        self._chance.choice(deeds)(section, self._chance.sample(pupils, 2))
        self._ask()

    def _mark(self, section: Section, pupils: list[Pupil]) -> None:
        """Some press twice, some think again: handled once more, the first would come back."""
        for _ in range(self._chance.choice((1, 2))):
            states = self.states["mark", pupils[0].id, section.subject_id]
            value = self._chance.choice([each for each in MARKS if states[-1:] != [str(each)]])
            data = SetMark(
                lesson_id=section.lessons[TODAY],
                work_type_id=self._town.work_type_id,
                student_id=pupils[0].id,
                nth=0,
                code=str(value),
                seen=NOTHING,
            )
            states.append(str(value))
            for _ in range(self._chance.choice((1, 1, 1, 2))):
                self._press(section, data)

    def _roll_call(self, section: Section, pupils: list[Pupil]) -> None:
        lesson = section.lessons[TODAY]
        for pupil in pupils:
            status = self._chance.choice(list(Status))
            self._press(section, TapPupil(lesson_id=lesson, student_id=pupil.id, status=status))
            self._note("absence", pupil, section, status.value, first=Status.PRESENT.value)
        self._press(section, FinishRollCall(lesson_id=lesson))

    def _finals(self, section: Section, pupils: list[Pupil]) -> None:
        period = self._town.period_id
        for pupil in pupils:
            value = self._chance.choice(MARKS)
            data = DraftFinalMark(
                section_id=section.id, period_id=period, student_id=pupil.id, code=str(value)
            )
            self._press(section, data)
            # Where the mark follows from those beneath it nobody asks why: words in vain.
            self._telegram.send_text(self._town.chat(section.teacher_id), "По итогам темы")
            self._note("final_mark", pupil, section, str(value))
        self._press(section, SaveFinalMarks(section_id=section.id, period_id=period))

    def _homework(self, section: Section, _pupils: list[Pupil]) -> None:
        """The words belong to the button pressed before them."""
        text = f"Параграф {next(self._tasks)}"
        self._press(section, AskHomework(lesson_id=section.lessons[TODAY]))
        self._telegram.send_text(self._town.chat(section.teacher_id), text)
        self.homework.add(text)

    def _ask(self) -> None:
        chat_id = self._chance.choice(self._families)
        self._telegram.send_text(chat_id, self._chance.choice(QUESTIONS))
        self.asked[chat_id] += 1

    def _note(
        self, kind: str, pupil: Pupil, section: Section, state: str, first: str | None = None
    ) -> None:
        """What says again what is recorded already is no event."""
        about = (kind, pupil.id, section.subject_id)
        before = self.states[about][-1] if about in self.states else first
        if state != before:
            self.states[about].append(state)

    def _press(self, section: Section, data: CallbackData) -> None:
        """On the last message of the bot, whatever buttons it has."""
        chat_id = self._town.chat(section.teacher_id)
        chat = self._telegram.chat(chat_id)
        last = max(number for number, each in chat.messages.items() if each.outgoing)
        self._telegram.click(chat_id, last, data.pack(), forged=True)
