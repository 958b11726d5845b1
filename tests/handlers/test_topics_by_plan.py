"""The topic of a lesson comes with its roll call, by the plan (R059)."""

from typing import Any

import pytest
from sqlalchemy import insert, select

from storage import tables as t
from tests.support.people import Client, World
from tests.support.school import MONDAY


@pytest.fixture
async def planned(world: World) -> None:
    """Algebra: four topics, the first of two hours."""
    async with world.app.database.write(world.clock()) as uow:
        for ordinal in range(1, 5):
            await uow.connection.execute(
                insert(t.lesson_topic).values(
                    section_id=world.school.sections["algebra"],
                    ordinal=ordinal,
                    title=f"Тема {ordinal}",
                    hours=2 if ordinal == 1 else 1,
                )
            )
        await uow.commit()


async def call_the_roll(teacher: Client) -> None:
    await teacher.send("/lessons")
    await teacher.click("3 · Перекличка")
    await teacher.click("Готово")


async def recorded(world: World) -> dict[str, Any]:
    columns = t.lesson.c.topic, t.lesson.c.topic_ordinal, t.lesson.c.is_topic_by_plan
    of_today = t.lesson.c.id == world.school.lesson("algebra")
    [row] = await world.rows(select(*columns).where(of_today))
    return row


@pytest.mark.usefixtures("planned")
async def test_the_next_topic_comes_with_the_roll_call_and_changes_by_a_tap(world: World) -> None:
    monday = world.school.lesson("algebra", MONDAY)
    await world.change(t.lesson, monday, topic="Тема 1", topic_ordinal=1)
    teacher = await world.staff("orlova")
    await call_the_roll(teacher)
    assert "Тема: Тема 1 · по плану" in teacher.text  # its second hour
    await teacher.click("Другая тема")
    await teacher.click("2. Тема 2")
    assert "Тема: Тема 2\n" in teacher.text
    assert await recorded(world) == {
        "topic": "Тема 2",
        "topic_ordinal": 2,
        "is_topic_by_plan": False,
    }


@pytest.mark.usefixtures("planned")
async def test_a_topic_that_is_there_stays_and_deviation_is_seen(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.click("3 · 7А ›")
    await teacher.click("Тема")
    await teacher.send("Экскурсия")
    assert "Тема: Экскурсия · ⚠ не по плану" in teacher.text
    await call_the_roll(teacher)
    assert "Тема: Экскурсия · ⚠ не по плану" in teacher.text
    await teacher.click("Тема")
    await teacher.send("тема 3.")
    assert "не по плану" not in teacher.text
    assert (await recorded(world))["topic_ordinal"] == 3


async def test_without_a_plan_nothing_is_recorded_and_nothing_deviates(world: World) -> None:
    teacher = await world.staff("orlova")
    await call_the_roll(teacher)
    assert "Тема: —" in teacher.text
    await teacher.click("Тема")
    await teacher.send("Дроби")
    assert "Тема: Дроби\n" in teacher.text


@pytest.mark.usefixtures("planned")
async def test_a_school_may_want_every_topic_chosen(world: World) -> None:
    await world.change(t.school, world.school.id, policy={"topic_by_plan": False})
    teacher = await world.staff("orlova")
    await call_the_roll(teacher)
    assert (await recorded(world))["topic"] == ""


@pytest.mark.usefixtures("planned")
async def test_a_deputy_who_calls_the_roll_records_no_topic(world: World) -> None:
    deputy = await world.staff("deputy")
    await deputy.send("/menu")
    lesson_id = world.school.lesson("algebra")
    await deputy.forge(f"tr:{lesson_id}")
    await deputy.click("Готово")
    assert (await recorded(world))["topic"] == ""


@pytest.mark.usefixtures("planned")
async def test_families_see_what_was_taught_and_what_comes(world: World) -> None:
    teacher = await world.staff("orlova")
    await call_the_roll(teacher)
    parent = await world.guardian("elena", "anna")
    await parent.send("/schedule")
    await parent.click("Темы")
    assert "Алгебра" in parent.labels
    await parent.click("Алгебра")
    assert parent.text.splitlines() == [
        "Анна · 7А · Алгебра, темы",
        "Дальше по плану:",
        "Тема 1",
        "Тема 2",
        "Тема 3",
        "Тема 4",
        "",
        "Пройдено:",
        "24.11 · Тема 1",
    ]
    await parent.forge(f"lt:{world.school['anna']}:{world.school.sections['history_7b']}:0")
    assert "Тема" not in parent.text
