"""Days in callback data: an ordinal number, which anybody may forge; and the days beside one."""

from datetime import date, timedelta

from domain.errors import NotFound

_YEARS = range(2000, 2200)  # wide enough for a school, and a day before or after always exists


def to_day(ordinal: int) -> date:
    """The date of a proleptic ordinal; `NotFound` where no school could have one."""
    try:
        day = date.fromordinal(ordinal)
    except (ValueError, OverflowError) as error:
        raise NotFound("day") from error
    if day.year not in _YEARS:
        raise NotFound("day")
    return day


def beside(day: date, step: int) -> date:
    """The day before (-1) or after (1); nobody asks for a Sunday."""
    found = day + timedelta(days=step)
    return found + timedelta(days=step) if found.isoweekday() == 7 else found
