"""Runs the jobs: once over all processes, and once after a downtime in which they were missed.

APScheduler says when a job's slots are; a row of job_run says who takes a slot
(docs/decisions/0018). Time is the program's own clock, so that the demo's day and a test's week
have their jobs too.
"""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from bot.app import App
from bot.jobs import JOBS, Job
from bot.signals import Channel
from storage.jobs import JobRun

_log = logging.getLogger(__name__)

_LOOK_AGAIN = 60.0  # seconds: whether another process left something unfinished
_RETRY = timedelta(minutes=10)  # a job that failed; its next slot may be sooner
_MARGIN = timedelta(minutes=1)  # between breaking a job off and another process taking it
_GIVE_BACK_SECONDS = 2.0
_BACK = tuple(timedelta(minutes=each) for each in (1, 60, 1_440, 11_520, 44_640, 527_040))


class Slots:
    """When a job is to run, in UTC."""

    def __init__(self, cron: str, timezone: ZoneInfo) -> None:
        self._trigger = CronTrigger.from_crontab(cron, timezone)

    def after(self, moment: datetime) -> datetime:
        """The first slot later than this."""
        return self._from(moment + timedelta(microseconds=1))

    def latest(self, now: datetime) -> datetime | None:
        """The last slot up to now; None when there was none for a year."""
        for back in _BACK:
            slot = self._from(now - back)
            if slot <= now:
                while (following := self.after(slot)) <= now:
                    slot = following
                return slot
        return None

    def _from(self, moment: datetime) -> datetime:
        found: datetime = self._trigger.get_next_fire_time(None, moment)
        return found.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class _Taken:
    """A job that is this process's to run now."""

    job: Job
    slots: Slots
    run: JobRun


class Clockwork:
    """The jobs of one process."""

    def __init__(self, app: App, jobs: Sequence[Job] = JOBS) -> None:
        self._app = app
        self._jobs = {each.name: (each, Slots(each.cron, app.settings.timezone)) for each in jobs}
        self._under_way: dict[str, asyncio.Task[None]] = {}

    async def run(self) -> None:
        """Runs what is due until cancelled; what is under way then is given back."""
        try:
            while True:
                await self._start_due()
                await asyncio.sleep(self._seconds())
        finally:
            for task in self._under_way.values():
                task.cancel()
            await asyncio.gather(*self._under_way.values(), return_exceptions=True)

    async def run_due(self) -> list[str]:
        """Runs what is due by the clock, to its end; gives the names."""
        taken = await self._take_due()
        await asyncio.gather(*map(self._perform, taken))
        return [each.job.name for each in taken]

    async def _start_due(self) -> None:
        try:
            taken = await self._take_due()
        except Exception:  # noqa: BLE001 - a database away must not end the program
            _log.exception("the jobs cannot be looked up")
            return
        for each in taken:
            task = asyncio.create_task(self._perform(each))
            self._under_way[each.job.name] = task
            task.add_done_callback(partial(self._finished, each.job.name))

    def _finished(self, name: str, _task: asyncio.Task[None]) -> None:
        del self._under_way[name]

    def _seconds(self) -> float:
        """To the next slot of any job; a clock put right is noticed within a minute."""
        now = self._app.clock()
        slots = (slots.after(now) for _job, slots in self._jobs.values())
        to_next = min(((slot - now).total_seconds() for slot in slots), default=_LOOK_AGAIN)
        return max(0.01, min(to_next, _LOOK_AGAIN))

    async def _take_due(self) -> list[_Taken]:
        now = self._app.clock()
        async with self._app.database.read(now) as uow:
            latest = await uow.job_runs.latest()
        taken: list[_Taken] = []
        for job, slots in self._jobs.values():
            slot = slots.latest(now)
            known = latest.get(job.name)
            if slot is None or job.name in self._under_way or not _is_due(known, slot, now):
                continue
            try:
                run = await self._take(job, slot, known, now)
            except Exception:
                if not taken:
                    raise
                _log.exception("job %s cannot be taken", job.name)
                break  # what was taken before is ours to run all the same
            if run is not None:
                taken.append(_Taken(job, slots, run))
        return taken

    async def _take(
        self, job: Job, slot: datetime, known: JobRun | None, now: datetime
    ) -> JobRun | None:
        """Writes that the slot is ours; None when another was quicker, or the job is new."""
        async with self._app.database.write(now) as uow:
            if known is None:
                await uow.job_runs.note_seen(job.name, slot)
                run = None
            else:
                until = now + job.longest + _MARGIN
                run = await uow.job_runs.claim(job.name, max(slot, known.slot), until)
            await uow.commit()
        return run

    async def _perform(self, taken: _Taken) -> None:
        """Runs it; never raises, but for a stop."""
        job, run = taken.job, taken.run
        try:
            async with asyncio.timeout(job.longest.total_seconds()):
                await job.work(self._app)
            self._app.signals.tell(Channel.OUTBOX)  # it may have something to tell
            await self._note_finished(run)
        except asyncio.CancelledError:
            await self._give_back(run, self._app.clock())
            raise
        except Exception:  # noqa: BLE001 - one job must not stop the others, nor the program
            _log.exception("job %s failed", job.name)
            now = self._app.clock()
            await self._give_back(run, min(now + _RETRY, taken.slots.after(now)))

    async def _give_back(self, run: JobRun, again_at: datetime) -> None:
        """What cannot be given back is taken again once the job's longest time is over."""
        try:
            async with asyncio.timeout(_GIVE_BACK_SECONDS):
                await self._put_off(run, again_at)
        except Exception:  # noqa: BLE001 - as the docstring says
            _log.exception("job %s cannot be given back", run.job)

    async def _note_finished(self, run: JobRun) -> None:
        async with self._app.database.write(self._app.clock()) as uow:
            await uow.job_runs.finish(run)
            await uow.commit()

    async def _put_off(self, run: JobRun, until: datetime) -> None:
        async with self._app.database.write(self._app.clock()) as uow:
            await uow.job_runs.put_off(run, until)
            await uow.commit()


def _is_due(known: JobRun | None, slot: datetime, now: datetime) -> bool:
    """Whether to try for the slot. Of a job never seen its row is to be written, at least."""
    if known is None:
        return True
    if known.finished_at is None:
        return now >= known.again_at
    return slot > known.slot


async def run_due(app: App, jobs: Sequence[Job] = JOBS) -> list[str]:
    """Runs every job that is due by the program's clock, to its end; gives their names."""
    return await Clockwork(app, jobs).run_due()
