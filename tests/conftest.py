"""What every room of the tests shares."""

import gc
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from aiogram.types import Update

from bot.app import App, build_app
from bot.pace import Unpaced
from bot.run import keep_what_is_loaded
from bot.settings import Settings
from playground.telegram import Telegram
from storage.database import Database
from tests.support import signatures
from tests.support.audited import Watcher, watching
from tests.support.clock import OwnClock, no_pause
from tests.support.databases import PostgresTemplate, SqliteTemplate, postgres_template
from tests.support.figures import figure, show
from tests.support.people import World
from tests.support.places import quick_folder
from tests.support.prepared import asked_fill, built_school
from tests.support.school import SmallSchool
from tests.support.secrecy import SECRECY, SecrecyPlugin
from tests.support.telegram import InProcessSession
from tests.support.trials import register_profiles

register_profiles()


def pytest_configure(config: pytest.Config) -> None:
    """Nothing secret is found in what the program wrote."""
    config.pluginmanager.register(SecrecyPlugin(config), "secrecy")


__all__ = ["figure"]  # a fixture

_kinds_of_updates: Any = vars(Update)["event_type"].fget
TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@pytest.fixture(scope="session")
def watcher() -> Iterator[Watcher]:
    """Sees what every handler writes, in any test of this process."""
    with watching() as watcher:
        yield watcher


@pytest.fixture(autouse=True)
def _every_write_leaves_a_record(watcher: Watcher) -> Iterator[None]:
    """No handler changes what is the school's without an audit record (R016)."""
    yield
    missing, watcher.missing = watcher.missing, []
    assert not missing, "\n".join(missing)


@pytest.fixture(scope="session", autouse=True)
def _signatures_are_read_once() -> Iterator[None]:
    with signatures.remembered():
        yield


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, which some process would else end with while the others are idle."""
    items.sort(key=lambda item: "year" not in item.path.parts)


def pytest_collection_finish() -> None:
    """As the program does (docs/decisions/0015), and looking less often: a third of the time.

    Each test makes a program of some ten thousand objects and drops it.
    """
    keep_what_is_loaded()
    gc.set_threshold(50_000, 20, 50)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    show(terminalreporter)


@pytest.fixture(scope="session")
def sqlite_template() -> Iterator[SqliteTemplate]:
    with quick_folder("sqlite") as folder:
        yield SqliteTemplate(folder)
        SECRECY.search_files(folder)


@pytest.fixture(scope="session")
def postgres_databases() -> Iterator[PostgresTemplate]:
    with postgres_template() as template:
        yield template


@pytest.fixture
async def database(
    sqlite_template: SqliteTemplate, request: pytest.FixtureRequest
) -> AsyncIterator[Database]:
    """Empty but for the school, if the test asks for it; tests/storage has it on both databases."""
    async with sqlite_template.new(asked_fill(request)) as database:
        yield database


@pytest.fixture
def clock() -> OwnClock:
    return OwnClock()


@pytest.fixture
def school(database: Database) -> SmallSchool:
    """The small school of tests/support/school.py, which is in `database` already."""
    return built_school()


@pytest.fixture
def telegram(clock: OwnClock) -> Telegram:
    return Telegram(clock=lambda: clock().timestamp())


@pytest.fixture(scope="session")
def usual_settings() -> Settings:
    """Reading them takes as long as making the program that has them."""
    return Settings(_env_file=None, bot_token=TOKEN)


@pytest.fixture
async def app(
    database: Database, telegram: Telegram, clock: OwnClock, usual_settings: Settings
) -> AsyncIterator[App]:
    """The program, wired as in production, in front of the local Telegram."""
    telegram.add_bot(TOKEN)
    app = build_app(
        usual_settings.model_copy(),
        clock=clock,
        session=InProcessSession(telegram),
        database=database,
        pace=Unpaced(),
        sleep=no_pause,
    )
    yield app
    await app.bot.session.close()
    # Every test begins with the same numbers at the same time: aiogram's memory of updates, which
    # finds one among the equal ones of the tests before, would grow slower with each.
    _kinds_of_updates.cache_clear()


@pytest.fixture
def world(app: App, telegram: Telegram, school: SmallSchool, clock: OwnClock) -> World:
    """People with phones: `client = await world.guardian("elena", "anna")`."""
    return World(app, telegram, school, clock)
