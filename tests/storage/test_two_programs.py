"""Two whole programs on one PostgreSQL, in one test process: one outbox, one inbox, no double."""

import asyncio
import random
import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.app import App, build_app
from bot.leasing import LEASE
from bot.pace import Unpaced
from bot.settings import Settings
from domain.notices.model import State
from playground.telegram import Telegram
from storage import tables as t
from storage.database import Database
from tests.conftest import TOKEN
from tests.support.clock import MOSCOW, OwnClock
from tests.support.databases import PostgresTemplate
from tests.support.outbox import Outbox
from tests.support.people import Client, World
from tests.support.school import build_school
from tests.support.telegram import InProcessSession

pytestmark = pytest.mark.postgres

NEWS = re.compile(r"news-(\d+)")
FAMILIES = 6
WAVES = 8
SEED = 20261124


@pytest.fixture
async def database(postgres_databases: PostgresTemplate) -> AsyncIterator[Database]:
    async with postgres_databases.new() as database:
        yield database


class Handful(Unpaced):
    """Lets its process send so many messages, whoever looks first, and then no more."""

    def __init__(self) -> None:
        self.left = WAVES * FAMILIES

    async def take(self, wanted: int) -> int:
        taken = min(wanted, self.left)
        self.left -= taken
        return taken

    def give_back(self, unused: int) -> None:
        self.left += unused


@pytest.fixture
def paces() -> list[Handful]:
    return [Handful(), Handful()]


@pytest.fixture
async def programs(
    database: Database, telegram: Telegram, clock: OwnClock, paces: list[Handful]
) -> AsyncIterator[list[App]]:
    """Each with connections of its own, as two processes have."""
    telegram.add_bot(TOKEN)
    url = database.url.render_as_string(hide_password=False)
    made = [
        build_app(
            Settings(_env_file=None, bot_token=TOKEN, database_url=url),
            clock=clock,
            session=InProcessSession(telegram),
            database=Database(url, MOSCOW),
            pace=pace,
        )
        for pace in paces
    ]
    yield made
    for each in made:
        await each.close()


@pytest.fixture
async def families(programs: list[App], telegram: Telegram, clock: OwnClock) -> list[Client]:
    """Phones of Anna's mother."""
    async with programs[0].database.write(clock()) as uow:
        school = await build_school(uow.connection)
        await uow.commit()
    world = World(programs[0], telegram, school, clock)
    return [await world.guardian("elena", "anna") for _ in range(FAMILIES)]


def heard(family: Client) -> list[int]:
    """The numbers of the news in a chat, as they came."""
    texts = (str(each.get("text", each)) for each in family.from_bot)
    return [int(number) for text in texts for number in NEWS.findall(text)]


async def test_what_two_senders_find_at_once_is_sent_once_and_in_order(
    programs: list[App], families: list[Client], paces: list[Handful]
) -> None:
    """Half of a wave is the most that one of them may send: both have work."""
    chance = random.Random(SEED)
    outbox = Outbox(families[0].world)
    news = 0
    sent = [0, 0]
    for _ in range(WAVES):
        wave = range(news, news + chance.randint(1, 4))
        for number in wave:
            await outbox.message(f"news-{number}", ("elena", "anna"))
        for pace in paces:
            pace.left = len(wave) * FAMILIES // 2
        at_once = await asyncio.gather(*(each.sender.pump() for each in programs))
        for number, each in enumerate(programs):  # what the other held while this one looked
            sent[number] += at_once[number] + await each.sender.pump()
        news = wave.stop
    for family in families:
        assert heard(family) == list(range(news)), f"seed {SEED}"
    assert sent == [news * FAMILIES // 2] * 2


async def test_what_a_dead_sender_held_is_sent_by_the_other_and_marked(
    programs: list[App], families: list[Client], clock: OwnClock
) -> None:
    outbox = Outbox(families[0].world)
    await outbox.message("news-0", ("elena", "anna"))
    async with programs[0].database.write(clock()) as uow:
        held = await uow.outbox.lease(programs[0].bot.id, 2, clock() + LEASE)
        await uow.commit()
    await programs[1].sender.pump()
    assert [len(heard(each)) for each in families].count(1) == FAMILIES - len(held)
    clock.advance(LEASE + timedelta(seconds=1))
    await programs[1].sender.pump()
    assert [heard(each) for each in families] == [[0]] * FAMILIES
    marked = [each for each in families if each.text.startswith("Повтор:")]
    assert len(marked) == len(held) == 2
    async with programs[0].database.read(clock()) as uow:
        states = (await uow.connection.execute(select(t.notice.c.state))).scalars().all()
    assert {*states} == {State.SENT}
