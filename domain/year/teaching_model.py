"""That a section has another teacher from a moment on, as it is kept."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from domain.people import Person


class Begun(NamedTuple):
    """A moment on the school's clock: lessons that begin after it are the new teacher's."""

    day: date
    minute: int


class NewTeacher(NamedTuple):
    """Somebody else has the section; None: nobody."""

    section_id: int
    former_id: int | None
    teacher_id: int | None
    decided_by: int | None = None  # None: by a file of the register


@dataclass(frozen=True, slots=True)
class TeacherChange:
    """Whose the section was; `now`: whose it is by now, whatever came of this change since."""

    id: int
    school_id: int
    section_id: int
    class_title: str  # of a group of several classes its own title
    subject: str
    group_name: str
    former: Person | None
    now: Person | None
    decided_by: Person | None  # None: by a file of the register
