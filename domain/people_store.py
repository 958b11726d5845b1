"""What the core asks of the storage about people."""

from typing import Protocol

from domain.calendar import School
from domain.people import Student


class PeopleStore(Protocol):
    """Pupils, guardians, staff."""

    async def student(self, student_id: int) -> tuple[Student, School]:
        """A pupil with the school; `NotFound` when there is no such pupil."""
