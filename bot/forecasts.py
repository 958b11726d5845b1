"""The job of the weekly forecast: written for every school whose evening of the week has come."""

import logging
from typing import TYPE_CHECKING

from bot.signals import Channel
from domain.forecast.telling import is_its_evening, plan_forecasts
from domain.schedule.model import minute_of

if TYPE_CHECKING:
    from bot.app import App

_log = logging.getLogger(__name__)

_CHATS_AT_ONCE = 500  # in one transaction: others write in between


async def send_forecasts(app: "App") -> None:
    """Broken off, it goes on where it was; run twice, it writes nothing more."""
    now = app.clock()
    async with app.database.read(now) as uow:
        schools = await uow.forecasts.schools()
    for school in schools:
        local = school.local(now)
        if not is_its_evening(school, local.date(), minute_of(local)):
            continue
        last: int | None = 0
        while last is not None:
            async with app.database.write(app.clock()) as uow:
                last = await plan_forecasts(uow, school, last, _CHATS_AT_ONCE)
                await uow.commit()
            app.signals.tell(Channel.OUTBOX)
        _log.info("the forecasts of school %d for %s are written", school.id, local.date())
