"""A long time away: one digest that a message holds, with everything in it or counted in it."""

from datetime import timedelta

import pytest

from handlers.page import MAX_TEXT
from tests.support.outbox import Outbox
from tests.support.people import Client, World, text_of
from tests.support.school import TODAY

LETTER = "Собрание в четверг, в 18:30, в кабинете 204. " * 20


async def leave(world: World, client: Client) -> None:
    world.telegram.block(client.id)
    await world.settle()


async def come_back(world: World, outbox: Outbox, client: Client) -> list[dict[str, object]]:
    """What the chat holds then."""
    world.clock.advance(timedelta(hours=3))
    world.telegram.unblock(client.id)
    await world.settle()
    await outbox.drain()
    assert {*await outbox.states()} == {("sent", "")}, "nothing is lost"
    return client.from_bot


async def test_of_many_letters_the_latest_and_how_many_besides(
    world: World, outbox: Outbox
) -> None:
    mother = await world.guardian("elena", "anna")
    await leave(world, mother)
    for number in range(18):
        await outbox.message(f"{number}. {LETTER}", ("elena", "anna"))
        await outbox.drain()
    [digest] = await come_back(world, outbox, mother)
    lines = text_of(digest).split("\n")
    assert lines[:2] == ["Пока бота не было в чате", "Анна: 18 сообщений"]
    assert [line.partition("«")[2][:3] for line in lines[2:8]] == [f"{n}." for n in range(12, 18)]
    assert lines[8:] == ["и ещё 12"]
    await mother.click("Сообщения")
    assert "Марина Петровна" in mother.text


async def test_weeks_of_marks_letters_and_absences_of_two_children(
    world: World, outbox: Outbox
) -> None:
    mother = await world.guardian("elena", "anna", "misha")
    await leave(world, mother)
    for number in range(150):
        await outbox.tell(
            await outbox.mark_event("anna", 5, day=TODAY - timedelta(days=number % 14)),
            await outbox.mark_event("misha", 4, section="maths_1b"),
        )
    for number in range(20):
        await outbox.message(f"{number}. {LETTER}", ("elena", "anna"))
    await outbox.drain()
    digest, *more = await come_back(world, outbox, mother)
    assert more == [], "neither a second message nor a file"
    said = text_of(digest)
    assert len(said) <= MAX_TEXT
    assert "Анна: 20 сообщений, 150 оценок" in said
    assert "Михаил: 150 оценок" in said


@pytest.mark.parametrize(
    ("holds", "says"),
    [
        pytest.param(150, ["Анна: 40 оценок", "Михаил: 40 оценок"], id="child by child"),
        pytest.param(60, ["80 оценок"], id="all together"),
    ],
)
async def test_what_a_message_cannot_hold_is_counted(
    world: World, outbox: Outbox, monkeypatch: pytest.MonkeyPatch, holds: int, says: list[str]
) -> None:
    mother = await world.guardian("elena", "anna", "misha")
    monkeypatch.setattr("handlers.notices.render.MAX_TEXT", holds)
    await leave(world, mother)
    for pupil, section in (("anna", "algebra"), ("misha", "maths_1b")):
        for _ in range(40):
            await outbox.tell(await outbox.mark_event(pupil, 5, section=section))
    await outbox.drain()
    [digest] = await come_back(world, outbox, mother)
    assert text_of(digest).split("\n") == ["Пока бота не было в чате", *says]
