"""A trusted person, what they may see and until when, and what the core asks of the store."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from domain.access import Action
from domain.calendar import School
from domain.people import Person, Student

USUAL = frozenset({Action.READ_TIMETABLE, Action.READ_HOMEWORK, Action.READ_EVENTS})
"""Ticked to begin with; marks and absences only if the guardian ticks them (R010)."""

MOST = 6
"""Trusted persons of a child at a time: a diary is not for everybody."""

LONGEST = timedelta(days=365)
SHOWN_AFTER = timedelta(days=30)  # so long a trust that ended stays in the list, to be prolonged
WARNED_BEFORE = timedelta(days=3)

_BITS: Mapping[Action, int] = {
    Action.READ_TIMETABLE: 1,
    Action.READ_HOMEWORK: 2,
    Action.READ_EVENTS: 4,
    Action.READ_MARKS: 8,
    Action.READ_ATTENDANCE: 16,
    Action.READ_FINAL_MARKS: 32,
}
EVERYTHING = sum(_BITS.values())


def to_number(rights: Iterable[Action]) -> int:
    """Rights as the database and buttons keep them; what cannot be entrusted is left out."""
    return sum(_BITS[each] for each in frozenset(rights) if each in _BITS)


def from_number(number: int) -> frozenset[Action]:
    """The same back; other bits mean nothing."""
    return frozenset(action for action, bit in _BITS.items() if number & bit)


class ContactRelation(StrEnum):
    """Who the trusted person is to the child."""

    GRANDMOTHER = "grandmother"
    GRANDFATHER = "grandfather"
    AUNT = "aunt"
    UNCLE = "uncle"
    SISTER = "sister"
    BROTHER = "brother"
    NANNY = "nanny"
    OTHER = "other"


class Term(StrEnum):
    """How long a trust holds from today on."""

    WEEK = "w"
    MONTH = "m"
    SCHOOL_YEAR = "s"
    YEAR = "y"


@dataclass(frozen=True, slots=True)
class TrustedContact:
    """A trust that was not revoked; `ends` is the first day on which it holds no more."""

    id: int
    person: Person
    student_id: int
    guardian: Person  # who named them
    relation: ContactRelation
    rights: frozenset[Action]
    named_at: datetime
    ends: date
    bound_at: datetime | None = None  # connected since
    code_until: datetime | None = None  # of an unused code
    last_invite_id: int = 0  # 0: there was none

    def holds(self, day: date) -> bool:
        return day < self.ends

    @property
    def last_day(self) -> date:
        return self.ends - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class TrustEnd:
    """How a trust stands, revoked or not."""

    student_id: int
    last_day: date
    is_revoked: bool


@dataclass(frozen=True, slots=True)
class NewContact:
    """A trusted person about to be stored."""

    school_id: int
    family_name: str
    given_name: str
    middle_name: str
    student_id: int
    guardian_id: int
    relation: ContactRelation
    rights: frozenset[Action]
    ends: date


@dataclass(frozen=True, slots=True)
class Circle:
    """A child with its trusted persons, the oldest trust first."""

    student: Student
    school: School
    contacts: tuple[TrustedContact, ...]
    offered: tuple[Action, ...]  # what there is to entrust of this diary, as the school has it
    may_name: bool = False  # whoever reads this may add somebody
    is_full: bool = False
    has_consent: bool = True  # else none of them sees anything


@dataclass(frozen=True, slots=True)
class Held:
    """A trust seen by somebody of the family; `is_own`: named by a person of this chat.

    `chats` saw the diary until now.
    """

    contact: TrustedContact
    student: Student
    school: School
    is_own: bool
    chats: tuple[int, ...] = ()


class TrustStore(Protocol):
    """Trusted persons and what they were entrusted with."""

    async def add(self, new: NewContact) -> int:
        """Stores a person and the trust; gives the id of the trust."""

    async def of_student(self, student_id: int, ended_since: date) -> list[TrustedContact]:
        """The child's, without the revoked and those that ended before that day."""

    async def contact(self, trust_id: int) -> TrustedContact:
        """`NotFound` when there is none or it was revoked."""

    async def change(self, trust_id: int, rights: Collection[Action], ends: date) -> None: ...

    async def revoke(self, trust_id: int, revoked_by: int) -> None:
        """The trust, its chats and its unused codes end now."""

    async def disconnect(self, trust_id: int, ended_by: int) -> None:
        """Its chats end; the trust itself holds."""

    async def ending(self, within: timedelta) -> list[TrustedContact]:
        """Connected ones whose last day is today or so many days ahead, not told of it yet."""

    async def note_warned(self, trust_id: int, ends: date) -> None:
        """Both were told of this end."""

    async def over(self, since: timedelta) -> list[TrustedContact]:
        """Connected ones that ended within this time by their day, not told of it yet."""

    async def note_told_over(self, trust_id: int, ends: date) -> None:
        """Its person was told that it is over."""

    async def end_of(self, trust_id: int) -> TrustEnd | None:
        """Of one that was revoked as well; None when there is none."""
