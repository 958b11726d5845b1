"""The curriculum of a class and of a pupil, as it is read."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from domain.classes.model import SchoolClass
from domain.curriculum.load import Taught, Week, greatest_load, usual_week, weeks_of_pupils
from domain.curriculum.model import Profile
from domain.people import Student


@dataclass(frozen=True)
class ClassPlan:
    """What a class is taught; `members`: the sections of each of its pupils."""

    school_class: SchoolClass
    sections: Sequence[Taught]
    members: Mapping[int, Collection[int]]
    profiles: Sequence[Profile] = ()  # that somebody of the class follows

    @cached_property
    def weeks(self) -> list[Week]:
        """Of its pupils, each as often as it comes; of a class without pupils its usual one."""
        weeks = weeks_of_pupils(self.sections, self.members)
        return list(weeks.values()) or [usual_week(self.sections)]

    @property
    def least(self) -> Week:
        return min(self.weeks, key=lambda each: each.hours)

    @property
    def most(self) -> Week:
        return max(self.weeks, key=lambda each: each.hours)

    @property
    def greatest(self) -> int | None:
        """What is allowed; None: the table has no such week."""
        return greatest_load(self.school_class.grade_level, self.school_class.days_a_week)

    @property
    def above(self) -> int:
        """By how many hours the longest week is too long."""
        return max(0, self.most.hours - self.greatest) if self.greatest is not None else 0

    @property
    def overloaded(self) -> int:
        """How many pupils have more than is allowed."""
        most = self.greatest
        return sum(most is not None and each.hours > most for each in self.weeks if self.members)

    @property
    def unsaid(self) -> int:
        """How many of its sections have no hours yet."""
        return sum(each.hours is None for each in self.sections)


@dataclass(frozen=True, slots=True)
class GradePlans:
    """The classes of a grade with their plans; `grades`: those that have classes."""

    grade_level: int
    grades: Sequence[int]
    plans: Sequence[ClassPlan]


@dataclass(frozen=True, slots=True)
class PupilPlan:
    """What a pupil is taught today."""

    student: Student
    sections: Sequence[Taught]
    week: Week
