"""Where what notices point at is read."""

from collections.abc import Collection, Mapping
from typing import Protocol

from domain.notices.facts import (
    AbsenceFact,
    BindingFact,
    FinalMarkFact,
    HomeworkFact,
    LessonFact,
    MarkFact,
    MessageFact,
    RemarkFact,
    TrustFact,
)


class FactStore(Protocol):
    """What notices point at, by id, as it is now; what is not there is left out.

    `SharedFact`s come with a `student_id` of 0.
    """

    async def marks(self, ids: Collection[int]) -> dict[int, MarkFact]: ...

    async def absences(self, ids: Collection[int]) -> dict[int, AbsenceFact]: ...

    async def final_marks(self, ids: Collection[int]) -> dict[int, FinalMarkFact]: ...

    async def remarks(self, ids: Collection[int]) -> dict[int, RemarkFact]: ...

    async def messages(self, ids: Collection[int]) -> dict[int, MessageFact]: ...

    async def lessons(self, ids: Collection[int]) -> dict[int, LessonFact]: ...

    async def homework(self, ids: Collection[int]) -> dict[int, HomeworkFact]: ...

    async def pupils_of_lessons(
        self, ids: Collection[int], student_ids: Collection[int]
    ) -> Mapping[tuple[int, int], bool]:
        """Lesson and pupil, where the pupil is in the section on the day of the lesson.

        And whether the pupil was moved there lately, from another group.
        """

    async def pupils_of_homework(
        self, ids: Collection[int], student_ids: Collection[int]
    ) -> Mapping[tuple[int, int], bool]:
        """Homework and pupil, where the pupil is in the section on the day it is due.

        False: it is for others of the section.
        """

    async def bindings(self, ids: Collection[int]) -> dict[int, BindingFact]:
        """Those that have not ended."""

    async def trusts(self, ids: Collection[int]) -> dict[int, TrustFact]:
        """Those of whose end both were told, and which nobody has prolonged or revoked since."""
