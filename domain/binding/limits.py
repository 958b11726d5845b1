"""How long a chat must wait after codes shown in vain (R015).

Failures are counted of the chat, of the code and of everybody. Whoever has failed waits: after
`failed_codes_an_hour` of an hour until the first of them is an hour old, and for ever longer with
each further one of a day. While one code is tried again and again, by whomever, and while codes are
guessed everywhere, the longer waits begin with the first failure.

A chat that has not failed never waits, whatever others do: the owner of a right code cannot be
locked out. What keeps guessers out then is the code's length (docs/decisions/0024).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.policy import SchoolPolicy

LOOKED_BACK = timedelta(days=1)  # a chat's failures, and those with one code
HOUR = timedelta(hours=1)
SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(days=1)
SAME_CODE = 5  # failures with one code in a day, after which every further one counts more
CAMPAIGN = 200  # failures of everybody in an hour, the same; no class meeting has so many

_MOST_DOUBLINGS = 11  # by then it is longer than `LONGEST`
# A stranger has no school yet, so the number allowed is the regulations' default.
_ALLOWED = SchoolPolicy().failed_codes_an_hour


@dataclass(frozen=True, slots=True)
class Failures:
    """What was shown in vain: by the chat in a day, oldest first; with this code; by everybody.

    The two numbers need not be counted beyond `SAME_CODE` and `CAMPAIGN`.
    """

    of_chat: Sequence[datetime]
    of_code: int = 0
    of_everybody: int = 0

    @property
    def are_suspicious(self) -> bool:
        """Whether others try this code as well, or codes are guessed everywhere."""
        return self.of_code >= SAME_CODE or self.of_everybody >= CAMPAIGN


def wait_until(failures: Failures, now: datetime) -> datetime | None:
    """When the chat may show its next code; None: now."""
    if not failures.of_chat:
        return None
    until = max(_hour(failures.of_chat, now), _growing(failures, now))
    return until if until > now else None


def _hour(of_chat: Sequence[datetime], now: datetime) -> datetime:
    lately = [at for at in of_chat[-_ALLOWED:] if at > now - HOUR]
    return lately[0] + HOUR if len(lately) == _ALLOWED else now


def _growing(failures: Failures, now: datetime) -> datetime:
    """A minute, and twice as long after each further failure, a day at the most."""
    beyond = len(failures.of_chat) - (1 if failures.are_suspicious else _ALLOWED)
    if beyond < 0:
        return now
    return failures.of_chat[-1] + min(SHORTEST * (1 << min(beyond, _MOST_DOUBLINGS)), LONGEST)
