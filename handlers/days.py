"""Days in callback data: an ordinal number, which anybody may forge."""

from datetime import date

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
