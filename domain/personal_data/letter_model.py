"""Letters with the sheet of the week, one a family and week, and how they leave (R114, R116).

waiting → leased → sent, failed or waiting again; dropped when there is nobody to write to any more.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from domain.calendar import School
from domain.personal_data.opt_out_model import LetterState, OptOut, Page


class Failure(StrEnum):
    """Why a letter will not arrive."""

    REFUSED = "not_taken"  # the server of the address takes none for it, now or ever
    LATE = "given_up"  # tried for `GIVEN_UP_AFTER`
    NO_SERVER = "no_server"  # the program has no mail server any more


GIVEN_UP_AFTER = timedelta(days=2)
"""The sheet of a week is worth something while there is time to give it on paper."""

LONGEST_LEASE = timedelta(minutes=10)
"""No lease is given for so long: one that ends later was given by a clock that was ahead."""

PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
)
"""Before the second try and those after it; the last one again and again."""


def pause_after(attempts: int) -> timedelta:
    """Before the next try; `attempts`: how many have failed, at least one."""
    return PAUSES[min(attempts, len(PAUSES)) - 1]


@dataclass(frozen=True, slots=True)
class SheetLetter:
    """A letter as stored; `day`: the last one of its sheet, None of a trial letter.

    `page`: what the sheet said when it was last to leave.
    """

    id: int
    opt_out_id: int
    day: date | None
    state: LetterState
    created_at: datetime
    due_at: datetime
    attempts: int
    is_doubtful: bool  # an earlier call may have brought it: it is sent as a repetition
    closed_at: datetime | None = None
    failure: Failure | None = None
    asked_by: int | None = None  # who sends a trial letter
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class Held:
    """A letter that is ours to send until the end of its lease."""

    letter: SheetLetter
    fence: int
    opt_out: OptOut


class SheetLetterStore(Protocol):
    """Letters. Of what somebody else holds by now nothing is changed: False."""

    async def schools(self) -> list[School]:
        """In which some family gets letters."""

    async def write_week(self, school_id: int, day: date, agreed_by: datetime) -> int:
        """A letter for each family that agreed on one before that moment and has none for the day.

        How many were written.
        """

    async def add_trial(self, opt_out_id: int, asked_by: int) -> int: ...

    async def of_family(self, opt_out_id: int, limit: int) -> tuple[list[SheetLetter], int]:
        """The newest first, trial letters too; and how many trial letters there ever were."""

    async def letter(self, letter_id: int) -> SheetLetter:
        """`NotFound` without it."""

    async def expire(self) -> None:
        """Of leases that ran out the outcome is unknown: they wait again, and are doubtful.

        So are those that end later than any may: the clock was set back since.
        """

    async def any_due(self) -> bool:
        """Whether something may leave, or a lease has run out."""

    async def next_due(self) -> SheetLetter | None:
        """The one that waits longest; nobody else can take it before this transaction ends."""

    async def hold(self, letter_id: int, fence: int, until: datetime) -> None:
        """It is ours."""

    async def keep_page(self, held: Held, page: Page) -> bool:
        """What it says as it leaves."""

    async def close(
        self, letter_id: int, fence: int | None, state: LetterState, failure: Failure | None = None
    ) -> bool:
        """It is over; `fence` None of one that nobody holds."""

    async def put_off(self, held: Held, due_at: datetime, *, is_doubtful: bool) -> bool:
        """It waits until then; one more attempt."""
