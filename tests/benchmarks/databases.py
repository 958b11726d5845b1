"""Demo schools with a full year of marks, made once and kept in data/bench/."""

import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from tqdm import tqdm

from bot.demo.build import DemoPlan
from bot.demo.calendar import DEMO_TIME
from bot.demo.template import Template
from storage.database import Database

FOLDER = Path("data/bench")
TIMEZONE = ZoneInfo("Europe/Moscow")
TODAY = date(2026, 11, 24)  # the same every day, so that a school made once serves for long


def school_now() -> datetime:
    """A morning of `TODAY` during the third lesson."""
    return datetime.combine(TODAY, DEMO_TIME, TIMEZONE).astimezone(UTC)


def clock_offset() -> timedelta:
    """What to add to the wall clock to be there."""
    return school_now() - datetime.now(UTC)


async def school_of(pupils: int, purpose: str) -> Path:
    """A fresh copy of the school of that size, for one benchmark to write into."""
    folder = FOLDER / str(pupils)
    template = Template(folder, DemoPlan(TODAY, TIMEZONE, pupils, full_year=True))
    if not template.is_ready:
        started = time.monotonic()
        with tqdm(total=pupils, unit=" pupils", leave=False, disable=None) as bar:
            await template.make(bar.update)
        print(f"made a school of {pupils} pupils in {time.monotonic() - started:.0f} s")
    path = folder / f"{purpose}.db"
    template.copy_to(path)
    return path


def open_school(path: Path) -> Database:
    return Database(f"sqlite+aiosqlite:///{path}", TIMEZONE)
