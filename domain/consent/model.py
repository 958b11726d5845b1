"""What a consent is for, who gives it and how, and what the core asks of the store."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.people import Person, Student


class Purpose(StrEnum):
    """A document of its own for each (152-ФЗ art. 9; facts §2.13)."""

    DIARY = "diary"
    MESSENGER = "messenger"  # delivery through a messenger, which may be across the border
    PHOTO = "photo"
    TRUSTED = "trusted"  # a person whom a guardian named sees what the guardian chose


NEEDED = (Purpose.DIARY, Purpose.MESSENGER)
"""Without these nothing of a child is shown or sent here; the others open something more."""


class Whose(StrEnum):
    """Whose data a consent is about, seen from the hat that needs it."""

    CHILD = "child"  # the child's, given by a guardian
    PUPIL = "pupil"  # the pupil's own, given by themselves from 16 (R023)
    SELF = "self"  # the guardian's own


class Way(StrEnum):
    BOT = "bot"
    PAPER = "paper"


class EndReason(StrEnum):
    WITHDRAWN = "withdrawn"
    NEW_VERSION = "new_version"  # the text changed, and the school asks anew


@dataclass(frozen=True, slots=True, order=True)
class Need:
    """One consent that is missing."""

    whose: Whose
    purpose: Purpose


@dataclass(frozen=True, slots=True)
class Standing:
    """What is in force for a person's data: from guardians, and from the person."""

    by_guardian: frozenset[Purpose] = frozenset()
    own: frozenset[Purpose] = frozenset()


@dataclass(frozen=True, slots=True)
class Paper:
    """A document outside the program that something rests on."""

    number: str
    date: date


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it is signed; `id` None: of no consent yet, so it is stored with the first one."""

    id: int | None
    purpose: Purpose
    version: int
    template: str
    text: str


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent as it was given, and how it ended."""

    id: int
    subject: Person
    giver: Person
    purpose: Purpose
    document_id: int
    version: int
    way: Way
    given_at: datetime
    paper: Paper | None = None
    recorded_by: Person | None = None
    ended_at: datetime | None = None
    end_reason: EndReason | None = None
    ended_by: Person | None = None
    end_paper: Paper | None = None

    @property
    def is_in_force(self) -> bool:
        return self.ended_at is None

    @property
    def is_own(self) -> bool:
        return self.giver.id == self.subject.id


@dataclass(frozen=True, slots=True)
class NewConsent:
    """A consent about to be stored."""

    subject_id: int
    giver_id: int
    purpose: Purpose
    document_id: int
    paper: Paper | None = None
    recorded_by: int | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of a family with what is in force for their data."""

    person: Person
    standing: Standing


@dataclass(frozen=True, slots=True)
class FamilyStanding:
    """A pupil with the guardians of today."""

    student: Student
    birth_date: date | None
    standing: Standing
    guardians: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class StaffNote:
    """A member of staff and the agreement of non-disclosure they signed, if any (R030)."""

    person: Person
    note: Paper | None = None


class ConsentDocumentStore(Protocol):
    """The texts as they were signed."""

    async def latest(self, school_id: int, purpose: Purpose) -> Document | None:
        """The newest stored text of this purpose."""

    async def all(self, school_id: int) -> list[tuple[Document, datetime]]:
        """Every stored text with the moment it was published, the newest first."""

    async def document(self, document_id: int) -> tuple[Document, int]:
        """With the id of its school; `NotFound` when there is none."""

    async def add(self, school_id: int, document: Document) -> Document:
        """Stores it and gives it with its id; one that is there already is kept."""


class ConsentStore(Protocol):
    """Consents. Whatever is written keeps the standing of its person true."""

    async def give(self, consents: Iterable[NewConsent]) -> list[tuple[int, NewConsent]]:
        """Stores those that are not in force already, and gives them with their ids."""

    async def end(
        self,
        subject_id: int,
        purposes: Collection[Purpose],
        *,
        own: bool,
        reason: EndReason,
        ended_by: int | None,
        paper: Paper | None = None,
    ) -> list[int]:
        """Ends what is in force for this person's data: the own ones, or those of all guardians.

        Gives the ids of the consents that ended.
        """

    async def end_all(self, school_id: int, purpose: Purpose, version: int) -> int:
        """Ends all that were given to earlier versions, because the new text is asked anew; gives
        their number.
        """

    async def about(self, subject_ids: Collection[int]) -> list[Consent]:
        """All that were ever given for these people's data, the newest first."""

    async def consent(self, consent_id: int) -> Consent:
        """`NotFound` when there is none."""

    async def standings(self, person_ids: Collection[int]) -> dict[int, Standing]:
        """What is in force for each of them."""

    async def birth_date(self, person_id: int) -> date | None: ...

    async def born_between(self, school_id: int, first: date, last: date) -> dict[int, date]:
        """The pupils of today by id with their birth dates, both days included."""

    async def subjects_of(self, school_id: int, purpose: Purpose, version: int) -> list[int]:
        """Pupils for whom a guardian's consent to an earlier version is in force, or their own."""

    async def families(
        self, *, school_class_id: int | None = None, student_id: int | None = None
    ) -> list[FamilyStanding]:
        """The pupils of a class, or one pupil, by name."""

    async def withhold(self, person_id: int) -> int:
        """What waits in the outbox is not to be told: of this pupil to the family, or of the
        children of this guardian to them. Gives the number of rows.
        """


class StaffPaperStore(Protocol):
    """Agreements of non-disclosure (R030) and decisions of the school on extra fields (R026)."""

    async def staff_notes(self, school_id: int) -> list[StaffNote]:
        """All staff of today by name."""

    async def staff_note(self, person_id: int) -> tuple[StaffNote, int]:
        """One of them with the id of the school; `NotFound` for whoever is no staff today."""

    async def add_note(self, person_id: int, note: Paper, recorded_by: int | None) -> None:
        """Puts it in the place of an earlier one."""

    async def end_note(self, person_id: int, ended_by: int | None) -> None: ...

    async def decisions(self, school_id: int) -> Mapping[str, Paper]:
        """The decisions in force: field → document."""

    async def add_decision(
        self, school_id: int, field: str, paper: Paper, recorded_by: int | None
    ) -> None:
        """Puts it in the place of an earlier one."""

    async def end_decision(self, school_id: int, field: str, ended_by: int | None) -> None: ...

    async def change_policy(self, school_id: int, changes: Mapping[str, str | bool]) -> None:
        """Sets these keys of the school's policy and leaves the others."""
