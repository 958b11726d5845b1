"""The guarded schools, ready for an attack: each process builds them once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.app import App, build_app
from bot.pace import Unpaced
from bot.settings import Settings
from playground.telegram import Telegram
from storage.database import Database
from tests.conftest import TOKEN
from tests.support.clock import OwnClock, no_pause
from tests.support.databases import SqliteTemplate
from tests.support.guarded import Guarded
from tests.support.guarded_data import build_guarded
from tests.support.people import World
from tests.support.prepared import built_school, small_school
from tests.support.secrecy import SECRECY
from tests.support.telegram import InProcessSession
from tests.support.undoing import Undoable


@dataclass(frozen=True)
class Ready:
    """Everybody has pressed «Start»; `used` are tokens of links that open nothing any more."""

    scene: Guarded
    used: list[str]
    codes: list[str]  # that nobody may find anywhere


_ready: list[Ready] = []


async def guarded_schools(database: Database) -> None:
    """What the files begin with that are attacked."""
    clock = OwnClock()
    telegram = Telegram(clock=lambda: clock().timestamp())
    telegram.add_bot(TOKEN)
    await small_school(database)
    known = len(SECRECY.codes)
    app = program(database, telegram, clock)
    scene = await build_guarded(World(app, telegram, built_school(), clock))
    for client in scene.clients.values():
        await client.send("/start")
    used = await scene.used_links()
    _ready[:] = [Ready(scene, used, SECRECY.codes[known:])]


@asynccontextmanager
async def ready_schools(template: SqliteTemplate) -> AsyncIterator[tuple[Ready, Undoable]]:
    """A copy of them, with a program of its own; the people keep their phones."""
    async with template.new(guarded_schools) as database:
        (ready,) = _ready
        SECRECY.codes += ready.codes
        async with undoable(ready.scene.world, database) as copied:
            yield ready, copied


@asynccontextmanager
async def undoable(world: World, database: Database) -> AsyncIterator[Undoable]:
    """Another program in the same world, on the same file, of which everything can be undone."""
    path = database.url.database
    assert path is not None
    opened = Undoable(path)
    world.app = program(opened, world.telegram, world.clock)
    try:
        yield opened
    finally:
        await opened.close()


def program(database: Database, telegram: Telegram, clock: OwnClock) -> App:
    """Wired as in production, in front of the local Telegram."""
    return build_app(
        Settings(
            _env_file=None,
            bot_token=TOKEN,
            smtp_host="127.0.0.1",
            smtp_sender="school@example.org",
        ),
        clock=clock,
        session=InProcessSession(telegram),
        database=database,
        pace=Unpaced(),
        sleep=no_pause,
    )
