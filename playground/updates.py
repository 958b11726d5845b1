"""The updates that wait for a bot, and long polling (rules 18 and 19).

"Incoming updates are stored on the server until the bot receives them either way, but they will
not be kept longer than 24 hours." An update handed out stays until a later offset confirms it, so
it may well come twice.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from playground.errors import ApiError, bad_request
from playground.model import JSON, Clock
from playground.shapes import UPDATE_TYPES

KEPT_SECONDS = 24 * 60 * 60
MAX_LIMIT = 100
MAX_TIMEOUT = 50

# "all update types except chat_member, message_reaction, and message_reaction_count"
DEFAULT_TYPES = UPDATE_TYPES - {"chat_member", "message_reaction", "message_reaction_count"}

_TERMINATED = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)


@dataclass(slots=True)
class Pending:
    """One update on its way; `person_id` gives the lane in which order is kept."""

    update: JSON
    person_id: int
    date: float


class UpdateQueue:
    """Updates of one bot by id, oldest first."""

    def __init__(self, clock: Clock, first_id: int = 100_000_001) -> None:
        self._clock = clock
        self._next_id = first_id
        self._poll: asyncio.Future[None] | None = None
        self.pending: dict[int, Pending] = {}
        self.allowed: frozenset[str] = DEFAULT_TYPES
        self.allowed_as_given: list[str] | None = None

    def allow(self, types: list[str] | None) -> None:
        """Remembers `allowed_updates`: `None` keeps the last choice, empty is the default set."""
        if types is None:
            return
        for name in types:
            if name not in UPDATE_TYPES:
                raise bad_request(f'unknown update type "{name}" in allowed_updates')
        self.allowed = frozenset(types) if types else DEFAULT_TYPES
        self.allowed_as_given = types or None

    def add(self, kind: str, payload: JSON, person_id: int) -> Pending | None:
        """Queues an update, unless the bot does not want its kind."""
        self.forget_old()
        if kind not in self.allowed:
            return None
        pending = Pending({"update_id": self._next_id, kind: payload}, person_id, self._clock())
        self.pending[self._next_id] = pending
        self._next_id += 1
        if self._poll and not self._poll.done():
            self._poll.set_result(None)
        return pending

    def remove(self, update_id: int) -> None:
        self.pending.pop(update_id, None)

    def clear(self) -> None:
        self.pending.clear()

    def forget_old(self) -> None:
        oldest = self._clock() - KEPT_SECONDS
        for update_id, pending in list(_while_older(self.pending, oldest)):
            del pending, self.pending[update_id]

    def confirm(self, offset: int) -> None:
        """A positive offset confirms all before it; a negative one forgets all but the last N."""
        if offset < 0:
            offset = next(iter(list(self.pending)[offset:]), self._next_id)
        for update_id in list(self.pending):
            if update_id >= offset:
                break
            del self.pending[update_id]

    async def poll(self, offset: int, limit: int, seconds: int) -> list[JSON]:
        """One `getUpdates`: waits at most that many seconds, wakes at once for an update."""
        if not 1 <= limit <= MAX_LIMIT:
            raise bad_request("limit must be between 1 and 100")
        if not 0 <= seconds <= MAX_TIMEOUT:
            raise bad_request("timeout must be between 0 and 50")
        self.interrupt(ApiError(409, _TERMINATED))
        self.forget_old()
        self.confirm(offset)
        if not self.pending and seconds:
            await self._wait(seconds)
        return [pending.update for pending in islice(self.pending.values(), limit)]

    async def _wait(self, seconds: int) -> None:
        self._poll = poll = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(seconds):
                await poll
        except TimeoutError:
            pass
        finally:
            if self._poll is poll:
                self._poll = None

    def is_polled(self) -> bool:
        """Whether a long poll waits right now."""
        return self._poll is not None

    def interrupt(self, error: ApiError | None = None) -> None:
        """Ends the long poll that waits now: with an error, or with what there is."""
        poll, self._poll = self._poll, None
        if poll and not poll.done():
            if error:
                poll.set_exception(error)
            else:
                poll.set_result(None)


def _while_older(pending: dict[int, Pending], oldest: float) -> Iterable[tuple[int, Pending]]:
    for update_id, waiting in pending.items():
        if waiting.date >= oldest:
            return
        yield update_id, waiting
