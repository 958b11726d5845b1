"""Who is to get the forecast of a week."""

from datetime import date

from sqlalchemy import ColumnElement, bindparam, exists, literal_column, select

from domain.calendar import School
from domain.evening.model import CardReader
from domain.notices.model import Kind, Reason
from domain.preferences.choices import Choice, Habits
from storage.people import SCHOOL_COLUMNS
from storage.rows import to_school
from storage.store import Store
from storage.tables import binding, chat, notice, notice_choice, notice_habits, person, school

_FORECAST: ColumnElement[str] = literal_column(f"'{Kind.FORECAST.value}'")
_UNWANTED = exists().where(
    notice_choice.c.person_id == binding.c.person_id,
    notice_choice.c.student_id == binding.c.student_id,
    notice_choice.c.kind == _FORECAST,
    notice_choice.c.choice == Choice.OFF.value,
)
_HAS_IT = exists().where(
    notice.c.chat_id == binding.c.chat_id,
    notice.c.kind == _FORECAST,
    notice.c.about_id == bindparam("about"),
    # One that the chat did not get while it was away does not count: it is back.
    notice.c.reason.not_in([Reason.BLOCKED, Reason.NO_CHAT, Reason.UNREACHABLE]),
)
_READERS = (
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
        binding.c.role.in_(("guardian", "student")),
        binding.c.chat_id > bindparam("after_chat"),
        binding.c.ended_at.is_(None),
        chat.c.unreachable_since.is_(None),
        ~_UNWANTED,
        ~_HAS_IT,
    )
    .order_by(binding.c.chat_id, binding.c.id)
    .limit(bindparam("limit"))
)


class Forecasts(Store):
    """domain.forecast.model.ForecastStore."""

    async def readers(
        self, school_id: int, day: date, after_chat: int, limit: int
    ) -> list[CardReader]:
        rows = await self._rows(
            _READERS,
            school_id=school_id,
            about=day.toordinal(),
            after_chat=after_chat,
            limit=limit,
        )
        found: dict[int, CardReader] = {}
        for row in rows:
            habits = Habits(row["quiet_from"], row["quiet_until"], row["hides_details"])
            found.setdefault(row["chat_id"], CardReader(row["chat_id"], row["person_id"], habits))
        return list(found.values())

    async def schools(self) -> list[School]:
        rows = await self._rows(select(*SCHOOL_COLUMNS).order_by(school.c.id))
        return [to_school(row, self._transaction.timezone) for row in rows]
