"""The school year as it is stored."""

from datetime import date
from typing import Protocol

from domain.calendar import Holiday
from domain.working_days import CalendarDate


class CalendarStore(Protocol):
    """Days of a school that differ, and days without lessons."""

    async def differing(self, school_id: int) -> list[CalendarDate]:
        """What differs from the production calendar, by date."""

    async def holidays(self, school_id: int, begins: date, ends: date) -> list[Holiday]:
        """Of everybody in the school, those of which a day lies between; by date."""
