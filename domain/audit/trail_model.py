"""The audit trail as people read it: pages of lines, the newest first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.audit.model import Head, Record
from domain.calendar import School
from domain.people import Person

LINES_ON_PAGE = 8
FOUND = 20  # people shown of a search


class Part(StrEnum):
    """Which records are shown."""

    ALL = "a"
    CHANGES = "c"
    LOOKS = "l"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose records: all of them that are in every respect given.

    `reader_id`: a family reads. What another parent wrote to a teacher or chose for themselves is
    none of its business.
    """

    school_id: int
    about_id: int | None = None
    by_id: int | None = None
    school_class_id: int | None = None
    reader_id: int | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """How many people, and pupils or staff, one act concerned; each has a record of their own."""

    people: int
    families: int


@dataclass(frozen=True, slots=True)
class Line:
    """A record with the names that belong to its ids; `facts` are (before, after).

    `together`: it is the last of the records of one act, and stands for all of them.
    """

    record: Record
    facts: tuple[Mapping[str, object], Mapping[str, object]]
    by: Person | None = None
    about: Person | None = None
    class_title: str = ""
    subject: str = ""
    day: date | None = None  # of the lesson
    together: Together | None = None


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody of the school; `class_title` of a pupil of today, `of_child` of a parent."""

    person: Person
    is_pupil: bool
    class_title: str = ""
    of_child: Person | None = None


@dataclass(frozen=True, slots=True)
class Trail:
    """One page; `older_than` is where the next one begins, None after the last.

    `with_values`: its reader may read marks and lessons; else only that something was done is said.
    """

    school: School
    lines: tuple[Line, ...]
    part: Part
    before: int  # 0: the newest page
    older_than: int | None
    with_values: bool = True
    title: str = ""  # the class
    person: Person | None = None  # the pupil, or whose own records these are
    head: Head | None = None  # the end of the chain, for the whole school
