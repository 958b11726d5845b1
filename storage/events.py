"""Events of the school's calendar."""

from datetime import date

from sqlalchemy import RowMapping, bindparam, insert, select, update

from domain.errors import NotFound
from domain.events.model import Audience, CalendarEvent
from domain.events.typed import TypedEvent
from storage.announcements import Announcements
from storage.tables import calendar_event, school_class

_EVENTS = select(calendar_event, school_class.c.title.label("class_title")).select_from(
    calendar_event.outerjoin(school_class, school_class.c.id == calendar_event.c.school_class_id)
)
_ONE = _EVENTS.where(calendar_event.c.id == bindparam("event_id"))
_AHEAD = _EVENTS.where(
    calendar_event.c.school_id == bindparam("of_school"),
    calendar_event.c.ends >= bindparam("since"),
    calendar_event.c.cancelled_at.is_(None),
    calendar_event.c.is_kept_back.is_(False),
).order_by(calendar_event.c.begins, calendar_event.c.starts, calendar_event.c.id)
_SAME = _EVENTS.where(
    calendar_event.c.school_id == bindparam("of_school"),
    calendar_event.c.begins == bindparam("since"),
    calendar_event.c.cancelled_at.is_(None),
)
# Whoever keeps or cancels one waits for who does so before; SQLite has one writer anyway.
_LOCK = (
    select(calendar_event.c.id)
    .where(calendar_event.c.id == bindparam("event_id"))
    .with_for_update()
)


class EventTable(Announcements):
    """domain.events.model.EventStore."""

    async def ahead(self, school_id: int, since: date) -> list[CalendarEvent]:
        rows = await self._rows(_AHEAD, of_school=school_id, since=since)
        return [_to_event(row) for row in rows]

    async def event(self, event_id: int, *, to_change: bool = False) -> CalendarEvent:
        if to_change:
            await self._connection.execute(_LOCK, {"event_id": event_id})
        rows = await self._rows(_ONE, event_id=event_id)
        if not rows:
            raise NotFound("event")
        return _to_event(rows[0])

    async def add(
        self, school_id: int, what: TypedEvent, audience: Audience, person_id: int, *, is_late: bool
    ) -> tuple[int, bool]:
        rows = await self._rows(_SAME, of_school=school_id, since=what.begins)
        for each in map(_to_event, rows):
            if (each.what, each.audience) == (what, audience):
                return each.id, False
        done = await self._connection.execute(
            insert(calendar_event).values(
                school_id=school_id,
                title=what.title,
                begins=what.begins,
                ends=what.ends,
                starts=what.starts,
                grade_level=audience.grade_level,
                school_class_id=audience.school_class_id,
                is_late=is_late,
                entered_by=person_id,
                entered_at=self._transaction.now,
                is_kept_back=is_late,
            )
        )
        made = done.inserted_primary_key
        assert made is not None
        return int(made[0]), True

    async def keep(self, event_id: int) -> None:
        await self._connection.execute(
            update(calendar_event).where(calendar_event.c.id == event_id).values(is_kept_back=False)
        )

    async def cancel(self, event_id: int) -> None:
        await self._connection.execute(
            update(calendar_event)
            .where(calendar_event.c.id == event_id)
            .values(cancelled_at=self._transaction.now)
        )


def _to_event(row: RowMapping) -> CalendarEvent:
    return CalendarEvent(
        id=row["id"],
        school_id=row["school_id"],
        what=TypedEvent(row["title"], row["begins"], row["ends"], row["starts"]),
        audience=Audience(row["grade_level"], row["school_class_id"]),
        class_title=row["class_title"] or "",
        is_late=row["is_late"],
        is_cancelled=row["cancelled_at"] is not None,
        is_kept_back=row["is_kept_back"],
    )
