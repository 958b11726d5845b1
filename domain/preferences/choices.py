"""How and when a person wants to hear; the kinds themselves are in domain/notices/model.py."""

from dataclasses import dataclass
from enum import StrEnum

from domain.policy import SchoolPolicy

MINUTES_A_DAY = 24 * 60


class Choice(StrEnum):
    """When a kind of news is told (R111)."""

    AT_ONCE = "at_once"
    DAYTIME = "daytime"  # at once while lessons run; what is set after them, in the evening
    EVENING = "evening"
    WEEKLY = "weekly"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From when until when a person is left in peace, in minutes after midnight, school time.

    They may go over midnight. Equal ends: there are none.
    """

    begins: int
    ends: int

    def __bool__(self) -> bool:
        return self.begins != self.ends

    def __contains__(self, minute: int) -> bool:
        """Whether this minute of the day is quiet; the last one is not."""
        length = (self.ends - self.begins) % MINUTES_A_DAY
        return (minute - self.begins) % MINUTES_A_DAY < length

    def is_same(self, other: "QuietHours") -> bool:
        """Whether the same minutes are quiet: two ways to have none are one."""
        return self == other or not (self or other)

    @classmethod
    def of_school(cls, policy: SchoolPolicy) -> "QuietHours":
        """Those of everybody who chose none."""
        return cls(policy.quiet_from, policy.quiet_until)


@dataclass(frozen=True, slots=True)
class Habits:
    """What a person chose for everything; None: as the school has it.

    Quiet hours are minutes after midnight, school time; equal ends mean none.
    """

    quiet_from: int | None = None
    quiet_until: int | None = None
    hides_details: bool | None = None

    def quiet_hours(self, policy: SchoolPolicy) -> QuietHours:
        """The person's own, or else the school's."""
        if self.quiet_from is None or self.quiet_until is None:
            return QuietHours.of_school(policy)
        return QuietHours(self.quiet_from, self.quiet_until)

    def hides(self, policy: SchoolPolicy) -> bool:
        """Whether a push tells no more than that there is something new in the diary.

        A school that decided so did it for reasons of law: nobody may undo it for themselves.
        """
        return policy.hides_details or bool(self.hides_details)
