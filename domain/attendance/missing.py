"""Who missed how much, and why: of a class by days (S4 §4(г), R080; facts §2.5)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from domain.attendance.model import Reason
from domain.working_days import WorkingCalendar


@dataclass(frozen=True, slots=True)
class PupilDay:
    """A pupil's lessons of a day whose roll was called; `by_reason`: those that were missed."""

    student_id: int
    date: date
    called: int
    by_reason: Mapping[Reason, int] = field(default_factory=dict)
    late: int = 0

    @property
    def missed(self) -> int:
        return sum(self.by_reason.values())

    @property
    def is_missed(self) -> bool:
        """A day counts as missed only where all its lessons were."""
        return self.called > 0 and self.missed == self.called


@dataclass(frozen=True, slots=True)
class Missed:
    """Totals of some days."""

    lessons: Mapping[Reason, int]
    days: int

    @property
    def count(self) -> int:
        return sum(self.lessons.values())


def missed(days: Iterable[PupilDay]) -> Missed:
    """Lessons by reason and whole days; released and remote pupils have missed nothing."""
    lessons: Counter[Reason] = Counter()
    whole = 0
    for each in days:
        lessons.update(each.by_reason)
        whole += each.is_missed
    return Missed({reason: lessons[reason] for reason in Reason if lessons[reason]}, whole)


def spans(days: Sequence[date]) -> list[tuple[date, date]]:
    """Days that follow each other as first and last day; a Sunday between them breaks nothing."""
    found: list[tuple[date, date]] = []
    for day in sorted(set(days)):
        gap = timedelta(days=2 if day.isoweekday() == 1 else 1)
        if found and day - found[-1][1] <= gap:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    return found


def reason_due(handed_on: date, calendar: WorkingCalendar, days: int) -> date:
    """The last day on which the reason is to be corrected: «не позднее 2 рабочих дней после
    предоставления документа» (S4 П2.VIII, D06)."""
    return calendar.after(handed_on, days)
