"""The job of the evening cards: writes them for every school whose evening has come.

Schools lie in eleven time zones and choose their evening themselves, so the job looks every quarter
of an hour. Who has a card gets no other: whoever is connected during the evening gets one too.
"""

import logging
from datetime import date
from typing import TYPE_CHECKING

from bot.signals import Channel
from domain.calendar import School
from domain.evening.planning import card_day, write_cards

if TYPE_CHECKING:
    from bot.app import App

_log = logging.getLogger(__name__)

_CHATS_AT_ONCE = 500  # in one transaction: others write in between


async def plan_evening_cards(app: "App") -> None:
    """Broken off, it goes on where it was; run twice, it writes nothing more."""
    now = app.clock()
    async with app.database.read(now) as uow:
        schools = await uow.evening.schools()
    for school in schools:
        day = card_day(school, now)
        if day is not None:
            await _write_cards(app, school, day)


async def _write_cards(app: "App", school: School, day: date) -> None:
    last: int | None = 0
    while last is not None and await _is_wanted(app, school, day, last):
        async with app.database.write(app.clock()) as uow:
            last = await write_cards(uow, school, day, last, _CHATS_AT_ONCE)
            await uow.commit()
        app.signals.tell(Channel.OUTBOX)
        _log.info("evening cards of school %d for %s: up to chat %s", school.id, day, last)


async def _is_wanted(app: "App", school: School, day: date, after_chat: int) -> bool:
    """Asked without keeping others from writing: mostly there is nothing left to write."""
    async with app.database.read(app.clock()) as uow:
        return bool(await uow.evening.readers(school.id, day, after_chat, 1))
