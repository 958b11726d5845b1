"""A kind of work as the school defines it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

TITLE_LENGTH = 64  # characters
SHORT_LENGTH = 16
WEIGHTS = range(1, 6)
TERMS = range(31)  # days after the lesson
LIMITS = {"title": TITLE_LENGTH, "short_title": SHORT_LENGTH}


class WorkKind(StrEnum):
    """What its marks are part of (R094): reports of a school keep them apart."""

    CURRENT = "current"
    MONITORING = "monitoring"  # внутренний мониторинг качества
    ATTESTATION = "attestation"  # промежуточная аттестация


class WorkField(StrEnum):
    """What can be changed; the columns carry these names."""

    TITLE = "title"
    SHORT = "short_title"
    WEIGHT = "weight"
    DAYS = "days_open"
    COUNTS = "counts"
    CONTROL = "is_control"
    KIND = "kind"
    ACTIVE = "is_active"


TYPED = (WorkField.TITLE, WorkField.SHORT)
"""What is written; everything else is chosen."""


@dataclass(frozen=True, slots=True)
class SchoolWorkType:
    """One row of the list; `is_active`: teachers are offered it."""

    id: int
    school_id: int
    title: str
    short_title: str
    weight: int
    days_open: int
    closed_before: date | None
    term_changed_on: date | None
    counts: bool
    is_control: bool
    kind: WorkKind
    is_active: bool

    def value(self, field: WorkField) -> Any:
        return getattr(self, field.value)


@dataclass(frozen=True, slots=True)
class WorkTypes:
    """The whole list in the order in which teachers are offered it."""

    offered: tuple[SchoolWorkType, ...]
    removed: tuple[SchoolWorkType, ...]


class WorkTypeStore(Protocol):
    """The list of each school; nothing leaves it, marks point at it."""

    async def of_school(self, school_id: int, *, to_change: bool = False) -> list[SchoolWorkType]:
        """In its order; `to_change`: whoever changes it waits for who does so before."""

    async def work_type(self, work_type_id: int) -> SchoolWorkType:
        """One of them, of whichever school; `NotFound`."""

    async def add(self, school_id: int, values: Mapping[str, Any]) -> int:
        """At the end of the list, under a code of its own."""

    async def change(self, work_type_id: int, values: Mapping[str, Any]) -> None: ...
