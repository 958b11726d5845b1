"""A way to PostgreSQL that can freeze: connections stay open, and nothing passes any more."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from storage.database import Database
from tests.support.clock import MOSCOW


class Way:
    """A TCP proxy on loopback; while it is frozen it takes connections and swallows what comes.

    What was swallowed is passed on after the thaw, as TCP does after a partition.
    """

    def __init__(self, host: str, port: int) -> None:
        self._to = host, port
        self._open = asyncio.Event()
        self._open.set()
        self._pipes: set[asyncio.Task[None]] = set()
        self.port = 0

    def freeze(self) -> None:
        self._open.clear()

    def thaw(self) -> None:
        self._open.set()

    @asynccontextmanager
    async def serving(self) -> AsyncIterator["Way"]:
        server = await asyncio.start_server(self._connect, "127.0.0.1", 0)
        self.port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            for each in self._pipes:
                each.cancel()
            await asyncio.gather(*self._pipes, return_exceptions=True)

    async def _connect(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._pipes.add(task)
        try:
            await self._open.wait()
            to_reader, to_writer = await asyncio.open_connection(*self._to)
            await asyncio.gather(
                self._pass(reader, to_writer), self._pass(to_reader, writer), return_exceptions=True
            )
        except (OSError, asyncio.CancelledError):
            writer.close()
        finally:
            self._pipes.discard(task)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while data := await reader.read(65_536):
                await self._open.wait()
                writer.write(data)
                await writer.drain()
        finally:
            with suppress(OSError):
                writer.close()


@asynccontextmanager
async def reached_by_a_way(database: Database) -> AsyncIterator[tuple[Database, Way]]:
    """The same database, as a program sees it whose network may freeze."""
    async with Way(database.url.host or "", database.url.port or 5432).serving() as way:
        url = database.url.set(host="127.0.0.1", port=way.port)
        reached = Database(url.render_as_string(hide_password=False), MOSCOW)
        try:
            yield reached, way
        finally:
            way.thaw()
            await reached.close()
