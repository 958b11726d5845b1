"""Who is to get what comes to a chat once in an evening: the card «Завтра», the week's forecast."""

from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, literal_column, select

from domain.calendar import School
from domain.evening.model import CardReader
from domain.notices.model import Kind, Reason
from domain.preferences.choices import Choice, Habits
from storage.people import SCHOOL_COLUMNS
from storage.rows import to_school
from storage.store import Store
from storage.tables import binding, chat, notice, notice_choice, notice_habits, person, school

_SCHOOLS = select(*SCHOOL_COLUMNS).order_by(school.c.id)


def words_of(kind: Kind) -> ColumnElement[str]:
    """In the words of the statement, where an index of this kind alone is to be found."""
    return literal_column(f"'{kind.value}'")


def readers_of(kind: Kind, *conditions: ColumnElement[bool]) -> Select[Any]:
    """Chats of a school in their order that want notices of `kind` and lack the one of :about."""
    is_unwanted = exists().where(
        notice_choice.c.person_id == binding.c.person_id,
        notice_choice.c.student_id == binding.c.student_id,
        notice_choice.c.kind == words_of(kind),
        notice_choice.c.choice == Choice.OFF.value,
    )
    has_it = exists().where(
        notice.c.chat_id == binding.c.chat_id,
        notice.c.kind == words_of(kind),
        notice.c.about_id == bindparam("about"),
        # One that the chat did not get while it was away does not count: it is back.
        notice.c.reason.not_in([Reason.BLOCKED, Reason.NO_CHAT, Reason.UNREACHABLE]),
    )
    return (
        select(
            binding.c.chat_id,
            binding.c.person_id,
            notice_habits.c.quiet_from,
            notice_habits.c.quiet_until,
            notice_habits.c.hides_details,
        )
        .select_from(
            binding.join(person, person.c.id == binding.c.student_id)
            .join(chat, chat.c.id == binding.c.chat_id)
            .outerjoin(notice_habits, notice_habits.c.person_id == binding.c.person_id)
        )
        .where(
            person.c.school_id == bindparam("school_id"),
            binding.c.chat_id > bindparam("after_chat"),
            binding.c.ended_at.is_(None),
            chat.c.unreachable_since.is_(None),
            *conditions,
            ~is_unwanted,
            ~has_it,
        )
        .order_by(binding.c.chat_id, binding.c.id)
        .limit(bindparam("limit"))
    )


class EveningReaders(Store):
    """What the stores of the card and of the forecast have in common."""

    async def schools(self) -> list[School]:
        rows = await self._rows(_SCHOOLS)
        return [to_school(row, self._transaction.timezone) for row in rows]

    async def _readers(self, statement: Select[Any], **values: Any) -> list[CardReader]:
        """The first hat of each chat."""
        found: dict[int, CardReader] = {}
        for row in await self._rows(statement, **values):
            habits = Habits(row["quiet_from"], row["quiet_until"], row["hides_details"])
            found.setdefault(row["chat_id"], CardReader(row["chat_id"], row["person_id"], habits))
        return list(found.values())
