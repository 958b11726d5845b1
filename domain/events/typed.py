"""An event as it is typed: «25.12 14:00 Новогодний концерт», «21.12–25.12 Неделя физики»."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from domain.errors import Refused
from domain.typed import one_line

TITLE_LENGTH = 100  # characters
LONGEST = 62  # days
_AHEAD = timedelta(days=366)
_LOOKED_BACK = timedelta(days=60)
"""«20.11» on the 24th is over, not a year ahead."""
_DAY = r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}))?"
_EVENT = re.compile(rf"{_DAY}(?:\s*[-–—]\s*{_DAY})?(?:\s+(?:в\s+)?(\d{{1,2}}):(\d\d))?\s+(\S.*)")


@dataclass(frozen=True, slots=True)
class TypedEvent:
    """What is when; `starts` in minutes after midnight, None: the whole day."""

    title: str
    begins: date
    ends: date  # last day
    starts: int | None


def read_event(typed: str, today: date) -> TypedEvent:
    """`Refused` for what is no event, is over, or has too long a title.

    A day without a year is the next one of that name, or one lately over.
    """
    line = one_line(typed)
    found = _EVENT.fullmatch(line)
    if found is None:
        raise Refused("event_form")
    begins = _day(found.group(1, 2, 3), today - _LOOKED_BACK)
    if begins < today:
        raise Refused("event_over")
    if begins - today > _AHEAD:
        raise Refused("event_far")
    ends = _day(found.group(4, 5, 6), begins - _LOOKED_BACK) if found[4] else begins
    if ends < begins:
        raise Refused("days_backwards")
    if (ends - begins).days > LONGEST:
        raise Refused("event_form")
    starts = int(found[7]) * 60 + int(found[8]) if found[7] else None
    if starts is not None and (starts >= 24 * 60 or int(found[8]) > 59):
        raise Refused("event_form")
    if len(found[9]) > TITLE_LENGTH:
        raise Refused("event_title", limit=TITLE_LENGTH)
    return TypedEvent(found[9], begins, ends, starts)


def _day(parts: tuple[str | None, ...], since: date) -> date:
    day, month, year = parts
    try:
        if year is not None:
            return date(int(year), int(month or 0), int(day or 0))
        found = date(since.year, int(month or 0), int(day or 0))
        return found if found >= since else found.replace(year=since.year + 1)
    except ValueError as error:
        raise Refused("event_form") from error
