"""Days in callback data: an ordinal number, which anybody may forge."""

from datetime import date

from domain.errors import NotFound


def to_day(ordinal: int) -> date:
    """The date of a proleptic ordinal; `NotFound` where there is no such date."""
    try:
        return date.fromordinal(ordinal)
    except (ValueError, OverflowError) as error:
        raise NotFound("day") from error
