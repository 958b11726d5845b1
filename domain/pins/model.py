"""PINs: what is stored, what a chat is asked, how wrong tries are delayed."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hmac import compare_digest
from itertools import pairwise
from typing import Protocol

from domain.slow_hash import slow_hash

SHORTEST, LONGEST = 4, 8  # digits
FREE_TRIES = 3
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=12)
_MOST_DOUBLINGS = 10

_PIN = re.compile(rf"[0-9]{{{SHORTEST},{LONGEST}}}")
# 32 MB and some 90 ms a guess. A PIN keeps out whoever picks up the phone: so few digits cannot be
# kept from who has stolen the database (docs/decisions/0024).
_COST = 2**15
_SALT_BYTES = 16


@dataclass(frozen=True, slots=True)
class PinState:
    """Of a person and a chat: the PIN's hash, and how the chat has fared with it."""

    person_id: int
    hash: str
    seen_at: datetime | None = None  # the last write, or the last right PIN
    failures: int = 0  # wrong ones since the last right one
    failed_at: datetime | None = None

    def is_idle(self, now: datetime, idle: timedelta) -> bool:
        """Whether the next write has to be preceded by the PIN."""
        return self.seen_at is None or now - self.seen_at >= idle

    def wait_until(self) -> datetime | None:
        """After three wrong ones a minute, and twice as long after each further one."""
        beyond = self.failures - FREE_TRIES
        if beyond < 0 or self.failed_at is None:
            return None
        doublings = min(beyond, _MOST_DOUBLINGS)
        return self.failed_at + min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def is_pin(typed: str) -> bool:
    """Four to eight digits, with nothing around them."""
    return _PIN.fullmatch(typed.strip()) is not None


def is_simple(pin: str) -> bool:
    """The first ones that anybody tries: 0000, 1234, 4321."""
    steps = {int(after) - int(digit) for digit, after in pairwise(pin.strip())}
    return steps in ({0}, {1}, {-1})


def hash_pin(pin: str) -> str:
    """What is stored of it, with a salt of its own. Slow: run it on a thread."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return f"{salt.hex()}:{_digest(pin, salt)}"


def fits(pin: str, stored: str) -> bool:
    """Whether it is the PIN of which this is the hash. As slow as hashing."""
    salt, _, digest = stored.partition(":")
    return compare_digest(_digest(pin, bytes.fromhex(salt)), digest)


def _digest(pin: str, salt: bytes) -> str:
    return slow_hash(pin.strip().encode(), salt, _COST)


class PinStore(Protocol):
    """PINs, and when each chat was last known to be in the right hands."""

    async def state(self, chat_id: int, person_id: int) -> PinState | None:
        """None without a PIN."""

    async def states(self, chat_id: int, person_ids: list[int]) -> list[PinState]:
        """Of those of these people who have a PIN."""

    async def set(self, person_id: int, pin_hash: str) -> None: ...

    async def remove(self, person_id: int) -> None:
        """With all that is known of wrong tries; without a PIN nothing happens."""

    async def note_seen(self, chat_id: int, person_id: int) -> None:
        """The chat is in the right hands now; wrong tries are forgiven."""

    async def note_failure(self, chat_id: int, person_id: int) -> None: ...
