"""A school's subjects, and their store."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SchoolSubject:
    """What the school teaches; files of the register say whether it has marks."""

    id: int
    title: str
    is_marked: bool
    takes_homework: bool


class SubjectStore(Protocol):
    """The subjects of a school."""

    async def of_school(self, school_id: int) -> list[SchoolSubject]:
        """By title."""

    async def take_homework(self, subject_id: int, *, takes: bool) -> None:
        """From now on; files of the register leave it as it is."""
