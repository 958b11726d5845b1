"""Homework that is changed or taken back: what it was is kept, shown and told (R105, R158)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.homework.model import Version
from domain.notices.facts import HomeworkFact
from domain.notices.model import Kind
from domain.preferences.choices import Choice
from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World
from tests.support.school import TODAY

TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
async def mother(world: World) -> Client:
    """Who wants to hear of homework at once."""
    mother = await world.guardian("elena", "anna")
    async with world.app.database.write(world.clock()) as uow:
        anna, elena = world.school["anna"], world.school["elena"]
        await uow.preferences.choose([elena], anna, Kind.HOMEWORK, Choice.AT_ONCE)
        await uow.commit()
    return mother


async def set_by_orlova(world: World, text: str) -> Client:
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.click("3 · 7А ›")
    await teacher.click("Задание")
    await teacher.send(text)
    return teacher


async def later(world: World, outbox: Outbox) -> None:
    world.clock.advance(timedelta(minutes=30))
    await outbox.drain()


async def test_a_changed_homework_says_what_it_was_in_the_chat_the_diary_and_the_lesson(
    world: World, outbox: Outbox, mother: Client
) -> None:
    teacher = await set_by_orlova(world, "№ 110")
    await later(world, outbox)
    await teacher.click("Изменить")
    await teacher.send("№ 112")
    assert "↺ Было: № 110" in teacher.text
    await later(world, outbox)
    assert mother.text.split("\n") == [
        "Анна, алгебра: задание на завтра изменено ↺",
        "№ 112",
        "Было: № 110",
    ]
    await mother.send("/homework")
    assert "№ 112\n↺ Было: № 110" in mother.text
    await teacher.click("Другой день")
    await teacher.click("пт, 27 ноября")
    assert "↺ Было: на 25 ноября" in teacher.text
    await later(world, outbox)
    assert "Было: на 25 ноября" in mother.text
    kept = await world.rows(select(t.homework_change).order_by(t.homework_change.c.id))
    assert [(row["old_text"], row["old_due_date"]) for row in kept] == [
        ("№ 110", TOMORROW),
        ("№ 112", TOMORROW),
    ]
    assert {row["changed_by"] for row in kept} == {world.school["orlova"]}


async def test_who_was_told_of_a_homework_is_told_that_it_is_taken_back(
    world: World, outbox: Outbox, mother: Client
) -> None:
    teacher = await set_by_orlova(world, "№ 110")
    await later(world, outbox)
    father = await world.guardian("dmitry", "anna")  # connected after it was told
    async with world.app.database.write(world.clock()) as uow:
        people = [world.school["dmitry"]]
        await uow.preferences.choose(people, world.school["anna"], Kind.HOMEWORK, Choice.AT_ONCE)
        await uow.commit()
    await teacher.click("Убрать")
    await later(world, outbox)
    assert mother.text.split("\n") == ["Анна, алгебра: задание на завтра отменено ✕", "№ 110"]
    assert father.from_bot == []
    await mother.send("/homework")
    assert "№ 110" not in mother.text
    [row] = await world.rows(select(t.homework))
    assert (row["text"], row["removed_at"] is not None) == ("№ 110", True)


def test_a_chat_is_told_what_it_knew_itself_and_not_what_it_never_heard() -> None:
    first, second = Version("№ 1", TODAY), Version("№ 2", TOMORROW)
    now = HomeworkFact(1, 1, "Алгебра", TOMORROW, "№ 3", earlier=(second, first))
    knew = {
        each: HomeworkFact(1, 1, "Алгебра", each.due_date, each.text).what
        for each in (first, second)
    }
    for version, what in knew.items():
        told = now.told_after(what)
        assert (told.is_changed, told.was) == (True, version)
    for unknown in (None, "?"):
        assert now.told_after(unknown).was == second


def test_what_is_removed_says_something_else_than_what_is_set() -> None:
    one = HomeworkFact(1, 1, "Алгебра", TODAY, "№ 1")
    gone = HomeworkFact(1, 1, "Алгебра", TODAY, "№ 1", is_removed=True)
    assert one.what != gone.what
