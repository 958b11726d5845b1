"""A sick note: at most 4 taps from the first screen (issue «Effort»)."""

from sqlalchemy import select

from storage import tables as t
from tests.support.people import World

MOST = 4


async def test_a_parent_says_that_the_child_is_ill(world: World) -> None:
    olga = await world.guardian("olga", "petr")
    await olga.send("/menu")
    taps = ["Будет отсутствовать", "Завтра", "Болезнь"]
    for label in taps:
        await olga.click(label)
    assert len(taps) <= MOST
    [announced] = await world.rows(select(t.announced_absence))
    assert (announced["student_id"], announced["excuse"]) == (world.school["petr"], "ill")
    await olga.send_photo()  # of the note, if wished: a message and no tap more
    [note] = await world.rows(select(t.attachment))
    assert (note["owner_kind"], note["owner_id"]) == ("absence", announced["id"])


async def test_a_part_of_a_day_takes_no_more(world: World) -> None:
    olga = await world.guardian("olga", "petr")
    await olga.send("/menu")
    taps = ["Будет отсутствовать", "Часть сегодня", "С 4-го урока", "По семейным"]
    for label in taps:
        await olga.click(label)
    assert len(taps) <= MOST
    [announced] = await world.rows(select(t.announced_absence))
    assert announced["first_number"] == 4
