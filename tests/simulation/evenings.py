"""What staff and evenings have to bring, told by the world itself and never by the outbox."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select

from storage import tables as t
from tests.simulation.ledger import Due, Ledger
from tests.simulation.machine import Machine
from tests.simulation.town import Section, Town
from tests.simulation.truth import Truth
from tests.support.clock import MOSCOW

TASKS = ("tasks", 0, 0)
_TASKS_WITHIN = (time(18), time(21))  # the school's hour, and three more
_FORECASTS_WITHIN = (time(19), time(22))
_HEADS = """
    SELECT (SELECT MAX(id) FROM timetable_change), (SELECT COUNT(undone_at) FROM timetable_change),
           (SELECT MAX(id) FROM mark_unlock), (SELECT COUNT(decided_at) FROM mark_unlock)
"""


@dataclass(slots=True)
class Evenings:
    """Follows decisions, requests and the looks of the clockwork into the ledger."""

    machine: Machine
    truth: Truth
    ledger: Ledger
    _heads: Any = None
    _looked_at: datetime | None = None
    _teachers: dict[int, tuple[int, int]] = field(default_factory=dict)  # of decisions: old, new
    _undone: set[int] = field(default_factory=set)
    _asked: set[int] = field(default_factory=set)
    _answered: set[int] = field(default_factory=set)
    _lessons: dict[int, Section] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for section in self._town.sections:
            self._lessons |= dict.fromkeys(section.lessons.values(), section)

    @property
    def _town(self) -> Town:
        return self.machine.town

    async def look(self) -> None:
        self._evening()
        [heads] = self.machine.ask(_HEADS)
        if heads == self._heads:
            return
        self._heads = heads
        rows = await self.machine.rows(_CHANGES)
        for index, row in enumerate(rows):
            if row.id not in self._teachers:
                since = [each for each in rows[index + 1 :] if each.lesson_id == row.lesson_id]
                after = _left_by(row, since)
                self._teachers[row.id] = row.old_teacher_id, after.teacher_id
                self._changed(row, after)
            if row.undone_at is not None and row.id not in self._undone:
                self._undone.add(row.id)
                self._taken_back(row)
        for row in await self.machine.rows(_UNLOCKS):
            if row.id not in self._asked:
                self._asked.add(row.id)
                self._unlock(row, self._town.deputy, "asked")
            if row.state != "asked" and row.id not in self._answered:
                self._answered.add(row.id)
                self._unlock(row, row.asked_by, row.state)

    def _changed(self, row: Any, after: "_After") -> None:
        """Of a substitution each of the two teachers hears something else."""
        old, new = row.old_teacher_id, after.teacher_id
        of_family, of_old, of_new = f"room {after.location}", f"room {after.location}", ""
        if after.is_cancelled:
            of_family = of_old = "cancelled"
        elif old != new:
            of_family = f"teacher {self._number(new)}"
            of_old, of_new = f"given to {self._number(new)}", f"instead of {self._number(old)}"
        self._tell_families(row, of_family)
        if after.is_cancelled:
            self._stands_late(row)
        self._tell_teacher(row, old, of_old)
        if of_new:
            self._tell_teacher(row, new, of_new)

    def _stands_late(self, row: Any) -> None:
        """Who heard of an earlier decision reads, if late, that the lesson is cancelled by now."""
        section = self._lessons[row.lesson_id]
        about = ("teaching", section.class_id, section.subject_id)
        late = [key for key in self.ledger.calls if key[1] == about]
        self.ledger.late |= dict.fromkeys(late, "cancelled")

    def _taken_back(self, row: Any) -> None:
        self._tell_families(row, "usual")
        for teacher in dict.fromkeys(self._teachers[row.id]):
            self._tell_teacher(row, teacher, "undone")

    def _tell_families(self, row: Any, state: str) -> None:
        section, now = self._lessons[row.lesson_id], self.machine.clock()
        for pupil in self._town.of_class(section.class_id):
            about = ("lesson", pupil.id, section.subject_id)
            self.ledger.states.setdefault(about, []).append(state)
            self.ledger.due += [
                Due("lesson", row.lesson_id, chat, pupil.id, now)
                for chat in sorted(self.truth.chats_of(pupil.id))
            ]

    def _tell_teacher(self, row: Any, teacher_id: int, state: str) -> None:
        section, chat = self._lessons[row.lesson_id], self._town.chat(teacher_id)
        about = ("teaching", section.class_id, section.subject_id)
        self.ledger.call(chat, about, state)
        self.ledger.due.append(Due("teaching", row.id, chat, 0, self.machine.clock()))

    def _unlock(self, row: Any, person_id: int, state: str) -> None:
        chat = self._town.chat(person_id)
        about = ("unlock", row.student_id, self._lessons[row.lesson_id].subject_id)
        self.ledger.call(chat, about, state)
        self.ledger.due.append(Due("unlock", row.id, chat, row.student_id, self.machine.clock()))

    def _number(self, teacher_id: int) -> int:
        return self._town.teachers.index(teacher_id)

    def _evening(self) -> None:
        """A look that the program did not outlive may have told; after a whole one all are told."""
        tried, whole = self.machine.tried_at, self.machine.looked_at
        if tried is None or tried == self._looked_at:
            return
        self._looked_at = tried
        local = tried.astimezone(MOSCOW)
        if _is_within(local, _TASKS_WITHIN):
            for chat in self._lacking(local.date()):
                if (chat, TASKS) not in self.ledger.calls:
                    self.ledger.call(chat, TASKS, "told")
                if whole == tried:
                    self._due("tasks", local.date(), chat)
        if _is_within(local, _FORECASTS_WITHIN):
            for pupil in self._town.pupils:
                self.ledger.states.setdefault(("forecast", pupil.id, 0), ["told"])
            for chat in self._families() if whole == tried else ():
                self._due("forecast", local.date(), chat)

    def _due(self, kind: str, day: date, chat: int) -> None:
        self.ledger.due.append(Due(kind, day.toordinal(), chat, 0, self.machine.clock()))

    def _lacking(self, day: date) -> list[int]:
        """Nobody notes a topic here: no lesson's record is ever whole, yesterday's neither."""
        taught = [each.teacher_id for each in self._town.sections if day in each.lessons]
        people = dict.fromkeys([*taught, self._town.deputy] if taught else [])
        return [self._town.chat(each) for each in people]

    def _families(self) -> list[int]:
        """The chats that read of somebody and can be reached."""
        chats = dict.fromkeys(chat for chat, _, role, _ in self.truth.open if role != "staff")
        return sorted(
            chat
            for chat in chats
            if self.truth.hears_of(chat) and not self.machine.telegram.chat(chat).blocked
        )


@dataclass(frozen=True, slots=True)
class _After:
    """A lesson as a decision left it."""

    teacher_id: int
    location: str
    is_cancelled: bool


def _left_by(row: Any, since: list[Any]) -> _After:
    """What the next decision about the lesson found, or what there is now."""
    if since:
        found = since[0]
        return _After(found.old_teacher_id, found.old_location, found.old_cancelled)
    return _After(row.teacher_id, row.location, row.is_cancelled)


def _is_within(local: datetime, hours: tuple[time, time]) -> bool:
    return hours[0] <= local.time() < hours[1]


_CHANGES = (
    select(
        t.timetable_change.c.id,
        t.timetable_change.c.undone_at,
        t.lesson_change.c.lesson_id,
        t.lesson_change.c.old_teacher_id,
        t.lesson_change.c.old_location,
        t.lesson_change.c.old_cancelled,
        t.lesson.c.teacher_id,
        t.lesson.c.location,
        t.lesson.c.is_cancelled,
    )
    .join(t.lesson_change, t.lesson_change.c.change_id == t.timetable_change.c.id)
    .join(t.lesson, t.lesson.c.id == t.lesson_change.c.lesson_id)
    .order_by(t.timetable_change.c.id)
)
_UNLOCKS = select(
    t.mark_unlock.c.id,
    t.mark_unlock.c.state,
    t.mark_unlock.c.student_id,
    t.mark_unlock.c.lesson_id,
    t.mark_unlock.c.asked_by,
).order_by(t.mark_unlock.c.id)
