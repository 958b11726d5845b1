"""Where the program gets the time from; tests and the demo bring their own."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]


def wall_clock() -> datetime:
    """Now, in UTC."""
    return datetime.now(UTC)


def shifted_clock(offset: timedelta) -> Clock:
    """The wall clock moved by `offset`: on a Sunday the demo still has a school day."""
    return lambda: datetime.now(UTC) + offset
