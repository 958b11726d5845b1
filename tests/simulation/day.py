"""A school day by chance: who does what when, decided by the seed before anything happens."""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial

from domain.absences.case import Answer
from domain.attendance.model import Status
from domain.timetable.edits import Edit
from handlers.absences.callbacks import AnswerAbsence
from tests.simulation.decisions import Change, Decisions, lessons_ahead, lessons_closed
from tests.simulation.machine import Machine
from tests.simulation.people import Family, School
from tests.simulation.town import Pupil, Section
from tests.simulation.truth import Truth
from tests.support.clock import MOSCOW
from tests.support.school import BELLS

Act = Callable[[], Awaitable[None] | None]


@dataclass(frozen=True, slots=True)
class Habits:
    """How much happens in a day, as shares of those to whom it can happen."""

    absent: float = 0.12
    marked: float = 0.3
    changed: float = 0.3  # of marks and absences
    finals: float = 0.4  # of subjects
    letters: int = 2
    reads: int = 8
    blocks: float = 0.06
    unbinds: float = 0.04
    ended: float = 0.03  # guardianships that the school ends
    moved: float = 0.05  # pupils who change their class
    edits: float = 0.25  # of subjects, one lesson that lies ahead
    taken_back: float = 0.5  # of these
    requests: float = 0.15  # of subjects, for the mark of one pupil
    answers: float = 0.4  # pupils of whose absence somebody says something, asked or not


@dataclass(order=True, frozen=True, slots=True)
class Deed:
    at: datetime
    number: int
    act: Act = field(compare=False)


class Day:
    """The deeds of one date, in their order."""

    def __init__(
        self, machine: Machine, truth: Truth, day: date, seed: int, habits: Habits
    ) -> None:
        self._machine = machine
        self._truth = truth
        self._day = day
        self._habits = habits
        self._chance = random.Random(seed)
        self._school = School(machine, self._chance)
        self._deeds: list[Deed] = []
        self._held: dict[tuple[int, int], list[int]] = {}  # values a mark may still take
        self._plan()

    @property
    def deeds(self) -> list[Deed]:
        return sorted(self._deeds)

    def _plan(self) -> None:
        at_school = self._day.isoweekday() < 6
        for section in self._machine.town.sections if at_school else ():
            pupils = self._machine.town.of_class(section.class_id)
            self._plan_roll_call(section, pupils)
            self._plan_marks(section, pupils)
            if self._happens(self._habits.finals):
                self._plan_finals(section, pupils)
            if self._happens(0.5):
                at = self._at(BELLS[section.number][1], 60)
                self._do(at, partial(self._school.set_homework, section, self._day))
        self._plan_letters()
        self._plan_jobs()
        self._plan_families()
        self._plan_answers()
        for section in self._machine.town.sections if at_school else ():
            self._plan_edits(section)
            self._plan_requests(section)

    def _plan_roll_call(self, section: Section, pupils: list[Pupil]) -> None:
        begun = BELLS[section.number][0]
        found = {
            each.id: self._chance.choice((Status.ABSENT, Status.ABSENT, Status.LATE))
            for each in pupils
            if self._happens(self._habits.absent)
        }
        call = self._school.call_roll
        self._do(self._at(begun + 3, 10), partial(call, section, self._day, found))
        others = {Status.ABSENT: Status.LATE, Status.LATE: Status.PRESENT}
        again = {
            pupil: others[status]
            for pupil, status in found.items()
            if self._happens(self._habits.changed)
        }
        if again:
            self._do(self._at(begun + 15, 120), partial(call, section, self._day, again))

    def _plan_marks(self, section: Section, pupils: list[Pupil]) -> None:
        for pupil in pupils:
            if not self._happens(self._habits.marked):
                continue
            values = self._chance.sample((2, 3, 4, 5), 4)
            at = self._at(BELLS[section.number][0] + 5, 40)
            set_mark = partial(self._school.set_mark, section, self._day, pupil.id)
            self._do(at, partial(set_mark, values.pop()))
            while values and self._happens(self._habits.changed):
                at += timedelta(minutes=self._chance.choice((0, 1, 5, 45, 200)))
                self._do(at, partial(set_mark, values.pop()))
            if self._happens(self._habits.changed / 3):
                at += timedelta(minutes=self._chance.choice((0, 2, 30, 240)))
                self._do(at, partial(self._school.remove_mark, section, self._day, pupil.id))

    def _plan_finals(self, section: Section, pupils: list[Pupil]) -> None:
        chosen = {each.id: self._chance.sample((2, 3, 4, 5), 2) for each in pupils}
        at = self._at(13 * 60, 120)
        first = {pupil: values[0] for pupil, values in chosen.items()}
        self._do(at, partial(self._school.set_finals, section, first))
        again = {
            pupil: values[1]
            for pupil, values in chosen.items()
            if self._happens(self._habits.changed / 2)
        }
        if again:
            at += timedelta(minutes=self._chance.choice((1, 20, 180)))
            self._do(at, partial(self._school.set_finals, section, again))

    def _plan_letters(self) -> None:
        for _ in range(self._habits.letters):
            class_id = self._chance.choice(list(self._machine.town.classes))
            pupils = self._machine.town.of_class(class_id)
            to = self._chance.sample(pupils, self._chance.randint(1, len(pupils)))
            self._do(self._at(9 * 60, 9 * 60), partial(self._write, class_id, to))

    def _plan_jobs(self) -> None:
        """Some of the times at which the clockwork looks; the evening cards among them."""
        for minute in (7 * 60, 18 * 60 + 50, 19 * 60 + 16, 21 * 60):
            self._do(self._at(minute, 1), self._machine.run_jobs)

    def _plan_families(self) -> None:
        town, habits = self._machine.town, self._habits
        phones = {
            chat: Family(self._machine, self._chance, chat)
            for chat, _person, role, _pupil in town.bindings
            if role != "staff"
        }
        for _ in range(habits.reads):
            self._do(self._at(7 * 60, 14 * 60), self._chance.choice(list(phones.values())).read)
        for chat, phone in phones.items():
            if self._happens(habits.unbinds):
                self._do(self._at(8 * 60, 8 * 60), partial(self._leave, phone, chat))
            elif self._happens(habits.blocks):
                at = self._at(8 * 60, 6 * 60)
                self._do(at, phone.block)
                if self._happens(0.6):
                    self._do(at + timedelta(minutes=self._chance.randint(1, 300)), phone.unblock)
        for pupil in town.pupils:
            if self._happens(habits.ended):
                end = self._school.end_guardianship
                guardian = self._chance.choice(pupil.guardians)
                self._do(self._at(8 * 60, 8 * 60), partial(end, self._truth, guardian, pupil))
            if self._happens(habits.moved) and len(town.classes) > 1:
                others = [each for each in town.classes if each != pupil.class_id]
                move = partial(
                    self._school.move, self._truth, pupil, self._chance.choice(others), self._day
                )
                self._do(self._at(14 * 60, 4 * 60), move)

    def _plan_answers(self) -> None:
        """Some of the looks at whom nobody has found yet, and what parents say meanwhile."""
        for minute in (9 * 60, 9 * 60 + 40, 10 * 60 + 20, 11 * 60):
            self._do(self._at(minute, 20), self._machine.run_jobs)
        for pupil in self._machine.town.pupils:
            while self._happens(self._habits.answers):
                guardian = self._chance.choice(pupil.guardians)
                said = partial(self._answer, guardian, pupil, self._chance.choice([*Answer]))
                self._do(self._at(8 * 60 + 35, 180), said)

    def _plan_edits(self, section: Section) -> None:
        """Changed, perhaps taken back, and then changed otherwise.

        Once taken back: of two times in the same words nobody could tell which was meant.
        """
        ahead = lessons_ahead(section, self._day)
        if not ahead or not self._happens(self._habits.edits):
            return
        decisions = Decisions(self._machine, self._school)
        lesson = ahead[0]
        at = self._at(8 * 60, 9 * 60)
        self._do(at, partial(decisions.change, self._edit(section, lesson)))
        if self._happens(self._habits.taken_back):
            at += timedelta(minutes=self._chance.choice((0, 1, 10, 60, 200)))
            self._do(at, partial(decisions.take_back, lesson))
            at += timedelta(minutes=self._chance.choice((0, 3, 45)))
            self._do(at, partial(decisions.change, self._edit(section, lesson)))

    def _edit(self, section: Section, lesson: int) -> Change:
        others = [each for each in self._machine.town.teachers if each != section.teacher_id]
        values = {
            Edit.CANCEL: "",
            Edit.TEACHER: str(self._chance.choice(others)),
            Edit.ROOM: str(self._chance.randint(300, 399)),
        }
        kind = self._chance.choice([*values])
        return Change(lesson, kind, values[kind])

    def _plan_requests(self, section: Section) -> None:
        closed = lessons_closed(section, self._day)
        if not closed or not self._happens(self._habits.requests):
            return
        decisions = Decisions(self._machine, self._school)
        pupil = self._chance.choice(self._machine.town.of_class(section.class_id))
        at = self._at(8 * 60, 8 * 60)
        self._do(at, partial(decisions.ask, section, closed[-1], pupil.id))
        at += timedelta(minutes=self._chance.choice((0, 5, 90)))
        self._do(at, partial(decisions.answer, opens=self._happens(0.5)))

    def _answer(self, guardian: int, pupil: Pupil, answer: Answer) -> None:
        phone = Family(self._machine, self._chance, self._machine.town.chat(guardian))
        if not phone.is_blocked:
            to = AnswerAbsence(student_id=pupil.id, day=self._day.toordinal(), answer=answer)
            self._school.press(guardian, to)

    def _leave(self, phone: Family, chat: int) -> None:
        if not phone.is_blocked and self._truth.hears_of(chat):
            phone.leave()
            self._truth.leaving.add(chat)

    async def _write(self, class_id: int, to: list[Pupil]) -> None:
        still = [each for each in to if self._truth.may_be_written_of(each, class_id)]
        if still:
            await self._school.write_letter(class_id, still)

    def _happens(self, share: float) -> bool:
        return self._chance.random() < share

    def _at(self, minute: int, within: int) -> datetime:
        """A moment of the date, from that minute on; seconds are drawn as well."""
        midnight = datetime.combine(self._day, time(), MOSCOW)
        return midnight + timedelta(minutes=minute, seconds=self._chance.uniform(0, within * 60))

    def _do(self, at: datetime, act: Act) -> None:
        self._deeds.append(Deed(at, len(self._deeds), act))
