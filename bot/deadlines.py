"""The job of the deadlines: what is missing is said once an evening, at each school's own hour."""

import logging
from typing import TYPE_CHECKING

from bot.signals import Channel
from domain.calendar import School
from domain.deadlines.planning import is_evening, plan_tasks, stale_tasks, tell_again
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
        minute = minute_of(school.local(now))
        if minute >= school.policy.tasks_at:
            await _edit(app, school)
        if not is_evening(school, minute):
            continue
        async with app.database.write(app.clock()) as uow:
            written = await plan_tasks(uow, school)
            await uow.commit()
        if written:
            app.signals.tell(Channel.OUTBOX)
            _log.info("evening of school %d: %d chats hear what is missing", school.id, written)


async def _edit(app: "App", school: School) -> None:
    """What has been filled in since goes out of the messages of this evening."""
    async with app.database.read(app.clock()) as uow:
        stale = await stale_tasks(uow, school)
    if not stale:
        return
    async with app.database.write(app.clock()) as uow:
        await tell_again(uow, school, stale)
        await uow.commit()
    app.signals.tell(Channel.OUTBOX)
    _log.info("evening of school %d: %d messages are edited", school.id, len(stale))
