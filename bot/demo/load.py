"""Writes the demo school into an empty database."""

import gc
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import func, select

from bot.demo.build import Demo, DemoPlan
from bot.demo.cast import Cast
from bot.demo.collector import without_collector
from storage.bulk import bulk_load
from storage.database import Database
from storage.tables import metadata, school

# From here on building the indexes after the rows is quicker than keeping them up.
_LARGE = 5000


class HoldsData(Exception):
    """The database has a school already; the demo is only written beside nothing."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was written: rows by table, and the people of the demo."""

    counts: dict[str, int]
    cast: Cast


async def load_demo(
    database: Database, plan: DemoPlan, progress: Callable[[int], object] = lambda _: None
) -> Loaded:
    """Writes all of it or nothing; `progress` hears of each class how many pupils it had.

    Raises `HoldsData` when there is a school in the database.
    """
    async with database.engine.connect() as connection:
        if await connection.scalar(select(func.count()).select_from(school)):
            raise HoldsData
    demo = Demo(plan)
    is_large = plan.pupils > _LARGE
    with without_collector():
        async with bulk_load(database.patient_engine, metadata, rebuild_indexes=is_large) as bulk:
            for portion in demo.portions():
                for batch in portion.batches:
                    await bulk.add(batch.table, batch.columns, batch.rows)
                progress(portion.pupils)
                if is_large and not portion.pupils:
                    gc.collect()  # the school before this one, whose parts know each other
    return Loaded(dict(sorted(bulk.counts.items())), demo.cast or ())
