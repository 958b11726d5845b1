"""Waiting for the world to change, and telling whoever watches it."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

# A reader that lags this far behind is dropped: it may come back and ask for the state anew.
BACKLOG = 2000


class Signal:
    """Wakes everyone who waits for a change, without polling and without a clock."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()

    def notify(self) -> None:
        if self._waiting:
            waiting, self._waiting = self._waiting, set()
            for future in waiting:
                if not future.done():
                    future.set_result(None)

    async def wait_until(self, condition: Callable[[], bool]) -> None:
        """Returns when the condition holds; it is asked again after every change."""
        while not condition():
            future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.add(future)
            try:
                await future
            finally:
                self._waiting.discard(future)


class Subscription:
    """One reader of the events: already encoded JSON texts, `None` at the end."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[str | None] = asyncio.Queue(BACKLOG + 1)


class Events:
    """Fans events out to readers. A slow reader is dropped and never holds the world up."""

    def __init__(self) -> None:
        self._readers: set[Subscription] = set()

    def __len__(self) -> int:
        return len(self._readers)

    def subscribe(self) -> Subscription:
        reader = Subscription()
        self._readers.add(reader)
        return reader

    def unsubscribe(self, reader: Subscription) -> None:
        self._readers.discard(reader)

    def publish(self, kind: str, **fields: Any) -> None:
        if not self._readers:
            return
        text = json.dumps({"type": kind, **fields}, ensure_ascii=False)
        for reader in list(self._readers):
            reader.queue.put_nowait(text)
            if reader.queue.qsize() >= BACKLOG:
                self._drop(reader)

    def close(self) -> None:
        for reader in list(self._readers):
            self._drop(reader)

    def _drop(self, reader: Subscription) -> None:
        self._readers.discard(reader)
        while reader.queue.qsize() > BACKLOG:
            reader.queue.get_nowait()
        reader.queue.put_nowait(None)
