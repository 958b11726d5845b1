"""The forecast once a week: to whom, when, with what, and how it is switched off."""

from datetime import date, datetime, time, timedelta

import pytest

from bot.forecasts import send_forecasts
from storage import tables as t
from tests.support.journal import journal
from tests.support.people import Client, World, text_of
from tests.support.school import MONDAY, TODAY

FRIDAY = MONDAY + timedelta(days=4)


async def at(world: World, hour: int, minute: int = 0, day: date = FRIDAY) -> None:
    """The job runs by the school's clock, and what is due leaves."""
    local = datetime.combine(day, time(hour, minute), world.app.settings.timezone)
    world.clock.advance(local - world.clock())
    await send_forecasts(world.app)
    await world.app.sender.pump()


def told(client: Client) -> list[str]:
    """The forecasts that came."""
    texts = (text_of(each) for each in client.from_bot)
    return [text for text in texts if "что выходит" in text.splitlines()[0].lower()]


@pytest.fixture
async def mother(world: World) -> Client:
    async with journal(world.app.database, world.school, world.clock) as written:
        for pupil in ("anna", "petr"):
            await written.mark(pupil, "algebra", MONDAY, 4)
            await written.mark(pupil, "algebra", TODAY, 5)
            await written.mark(pupil, "history", MONDAY, 5)
    return await world.guardian("elena", "anna")


async def test_on_friday_evening_a_family_learns_what_comes_out(
    world: World, mother: Client
) -> None:
    await at(world, 18, 45)
    assert told(mother) == []
    await at(world, 19)
    [message] = told(mother)
    assert [line for line in message.splitlines() if line] == [
        "Анна: что выходит",
        "II четверть, по 30 декабря",
        "5: алгебра (риск), история",
        "Так выходит по отметкам на сегодня. Итоговую ставит учитель.",
    ]
    await at(world, 19, 15)
    assert len(told(mother)) == 1  # once a week
    await at(world, 19, day=FRIDAY + timedelta(days=1))
    assert len(told(mother)) == 1
    await mother.click("Все оценки")
    assert "Алгебра | 4 5 | 4,50 → 5, риск" in mother.text


async def test_whoever_wants_none_gets_none(world: World, mother: Client) -> None:
    father = await world.guardian("dmitry", "anna")
    await mother.send("/notifications")
    await mother.click("Что выходит")
    await mother.click("Не сообщать")
    assert "Что выходит: выключено" in mother.text
    await at(world, 19)
    assert told(mother) == []
    assert len(told(father)) == 1


async def test_a_school_that_sends_none(world: World, mother: Client) -> None:
    await world.change(t.school, world.school.id, policy={"sends_forecast": False})
    await at(world, 19)
    assert told(mother) == []


async def test_nothing_is_said_in_the_holidays_and_of_no_marks(world: World) -> None:
    sister = await world.guardian("olga", "petr")
    await at(world, 19)  # no mark of Petr's yet
    assert told(sister) == []
    async with journal(world.app.database, world.school, world.clock) as written:
        await written.mark("petr", "algebra", MONDAY, 4)
    for period in world.school.periods.values():
        await world.change(t.grading_period, period, ends=TODAY)
    await at(world, 19, day=FRIDAY + timedelta(days=7))
    assert told(sister) == []


async def test_without_details_it_waits_behind_a_button(world: World, mother: Client) -> None:
    await world.change(t.school, world.school.id, policy={"hides_details": True})
    await at(world, 19)
    assert mother.text == "Что выходит за период"
    await mother.click("Показать")
    assert "5: алгебра (риск), история" in mother.text
