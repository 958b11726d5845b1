"""One rate over all processes: places in PostgreSQL, taken by several at once."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text

from bot.pace import SharedPace, SteadyPace, make_pace
from storage.database import Database
from storage.sending import Places
from tests.support.databases import PostgresTemplate, SqliteTemplate

pytestmark = pytest.mark.postgres

BOT, OTHER_BOT = 110201543, 42
LONG = 3_600.0  # so that no place is free again before the test is over


@pytest.fixture
async def database(postgres_databases: PostgresTemplate) -> AsyncIterator[Database]:
    async with postgres_databases.new() as database:
        yield database


def places(database: Database, bot_id: int = BOT, rate: int = 10, seconds: float = LONG) -> Places:
    return Places(database, bot_id, rate, seconds, never_for_answers=1)


async def pass_time(database: Database, seconds: float) -> None:
    """As if all that has happened had happened so much earlier."""
    async with database.engine.begin() as connection:
        earlier = text("UPDATE send_rate SET free_at = free_at - :seconds")
        await connection.execute(earlier, {"seconds": seconds})


async def test_two_processes_have_one_rate_between_them(database: Database) -> None:
    one, other = places(database), places(database)
    assert (await one.take(7, 0))[0] == 7
    taken, wait = await other.take(7, 0)
    assert taken == 3
    assert wait == pytest.approx(LONG, abs=60)
    assert (await one.take(7, 0))[0] == 0


async def test_a_place_is_free_again_when_its_time_is_over(database: Database) -> None:
    one = places(database)
    await one.take(4, 0)
    await pass_time(database, LONG / 2)
    await one.take(6, 0)
    await pass_time(database, LONG / 2)
    taken, wait = await one.take(10, 0)
    assert taken == 4
    assert wait == pytest.approx(LONG / 2, abs=60)


async def test_what_was_not_needed_is_free_at_once_for_others(database: Database) -> None:
    one, other = places(database), places(database)
    await one.take(10, 0)
    one.give_back(4)
    one.give_back(2)
    assert (await one.take(0, 0))[0] == 0
    assert (await other.take(10, 0))[0] == 6


async def test_what_another_has_taken_since_is_not_given_back(database: Database) -> None:
    one, other = places(database), places(database)
    await one.take(10, 0)
    one.give_back(10)
    await pass_time(database, LONG)
    assert (await other.take(10, 0))[0] == 10
    assert (await one.take(10, 0))[0] == 0


async def test_answers_take_places_but_never_the_last(database: Database) -> None:
    one = places(database)
    assert (await one.take(10, 4))[0] == 6
    await pass_time(database, LONG)
    assert (await one.take(10, 1_000))[0] == 1


async def test_two_bots_have_a_rate_each(database: Database) -> None:
    assert (await places(database).take(10, 0))[0] == 10
    assert (await places(database, OTHER_BOT).take(10, 0))[0] == 10


async def test_a_lower_rate_holds_although_there_were_more_places(database: Database) -> None:
    assert (await places(database, rate=30).take(30, 0))[0] == 30
    await pass_time(database, LONG)
    assert (await places(database, rate=10).take(30, 0))[0] == 10


async def test_three_at_once_never_take_too_many_in_any_window(database: Database) -> None:
    """By the database's clock: the twentieth after a place is at least a window later."""
    window, rate, moments = 0.25, 20, list[float]()

    async def take_without_end() -> None:
        own = places(database, rate=rate, seconds=window)
        while len(moments) < 6 * rate:
            taken, _wait = await own.take(3, 0)
            moments.extend([own._free_at] * taken)

    await asyncio.gather(*(take_without_end() for _ in range(3)))
    moments.sort()
    following = zip(moments, moments[rate:], strict=False)
    assert min(later - earlier for earlier, later in following) >= window


class Timer:
    """Stands still until it is moved; the database's clock goes on."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


async def test_a_shared_pace_asks_again_only_when_there_may_be_a_place(database: Database) -> None:
    timer = Timer()
    pace = SharedPace(database, BOT, 30, window=LONG, timer=timer)
    assert pace.wait() == 0
    assert await pace.take(10) == 3
    assert await pace.take(10) == 0
    assert pace.wait() == pytest.approx(LONG / 20)  # three at half the even distance
    timer.now += pace.wait()
    assert await pace.take(2) == 2


async def test_a_shared_pace_waits_for_the_first_place_that_is_free_again(
    database: Database,
) -> None:
    timer = Timer()
    pace = SharedPace(database, BOT, 1, window=LONG, timer=timer)
    assert await pace.take(1) == 1
    timer.now += pace.wait()
    assert await pace.take(1) == 0
    assert pace.wait() == pytest.approx(LONG, abs=60)
    await pass_time(database, LONG)
    timer.now += pace.wait()
    assert await pace.take(1) == 1


async def test_answers_of_this_process_keep_its_messages_back(database: Database) -> None:
    timer = Timer()
    pace = SharedPace(database, BOT, 10, window=LONG, timer=timer)
    for _ in range(50):
        pace.answered()
    assert await pace.take(10) == 1
    timer.now += LONG / 20
    assert await pace.take(10) == 0


async def test_an_answer_takes_one_place_once(database: Database) -> None:
    timer = Timer()
    pace = SharedPace(database, BOT, 10, window=LONG, timer=timer)
    for _ in range(3):
        pace.answered()
    places = 0
    for _ in range(10):
        places += await pace.take(1)
        timer.now += LONG / 20
    assert places == 7


async def test_what_a_shared_pace_gives_back_can_be_taken_again(database: Database) -> None:
    timer = Timer()
    pace = SharedPace(database, BOT, 10, window=LONG, timer=timer)
    for _ in range(30):
        pace.give_back(await pace.take(1))
        timer.now += LONG / 20
    assert await pace.take(1) == 1


async def test_postgresql_is_shared_and_sqlite_is_not(database: Database) -> None:
    assert isinstance(make_pace(database, BOT, 30), SharedPace)


async def test_sqlite_has_one_process(sqlite_template: SqliteTemplate) -> None:
    async with sqlite_template.new() as own:
        assert isinstance(make_pace(own, BOT, 30), SteadyPace)
