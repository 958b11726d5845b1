"""Invitations and bindings: who may connect a chat as whom, and which chats are connected."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.calendar import School
from domain.people import Person, Student

RULES_VERSION = 1
"""Of the rules on keeping code and chat to oneself, which «Да, подключить» accepts (R015)."""


class BindingRole(StrEnum):
    """As whom a chat is connected; which rights staff have is read anew at every update."""

    GUARDIAN = "guardian"
    STUDENT = "student"
    STAFF = "staff"
    TRUSTED_CONTACT = "trusted_contact"


@dataclass(frozen=True, slots=True)
class InviteRequest:
    """For whom a code is wanted: a guardian with one child, a pupil, or a member of staff.

    `student_id` is the child of a guardian and the pupil's own id; staff have none.
    """

    person_id: int
    role: BindingRole
    student_id: int | None = None


@dataclass(frozen=True, slots=True)
class Invitee:
    """A request that the school's data bears out today: this guardian has this child, and so on."""

    person: Person
    sourced_id: str
    role: BindingRole
    school: School
    student: Student | None = None

    @property
    def request(self) -> InviteRequest:
        return InviteRequest(self.person.id, self.role, self.student.id if self.student else None)

    @property
    def class_title(self) -> str:
        return self.student.class_title if self.student else ""


@dataclass(frozen=True, slots=True)
class IssuedInvite:
    """A fresh code in the clear, seen this once by whoever hands it out; never stored so."""

    person: Person
    sourced_id: str
    role: BindingRole
    school: School
    student: Student | None
    school_class: str
    code: str  # in groups, as it is printed
    link_token: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class NewInvite:
    """What is stored of it."""

    request: InviteRequest
    code_hash: str
    link_hash: str
    issued_by: int | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Offer:
    """A code that fits, shown to be confirmed; `invite_id` alone binds nobody."""

    invite_id: int
    invitee: Invitee


@dataclass(frozen=True, slots=True)
class Binding:
    """A connected chat, as far as the right to end it depends on it."""

    id: int
    chat_id: int
    role: BindingRole
    person: Person
    school_id: int
    student: Student | None
    bound_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class FormerBinding:
    """A binding of a chat without hats, as the rows have it."""

    role: BindingRole
    ended_at: datetime | None
    ended_by: int | None
    is_of_school: bool  # the person, the pupil and who named them are, and the tie holds
    trust_last_day: date | None = None
    trust_is_over: bool = False
    trust_revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class OwnChat:
    """A chat in which a person is connected, to one child or to several."""

    chat_id: int
    binding_ids: tuple[int, ...]
    students: tuple[Person, ...]  # none of staff
    bound_at: datetime  # the first of them
    used_on: date | None  # None: never since this is known
    accepted_at: datetime | None


class InviteStore(Protocol):
    """Who may be invited, and one-time codes from issue to use."""

    async def invitees_of_class(self, school_class_id: int) -> list[Invitee]:
        """Pupils enrolled today, each followed by the guardians, in the order of the class list."""

    async def invitees_of_staff(self, school_id: int) -> list[Invitee]:
        """Everybody who works at the school today."""

    async def invitees_of_people(self, person_ids: Collection[int]) -> list[Invitee]:
        """Everything these people may be invited as."""

    async def add_invites(self, invites: Sequence[NewInvite]) -> None:
        """Stores them; whatever unused code the same pair had is revoked."""

    async def revoke(self, request: InviteRequest) -> int:
        """Revokes the unused codes of the pair; how many there were."""

    async def find_invite(self, code_hash: str, link_hash: str) -> tuple[int, InviteRequest] | None:
        """The invitation that is neither used, expired nor revoked, by either hash."""

    async def shown_invite(
        self, invite_id: int, chat_id: int, since: datetime
    ) -> InviteRequest | None:
        """The same by id, for a chat that has shown its code since then."""

    async def use_invite(self, invite_id: int, chat_id: int) -> bool:
        """Takes it, once and for all; False when somebody was quicker."""


class CodeAttemptStore(Protocol):
    """The codes that chats have shown, kept for a day."""

    async def note(self, chat_id: int, invite_id: int | None, code_key: str | None = None) -> None:
        """The chat showed the code of this invitation, or (None) a wrong one.

        `code_key` tells which wrong ones are the same: a part of the slow hash.
        """

    async def failures(self, chat_id: int, since: datetime) -> list[datetime]:
        """When the chat showed a wrong code, oldest first."""

    async def failures_of_all(self, since: datetime, at_most: int) -> int:
        """How many wrong codes everybody has shown, counted no further than that."""

    async def failures_with(self, code_key: str, since: datetime, at_most: int) -> int:
        """How often this code was shown in vain, counted no further than that."""

    async def forget(self, before: datetime) -> int:
        """Drops what is older and gives its number."""


class BindingStore(Protocol):
    """Which chats are connected."""

    async def lock_chat(self, chat_id: int) -> None:
        """Nobody else counts or binds for this chat until the transaction ends."""

    async def bind(self, chat_id: int, request: InviteRequest) -> tuple[int, bool]:
        """The binding and whether it is new: a chat is bound to the same pair once."""

    async def accept_rules(self, binding_id: int, version: int) -> None:
        """The rules on keeping code and chat to oneself are agreed to; the first time counts."""

    async def binding(self, binding_id: int) -> Binding | None:
        """A binding of any age."""

    async def chats_of(
        self, person_id: int, student_ids: Collection[int] | None = None
    ) -> list[OwnChat]:
        """Where the person is connected now; with `student_ids` as far as these pupils go."""

    async def former(self, chat_id: int) -> list[FormerBinding]:
        """Everything the chat was ever connected to, the oldest first."""

    async def end(self, binding_ids: Collection[int], ended_by: int) -> None:
        """Those that still hold end now."""
