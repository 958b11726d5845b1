"""Hours that teachers gave, own and for others (R071, R167; S3 1.1)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from domain.people import Person


@dataclass(frozen=True, slots=True)
class TimetabledLesson:
    """A lesson of the register: who gives it, and whose it is by the timetable.

    `is_held`: its roll was called or its topic recorded, so that somebody was there.
    `is_doubted`: its teacher says that it was not, and nobody has answered yet.
    """

    date: date
    class_title: str
    subject: str
    teacher: Person | None
    usual_teacher: Person | None
    is_cancelled: bool
    is_held: bool
    is_doubted: bool

    @property
    def is_for_another(self) -> bool:
        return self.usual_teacher is not None and self.teacher != self.usual_teacher


@dataclass(slots=True)
class TeacherHours:
    """Of one teacher: lessons given, own and in the place of others, and own ones not given."""

    teacher: Person
    own: int = 0
    for_others: int = 0
    missed: int = 0  # by the timetable theirs, given by somebody else or cancelled
    unrecorded: int = 0  # over, nobody recorded anything, and nobody is asked about it
    substitutions: list[TimetabledLesson] = field(default_factory=list)

    @property
    def given(self) -> int:
        return self.own + self.for_others


def hours_register(
    lessons: Iterable[TimetabledLesson], begins: date, ends: date
) -> list[TeacherHours]:
    """A line a teacher of these days, both included, in no particular order.

    Only what is recorded as held counts as given: the register supports payroll (R167).
    """
    found: dict[Person, TeacherHours] = {}
    missed: dict[Person, int] = defaultdict(int)
    for each in lessons:
        if not begins <= each.date <= ends:
            continue
        if each.usual_teacher is not None and (each.is_cancelled or each.is_for_another):
            missed[each.usual_teacher] += 1
        if each.teacher is None or each.is_cancelled:
            continue
        line = found.setdefault(each.teacher, TeacherHours(each.teacher))
        if not each.is_held:
            line.unrecorded += not each.is_doubted
        elif each.is_for_another:
            line.for_others += 1
            line.substitutions.append(each)
        else:
            line.own += 1
    for teacher, count in missed.items():
        found.setdefault(teacher, TeacherHours(teacher)).missed = count
    return list(found.values())
