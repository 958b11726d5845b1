"""The teaching load as it is stored: hours a week of every subject and group."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.people import Person


@dataclass(frozen=True, slots=True)
class SectionHours:
    """A section of a grade; `weekly_hours` None: nobody has said them."""

    id: int
    subject_id: int
    subject: str
    class_title: str  # of a group of several classes its own title
    group_name: str
    teacher: Person | None
    weekly_hours: int | None
    chosen_hours: int = 0  # of the part that school and families form

    @property
    def chosen(self) -> int:
        """Of the hours that there are: files may have lessened them since."""
        return min(self.chosen_hours, self.weekly_hours or 0)


@dataclass(frozen=True, slots=True)
class GradeLoad:
    """What a grade is taught, by subject, class and group; `grades`: those that are taught any."""

    grade_level: int
    grades: Sequence[int]
    sections: Sequence[SectionHours]

    @property
    def by_subject(self) -> dict[int, list[SectionHours]]:
        """In the order of titles."""
        found: dict[int, list[SectionHours]] = {}
        for each in self.sections:
            found.setdefault(each.subject_id, []).append(each)
        return found

    def chosen(self, subject_id: int, section_id: int) -> list[SectionHours]:
        """The sections of a subject, or one of them; none where they are of another grade."""
        of_subject = self.by_subject.get(subject_id, [])
        return [each for each in of_subject if section_id in (0, each.id)]

    @property
    def unsaid(self) -> int:
        """How many sections have no hours yet."""
        return sum(each.weekly_hours is None for each in self.sections)
