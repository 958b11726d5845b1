"""Pushing updates to a bot: a webhook's way, over whatever transport is given.

"In case of an unsuccessful request we will repeat the request and give up after a reasonable
amount of attempts": here it is repeated with a growing delay for as long as the update lives.
Updates of one person go one at a time, in order; different people's go side by side.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from playground.errors import PlaygroundError
from playground.model import JSON, Sleep
from playground.updates import Pending, UpdateQueue

FIRST_DELAY = 1.0
LONGEST_DELAY = 60.0

# Hands one update over; returns a method call that came back in the answer, if any; raises
# `DeliveryFailed` when the update was not taken.
Post = Callable[[JSON], Awaitable["Reply | None"]]


class DeliveryFailed(PlaygroundError):
    """The bot did not take the update; the text is kept for `getWebhookInfo`."""


class Reply:
    """A method call inside a webhook's answer: the bot never learns its result."""

    def __init__(self, method: str, params: JSON, files: JSON | None = None) -> None:
        self.method = method
        self.params = params
        self.files = files or {}


class Delivery:
    """Takes a queue's updates to a bot, person by person, until stopped."""

    def __init__(
        self,
        queue: UpdateQueue,
        post: Post,
        perform: Callable[[Reply], Awaitable[None]],
        failed: Callable[[str], None],
        done: Callable[[], None],
        sleep: Sleep,
        max_connections: int = 40,
    ) -> None:
        self._queue = queue
        self._post = post
        self._perform = perform
        self._failed = failed
        self._done = done
        self._sleep = sleep
        self._free = asyncio.Semaphore(max_connections)
        self._lanes: dict[int, deque[Pending]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        for pending in queue.pending.values():
            self.push(pending)

    def push(self, pending: Pending) -> None:
        """A new update joins its person's lane."""
        lane = self._lanes.get(pending.person_id)
        if lane is not None:
            lane.append(pending)
            return
        lane = self._lanes[pending.person_id] = deque([pending])
        task = asyncio.get_running_loop().create_task(self._run(pending.person_id, lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def stop(self) -> None:
        for task in self._tasks:
            task.cancel()

    async def _run(self, person_id: int, lane: deque[Pending]) -> None:
        delay = FIRST_DELAY
        while lane:
            update_id = lane[0].update["update_id"]
            if update_id in self._queue.pending:  # else dropped or expired meanwhile
                try:
                    async with self._free:
                        reply = await self._post(lane[0].update)
                except DeliveryFailed as error:
                    self._failed(str(error))
                    await self._sleep(delay)
                    delay = min(delay * 2, LONGEST_DELAY)
                    continue
                delay = FIRST_DELAY
                if reply:
                    await self._perform(reply)
            self._queue.remove(update_id)
            lane.popleft()
            self._done()
        del self._lanes[person_id]
