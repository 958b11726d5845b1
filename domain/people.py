"""People and the ways their names are written (facts.md §3.4)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from domain.calendar import School


class Sex(StrEnum):
    """Only as far as Russian grammar and the register need it (S4 П2.V)."""

    FEMALE = "f"
    MALE = "m"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of the school: a pupil, a guardian or a member of staff."""

    id: int
    family_name: str
    given_name: str
    middle_name: str = ""
    sex: Sex | None = None

    @property
    def full_name(self) -> str:
        """«Иванова Анна Дмитриевна»: documents."""
        return " ".join(filter(None, (self.family_name, self.given_name, self.middle_name)))

    @property
    def list_name(self) -> str:
        """«Иванова Анна»: class lists."""
        return f"{self.family_name} {self.given_name}".strip()

    @property
    def polite_name(self) -> str:
        """«Марина Петровна», or what there is of it: how a family speaks to a teacher."""
        if self.given_name and self.middle_name:
            return f"{self.given_name} {self.middle_name}"
        return self.list_name

    @property
    def short_name(self) -> str:
        """«Иванова А. Д.»: timetables and narrow tables."""
        initials = " ".join(f"{name[0]}." for name in (self.given_name, self.middle_name) if name)
        return f"{self.family_name} {initials}".strip()

    @property
    def initials(self) -> str:
        """«А. И.»: all that a stranger with a code may see of a child."""
        return " ".join(f"{name[0]}." for name in (self.given_name, self.family_name) if name)


@dataclass(frozen=True, slots=True)
class Student(Person):
    """A pupil with the class of today; `school_class_id` is None between classes."""

    school_id: int = 0
    school_class_id: int | None = None
    class_title: str = ""
    grade_level: int = 0
    homeroom_teacher_id: int | None = None


def sort_key(family_name: str, given_name: str, middle_name: str = "") -> str:
    """Russian order of a list: case does not matter and ё sorts as е."""
    return " ".join((family_name, given_name, middle_name)).casefold().replace("ё", "е").strip()


class PeopleStore(Protocol):
    """Pupils, guardians, staff."""

    async def student(self, student_id: int) -> tuple[Student, School]:
        """A pupil with the school; `NotFound` when there is no such pupil."""
