"""Every minute: whose family has been silent for too long (R076)."""

import logging
from typing import TYPE_CHECKING

from domain.absences.loop import go_on

if TYPE_CHECKING:
    from bot.app import App

_log = logging.getLogger(__name__)
_AT_ONCE = 500  # cases a minute; more wait for the next one


async def watch_absences(app: "App") -> None:
    """One read; each case that is due goes on in a transaction of its own, or not at all."""
    now = app.clock()
    async with app.database.read(now) as uow:
        due = await uow.absence_cases.due(_AT_ONCE)
    for case_id in due:
        async with app.database.write(now) as uow:
            if await go_on(uow, case_id):
                await uow.commit()
                _log.info("case %d of an absence went on", case_id)
