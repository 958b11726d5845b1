"""Who writes wakes who waits: within a process always, on PostgreSQL in the others too."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest

import bot.signals
from bot.signals import Channel, PostgresSignals, Signals, make_signals
from storage.database import Database
from tests.support.databases import PostgresTemplate

pytestmark = pytest.mark.postgres


class Listener:
    """Waits to be woken."""

    def __init__(self, signals: Signals, channel: Channel = Channel.OUTBOX) -> None:
        self.signals = signals
        self.times = 0
        self._heard = asyncio.Event()
        signals.listen(channel, self._hear)

    def _hear(self) -> None:
        self.times += 1
        self._heard.set()

    async def hears(self) -> None:
        await asyncio.wait_for(self._heard.wait(), 10)
        self._heard.clear()

    async def hears_of(self, channel: Channel) -> None:
        await Listener(self.signals, channel).hears()


@pytest.fixture
async def postgres(postgres_databases: PostgresTemplate) -> AsyncIterator[Database]:
    async with postgres_databases.new() as database:
        yield database


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.signals, "_SHORTEST_PAUSE", 0.01)


@asynccontextmanager
async def connected(database: Database) -> AsyncIterator[Listener]:
    """A process's signals, once they have a connection."""
    signals = make_signals(database)
    listener = Listener(signals)
    task = asyncio.create_task(signals.run())
    await listener.hears()  # what may have been told before it listened
    try:
        yield listener
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def test_within_a_process_at_once() -> None:
    signals = Signals()
    listener, other = Listener(signals), Listener(signals, Channel.INBOX)
    signals.tell(Channel.OUTBOX)
    assert (listener.times, other.times) == (1, 0)


async def test_sqlite_has_one_process(database: Database) -> None:
    assert isinstance(make_signals(database), PostgresSignals) is not database.is_sqlite


async def test_other_processes_hear_of_it(postgres: Database) -> None:
    async with connected(postgres) as one, connected(postgres) as two:
        one.signals.tell(Channel.OUTBOX)
        await two.hears()


async def test_who_tells_is_not_woken_twice(postgres: Database) -> None:
    async with connected(postgres) as one, connected(postgres) as two:
        before = one.times
        one.signals.tell(Channel.OUTBOX)
        await two.hears()
        two.signals.tell(Channel.INBOX)  # behind what it could have heard of itself
        await one.hears_of(Channel.INBOX)
        assert one.times == before + 1


async def test_a_flood_is_told_as_one(postgres: Database) -> None:
    async with connected(postgres) as one, connected(postgres) as two:
        before = two.times
        for _ in range(1_000):
            one.signals.tell(Channel.OUTBOX)
        await two.hears()
        assert two.times - before <= 2


async def test_a_lost_connection_is_found_again(
    postgres: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async with connected(postgres) as one, connected(postgres) as two:
        async with postgres.engine.connect() as connection:
            await connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE pid <> pg_backend_pid() AND datname = current_database()"
            )
        await one.hears()
        await two.hears()
        assert "no signals from other processes" in caplog.text
        one.signals.tell(Channel.OUTBOX)
        await two.hears()


async def test_without_a_connection_the_process_still_hears_itself(postgres: Database) -> None:
    signals = make_signals(postgres)
    listener = Listener(signals)
    signals.tell(Channel.OUTBOX)
    assert listener.times == 1
