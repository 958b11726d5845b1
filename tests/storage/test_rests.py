"""Rests in the database: the later end holds, each bot has its own, what is over goes."""

from datetime import UTC, datetime, timedelta

from domain.notices.rests import EVERYBODY, LONGEST_REST
from storage.database import Database

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
BOT, OTHER_BOT = 110201543, 42


def later(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


async def write(database: Database, *rests: tuple[int, int, datetime]) -> None:
    async with database.write(NOW) as uow:
        for bot_id, chat_id, until in rests:
            await uow.rests.rest(bot_id, chat_id, until)
        await uow.commit()


async def ends(database: Database, at: datetime, bot_id: int = BOT) -> dict[int, datetime]:
    async with database.read(at) as uow:
        return await uow.rests.ends(bot_id)


async def test_the_later_end_of_a_chats_rest_holds(database: Database) -> None:
    await write(database, (BOT, 7, later(60)))
    await write(database, (BOT, 7, later(5)))
    assert await ends(database, NOW) == {7: later(60)}
    await write(database, (BOT, 7, later(90)))
    assert await ends(database, NOW) == {7: later(90)}


async def test_a_rest_is_over_at_its_end_and_not_before(database: Database) -> None:
    await write(database, (BOT, 7, later(10)), (BOT, EVERYBODY, later(20)))
    assert set(await ends(database, later(9.9))) == {7, EVERYBODY}
    assert set(await ends(database, later(10))) == {EVERYBODY}


async def test_two_bots_rest_by_themselves(database: Database) -> None:
    await write(database, (BOT, EVERYBODY, later(10)))
    assert await ends(database, NOW, OTHER_BOT) == {}


async def test_only_what_is_over_is_forgotten(database: Database) -> None:
    await write(database, (BOT, 7, later(10)), (OTHER_BOT, 7, later(10)), (BOT, 8, later(11)))
    async with database.write(later(10)) as uow:
        assert await uow.rests.forget_over() == 2
        await uow.commit()
    assert await ends(database, NOW) == {8: later(11)}


async def test_what_a_clock_that_was_ahead_wrote_counts_for_nothing(database: Database) -> None:
    ahead = NOW + timedelta(days=365)
    async with database.write(ahead) as uow:
        await uow.rests.rest(BOT, 7, ahead)
        await uow.rests.rest(BOT, 8, ahead)
        await uow.commit()
    assert await ends(database, NOW) == {}
    await write(database, (BOT, 7, later(60)))
    assert await ends(database, NOW) == {7: later(60)}
    async with database.write(NOW) as uow:
        assert await uow.rests.forget_over() == 1


async def test_no_rest_is_longer_than_a_day(database: Database) -> None:
    await write(database, (BOT, 7, NOW + timedelta(days=3)))
    assert await ends(database, NOW) == {7: NOW + LONGEST_REST}
