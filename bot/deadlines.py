"""The job of the deadlines: what is missing is said once an evening, at each school's own hour."""

import logging
from typing import TYPE_CHECKING

from bot.signals import Channel
from domain.deadlines.planning import is_evening, plan_tasks
from domain.schedule.model import minute_of

if TYPE_CHECKING:
    from bot.app import App

_log = logging.getLogger(__name__)


async def plan_evening_tasks(app: "App") -> None:
    """Broken off, it goes on where it was; run twice, it writes nothing more."""
    now = app.clock()
    async with app.database.read(now) as uow:
        schools = await uow.missing.schools()
    for school in schools:
        if not is_evening(school, minute_of(school.local(now))):
            continue
        async with app.database.write(app.clock()) as uow:
            written = await plan_tasks(uow, school)
            await uow.commit()
        if written:
            app.signals.tell(Channel.OUTBOX)
            _log.info("evening of school %d: %d chats hear what is missing", school.id, written)
