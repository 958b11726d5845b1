"""Watching every update that any test lets a handler write: what it changed must be noted.

A table is either one of which every change leaves an audit record, or stands here with the reason
why not. A handler that writes into a table of the school and notes nothing fails the test in which
it does so, whichever that is.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.looking import Looking

UNRECORDED = {
    "alarm": "raised and closed by the program",
    "audit_head": "the audit itself",
    "audit_record": "the audit itself",
    "chat": "language, form of tables, what is being typed, which hat is worn",
    "chat_rest": "memory of the program",
    "chat_use": "when a chat was used last",
    "code_attempt": "a stranger's attempts have no school; the code that fits is noted when used",
    "consent_standing": "follows from the consents, which are noted",
    "denial": "counted by itself",
    "final_mark_draft": "chosen and not saved: nobody else sees it",
    "homework_tick": "the pupil's own, read by nobody else: a trail would say whose it is",
    "inbox_update": "memory of the program",
    "job_run": "memory of the program",
    "lesson_plan_draft": "read and not saved: nobody else sees it",
    "message_draft": "written and not sent",
    "notice": "follows from what is noted",
    "pin_guard": "counts tries of a PIN",
    "quiz_draft": "typed and not set: nobody else sees it",
    "roll_call": "tapped and not finished: nobody else sees it",
    "send_rate": "memory of the program",
}
_WRITES = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)


class Watcher:
    """`missing`: handlers that wrote and noted nothing, with the tables."""

    def __init__(self) -> None:
        self.missing: list[str] = []
        self.checked = 0

    def check(self, handler: str, tables: set[str], actions: frozenset[str]) -> None:
        self.checked += 1
        written = tables - UNRECORDED.keys()
        if written and not actions:
            self.missing.append(f"{handler} writes {', '.join(sorted(written))} and notes nothing")


@contextmanager
def watching() -> Iterator[Watcher]:
    """Every handler that writes inside is watched."""
    watcher = Watcher()
    looked = Looking.__call__

    async def call(self: Looking, handler: Any, update: Any, data: dict[str, Any]) -> Any:
        connection = getattr(data["ctx"].uow.connection, "sync_connection", None)
        if connection is None:  # a reader's: it cannot write
            return await looked(self, handler, update, data)
        tables: set[str] = set()
        connection.info["written"] = tables
        try:
            result = await looked(self, handler, update, data)
        finally:
            connection.info.pop("written", None)
        changes = frozenset(each.action for each in data["ctx"].uow.audit.notes if not each.is_look)
        if not data["ctx"].uow.audit.unchanged:
            watcher.check(data["handler"].callback.__qualname__, tables, changes)
        return result

    def note(conn: Any, cursor: Any, statement: str, *_rest: Any) -> None:
        written = conn.info.get("written")
        found = _WRITES.match(statement) if written is not None else None
        if found is not None and cursor.rowcount:  # -1: several rows, or not known
            written.add(found[1].lower())

    event.listen(Engine, "after_cursor_execute", note)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Looking, "__call__", call)
            yield watcher
    finally:
        event.remove(Engine, "after_cursor_execute", note)
