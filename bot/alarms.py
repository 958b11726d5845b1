"""Every minute: is something late or lost, and who must know."""

import logging
from typing import TYPE_CHECKING

from domain.delivery.alarms import Raised, alarms_to_change, change_alarms

if TYPE_CHECKING:
    from bot.app import App

_log = logging.getLogger(__name__)


async def watch_deliveries(app: "App") -> None:
    """Raises, escalates and closes alarms; nothing is written while all is well.

    The log has it too, by numbers alone: it is read where Telegram itself is away.
    """
    now = app.clock()
    async with app.database.read(now) as uow:
        changes = await alarms_to_change(uow)
    if not changes:
        return
    async with app.database.write(now) as uow:
        raised = await change_alarms(uow, changes)
        await uow.commit()
    for each in raised:
        _note(each)


def _note(raised: Raised) -> None:
    change = raised.change
    what = (raised.alarm_id, change.kind.value, change.school_id)
    if change.grief is None:
        _log.warning("alarm %d is over: %s notices of school %d", *what)
        return
    level = logging.ERROR if change.alarm is None else logging.CRITICAL
    numbers = (change.grief.count, change.grief.since.isoformat(timespec="minutes"))
    _log.log(level, "alarm %d: %s notices of school %d: %d since %s", *what, *numbers)
    if not raised.told:
        _log.critical("alarm %d: school %d has nobody connected to be told", what[0], what[2])
