"""A document of the school, whom it is for, and its versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple, Protocol

from domain.attachments.model import Attachment
from domain.calendar import School
from domain.people import Student
from domain.plans.model import LearntSubject
from domain.year.subject_model import SchoolSubject

TITLE_LENGTH = 100  # characters
GRADES = range(1, 12)


class DocumentKind(StrEnum):
    """What schools are asked to keep (R060), in the order of a list."""

    CURRICULUM = "curriculum"  # учебный план
    CALENDAR = "calendar"  # календарный учебный график
    PROGRAMME = "programme"  # рабочая программа
    EXAMS = "exams"  # порядок ГИА
    REGULATION = "regulation"  # положение
    OTHER = "other"


class Audience(StrEnum):
    """For whom a document is; who keeps documents sees each of them."""

    EVERYBODY = "everybody"  # whom a guardian trusts as well
    FAMILIES = "families"  # guardians, pupils and staff
    STAFF = "staff"


class DocumentField(StrEnum):
    """What can be chosen of a document that is there."""

    KIND = "kind"
    AUDIENCE = "audience"
    GRADES = "grades"
    SUBJECT = "subject"
    LISTED = "listed"


class Whom(NamedTuple):
    """For whom a document is."""

    audience: Audience
    grades: frozenset[int]


@dataclass(frozen=True, slots=True)
class SchoolDocument:
    """One document with its newest version; no `grades`: for every grade."""

    id: int
    school_id: int
    kind: DocumentKind
    title: str
    audience: Audience
    grades: frozenset[int]
    subject_id: int | None  # of a work programme
    subject: str
    is_listed: bool  # else it was taken off the list
    versions: int
    renewed_at: datetime  # when the newest version came

    @property
    def whom(self) -> Whom:
        return Whom(self.audience, self.grades)


class Version(NamedTuple):
    """A file of a document; the `number` counts from 1."""

    number: int
    added_at: datetime
    file: Attachment


@dataclass(frozen=True, slots=True)
class Shelf:
    """What somebody may read, in the order of kinds; of a family's hat the pupil it is about."""

    school: School
    student: Student | None
    documents: tuple[SchoolDocument, ...]
    keeps: bool = False
    taken_off: tuple[SchoolDocument, ...] = ()  # for who keeps them


@dataclass(frozen=True, slots=True)
class KeptDocument:
    """A document as it is kept: with its versions, the newest first."""

    school: School
    document: SchoolDocument
    versions: tuple[Version, ...]


@dataclass(frozen=True, slots=True)
class SubjectChoice:
    """The subjects of which a work programme may be."""

    document: SchoolDocument
    subjects: tuple[SchoolSubject, ...]


class NewDocument(NamedTuple):
    """A document about to be recorded."""

    school_id: int
    kind: DocumentKind
    title: str
    audience: Audience


class SchoolDocumentStore(Protocol):
    """Documents of each school; nothing leaves it."""

    async def of_school(self, school_id: int) -> list[SchoolDocument]:
        """All of them, those taken off the list too."""

    async def listed_for(self, school_id: int) -> list[Whom]:
        """For whom there is anything on the list, each once."""

    async def document(self, document_id: int, *, to_change: bool = False) -> SchoolDocument:
        """`NotFound` without it; `to_change`: who changes it waits for who does so before."""

    async def with_file(
        self, school_id: int, kind: DocumentKind, unique_id: str
    ) -> SchoolDocument | None:
        """One on the list that hands out this very file."""

    async def of_section(
        self, student_id: int, section_id: int, day: date
    ) -> tuple[LearntSubject, list[SchoolDocument]] | None:
        """The subject of a section in which the pupil is on that day, and its work programmes on
        the list; None for a section in which they are not."""

    async def versions(self, document_id: int) -> list[Version]:
        """The newest first."""

    async def add(self, new: NewDocument) -> int:
        """Its id; a file follows in the same transaction."""

    async def change(self, document_id: int, values: Mapping[str, Any]) -> None:
        """By the names of `SchoolDocument`; `is_listed` among them."""
