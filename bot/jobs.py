"""What happens by the clock. The scheduler keeps nothing: jobs are rebuilt at every start."""

import asyncio
import logging
from datetime import timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.app import App

_log = logging.getLogger(__name__)

FAILED_CODES_KEPT = timedelta(days=1)  # the rule looks back an hour


async def run_jobs(app: App) -> None:
    """Runs the jobs until cancelled. A late job is run late, not dropped."""
    scheduler = AsyncIOScheduler(
        timezone=app.settings.timezone,
        job_defaults={"misfire_grace_time": None, "coalesce": True},
    )
    scheduler.add_job(forget_failed_codes, "cron", hour=3, args=[app], id="forget_failed_codes")
    scheduler.start()
    try:
        await asyncio.Event().wait()
    finally:
        scheduler.shutdown(wait=False)


async def forget_failed_codes(app: App) -> None:
    """Drops attempts too old to count, so that the table does not grow with mistakes."""
    now = app.clock()
    async with app.database.write(now) as uow:
        forgotten = await uow.invites.forget_failures(now - FAILED_CODES_KEPT)
        await uow.commit()
    _log.info("forgot %d failed codes", forgotten)
