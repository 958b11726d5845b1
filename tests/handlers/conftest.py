"""What most conversations of the tests begin with."""

import pytest

from tests.support.consents import forget_consents
from tests.support.evenings import Evenings
from tests.support.hashes import _hashes_cost_nothing
from tests.support.outbox import Outbox
from tests.support.people import Client, World

__all__ = ["_hashes_cost_nothing"]  # a fixture


@pytest.fixture
async def unasked(world: World) -> World:
    """Nobody has consented to anything yet, and nobody has signed."""
    async with world.app.database.write(world.clock()) as uow:
        await forget_consents(uow.connection)
        await uow.commit()
    return world


@pytest.fixture
def whole_way(world: World) -> None:
    """Updates come by the inbox, as in the running program."""
    world.by_inbox = True


@pytest.fixture
def outbox(world: World) -> Outbox:
    return Outbox(world)


@pytest.fixture
async def mother(world: World) -> Client:
    return await world.guardian("elena", "anna")


@pytest.fixture
async def father(world: World) -> Client:
    return await world.guardian("dmitry", "anna")


@pytest.fixture
async def evenings(world: World) -> Evenings:
    """With a homeroom teacher who is connected."""
    await world.staff("orlova")
    return Evenings(world)
