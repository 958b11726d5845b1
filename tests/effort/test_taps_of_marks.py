"""Ten marks for one work in a class of 30: at most 12 taps (issue «Effort»)."""

import pytest
from sqlalchemy import select

from storage import tables as t
from tests.effort.test_taps_of_a_roll_call import PUPILS, fill_class
from tests.support.journal import journal
from tests.support.people import Client, World, keyboard_of
from tests.support.school import MONDAY

MARKS = (5, 4, 3, 2, 5, 4, 4, 3, 5, 2)
MOST = 12


async def give(teacher: Client, places: list[int]) -> int:
    """From the first screen: the lesson under way, then a tap a mark; how many taps it took."""
    await teacher.send("/menu")
    taps = 1
    await teacher.click("Отметки")
    on_page, page = len([row for row in teacher.buttons if len(row) == 5]), 0
    for place, value in zip(places, MARKS, strict=True):
        while place // on_page > page:
            page += 1
            taps += 1
            await teacher.click(f"{page + 1} ▶")
        row = place % on_page
        await teacher.forge(keyboard_of(teacher.last)[row][1 + 5 - value]["callback_data"])
        taps += 1
    return taps


@pytest.mark.parametrize("places", [list(range(10)), list(range(2, 30, 3)), list(range(20, 30))])
async def test_ten_marks_of_a_work(world: World, places: list[int]) -> None:
    """Wherever the ten stand in the list: the first page, the second, or both."""
    await fill_class(world)
    async with journal(world.app.database, world.school, world.clock) as written:
        await written.mark("petr", "algebra", MONDAY, 4, "test")  # what was marked last
    teacher = await world.staff("orlova")
    assert await give(teacher, places) <= MOST
    lesson_id = world.school.lesson("algebra")
    rows = await world.rows(
        select(t.mark.c.student_id, t.mark.c.value, t.mark.c.work_type_id)
        .where(t.mark.c.lesson_id == lesson_id)
        .order_by(t.mark.c.id)
    )
    assert [row["value"] for row in rows] == list(MARKS)
    assert {row["work_type_id"] for row in rows} == {world.school.work_types["test"]}
    assert len({row["student_id"] for row in rows}) == 10 <= PUPILS
