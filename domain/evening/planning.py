"""Writing the cards of an evening, and writing them anew when the next day changes."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from domain.calendar import School
from domain.evening.model import CardReader
from domain.notices.model import Event, Kind, NewNotice, Reader
from domain.notices.timing import after_quiet_hours, moment_of
from domain.schedule.model import minute_of
from domain.uow import UnitOfWork

LATEST = 22 * 60  # minutes after midnight: after a downtime no card begins later than this
AHEAD = 15  # minutes: written before the evening, a card waits beside the news and goes with it
_LEAST = 60  # minutes: where the school's evening is later than that, cards are written so long

_DAY = timedelta(days=1)

ONE_EDIT = timedelta(minutes=1)
"""So long an edit waits for more: who sets three homeworks changes every card once."""


def card_day(school: School, now: datetime) -> date | None:
    """The day of which cards are to be written now: tomorrow, from a little before the evening on.

    They leave when it has come.
    """
    local = school.local(now)
    begins = school.policy.evening_at
    if begins - AHEAD <= minute_of(local) < max(LATEST, begins + _LEAST):
        return local.date() + timedelta(days=1)
    return None


async def write_cards(
    uow: UnitOfWork, school: School, day: date, after_chat: int, limit: int
) -> int | None:
    """Writes at most so many cards of `day`, by chat; the last chat, or None when that was all.

    Whoever has a card of the day gets no other: done again it changes nothing, and broken off it
    can be taken up by anybody.
    """
    await uow.evening.hold(school.id)
    readers = await uow.evening.readers(school.id, day, after_chat, limit)
    await uow.notices.add([_card(uow, school, day, each) for each in readers])
    return readers[-1].chat_id if readers else None


async def refresh_cards(
    uow: UnitOfWork, student_ids: Collection[int], day: date | None = None
) -> int:
    """What these pupils' families know of `day` (None: of the coming one) may have changed.

    Chats that have a card of it are to look again; whether there is anything to edit is judged
    when the notice is sent. Gives the number of notices written.
    """
    if not student_ids:
        return 0
    return await uow.evening.refresh(student_ids, day, uow.now + ONE_EDIT)


async def refresh_cards_of_schools(uow: UnitOfWork, school_ids: Collection[int]) -> int:
    """The same for every family of these schools."""
    return await uow.evening.refresh_schools(school_ids, uow.now + ONE_EDIT)


def _card(uow: UnitOfWork, school: School, day: date, reader: CardReader) -> NewNotice:
    told = Reader(0, reader.chat_id, reader.person_id, None, school, habits=reader.habits)
    event = Event(Kind.TOMORROW, None, day.toordinal(), day.toordinal())
    evening = moment_of(day - _DAY, school.policy.evening_at, school.timezone)
    due = after_quiet_hours(told, max(uow.now, evening))
    return NewNotice(event, reader.person_id, reader.chat_id, due)
