"""Who has to be called about a pupil whom nobody has seen, told by the world itself."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from storage import tables as t
from tests.simulation.town import Town
from tests.simulation.truth import Truth

_ANSWERS = ("unknown", "coming", "explained")


@dataclass(frozen=True, slots=True)
class Called:
    """One call: whom it is about, what it says, and which chats hear it."""

    id: int
    pupil_id: int
    about: str  # a case, or a contradiction by itself
    says: str
    chats: frozenset[int]
    perhaps: frozenset[int] = frozenset()  # of these all but whoever said it


@dataclass(slots=True)
class Calls:
    """Follows each case by what happens in it; never reads whom the program has called."""

    town: Town
    truth: Truth
    _levels: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    _staff: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))

    def follow(self, rows: list[Any]) -> list[Called]:
        """The new calls, in their order."""
        words = Counter(row.case_id for row in rows if row.why in _ANSWERS)
        found = []
        for row in rows:
            family, perhaps = self._family(row), set[int]()
            if row.why in _ANSWERS:  # whoever says it knows it
                words[row.case_id] -= 1
                if words[row.case_id]:  # of two words at once who said the first is not known
                    family, perhaps = set(), family
                family -= {self.town.chat(row.said_by)}
            if row.why == "arrived" and _is_opened_anew(row):
                # Which lesson it had been opened for is not known.
                family, perhaps = set(), self.truth.guardian_chats_of(row.student_id)
            chats = frozenset(family | self._of_school(row))
            about = "contradiction" if row.why == "contradiction" else "presence"
            says = _says(row)
            found.append(Called(row.id, row.student_id, about, says, chats, frozenset(perhaps)))
        return found

    def _family(self, row: Any) -> set[int]:
        """The guardians are told what the school says; that they do not answer they know."""
        if row.why in ("first", "nobody", "silent"):
            return set()
        if row.why == "arrived" and row.lesson_id == row.case_lesson_id:
            return set()  # a correction of what they were told says it
        return self.truth.guardian_chats_of(row.student_id)

    def _of_school(self, row: Any) -> set[int]:
        homeroom = {self.town.chat(self.town.classes[self.truth.class_of[row.student_id]])}
        caller = {self.town.chat(row.teacher_id)}  # of the roll: sees it, and is told nothing of it
        deputy = {self.town.chat(self.town.deputy)}
        if row.why == "contradiction":
            return homeroom
        staff = self._staff[row.case_id]
        match row.why:
            case "first":
                self._levels[row.case_id] = 0
                now = homeroom - caller
                staff |= homeroom  # hears what comes of it, also where it is the caller
            case "nobody":
                self._levels[row.case_id] = 2
                now = homeroom | deputy
            case "silent":
                now = homeroom if self._levels[row.case_id] == 0 else deputy
                self._levels[row.case_id] += 1
            case "unknown":
                self._levels[row.case_id] = 2
                now = staff | homeroom | deputy
            case "arrived":
                now = staff - caller
                self._levels[row.case_id] = 0  # who is away again is looked for from the beginning
            case "found":  # let go at a later lesson, by whoever calls its roll
                now = staff - caller
            case _:
                now = set(staff)
        staff |= now
        return now


def _is_opened_anew(row: Any) -> bool:
    """Whether the case may be of another lesson by now than it was when the pupil came."""
    return bool(row.closing != "arrived" or row.opened_at >= row.called_at)


def _says(row: Any) -> str:
    match row.why:
        case "coming" | "explained":
            return str(row.answer)
        case "unknown" | "found":
            return str(row.why)
    return f"{row.why} {row.subject_id}"


CALLS = (
    select(
        t.absence_call.c.id,
        t.absence_call.c.student_id,
        t.absence_call.c.lesson_id,
        t.absence_call.c.why,
        t.absence_call.c.called_at,
        t.absence_call.c.case_id,
        t.absence_case.c.lesson_id.label("case_lesson_id"),
        t.absence_case.c.opened_at,
        t.absence_case.c.closing,
        t.absence_case.c.answer,
        t.absence_case.c.said_by,
        t.lesson.c.teacher_id,
        t.section.c.subject_id,
    )
    .join(t.lesson, t.lesson.c.id == t.absence_call.c.lesson_id)
    .join(t.section, t.section.c.id == t.lesson.c.section_id)
    .outerjoin(t.absence_case, t.absence_case.c.id == t.absence_call.c.case_id)
    .order_by(t.absence_call.c.id)
)
