"""A remark: words about one pupil for the family, a problem or praise (S1 П1.3; R120)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import blake2b
from typing import NamedTuple, Protocol
from zlib import crc32

from domain.calendar import School
from domain.classes.model import SchoolClass
from domain.people import Person, Student

NOTHING = "-"
"""The word for a remark that was withdrawn: nobody is told of it by itself."""


class RemarkKind(StrEnum):
    """What is said: families do not only hear what went wrong."""

    NOTE = "note"
    PRAISE = "praise"


def word_of(kind: RemarkKind, text: str, reason: str = "") -> str:
    """16 characters that differ where a family would be told something else.

    `reason`: why it was taken off.
    """
    return blake2b(repr((kind.value, text, reason)).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True)
class Remark:
    """As it stands. `day` and `subject` are of the lesson that it was written from, if any.

    Withdrawn by its author it has no text any more; taken off (`removed_by`) it is still read, with
    the reason.
    """

    id: int
    student_id: int
    kind: RemarkKind
    text: str
    author: Person
    written_at: datetime
    lesson_id: int | None = None
    day: date | None = None
    subject: str = ""
    changed_at: datetime | None = None
    withdrawn_at: datetime | None = None
    removed_by: Person | None = None
    reason: str = ""
    read_at: datetime | None = None

    @property
    def is_withdrawn(self) -> bool:
        return self.withdrawn_at is not None

    @property
    def stands(self) -> bool:
        return not self.is_withdrawn and self.removed_by is None

    @property
    def word(self) -> str:
        """What the outbox remembers of a message about it."""
        return NOTHING if self.is_withdrawn else word_of(self.kind, self.text, self.reason)

    def is_of_today(self, school: School, now: datetime) -> bool:
        """Whether its author may still change or withdraw it: until the school's day is over."""
        return school.today(self.written_at) == school.today(now)


@dataclass(frozen=True, slots=True)
class FoundRemark:
    """One remark with whose it is."""

    remark: Remark
    student: Student
    school: School


@dataclass(frozen=True, slots=True)
class LessonPupil:
    """A pupil who was in a lesson's section on its day; `is_learner`: and is there today."""

    student: Student
    is_learner: bool


def unread_of(remarks: Iterable[Remark]) -> list[Remark]:
    """Those that stand and that nobody of the family has confirmed."""
    return [each for each in remarks if each.stands and each.read_at is None]


def sum_of(remarks: Iterable[Remark]) -> str:
    """Over their words, for the button that confirms just these."""
    said = ",".join(f"{each.id}:{each.word}" for each in remarks)
    return f"{crc32(said.encode()):x}"


class NewRemark(NamedTuple):
    """A remark about to be written."""

    student_id: int
    lesson_id: int | None
    author_id: int
    kind: RemarkKind
    text: str


def seen_from_lesson(
    remarks: Iterable[Remark], person_id: int, lesson_id: int, *, is_of_class: bool
) -> tuple[Remark, ...]:
    """What a lesson shows of the remarks about its pupil to who gives it.

    Staff of the class see all of them. Who only substitutes, or taught the pupil once, sees those
    of this lesson and the own ones.
    """
    return tuple(
        each
        for each in remarks
        if is_of_class or each.author.id == person_id or each.lesson_id == lesson_id
    )


@dataclass(frozen=True, slots=True)
class PupilRemarks:
    """Remarks about a pupil as one person reads them, the newest first, at the moment `now`.

    `writers`: the reader's own people of the staff.
    """

    student: Student
    school: School
    remarks: tuple[Remark, ...]
    now: datetime
    writers: frozenset[int] = frozenset()
    may_write: bool = False
    may_remove: bool = False

    def is_changeable(self, remark: Remark) -> bool:
        """By the reader: who wrote it, on its day."""
        is_own = remark.author.id in self.writers
        return is_own and remark.stands and remark.is_of_today(self.school, self.now)


@dataclass(frozen=True, slots=True)
class ClassRemarks:
    """What was written about the pupils of a class in a month, by pupil; a pupil's newest first."""

    school_class: SchoolClass
    first: date  # day of the month
    today: date
    pupils: tuple[tuple[Person, tuple[Remark, ...]], ...]

    @property
    def is_current(self) -> bool:
        """Whether there can be no later month."""
        return self.first >= self.today.replace(day=1)

    def count(self, kind: RemarkKind) -> int:
        return sum(each.kind is kind for _pupil, remarks in self.pupils for each in remarks)


class RemarkStore(Protocol):
    """What is written about pupils."""

    async def of_pupil(self, student_id: int) -> list[Remark]:
        """All that were not withdrawn, the newest first."""

    async def of_class(
        self, class_id: int, since: datetime, until: datetime
    ) -> list[tuple[Person, Remark]]:
        """About who is in the class today, written from `since` on and before `until`; withdrawn
        ones are left out. In the order of a class list, a pupil's newest first."""

    async def found(self, remark_id: int, *, to_change: bool = False) -> FoundRemark:
        """One remark, withdrawn ones too; `NotFound` without it.

        `to_change`: others who change it wait until this transaction is over.
        """

    async def lesson_pupil(self, student_id: int, section_id: int, day: date) -> LessonPupil | None:
        """None for who was not in the section on that day."""

    async def write(self, new: NewRemark) -> tuple[int, int]:
        """Gives the ids of its first change and of itself."""

    async def say_otherwise(self, old: Remark, text: str) -> int:
        """Its author has put it in other words, which nobody has read yet; the change's id."""

    async def withdraw(self, old: Remark) -> int:
        """Its words are gone; the change's id."""

    async def remove(self, old: Remark, reason: str, removed_by: int) -> int:
        """It stays, as taken off; the change's id."""

    async def confirm(self, remark_id: int, person_id: int) -> None:
        """A guardian has read it."""
