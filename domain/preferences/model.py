"""What a family wants to be told of."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from domain.notices.model import MUTABLE_KINDS, Kind
from domain.people import Student
from domain.policy import SchoolPolicy


@dataclass(frozen=True, slots=True)
class Choices:
    """One child's kinds in the order in which they are shown, and which of them are on."""

    student: Student
    kinds: tuple[Kind, ...]
    muted: frozenset[Kind]

    def is_on(self, kind: Kind) -> bool:
        return kind not in self.muted


def choosable_kinds(policy: SchoolPolicy, grade_level: int) -> tuple[Kind, ...]:
    """What there is to choose: where no marks are given, no news of them (S1 3.7, S3 1.2)."""
    if policy.has_marks(grade_level):
        return MUTABLE_KINDS
    return tuple(kind for kind in MUTABLE_KINDS if kind not in (Kind.MARK, Kind.FINAL_MARK))


class PreferenceStore(Protocol):
    """Kinds that people have switched off."""

    async def muted(self, person_ids: Collection[int], student_id: int) -> frozenset[Kind]:
        """Kinds that every one of these people has switched off for the pupil."""

    async def mute(self, person_ids: Collection[int], student_id: int, kind: Kind) -> None: ...

    async def unmute(self, person_ids: Collection[int], student_id: int, kind: Kind) -> None: ...
