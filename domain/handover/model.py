"""Accounts on their way: who has no code in hand yet, and until when they must."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from domain.binding.model import InviteRequest
from domain.calendar import School
from domain.classes.model import PupilCard, SchoolClass
from domain.people import Person
from domain.staff.model import Order
from domain.working_days import WorkingCalendar

TERM = 3  # working days from the order to the code handed over (S4 П2.XII; R006)


@dataclass(frozen=True, slots=True)
class HandoverTerm:
    """The last day on which a code is handed over in time.

    `days_left` counts working days after today; negative: so many since it has passed.
    """

    starts: date
    due: date
    days_left: int

    @property
    def is_over(self) -> bool:
        return self.days_left < 0


@dataclass(frozen=True, slots=True)
class Clock:
    """What working days of a school depend on; `imported_on`: when its data came first."""

    today: date
    calendar: WorkingCalendar
    imported_on: date | None

    def deadline(self, order_date: date | None, begins: date | None) -> HandoverTerm | None:
        """By the order; without one by the day on which enrolment or work began.

        Who was there before the school had this program has the days since then. None: no day is
        known.
        """
        starts = order_date or max(filter(None, (begins, self.imported_on)), default=None)
        if starts is None:
            return None
        due = self.calendar.after(starts, TERM)
        return HandoverTerm(starts, due, self.calendar.between(self.today, due))


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who has no code in hand, or an older one than the code that was issued last.

    `is_first`: never connected, and no code was ever handed over; only then the three days run.
    """

    person: Person
    request: InviteRequest
    student: Person | None  # None: staff
    order: Order | None
    begins: date | None
    has_code: bool  # one is out, printed perhaps
    is_first: bool = True


@dataclass(frozen=True, slots=True)
class WaitingCount:
    """How many of a class (None: staff) have the same clock."""

    school_class_id: int | None
    order_date: date | None
    begins: date | None
    count: int
    is_first: bool = True


@dataclass(frozen=True, slots=True)
class FamilyWaiting:
    """The people of one pupil's family who have no code in hand; the pupil may be one of them."""

    student: Person
    people: tuple[Waiting, ...]
    deadline: HandoverTerm | None  # of who waits for the first code

    @property
    def is_first(self) -> bool:
        return any(each.is_first for each in self.people)


@dataclass(frozen=True, slots=True)
class FamilyCodes:
    """One family: who is connected, who has no code in hand, by which order the time runs."""

    card: PupilCard
    waiting: FamilyWaiting | None  # None: all of them have one
    order: Order | None


@dataclass(frozen=True, slots=True)
class ClassHandover:
    """A class's codes on their way; the most urgent family first."""

    school_class: SchoolClass
    families: tuple[FamilyWaiting, ...]
    given: tuple[Person, ...]  # pupils whose families were marked today, to be put right

    @property
    def overdue(self) -> list[FamilyWaiting]:
        return [each for each in self.families if each.deadline and each.deadline.is_over]

    @property
    def with_codes(self) -> list[FamilyWaiting]:
        return [each for each in self.families if any(one.has_code for one in each.people)]


@dataclass(frozen=True, slots=True)
class Backlog:
    """How many of a class or of the staff have no code in hand, and how many of them too late."""

    school_class: SchoolClass | None  # None: staff
    waiting: int
    overdue: int
    oldest: HandoverTerm | None  # of those overdue


@dataclass(frozen=True, slots=True)
class SchoolHandover:
    """The whole school, class by class, staff last."""

    school: School
    backlogs: tuple[Backlog, ...]

    @property
    def waiting(self) -> int:
        return sum(each.waiting for each in self.backlogs)

    @property
    def overdue(self) -> int:
        return sum(each.overdue for each in self.backlogs)

    @property
    def oldest(self) -> HandoverTerm | None:
        """The longest overdue of all."""
        late = [each.oldest for each in self.backlogs if each.oldest is not None]
        return min(late, key=lambda each: each.due, default=None)


@dataclass(frozen=True, slots=True)
class StaffWaiting:
    """A member of staff who has no code in hand."""

    waiting: Waiting
    deadline: HandoverTerm | None


@dataclass(frozen=True, slots=True)
class PupilOrder:
    """A pupil's order of enrolment.

    `is_lacking`: there is none, though the pupil came after the school's data, or somebody of the
    family is still to have the first code.
    """

    student: Person
    order: Order | None
    is_lacking: bool


@dataclass(frozen=True, slots=True)
class ClassOrders:
    """The orders of a class, in the order of its list."""

    school_class: SchoolClass
    pupils: tuple[PupilOrder, ...]

    @property
    def lacking(self) -> list[PupilOrder]:
        return [each for each in self.pupils if each.is_lacking]


@dataclass(frozen=True, slots=True)
class SchoolOrders:
    """How many lack an order: of each class, and of the staff."""

    school: School
    classes: tuple[tuple[SchoolClass, int], ...]
    staff: int

    @property
    def pupils(self) -> int:
        return sum(count for _school_class, count in self.classes)


class HandoverStore(Protocol):
    """Orders, and codes handed over."""

    async def clock(self, school: School) -> Clock: ...

    async def clock_and_order(self, school: School, person_id: int) -> tuple[Clock, Order | None]:
        """The same with the order by which somebody was enrolled or hired, at one go."""

    async def of_class(self, school_class_id: int) -> list[Waiting]:
        """Who of a class's families has no code in hand, in the order of the class list.

        Whoever has an open code that was issued after the last one was handed over, and whoever has
        had none yet.
        """

    async def of_staff(self, school_id: int) -> list[Waiting]: ...

    async def counts(self, school_id: int) -> list[WaitingCount]:
        """The same of a whole school, counted."""

    async def hand_over(self, requests: Collection[InviteRequest], by: int) -> None:
        """A code is in these hands, as of now."""

    async def take_back(self, student_id: int) -> int:
        """What the family was handed last is not in their hands after all; how many codes."""

    async def given_since(self, school_class_id: int, since: datetime) -> list[Person]:
        """Pupils of the class whose families were marked since then."""

    async def order(self, person_id: int) -> Order | None: ...

    async def orders_of_class(
        self, school_class_id: int, imported_on: date | None
    ) -> list[PupilOrder]: ...

    async def orders_lacking(self, school_id: int, imported_on: date | None) -> dict[int, int]:
        """How many pupils of each class lack one."""

    async def staff_without_order(self, school_id: int, imported_on: date | None) -> list[Person]:
        """The same of staff, who were hired."""

    async def set_order(self, person_id: int, order: Order, by: int) -> None: ...

    async def schools(self) -> list[School]:
        """Schools in which anybody is at all, for the watch."""
