"""A week that is to be read, and who has read it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from domain.people import Person

_DAYS = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class Week:
    """The seven days up to the school's day of the weekly message, that day included."""

    last: date

    @property
    def begins(self) -> date:
        return self.last - _DAYS


class WeekReader(NamedTuple):
    """A guardian who has confirmed the week, and when."""

    guardian: Person
    read_at: datetime


@dataclass(frozen=True, slots=True)
class WeekOfPupil:
    """One pupil's week. One guardian's word is enough; whoever else confirms it is added."""

    week: Week
    had_lessons: bool
    readers: tuple[WeekReader, ...] = ()

    @property
    def is_to_confirm(self) -> bool:
        """Whether there is something to read in it and nobody has said so yet."""
        return self.had_lessons and not self.readers

    def confirmed_by(self, guardian: Person, at: datetime) -> "WeekOfPupil":
        """With this guardian among the readers; again changes nothing."""
        if any(each.guardian.id == guardian.id for each in self.readers):
            return self
        return replace(self, readers=(*self.readers, WeekReader(guardian, at)))
