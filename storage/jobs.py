"""Which jobs ran when: the one memory of it that all processes share."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, bindparam, delete, exists, func, or_, select, update

from storage.store import Store
from storage.tables import job_run
from storage.upsert import insert_or_keep, insert_selected_or_keep

# Enough to see what has been going on; a job of every minute must not fill the database.
_KEPT = 20


@dataclass(frozen=True, slots=True)
class JobRun:
    """A job taken for a slot. `begun_at` is the fence: whoever took it again has another one."""

    job: str
    slot: datetime
    begun_at: datetime
    again_at: datetime  # not finished by then: may be taken again
    finished_at: datetime | None = None


_OTHER = job_run.alias("other")
# What a clock that was ahead has written counts for nothing once the clock is put right.
_AHEAD = timedelta(minutes=5)  # so far may the clocks of two processes be apart
_BELIEVED = bindparam("believed", type_=job_run.c.slot.type)
_LATEST = select(job_run).where(
    job_run.c.slot
    == select(func.max(_OTHER.c.slot))
    .where(_OTHER.c.job == job_run.c.job, _OTHER.c.slot <= _BELIEVED)
    .scalar_subquery()
)
_DISBELIEVE = delete(job_run).where(
    job_run.c.job == bindparam("of_job"), job_run.c.slot > _BELIEVED
)
_COLUMNS = ("job", "slot", "begun_at", "again_at")


def _new_run() -> Select[Any]:
    """The row of a slot, unless a later slot is there or somebody is at it."""
    row = [bindparam(name, type_=job_run.c[name].type) for name in _COLUMNS]
    is_taken = exists().where(
        _OTHER.c.job == bindparam("job", type_=job_run.c.job.type),
        or_(
            _OTHER.c.slot >= bindparam("slot", type_=job_run.c.slot.type),
            and_(
                _OTHER.c.finished_at.is_(None),
                _OTHER.c.again_at > bindparam("begun_at", type_=job_run.c.begun_at.type),
            ),
        ),
    )
    return select(*row).where(~is_taken)


_NEW_RUN = _new_run()
_OF_SLOT = and_(
    job_run.c.job == bindparam("of_job"),
    job_run.c.slot == bindparam("of_slot"),
    job_run.c.finished_at.is_(None),
)
_TAKE_AGAIN = (
    update(job_run)
    .where(_OF_SLOT, job_run.c.again_at <= bindparam("now"))
    .values(begun_at=bindparam("now"), again_at=bindparam("until"))
)
_HELD = and_(_OF_SLOT, job_run.c.begun_at == bindparam("fence"))
_FINISH = update(job_run).where(_HELD).values(finished_at=bindparam("now"))
_PUT_OFF = update(job_run).where(_HELD).values(again_at=bindparam("until"))
_FORGET = delete(job_run).where(
    job_run.c.job == bindparam("of_job"),
    job_run.c.slot
    < select(_OTHER.c.slot)
    .where(_OTHER.c.job == bindparam("of_job"))
    .order_by(_OTHER.c.slot.desc())
    .limit(1)
    .offset(_KEPT - 1)
    .scalar_subquery(),
)


class JobRuns(Store):
    """The table job_run: a slot is run by whoever could write its row."""

    async def latest(self) -> dict[str, JobRun]:
        """The run of every job's latest slot."""
        rows = await self._rows(_LATEST, believed=self._transaction.now + _AHEAD)
        return {row["job"]: JobRun(**row) for row in rows}

    async def note_seen(self, job: str, slot: datetime) -> None:
        """A job nobody knew: its slots count from this one, which is not to be run."""
        await self._disbelieve(job)
        now = self._transaction.now
        row = {"job": job, "slot": slot, "begun_at": now, "again_at": now, "finished_at": now}
        keep = insert_or_keep(self._connection, job_run, ["job", "slot"])
        await self._connection.execute(keep, row)

    async def claim(self, job: str, slot: datetime, again_at: datetime) -> JobRun | None:
        """Takes the slot, if nobody took it or whoever did is past its time; else None."""
        await self._disbelieve(job)
        run = JobRun(job, slot, self._transaction.now, again_at)
        new = insert_selected_or_keep(self._connection, job_run, _COLUMNS, _NEW_RUN)
        row = {name: getattr(run, name) for name in _COLUMNS}
        done = await self._connection.execute(new, row)
        if done.rowcount != 1:
            again = {"of_job": job, "of_slot": slot, "now": run.begun_at, "until": again_at}
            done = await self._connection.execute(_TAKE_AGAIN, again)
        return run if done.rowcount == 1 else None

    async def _disbelieve(self, job: str) -> None:
        believed = self._transaction.now + _AHEAD
        await self._connection.execute(_DISBELIEVE, {"of_job": job, "believed": believed})

    async def finish(self, run: JobRun) -> None:
        """It is done; old runs of the job are forgotten."""
        await self._connection.execute(_FINISH, {**_key(run), "now": self._transaction.now})
        await self._connection.execute(_FORGET, {"of_job": run.job})

    async def put_off(self, run: JobRun, until: datetime) -> None:
        """It is not done, and may be taken again from then on."""
        await self._connection.execute(_PUT_OFF, {**_key(run), "until": until})


def _key(run: JobRun) -> dict[str, Any]:
    return {"of_job": run.job, "of_slot": run.slot, "fence": run.begun_at}
