"""A member of staff, decisions on roles, the register of responsible persons."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from domain.access import Action, Role
from domain.calendar import School
from domain.people import Person, Sex
from domain.summaries import Summary

LEADERS = frozenset({Role.PRINCIPAL, Role.DEPUTY_PRINCIPAL, Role.SYSTEM_ADMIN})
"""Who can give others rights: only the director touches their roles and their codes (R003)."""

GRANTED_BY: Mapping[Role, Action] = {
    Role.PRINCIPAL: Action.GRANT_LEADERSHIP,
    Role.DEPUTY_PRINCIPAL: Action.GRANT_LEADERSHIP,
    Role.SYSTEM_ADMIN: Action.GRANT_LEADERSHIP,
    Role.WORKING_GROUP: Action.GRANT_LEADERSHIP,
    Role.TEACHER: Action.GRANT_TEACHING,
    Role.EDUCATOR: Action.GRANT_TEACHING,
    Role.EXTRA_TEACHER: Action.GRANT_TEACHING,
    Role.SECRETARY: Action.GRANT_TEACHING,
}
"""The roles that are given inside, and the right one needs for that. Leading a class is none: it
stands with the class."""


class Duty(StrEnum):
    """What an order makes somebody responsible for (S4 П2.XII)."""

    JOURNAL = "journal"  # за организацию ведения журнала
    ADMINISTRATION = "administration"  # за администрирование
    PERSONAL_CARDS = "personal_cards"  # за ведение личных карт


class CardField(StrEnum):
    """What of a card is typed; the name only of people who came by no file."""

    NAME = "name"
    BIRTH_DATE = "birth_date"
    POSITION = "position"
    PAY_GRADE = "pay_grade"
    CATEGORY = "category"
    SPECIALTY = "specialty"


@dataclass(frozen=True, slots=True)
class FullName:
    """A name as it was typed: family name, given name, the rest."""

    family_name: str
    given_name: str
    middle_name: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """An order of the director, as far as the program knows it."""

    number: str
    date: date


@dataclass(frozen=True, slots=True)
class StaffMember:
    """Somebody of the list of staff, with the roles of today; without any, who had some."""

    person: Person
    roles: frozenset[Role] = frozenset()
    is_connected: bool = False
    coming: frozenset[Role] = frozenset()  # roles that have not begun

    @property
    def is_leader(self) -> bool:
        """Today or one day: a code that is used today is good on that day too."""
        return not LEADERS.isdisjoint(self.roles | self.coming)

    @property
    def is_management(self) -> bool:
        """Sees every summary by its office."""
        return not self.roles.isdisjoint({Role.PRINCIPAL, Role.DEPUTY_PRINCIPAL})


@dataclass(frozen=True, slots=True)
class StaffClass:
    """A class as a member of staff stands to it."""

    id: int
    title: str
    grade_level: int


@dataclass(frozen=True, slots=True)
class StaffCard:
    """Everything about one member of staff (S4 П2.V)."""

    member: StaffMember
    school: School
    birth_date: date | None
    position: str
    pay_grade: str
    category: str
    specialty: str
    led: tuple[StaffClass, ...]
    groups: tuple[StaffClass, ...]
    granted: frozenset[Summary]
    is_own_entry: bool  # entered here, not by a file
    code_until: datetime | None
    last_invite_id: int  # 0: there was none

    @property
    def person(self) -> Person:
        return self.member.person

    @property
    def missing(self) -> frozenset[CardField]:
        """What S4 П2.V asks for and nobody has entered; the sex apart."""
        stored = {
            CardField.BIRTH_DATE: self.birth_date,
            CardField.POSITION: self.position,
            CardField.PAY_GRADE: self.pay_grade,
            CardField.CATEGORY: self.category,
            CardField.SPECIALTY: self.specialty,
        }
        return frozenset(field for field, value in stored.items() if not value)


@dataclass(frozen=True, slots=True)
class RoleDecision:
    """Somebody was given a role, or lost it."""

    id: int
    person_id: int
    role: Role
    is_granted: bool
    decided_at: datetime
    decided_by: Person | None  # None: whoever runs the server
    school: School
    class_title: str = ""  # that is led, or is no more


@dataclass(frozen=True, slots=True)
class Responsible:
    """A line of the register of responsible persons."""

    id: int
    duty: Duty
    person: Person
    order: Order
    begins: date
    ends: date | None

    def holds(self, day: date) -> bool:
        return self.begins <= day and (self.ends is None or day < self.ends)


@dataclass(frozen=True, slots=True)
class Register:
    """All duties of a school, past ones too, the newest first."""

    school: School
    lines: tuple[Responsible, ...]


class StaffStore(Protocol):
    """Staff, their roles, cards and duties."""

    async def lock(self, school_id: int) -> None:
        """Nobody else changes roles of this school until the transaction ends."""

    async def members(self, school_id: int) -> list[StaffMember]:
        """Everybody who works at the school or did, in the order of a list."""

    async def card(self, person_id: int) -> StaffCard | None:
        """None for who never was staff, and for who has left."""

    async def connected_principals(self, school_id: int) -> set[int]:
        """Directors of today with a chat of their own."""

    async def set_role(
        self, person_id: int, role: Role, *, is_granted: bool, by: int | None, order: Order | None
    ) -> int:
        """From today on the person has this role, or has not; the id of the decision."""

    async def add_decision(
        self,
        person_id: int,
        role: Role,
        *,
        is_granted: bool,
        by: int | None,
        order: Order | None = None,
        school_class_id: int | None = None,
    ) -> int:
        """That it was decided, beside what it changes; the id of the decision."""

    async def decision(self, decision_id: int) -> RoleDecision | None: ...

    async def add_person(self, school_id: int, name: FullName, sex: Sex | None) -> int: ...

    async def rename(self, person_id: int, name: FullName) -> None: ...

    async def set_sex(self, person_id: int, sex: Sex) -> None: ...

    async def set_birth_date(self, person_id: int, day: date) -> None: ...

    async def set_card(self, person_id: int, field: CardField, value: str) -> None: ...

    async def chats_of(self, person_ids: Collection[int]) -> list[int]:
        """The chats in which these people are connected as staff."""


class DutyStore(Protocol):
    """What members of staff answer for, see and look after, beside their roles."""

    async def set_group(self, person_id: int, class_id: int, *, is_educator: bool) -> None: ...

    async def set_homeroom(self, class_id: int, person_id: int | None) -> None:
        """Who leads the class from now on, whatever files say."""

    async def set_grant(
        self, person_id: int, summary: Summary, *, is_granted: bool, by: int
    ) -> None: ...

    async def granted(self, school_id: int) -> dict[Summary, list[Person]]:
        """To whom the director lets see what."""

    async def responsible(self, school_id: int) -> list[Responsible]:
        """Every line of the register of responsible persons, the newest order first."""

    async def add_responsible(
        self, school_id: int, duty: Duty, person_id: int, order: Order, by: int
    ) -> int: ...

    async def end_responsible(self, line_id: int) -> None: ...
