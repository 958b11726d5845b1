"""Changed lessons and homework, told as they are at the moment of sending or not at all."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import update

from domain.notices.model import Event, Kind
from domain.preferences.choices import Choice
from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World, text_of
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


async def change(world: World, event: Event, note: str) -> None:
    if event.kind is Kind.LESSON:
        await world.change(t.lesson, event.ref_id, change_note=note)
    else:
        await world.change(t.homework, event.ref_id, text=note)


@pytest.fixture(params=[Kind.LESSON, Kind.HOMEWORK])
async def event(request: pytest.FixtureRequest, world: World, outbox: Outbox) -> Event:
    """Of tomorrow, not told yet."""
    if request.param is Kind.HOMEWORK:
        return await outbox.homework_event("anna", "§ 14", section="physics", due=TOMORROW)
    lesson = world.school.lesson("physics", TOMORROW)
    await world.change(t.lesson, lesson, is_cancelled=True)
    return Event(Kind.LESSON, world.school["anna"], lesson, lesson)


async def leave_section(world: World, **values: Any) -> None:
    member = t.section_student
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            update(member)
            .where(
                member.c.student_id == world.school["anna"],
                member.c.section_id == world.school.sections["physics"],
            )
            .values(**values)
        )
        await uow.commit()


@pytest.mark.parametrize(
    ("left", "told"), [(TODAY, False), (TOMORROW, False), (TOMORROW + timedelta(days=1), True)]
)
async def test_who_leaves_the_section_before_the_day_is_not_told(
    world: World, outbox: Outbox, mother: Client, event: Event, left: Any, told: bool
) -> None:
    await outbox.tell(event)
    await leave_section(world, ends=left)
    await outbox.drain()
    assert await outbox.states() == [("sent", "") if told else ("suppressed", "gone")]
    assert bool(mother.from_bot) is told


async def test_a_change_that_was_read_already_is_told_once(
    world: World, outbox: Outbox, mother: Client, event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    await outbox.tell(event)
    delivery = world.app.sender._delivery
    letters = delivery.letters

    async def later(leases: Sequence[Any]) -> Any:
        monkeypatch.setattr(delivery, "letters", letters)
        await change(world, event, "Олимпиада")
        await outbox.tell(event)
        return await letters(leases)

    monkeypatch.setattr(delivery, "letters", later)
    await outbox.drain()
    world.clock.advance(timedelta(hours=1))
    await outbox.drain()
    assert await outbox.states() == [("sent", ""), ("superseded", "undone")]
    assert len(mother.from_bot) == 1
    assert "Олимпиада" in mother.text


async def test_what_says_something_else_is_told(
    world: World, outbox: Outbox, mother: Client, event: Event
) -> None:
    for note in ("Олимпиада", "Экскурсия", "Олимпиада"):
        await change(world, event, note)
        await outbox.tell(event)
        world.clock.advance(timedelta(minutes=30))
        await outbox.drain()
        assert note in mother.text
    assert len(mother.from_bot) == 3


async def test_a_lost_call_says_it_again(
    world: World, outbox: Outbox, mother: Client, event: Event
) -> None:
    world.telegram.faults.add("drop_after", method="sendMessage", count=1)
    await outbox.tell(event)
    await outbox.drain()
    world.clock.advance(timedelta(minutes=30))
    await outbox.drain()
    assert await outbox.states() == [("sent", "")]
    assert len(mother.from_bot) == 2


async def test_there_and_back_again_is_a_repetition_where_the_change_between_may_be_lost(
    world: World, outbox: Outbox, mother: Client, event: Event
) -> None:
    """The chat may never have heard of the change, and then it reads the same as before."""
    await world.change(t.school, world.school.id, policy={"news_gap": 0})
    await change(world, event, "§ 15")
    await outbox.tell(event)
    await outbox.drain()
    world.clock.advance(timedelta(minutes=30))
    world.telegram.faults.add("drop_before", method="sendMessage", count=1)
    for note in ("§ 16", "§ 15"):
        await change(world, event, note)
        await outbox.tell(event)
        world.clock.advance(timedelta(seconds=2))
        await world.app.sender.pump()
    first, second = (text_of(each) for each in mother.from_bot)
    assert "§ 15" in first
    assert second.startswith("Повтор: ")
    assert "§ 15" in second


async def test_what_a_repetition_may_have_said_meanwhile_is_no_news(
    world: World, outbox: Outbox, mother: Client, event: Event
) -> None:
    """The repetition of the first call says what is so by then, and its answer is lost as well."""
    steps = (
        ("§ 15", True, 51),
        ("§ 16", False, 0),
        ("§ 15", False, 9),
        ("", True, 52),
        ("", False, 0),
    )
    for note, is_lost, seconds in steps:
        if note:
            await change(world, event, note)
            await outbox.tell(event)
        if is_lost:
            world.telegram.faults.add("drop_after", method="sendMessage", count=1)
        await outbox.drain()
        world.clock.advance(timedelta(seconds=seconds))
    world.clock.advance(timedelta(minutes=30))
    await outbox.drain()
    told = [text_of(each) for each in mother.from_bot]
    assert ["§ 15" in each for each in told] == [True, False, True, True]
    assert [each.startswith("Повтор: ") for each in told] == [False, False, True, True]


async def test_the_same_words_after_what_did_arrive_are_news(
    world: World, outbox: Outbox, mother: Client, event: Event
) -> None:
    """Whatever became of the first call of what was told between."""
    for note, is_lost in (("§ 15", False), ("§ 16", True), ("§ 15", False)):
        await change(world, event, note)
        await outbox.tell(event)
        world.clock.advance(timedelta(minutes=30))
        if is_lost:
            world.telegram.faults.add("drop_before", method="sendMessage", count=1)
            await outbox.drain()
            world.clock.advance(timedelta(minutes=30))
        await outbox.drain()
    told = [text_of(each) for each in mother.from_bot]
    assert ["§ 15" in each for each in told] == [True, False, True]
    assert [each.startswith("Повтор: ") for each in told] == [False, True, False]


async def test_as_usual_again_is_told_where_a_call_that_nobody_remembers_may_have_said_otherwise(
    world: World, outbox: Outbox, mother: Client
) -> None:
    """The program was killed after the call, and the lesson is as usual before it runs again."""
    lesson = world.school.lesson("physics", TOMORROW)
    event = Event(Kind.LESSON, world.school["anna"], lesson, lesson)
    await world.change(t.lesson, lesson, is_cancelled=True)
    await outbox.tell(event)
    async with world.app.database.write(world.clock()) as uow:
        assert await uow.outbox.lease(world.app.bot.id, 1, world.clock() + timedelta(seconds=90))
        await uow.commit()
    await world.change(t.lesson, lesson, is_cancelled=False)
    world.clock.advance(timedelta(minutes=2))
    await outbox.drain()
    assert mother.text.startswith("Повтор: ")
    assert "снова по расписанию" in mother.text


async def test_what_is_in_one_message_for_two_changes_is_said_once(
    world: World, outbox: Outbox, mother: Client
) -> None:
    """The call of the one was lost, and it goes again with the other."""
    event = await outbox.homework_event("anna", "§ 14", section="physics", due=TOMORROW)
    for note, is_lost in (("§ 15", False), ("§ 16", True), ("§ 15", False)):
        await change(world, event, note)
        await outbox.tell(event)
        world.clock.advance(timedelta(minutes=30))
        if is_lost:
            world.telegram.faults.add("drop_before", method="sendMessage", count=1)
        await outbox.drain()
    assert await outbox.states() == [("sent", "")] * 3
    assert len(mother.from_bot) == 2
    assert mother.text.count("§ 15") == 1
