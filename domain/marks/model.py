"""A mark as the diary and the journal show it."""

from dataclasses import dataclass
from datetime import date

from domain.people import Person


@dataclass(frozen=True, slots=True)
class WorkType:
    """What a mark was for; the school's own list with weights (facts §2.6)."""

    id: int
    code: str
    title: str
    short_title: str
    weight: int
    counts: bool = True
    is_control: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark with all that a family may ask about it (R100)."""

    id: int
    student_id: int
    section_id: int
    subject_id: int
    subject: str
    date: date
    value: int
    work_type: WorkType
    topic: str = ""
    comment: str = ""
    teacher: Person | None = None
    lesson_id: int | None = None
    is_corrected: bool = False
