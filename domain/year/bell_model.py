"""Bell schedules, and for whom and when each of them holds (R062)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from domain.classes.model import SchoolClass
from domain.school_days import BellRule


@dataclass(frozen=True, slots=True)
class BellSchedule:
    """When lessons begin and end: number, minutes after midnight by the school's clock."""

    id: int
    title: str
    rings: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class StoredBellRule:
    """One of the school's rules; with the class, where it is about one."""

    id: int
    rule: BellRule
    class_title: str = ""


@dataclass(frozen=True, slots=True)
class BellPlace:
    """For whom a schedule is about to hold; `classes` of the grade it could be one of."""

    schedule: BellSchedule
    grade_level: int | None = None
    shift: int | None = None
    of_class: SchoolClass | None = None
    classes: tuple[SchoolClass, ...] = ()


@dataclass(frozen=True, slots=True)
class Bells:
    """The schedules of a school and its rules, the most specific first; shifts that it has."""

    today: date
    schedules: tuple[BellSchedule, ...]
    rules: tuple[StoredBellRule, ...]

    def title(self, schedule_id: int) -> str:
        return next((each.title for each in self.schedules if each.id == schedule_id), "")


class BellStore(Protocol):
    """Schedules come from files and from the chat; rules from the chat alone."""

    async def schedules(self, school_id: int) -> list[BellSchedule]: ...

    async def schedule(self, schedule_id: int) -> tuple[BellSchedule, int]:
        """One of them with the number of its school; `NotFound`."""

    async def rules(self, school_id: int) -> list[StoredBellRule]: ...

    async def rule(self, rule_id: int) -> tuple[StoredBellRule, int]:
        """One of them with the number of its school; `NotFound`."""

    async def add_schedule(
        self, school_id: int, title: str, rings: Sequence[tuple[int, int]]
    ) -> int:
        """Its lessons count from 1."""

    async def add_rule(self, school_id: int, rule: BellRule) -> int: ...

    async def remove_rule(self, rule_id: int) -> None: ...

    async def last_day(self, school_id: int) -> date | None:
        """Until when lessons are planned at most."""
