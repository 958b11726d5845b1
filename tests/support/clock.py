"""A clock that tests own."""

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

MOSCOW = ZoneInfo("Europe/Moscow")
# A Tuesday in the second quarter, during the third lesson.
SCHOOL_MORNING = datetime(2026, 11, 24, 10, 40, tzinfo=MOSCOW)


class OwnClock:
    """Stands still until it is moved."""

    def __init__(self, start: datetime = SCHOOL_MORNING) -> None:
        self.now = start.astimezone(UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, step: timedelta) -> None:
        self.now += step


async def no_pause(seconds: float) -> None:
    """Sleep for those who wait by the clock that tests own: the others go on meanwhile."""
    await asyncio.sleep(0)
