"""The log of the school by class and by name (R016): nobody leafs through a year of it."""

import pytest

from tests.support.people import Client, World
from tests.support.staff import at_work


@pytest.fixture(autouse=True)
def _whole_way(world: World) -> None:
    """Looks are written with what ticks an update off."""
    world.by_inbox = True


async def something_done(world: World) -> None:
    for name in ("orlova", "sokolova"):
        teacher = await world.staff(name)
        await teacher.send("/class")
        await teacher.click("Коды")
        await teacher.click("Всем")


async def in_log(world: World, who: str) -> Client:
    office = await at_work(world, who)
    await office.click("Ещё")
    await office.click("Журнал действий")
    return office


@pytest.mark.parametrize("who", ["deputy", "admin", "principal"])
async def test_by_class(world: World, who: str) -> None:
    await something_done(world)
    office = await in_log(world, who)
    assert "7А" in office.text
    assert "1Б" in office.text
    await office.click("По классу")
    await office.click("7 класс")
    await office.click("7А")
    assert "Орлова М. П." in office.text
    assert "Соколова" not in office.text
    await office.click("Изменения")
    await office.click("‹ Назад")
    await office.click("‹ Назад")
    assert "Журнал действий" in office.text


async def test_by_the_name_of_staff_and_of_a_pupil(world: World) -> None:
    await something_done(world)
    office = await in_log(world, "deputy")
    await office.click("По фамилии")
    await office.send("о")
    assert "Напишите хотя бы 2 буквы" in office.text
    await office.send("орл")
    assert "Орлова Марина Петровна" in office.text
    await office.click("Орлова")
    assert office.text.startswith("Орлова М. П.: что сделано от этого имени")
    assert "7А" in office.text
    assert "1Б" not in office.text
    await office.click("‹ Назад")
    await office.click("По фамилии")
    await office.send("дмитриев")
    assert "Иванова Анна Дмитриевна, 7А" in office.text, "any part of a name"
    await office.click("Иванова")
    assert "Орлова М. П., классный руководитель" in office.text
    await office.click("‹ Назад")
    assert office.text.startswith("Журнал действий")


async def test_nobody_of_the_name_and_signs_that_mean_something_in_a_pattern(world: World) -> None:
    office = await in_log(world, "deputy")
    await office.click("По фамилии")
    for typed in ("Щукин", "%%", "__", "\\\\"):
        await office.send(typed)
        assert "Никого с таким именем" in office.text, typed


@pytest.mark.parametrize("who", ["orlova", "kuznetsov"])
async def test_whoever_reads_no_log_of_the_school_finds_nobody(world: World, who: str) -> None:
    client = await at_work(world, who)
    person = world.school["sokolova"]
    for data in ("ac:0", "an", f"au:b:{person}:a:0:1"):
        await client.forge(data)
        assert "не для вас" in client.text, data
