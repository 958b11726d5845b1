"""No pupil writes into the journal, whatever they press or type (R011; S4 §6: «запрещается»).

Handlers that write find themselves. Each is tried by pupils, and by the rest of the family, with
what is nearest to them: their own class, their own lessons. Every statement is watched.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

import pytest
from aiogram.dispatcher.event.handler import HandlerObject
from aiogram.filters.callback_data import CallbackData, CallbackQueryFilter
from sqlalchemy import Connection, event

from domain.access import Action
from handlers.routers import make_routers
from handlers.typing import Typing
from storage.database import Database
from tests.access.call import call
from tests.access.questions import QUESTIONS, remembered
from tests.access.scene import Scene
from tests.access.screens import call_of, data_for, name_of
from tests.access.stage import Stage, in_place
from tests.access.truth import On
from tests.support.clock import OwnClock
from tests.support.figures import Figure

JOURNAL = frozenset(
    {
        "attendance_change",
        "attendance_event",
        "final_mark",
        "final_mark_change",
        "final_mark_draft",
        "homework",
        "homework_change",
        "homework_student",
        "lesson",
        "lesson_topic",
        "mark",
        "mark_change",
        "quiz",
        "quiz_draft",
        "roll_call",
    }
)
OWN = {
    "quiz_answer": "an answer to a quiz (R061): no journal entry, a mark for it is",
    "homework_tick": "a private note in the diary; nothing of the journal follows from it",
    "submission": "work handed in (R107): no journal entry until the teacher makes a mark of it",
}
"""What pupils write all the same, and nobody else of a family (conflict C5), with the reason."""
PUPILS = ("pupil", "pupil of 16 without consent")
FAMILIES = ("pupil", "pupil of 16 without consent", "guardian", "trusted person with marks")
_WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO)\s+"?(\w+)', re.I)


def _handlers(kind: str) -> Iterator[HandlerObject]:
    for router in make_routers():
        for inner in router.chain_tail:
            found = getattr(inner, kind).handlers
            yield from (each for each in found if each.flags.get("writes"))


@cache
def writing_buttons() -> list[type[CallbackData]]:
    filters = (f.callback for each in _handlers("callback_query") for f in each.filters or ())
    return [each.callback_data for each in filters if isinstance(each, CallbackQueryFilter)]


@cache
def writing_questions() -> list[str]:
    filters = (f.callback for each in _handlers("message") for f in each.filters or ())
    return [each.what for each in filters if isinstance(each, Typing)]


@contextmanager
def watched(connection: Connection) -> Iterator[set[str]]:
    """The tables that are written to inside."""
    tables: set[str] = set()

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if found := _WRITES.match(statement):
            tables.add(found[1].lower())

    event.listen(connection.engine, "before_cursor_execute", note)
    try:
        yield tables
    finally:
        event.remove(connection.engine, "before_cursor_execute", note)


def test_the_writers_are_found() -> None:
    assert len(writing_buttons()) > 60
    assert {"lesson_topic", "lesson_homework", "mark_comment"} <= set(writing_questions())
    assert JOURNAL.isdisjoint(OWN)
    assert all(OWN.values())


@pytest.mark.parametrize("chat", FAMILIES)
async def test_every_writing_handler_leaves_the_journal_alone(
    database: Database, scene: Scene, clock: OwnClock, chat: str, figure: Figure
) -> None:
    wrong: list[str] = []
    forbidden = JOURNAL if chat in PUPILS else JOURNAL | OWN.keys()
    anywhere = call(Action.END_OWN_CHAT, On.SELF)  # for buttons that ask for nothing
    with in_place(database) as connection:
        stage = Stage(connection, clock)
        for place in scene.places[:4]:  # of their class, with every kind of teacher
            for button in writing_buttons():
                data = data_for(button, call_of(name_of(button)) or anywhere, place)
                with watched(connection) as tables:
                    await stage.press(scene.chats[chat], data)
                if journal := tables & forbidden:
                    wrong.append(f"{name_of(button)} ({data}) writes {sorted(journal)}")
            for question in sorted(set(writing_questions()) & QUESTIONS.keys()):
                asked = remembered(question, place.ids)
                with watched(connection) as tables:
                    await stage.answer(scene.chats[chat], question, asked, QUESTIONS[question][2])
                if journal := tables & forbidden:
                    wrong.append(f"the answer to {question} writes {sorted(journal)}")
    figure(f"{chat}: {stage.count} presses and answers, {len(wrong)} into the journal")
    assert not wrong, "\n".join(wrong)


async def test_a_teacher_does_write_into_it(
    database: Database, scene: Scene, clock: OwnClock
) -> None:
    """Else the test above would be content with anything."""
    written: set[str] = set()
    with in_place(database) as connection:
        stage = Stage(connection, clock)
        for button in writing_buttons():
            called = call_of(name_of(button))
            if called is not None and called.on is On.LESSON:
                with watched(connection) as tables:
                    data = data_for(button, called, scene.places[0])
                    await stage.press(scene.chats["homeroom teacher"], data)
                written |= tables & JOURNAL
    assert written >= {"mark", "mark_change", "homework", "lesson", "roll_call"}
