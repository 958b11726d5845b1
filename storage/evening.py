"""The evening card: who is to get it, and who has one that is no longer true."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Select,
    and_,
    bindparam,
    exists,
    false,
    func,
    insert,
    literal_column,
    or_,
    select,
)

from domain.evening.model import CardReader
from domain.notices.model import CARD_AGAIN, UNSENT, Kind, State
from domain.notices.rights import IN_CARD
from domain.trust.model import to_number
from storage.evening_readers import EveningReaders, readers_of, words_of
from storage.spans import holds
from storage.tables import (
    binding,
    enrollment,
    exam,
    lesson,
    notice,
    person,
    school,
    school_class,
    section_student,
    trusted_contact,
)
from storage.tables.types import UtcDateTime

_AT_ONCE = 5_000  # parameters of a statement; both databases limit them to some 32 000
# How long a transaction may last after its `now`. What leaves before may be read without it.
_LONGEST_CHANGE, _LONGEST_IMPORT = timedelta(seconds=30), timedelta(days=1)
_ZONES = timedelta(hours=14)  # where a day lasts longest, as seen from UTC

_CARD = words_of(Kind.TOMORROW)
_PENDING: ColumnElement[str] = literal_column(f"'{State.PENDING.value}'")

_HAS_LESSONS = exists().where(
    section_student.c.student_id == binding.c.student_id,
    lesson.c.section_id == section_student.c.section_id,
    lesson.c.date == bindparam("day", type_=Date()),
    lesson.c.is_cancelled.is_(False),
    holds(section_student, bindparam("day", type_=Date())),
)
# Of a trusted person: today is a day before the card's.
_SEES_NEITHER = and_(
    binding.c.role == "trusted_contact",
    ~exists().where(
        trusted_contact.c.person_id == binding.c.person_id,
        trusted_contact.c.revoked_at.is_(None),
        trusted_contact.c.ends >= bindparam("day", type_=Date()),
        trusted_contact.c.rights.bitwise_and(to_number(IN_CARD)) != 0,
    ),
)
# Most exams are after the last lesson of the year.
_HAS_EXAM = exists().where(
    exam.c.school_id == bindparam("school_id"),
    exam.c.date == bindparam("day", type_=Date()),
    enrollment.c.student_id == binding.c.student_id,
    holds(enrollment, bindparam("day", type_=Date())),
    school_class.c.id == enrollment.c.school_class_id,
    school_class.c.grade_level == exam.c.grade_level,
)
_READERS = readers_of(Kind.TOMORROW, or_(_HAS_LESSONS, _HAS_EXAM), ~_SEES_NEITHER)
_HOLD = (
    select(school.c.id).where(school.c.id == bindparam("school_id")).with_for_update(key_share=True)
)

_LATER = notice.alias("later")
_WAITING = notice.alias("waiting")
_OF_STUDENTS = select(binding.c.chat_id).where(
    binding.c.student_id.in_(bindparam("students", expanding=True)), binding.c.ended_at.is_(None)
)
_OF_SCHOOLS = (
    select(binding.c.chat_id)
    .join(person, person.c.id == binding.c.student_id)
    .where(
        person.c.school_id.in_(bindparam("schools", expanding=True)), binding.c.ended_at.is_(None)
    )
)
_OF_DAYS = notice.c.about_id.between(bindparam("first"), bindparam("last"))
_REFRESHED = (
    "kind", "ref_id", "about_id", "person_id", "chat_id", "state", "reason", "attempts",
    "was_missed", "created_at", "due_at", "planned_at",
)  # fmt: skip


_IS_NEWEST = ~exists().where(
    _LATER.c.chat_id == notice.c.chat_id,
    _LATER.c.kind == _CARD,
    _LATER.c.about_id > notice.c.about_id,
)


def _card_again(chats: Select[Any]) -> Any:
    """A row beside a card that has left, or may leave any moment, and is the newest of its chat.

    None where a row waits that leaves only after our transaction: from `safe` on.
    """
    now = bindparam("now", type_=UtcDateTime())
    due = bindparam("due", type_=UtcDateTime())
    rows = (
        select(
            _CARD,
            literal_column(str(CARD_AGAIN)),
            notice.c.about_id,
            func.min(notice.c.person_id),
            notice.c.chat_id,
            _PENDING,
            literal_column("''"),
            literal_column("0"),
            false(),
            now,
            due,
            due,
        )
        .where(
            notice.c.kind == _CARD,
            notice.c.state.in_([State.SENT.value, *UNSENT]),
            _OF_DAYS,
            notice.c.chat_id.in_(chats),
            _IS_NEWEST,
            ~exists().where(
                _WAITING.c.chat_id == notice.c.chat_id,
                _WAITING.c.kind == _CARD,
                _WAITING.c.about_id == notice.c.about_id,
                _WAITING.c.state == _PENDING,
                _WAITING.c.due_at >= bindparam("safe", type_=UtcDateTime()),
            ),
        )
        .group_by(notice.c.about_id, notice.c.chat_id)
    )
    return insert(notice).from_select(list(_REFRESHED), rows, include_defaults=False)


_AGAIN_OF_STUDENTS, _AGAIN_OF_SCHOOLS = _card_again(_OF_STUDENTS), _card_again(_OF_SCHOOLS)


class Evening(EveningReaders):
    """domain.evening.model.EveningStore."""

    async def readers(
        self, school_id: int, day: date, after_chat: int, limit: int
    ) -> list[CardReader]:
        return await self._readers(
            _READERS,
            school_id=school_id,
            day=day,
            about=day.toordinal(),
            after_chat=after_chat,
            limit=limit,
        )

    async def hold(self, school_id: int) -> None:
        await self._connection.execute(_HOLD, {"school_id": school_id})

    async def refresh(
        self, student_ids: Collection[int], day: date | None, due_at: datetime
    ) -> int:
        ordered = sorted(student_ids)
        written = 0
        for start in range(0, len(ordered), _AT_ONCE):
            some = {"students": ordered[start : start + _AT_ONCE], **self._days(day)}
            safe = self._transaction.now + _LONGEST_CHANGE
            written += await self._again(_AGAIN_OF_STUDENTS, some, due_at, safe)
        return written

    async def refresh_schools(self, school_ids: Collection[int], due_at: datetime) -> int:
        if not school_ids:
            return 0
        where = {"schools": sorted(school_ids), **self._days(None)}
        safe = due_at + _LONGEST_IMPORT
        return await self._again(_AGAIN_OF_SCHOOLS, where, due_at, safe)

    async def _again(
        self, statement: Any, where: dict[str, Any], due_at: datetime, safe: datetime
    ) -> int:
        values = {**where, "now": self._transaction.now, "due": due_at, "safe": safe}
        done = await self._connection.execute(statement, values)
        return int(done.rowcount)

    def _days(self, day: date | None) -> dict[str, int]:
        """Of which days a card may still count; by each school's clock it is judged when sent."""
        if day is not None:
            return {"first": day.toordinal(), "last": day.toordinal()}
        now = self._transaction.now
        return {
            "first": (now - _ZONES).date().toordinal(),
            "last": (now + _ZONES).date().toordinal() + 1,
        }
