"""How and when a person wants to hear; the kinds themselves are in domain/notices/model.py."""

from dataclasses import dataclass
from enum import StrEnum


class Choice(StrEnum):
    """When a kind of news is told (R111)."""

    AT_ONCE = "at_once"
    EVENING = "evening"
    WEEKLY = "weekly"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class Habits:
    """What a person chose for everything; None: as the school has it.

    Quiet hours are minutes after midnight, school time; equal ends mean none.
    """

    quiet_from: int | None = None
    quiet_until: int | None = None
    hides_details: bool | None = None
