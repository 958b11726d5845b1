"""Is something late, lost or due, and who must know: every minute, or every morning."""

import logging
from typing import TYPE_CHECKING

from domain.delivery.alarms import Raised, alarms_to_change, change_alarms, terms_to_change
from domain.handover.watching import watch_handover
from domain.personal_data.watching import remind_of_lists

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


async def watch_terms(app: "App") -> None:
    """The same of what is due by the day: requests to erase, class lists (domain/personal_data)."""
    now = app.clock()
    async with app.database.write(now) as uow:
        raised = await change_alarms(uow, await terms_to_change(uow))
        await uow.commit()
    for each in raised:
        _note(each)


async def remind_of_class_lists(app: "App") -> None:
    """Homeroom teachers are asked whether the list of their class is right (S1 4.2)."""
    async with app.database.write(app.clock()) as uow:
        asked = await remind_of_lists(uow)
        await uow.commit()
    if asked:
        _log.info("asked for %d class lists", asked)


async def watch_codes(app: "App") -> None:
    """On working days: codes that are overdue (domain/handover)."""
    async with app.database.write(app.clock()) as uow:
        told = await watch_handover(uow)
        await uow.commit()
    for each in told:
        numbers = (each.overdue, each.school_id, each.people)
        _log.warning("%d codes of school %d are overdue, %d people are told", *numbers)


def _note(raised: Raised) -> None:
    change = raised.change
    what = (raised.alarm_id, change.kind.value, change.school_id)
    if change.grief is None:
        _log.warning("alarm %d is over: %s, school %d", *what)
        return
    level = logging.ERROR if change.alarm is None else logging.CRITICAL
    numbers = (change.grief.count, change.grief.since.isoformat(timespec="minutes"))
    _log.log(level, "alarm %d: %s, school %d: %d since %s", *what, *numbers)
    if not raised.told:
        _log.critical("alarm %d: school %d has nobody connected to be told", what[0], what[2])
