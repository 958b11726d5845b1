"""A remark or praise: at most 3 taps and a message (R120)."""

from sqlalchemy import select

from storage import tables as t
from tests.support.people import World

MOST = 3


async def test_from_the_lesson_that_is_on(world: World) -> None:
    orlova = await world.staff("orlova")
    await orlova.send("/menu")
    await orlova.click("3 · 7А алгебра ›")
    taps = ["Замечание", "Белов", "Благодарность"]
    for label in taps:
        await orlova.click(label)
    await orlova.send("Помог соседу.")
    assert len(taps) <= MOST
    [remark] = await world.rows(select(t.remark))
    assert (remark["student_id"], remark["kind"]) == (world.school["petr"], "praise")


async def test_from_the_page_of_a_pupil(world: World) -> None:
    orlova = await world.staff("orlova")
    await orlova.send("/class")
    await orlova.click("Семьи")
    await orlova.click("Белов")
    taps = ["Замечания и похвала", "Замечание"]
    for label in taps:
        await orlova.click(label)
    await orlova.send("Дерётся на переменах.")
    assert len(taps) <= MOST
    [remark] = await world.rows(select(t.remark))
    assert (remark["student_id"], remark["lesson_id"]) == (world.school["petr"], None)
