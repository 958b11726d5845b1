"""The same update twice, tenfold, to two programs, across violent ends: one effect, in order."""

import logging

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import register
from storage.database import Database
from tests.support.clock import OwnClock
from tests.support.inbox import Storm
from tests.support.trials import trials

SEEDS = st.integers(0, 2**32)
ONE_DATABASE = settings(
    max_examples=trials(25),
    # Each trial is a bot of its own, so the database may be the same.
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(autouse=True)
def _quiet(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> None:
    """Failures are made by the thousand here."""
    caplog.set_level(logging.CRITICAL)
    monkeypatch.setattr(register, "LATER", 0)


@ONE_DATABASE
@given(SEEDS)
async def test_one_program(database: Database, clock: OwnClock, seed: int) -> None:
    storm = Storm(database, clock, seed)
    await storm.blow()
    await storm.judge()


@pytest.mark.postgres
@ONE_DATABASE
@given(SEEDS)
async def test_three_programs_on_one_database(
    database: Database, clock: OwnClock, seed: int
) -> None:
    if database.is_sqlite:
        pytest.skip("an SQLite file has one program")
    storm = Storm(database, clock, seed, programs=3)
    await storm.blow()
    await storm.judge()
