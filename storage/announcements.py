"""What is told of events and holidays, and to whom."""

from collections.abc import Set
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, Select, bindparam, exists, insert, select, union

from domain.errors import NotFound
from domain.events.model import Announcement, Audience, StoredAnnouncement
from domain.notices.model import Kind
from storage.spans import holds
from storage.store import Store
from storage.tables import (
    binding,
    calendar_news,
    enrollment,
    notice,
    person,
    role_assignment,
    school_class,
    section,
)

_NEWS = select(calendar_news, school_class.c.title.label("class_title")).select_from(
    calendar_news.outerjoin(school_class, school_class.c.id == calendar_news.c.school_class_id)
)
_ONE = _NEWS.where(calendar_news.c.id == bindparam("announcement_id"))
_LAST = (
    _NEWS.where(
        calendar_news.c.school_id == bindparam("of_school"),
        calendar_news.c.thing_id == bindparam("thing"),
        calendar_news.c.is_holiday == bindparam("of_holiday"),
        calendar_news.c.is_work == bindparam("of_work"),
    )
    .order_by(calendar_news.c.id.desc())
    .limit(1)
)
_SAID_ANEW = select(
    exists().where(
        calendar_news.c.about_id == bindparam("first_id"), calendar_news.c.id > bindparam("told_id")
    )
)
_UNHEARD = (
    _NEWS.join(notice, notice.c.ref_id == calendar_news.c.id)
    .where(
        notice.c.kind == Kind.EVENT.value,
        notice.c.chat_id == bindparam("chat"),
        notice.c.about_id == bindparam("first_id"),
        notice.c.id > bindparam("since"),
    )
    .order_by(notice.c.id)
    .limit(1)
)
_CONNECTED = select(binding.c.person_id).where(binding.c.ended_at.is_(None))
_FAMILIES = _CONNECTED.where(
    binding.c.student_id.in_(bindparam("ids", expanding=True)),
    binding.c.role.in_(("guardian", "student")),
)
_STAFF = _CONNECTED.where(
    binding.c.person_id.in_(bindparam("ids", expanding=True)), binding.c.role == "staff"
)


class Announcements(Store):
    """The part of domain.events.model.EventStore for telling of them."""

    async def last_announced(
        self, school_id: int, thing_id: int, *, of_holiday: bool = False, of_work: bool = False
    ) -> StoredAnnouncement | None:
        rows = await self._rows(
            _LAST, of_school=school_id, thing=thing_id, of_holiday=of_holiday, of_work=of_work
        )
        return _to_announcement(rows[0]) if rows else None

    async def first_unheard(
        self, chat_id: int, about_id: int, since: int
    ) -> StoredAnnouncement | None:
        rows = await self._rows(_UNHEARD, chat=chat_id, first_id=about_id, since=since)
        return _to_announcement(rows[0]) if rows else None

    async def announcement(self, announcement_id: int) -> StoredAnnouncement:
        rows = await self._rows(_ONE, announcement_id=announcement_id)
        if not rows:
            raise NotFound("announcement")
        return _to_announcement(rows[0])

    async def is_said_anew(self, told: StoredAnnouncement) -> bool:
        values = {"first_id": told.about_id, "told_id": told.id}
        return bool((await self._connection.execute(_SAID_ANEW, values)).scalar())

    async def record_announcement(
        self, what: Announcement, about_id: int | None
    ) -> StoredAnnouncement:
        done = await self._connection.execute(
            insert(calendar_news).values(
                school_id=what.school_id,
                is_holiday=what.is_holiday,
                is_work=what.is_work,
                thing_id=what.thing_id,
                about_id=about_id,
                title=what.title,
                begins=what.begins,
                ends=what.ends,
                starts=what.starts,
                grade_level=what.audience.grade_level,
                school_class_id=what.audience.school_class_id,
                is_off=what.is_off,
                said_at=self._transaction.now,
            )
        )
        made = done.inserted_primary_key
        assert made is not None
        return StoredAnnouncement(int(made[0]), about_id or int(made[0]), what)

    async def students_of(self, school_id: int, audience: Audience, day: date) -> frozenset[int]:
        query = (
            select(enrollment.c.student_id)
            .join(school_class, school_class.c.id == enrollment.c.school_class_id)
            .where(school_class.c.school_id == school_id, holds(enrollment, day))
        )
        return await self._ids(_within(query, audience))

    async def staff_of(self, school_id: int, audience: Audience, day: date) -> frozenset[int]:
        if audience == Audience():
            return await self._ids(
                select(role_assignment.c.person_id)
                .join(person, person.c.id == role_assignment.c.person_id)
                .where(person.c.school_id == school_id, holds(role_assignment, day))
            )
        teach = (
            select(section.c.teacher_id)
            .join(school_class, school_class.c.id == section.c.school_class_id)
            .where(school_class.c.school_id == school_id, section.c.is_active)
        )
        lead = select(school_class.c.homeroom_teacher_id).where(
            school_class.c.school_id == school_id
        )
        return await self._ids(union(_within(teach, audience), _within(lead, audience)))

    async def readers_of(self, students: Set[int], staff: Set[int]) -> frozenset[int]:
        rows = await self._rows_of(_FAMILIES, students) + await self._rows_of(_STAFF, staff)
        return frozenset(row["person_id"] for row in rows)

    async def _ids(self, query: Any) -> frozenset[int]:
        found = await self._connection.execute(query)
        return frozenset(each for each in found.scalars() if each is not None)


def _within(query: Select[Any], audience: Audience) -> Select[Any]:
    if audience.school_class_id is not None:
        return query.where(school_class.c.id == audience.school_class_id)
    if audience.grade_level is not None:
        return query.where(school_class.c.grade_level == audience.grade_level)
    return query


def _to_announcement(row: RowMapping) -> StoredAnnouncement:
    return StoredAnnouncement(
        row["id"],
        row["about_id"] or row["id"],
        Announcement(
            row["school_id"],
            row["thing_id"],
            row["title"],
            row["begins"],
            row["ends"],
            row["starts"],
            Audience(row["grade_level"], row["school_class_id"]),
            is_holiday=row["is_holiday"],
            is_off=row["is_off"],
            is_work=row["is_work"],
        ),
        row["class_title"] or "",
    )
