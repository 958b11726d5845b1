"""A school's subjects, and their store."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from domain.curriculum.area_model import Area
from domain.year.load_model import SectionHours
from domain.year.teaching_model import Begun, NewTeacher, TeacherChange


@dataclass(frozen=True, slots=True)
class SchoolSubject:
    """What the school teaches."""

    id: int
    title: str
    is_marked: bool
    takes_homework: bool
    area: Area | None = None  # nobody has said it


class SubjectStore(Protocol):
    """The subjects of a school."""

    async def of_school(self, school_id: int) -> list[SchoolSubject]:
        """By title."""

    async def take_homework(self, subject_id: int, *, takes: bool) -> None:
        """From now on; files of the register leave it as it is."""

    async def give_marks(self, subject_id: int, *, gives: bool) -> None:
        """From now on; files of the register leave it as it is."""

    async def taught_grades(self, school_id: int) -> list[int]:
        """The grades in which anything is taught, the lowest first."""

    async def hours(self, school_id: int, grade_level: int) -> list[SectionHours]:
        """What a grade is taught, by title, class and group; without behaviour."""

    async def set_teacher(self, section_id: int, person_id: int, begun: Begun) -> int:
        """Whose the section is, and its lessons that begin after this follow; files leave it so.

        Not those that are substituted, nor those of cells with a teacher of their own; a
        substitution that is taken back gives the lesson to this person. How many lessons follow.
        """

    async def record_teacher(self, change: NewTeacher, begun: Begun) -> int:
        """Until when it was somebody else's; gives the number of the change."""

    async def teacher_change(self, change_id: int) -> TeacherChange:
        """`NotFound` without it."""

    async def taught_first(self, section_id: int, person_id: int) -> bool:
        """Whether the section was this person's before it was ever given or taken."""

    async def set_hours(self, section_ids: Collection[int], hours: int) -> None:
        """Hours a week from now on; files of the register leave them as they are."""
