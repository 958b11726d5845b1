"""Calls about a pupil whose parents the school does not know any more."""

from sqlalchemy import delete

from storage import tables as t
from tests.handlers.test_where_the_child_is import missing, wait
from tests.support.outbox import Outbox
from tests.support.people import World


async def test_who_has_no_parents_any_more_is_told_of_without_a_gap_for_names(
    world: World, outbox: Outbox
) -> None:
    await world.guardian("elena", "anna")
    orlova = await world.staff("orlova")
    await missing(world, outbox)
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(delete(t.guardianship))
        await uow.commit()
    await wait(world, outbox, 30)
    assert orlova.text.endswith(
        "\nСемья не отвечает.\nРодители этого ученика школе больше не известны."
    )
