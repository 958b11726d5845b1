"""Letters, to whom they went and what came of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from domain.classes.model import SchoolClass
from domain.people import Person


class Delivery(StrEnum):
    """How far a letter came, the worst first: what needs the teacher's telephone stands on top."""

    NOT_CONNECTED = "not_connected"
    UNREACHABLE = "unreachable"  # every chat refused the bot
    WAITING = "waiting"
    DELIVERED = "delivered"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Letter:
    """A message as written. `root_id` is the one that began the conversation, maybe itself."""

    id: int
    root_id: int
    school_class_id: int | None
    sender: Person
    text: str
    sent_at: datetime

    @property
    def is_root(self) -> bool:
        return self.id == self.root_id


@dataclass(frozen=True, slots=True)
class Recipient:
    """A guardian to whom a letter went, about one child."""

    person: Person
    student: Person
    delivery: Delivery
    read_at: datetime | None = None

    @property
    def can_get(self) -> bool:
        """Whether there is a chat that takes it."""
        return self.delivery not in (Delivery.NOT_CONNECTED, Delivery.UNREACHABLE)


class Addressee(NamedTuple):
    """Whom a letter goes to and about which child."""

    person_id: int
    student_id: int


class Exchanged(NamedTuple):
    """A letter of a conversation, to whom of those asked about it went, and when it was read."""

    letter: Letter
    to: frozenset[int]
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class ThreadLetter:
    """A letter between one family and the teacher, as one of the two sees it.

    `read_at` is of whoever received it; None: not confirmed yet.
    """

    letter: Letter
    is_own: bool
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Thread:
    """What a teacher and a guardian wrote each other after one letter, oldest first."""

    root: Letter
    student: Person
    guardian: Person
    letters: tuple[ThreadLetter, ...]
    is_teacher: bool  # the reader is the one who began it

    @property
    def newest(self) -> Letter:
        return self.letters[-1].letter

    @property
    def unread(self) -> list[ThreadLetter]:
        """Received and not confirmed."""
        return [each for each in self.letters if not each.is_own and each.read_at is None]

    @property
    def last_received(self) -> Letter | None:
        received = [each.letter for each in self.letters if not each.is_own]
        return received[-1] if received else None


@dataclass(frozen=True, slots=True)
class ReceivedThread:
    """A line of a family's list; `begins` is the beginning of the first letter's text."""

    root_id: int
    student_id: int
    sender: Person
    begins: str
    last_at: datetime
    unread: int


@dataclass(frozen=True, slots=True)
class SentLetter:
    """A line of the teacher's list. People are counted, not people times children."""

    id: int
    begins: str
    sent_at: datetime
    recipients: int
    read: int
    answers: int
    unread_answers: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The newest answer of one guardian about one child."""

    message_id: int
    person: Person
    student: Person
    is_unread: bool


@dataclass(frozen=True, slots=True)
class SentReport:
    """A letter to families: who received it, who read it, who answered."""

    letter: Letter
    recipients: tuple[Recipient, ...]
    answers: tuple[Answer, ...]

    def count(self, *deliveries: Delivery) -> int:
        """How many people are in one of these states at best: a person has several children."""
        best: dict[int, Delivery] = {}
        order = list(Delivery)
        for each in self.recipients:
            known = best.get(each.person.id)
            if known is None or order.index(each.delivery) > order.index(known):
                best[each.person.id] = each.delivery
        return sum(delivery in deliveries for delivery in best.values())

    @property
    def people(self) -> int:
        return len({each.person.id for each in self.recipients})


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A text that was shown to its writer; no `student_ids` means the whole class."""

    id: int
    sender_id: int
    school_class_id: int
    person_id: int | None
    student_ids: tuple[int, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with those who would get it now."""

    id: int
    school_class: SchoolClass
    text: str
    recipients: tuple[Recipient, ...]

    @property
    def people(self) -> int:
        return len({each.person.id for each in self.recipients})

    @property
    def out_of_reach(self) -> list[Recipient]:
        """Recipients whom it cannot reach in Telegram now."""
        return [each for each in self.recipients if not each.can_get]


class MessageStore(Protocol):
    """What messages need of the storage."""

    async def letter(self, message_id: int) -> Letter:
        """One letter; `NotFound` without it."""

    async def add(
        self,
        sender_id: int,
        text: str,
        addressees: Sequence[Addressee],
        school_class_id: int | None,
        root_id: int | None = None,
    ) -> int:
        """Stores a letter with its recipients; `root_id` for an answer. Gives the id."""

    async def recipients(self, message_id: int) -> list[Recipient]:
        """To whom a letter went, in the order of the pupils' names."""

    async def thread(
        self, root_id: int, person_ids: Collection[int], student_id: int
    ) -> list[Exchanged]:
        """The letters between the root's sender and these guardians about the pupil, oldest first;
        empty when the root did not go to any of them."""

    async def mark_read(self, root_id: int, person_ids: Collection[int], student_id: int) -> None:
        """Everything that these people received in the conversation about the pupil is read."""

    async def add_draft(
        self,
        sender_id: int,
        school_class_id: int,
        person_id: int | None,
        student_ids: Sequence[int],
        text: str,
    ) -> int:
        """Stores a draft in place of any other of the same person; gives the id."""

    async def draft(self, draft_id: int) -> StoredDraft | None: ...

    async def take_draft(self, draft_id: int) -> bool:
        """Removes it; False when somebody was quicker."""


class MailboxStore(Protocol):
    """Lists of conversations."""

    async def received(
        self, person_ids: Collection[int], student_id: int, limit: int, offset: int
    ) -> list[ReceivedThread]:
        """Conversations about the pupil, that with the newest letter first."""

    async def sent(self, sender_id: int, limit: int, offset: int) -> list[SentLetter]:
        """Letters that began a conversation: those with unread answers first, then the newest."""

    async def answers(self, root_id: int, to_person_id: int) -> list[Answer]:
        """The newest answer of each guardian about each child, unread ones first."""
