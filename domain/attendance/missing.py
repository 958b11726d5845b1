"""Who missed how much, and why: of a class by days (S4 §4(г), R080; facts §2.5)."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
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
    """Totals of some days: lessons, and days of which all lessons were missed, by reason."""

    lessons: Mapping[Reason, int]
    whole: Mapping[Reason, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(self.lessons.values())

    @property
    def days(self) -> int:
        return sum(self.whole.values())


def missed(days: Iterable[PupilDay]) -> Missed:
    """Lessons by reason and whole days; released and remote pupils have missed nothing.

    A whole day has the reason that most of its lessons have, of equals the first of `Reason`:
    one that nobody has explained goes before.
    """
    lessons: Counter[Reason] = Counter()
    whole: Counter[Reason] = Counter()
    for each in days:
        lessons.update(each.by_reason)
        if each.is_missed:
            whole[max(Reason, key=lambda reason: each.by_reason.get(reason, 0))] += 1
    return Missed(_ordered(lessons), _ordered(whole))


def _ordered(counted: Counter[Reason]) -> dict[Reason, int]:
    return {reason: counted[reason] for reason in Reason if counted[reason]}


def replaced_by(reason: Reason, shown: Collection[Reason] = ()) -> frozenset[Reason]:
    """What a reason given to several lessons at once takes the place of.

    No bulk tap overwrites an excuse (S2 3.2): it is for the lessons that nobody has explained,
    unless whoever sets it was `shown` that all have one; then it corrects those reasons, and none
    that somebody else has recorded since.
    """
    unexplained = frozenset({Reason.UNKNOWN})
    corrected = frozenset(shown)
    return (unexplained if not corrected or unexplained <= corrected else corrected) - {reason}


OF_A_WORD = frozenset({Reason.UNKNOWN, Reason.UNEXCUSED})
"""What the family's word takes the place of once it is accepted: no excuse the journal has."""


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
