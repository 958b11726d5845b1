"""What has to be told to whom, written down from the journal itself and never from the outbox."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from storage import tables as t
from tests.simulation.calls import CALLS, Calls
from tests.simulation.observed import Observed
from tests.simulation.truth import Truth

Subject = tuple[str, int, int]
"""What a family reads about: kind, pupil, and the subject taught (or 0)."""


@dataclass(frozen=True, slots=True)
class Due:
    """One event and one chat that was entitled when it was committed."""

    kind: str
    ref_id: int
    chat_id: int
    pupil_id: int
    at: datetime


@dataclass(slots=True)
class Ledger:
    """Looks at the journal after every deed and notes what is new in it."""

    machine: Observed
    truth: Truth
    due: list[Due] = field(default_factory=list)
    states: dict[Subject, list[str]] = field(default_factory=dict)
    calls: dict[tuple[int, Subject], list[str]] = field(default_factory=dict)  # by chat
    called_at: dict[tuple[int, Subject, str], list[datetime]] = field(default_factory=dict)
    # What a message to a chat says if it comes late: what is so by then, though nobody is told.
    late: dict[tuple[int, Subject], str] = field(default_factory=dict)
    begun: dict[tuple[str, int], datetime] = field(default_factory=dict)
    _seen: dict[str, int] = field(default_factory=dict)
    _heads: Any = None
    _calls: Calls = field(init=False)

    def __post_init__(self) -> None:
        self._calls = Calls(self.machine.town, self.truth)

    async def look(self) -> None:
        [heads] = self.machine.ask(_HEADS)
        if heads == self._heads:
            return
        self._heads = heads
        for kind, statement, id_column in _JOURNALS:
            seen = self._seen.get(kind, 0)
            for row in await self.machine.rows(statement.where(id_column > seen)):
                self._seen[kind] = max(self._seen.get(kind, 0), row.id)
                self._note(kind, row)
        await self._letters()
        await self._called()

    def call(self, chat: int, about: Subject, says: str) -> None:
        """From now on the chat is to be told so once more."""
        self.calls.setdefault((chat, about), []).append(says)
        self.called_at.setdefault((chat, about, says), []).append(self.machine.clock())

    async def _called(self) -> None:
        seen = self._seen.get("presence", 0)
        rows = await self.machine.rows(CALLS.where(t.absence_call.c.id > seen))
        for call in self._calls.follow(rows):
            self._seen["presence"] = call.id
            about = (call.about, call.pupil_id, 0)
            now = self.machine.clock()
            for chat in sorted(call.chats | call.perhaps):
                self.call(chat, about, call.says)
            for chat in sorted(call.chats):
                self.due.append(Due("presence", call.id, chat, call.pupil_id, now))

    def _note(self, kind: str, row: Any) -> None:
        about = (kind, row.student_id, row.subject_id)
        self.states.setdefault(about, []).append(_state(row.state))
        self._expect(kind, row.id, row.student_id, self.truth.chats_of(row.student_id))

    def _expect(self, kind: str, ref_id: int, pupil_id: int, chats: set[int]) -> None:
        now = self.machine.clock()
        self.begun[kind, ref_id] = now
        self.due += [Due(kind, ref_id, chat, pupil_id, now) for chat in sorted(chats)]

    async def _letters(self) -> None:
        recipient = t.message_recipient.c
        rows = await self.machine.rows(
            select(recipient.message_id, recipient.person_id, recipient.student_id).where(
                recipient.message_id > self._seen.get("message", 0)
            )
        )
        for row in rows:
            self._seen["message"] = max(self._seen.get("message", 0), row.message_id)
            chat = self.machine.town.chat(row.person_id)
            chats = {chat} & self.truth.chats_of(row.student_id)
            self._expect("message", row.message_id, row.student_id, chats)


_HEADS = """
    SELECT (SELECT MAX(id) FROM mark_change), (SELECT MAX(id) FROM attendance_change),
           (SELECT MAX(id) FROM final_mark_change), (SELECT MAX(id) FROM message),
           (SELECT MAX(id) FROM absence_call)
"""


def _state(value: Any) -> str:
    return "removed" if value is None else str(value)


def _subject_of_lesson(lesson_id: Any, *columns: Any) -> Select[Any]:
    return (
        select(*columns, t.section.c.subject_id.label("subject_id"))
        .join(t.lesson, t.lesson.c.id == lesson_id)
        .join(t.section, t.section.c.id == t.lesson.c.section_id)
    )


_MARKS = (
    select(
        t.mark_change.c.id,
        t.mark.c.student_id,
        t.mark_change.c.new_value.label("state"),
        t.section.c.subject_id,
    )
    .join(t.mark, t.mark.c.id == t.mark_change.c.mark_id)
    .join(t.section, t.section.c.id == t.mark.c.section_id)
    .order_by(t.mark_change.c.id)
)
_ABSENCES = _subject_of_lesson(
    t.attendance_change.c.lesson_id,
    t.attendance_change.c.id,
    t.attendance_change.c.student_id,
    t.attendance_change.c.new_status.label("state"),
).order_by(t.attendance_change.c.id)
_FINALS = (
    select(
        t.final_mark_change.c.id,
        t.final_mark.c.student_id,
        t.final_mark_change.c.new_value.label("state"),
        t.final_mark.c.subject_id,
    )
    .join(t.final_mark, t.final_mark.c.id == t.final_mark_change.c.final_mark_id)
    .order_by(t.final_mark_change.c.id)
)
_JOURNALS: tuple[tuple[str, Select[Any], Any], ...] = (
    ("mark", _MARKS, t.mark_change.c.id),
    ("absence", _ABSENCES, t.attendance_change.c.id),
    ("final_mark", _FINALS, t.final_mark_change.c.id),
)
