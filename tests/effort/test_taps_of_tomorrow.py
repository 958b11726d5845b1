"""«Что на завтра»: 1 tap from a family's first screen (issue «Effort»)."""

from datetime import timedelta

from tests.support.journal import journal
from tests.support.people import World
from tests.support.school import TODAY

TOMORROW = TODAY + timedelta(days=1)


async def test_lessons_and_homework_of_tomorrow_are_one_tap_away(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as written:
        await written.homework("algebra", TOMORROW, "№ 112")
    mother = await world.guardian("elena", "anna")
    await mother.send("/menu")
    assert mother.buttons[0] == ["Завтра"]
    await mother.click("Завтра")
    assert "среда, 25 ноября" in mother.text
    assert "Алгебра" in mother.text
    assert "№ 112" in mother.text


async def test_on_a_friday_it_is_monday(world: World) -> None:
    world.clock.advance(timedelta(days=3))
    mother = await world.guardian("elena", "anna")
    await mother.send("/menu")
    assert mother.buttons[0] == ["Пн, 30 ноября"]
    await mother.click("Пн, 30 ноября")
    assert "понедельник, 30 ноября" in mother.text
