"""Marks that change while calls fail: a family's last word of each is how it stands."""

from datetime import timedelta
from random import Random

import pytest

from domain.notices.model import Event
from domain.notices.use_cases import describe
from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import World, text_of
from tests.support.statements import counted

FAULTS = (None, None, "drop_before", "drop_after", "too_many_requests", "bad_gateway")
STEPS = 14
VALUES: tuple[int | None, ...] = (2, 3, 4, 5)


@pytest.mark.parametrize("seed", range(8))
async def test_the_last_word_of_every_mark_is_how_it_stands(world: World, seed: int) -> None:
    random = Random(seed)
    outbox = Outbox(world)
    mother = await world.guardian("elena", "anna")
    marks: dict[str, tuple[Event, int | None]] = {}
    doubts = 0
    for step in range(STEPS):
        if not marks or random.random() < 0.3:
            topic, value = f"Тема {step}", random.choice(VALUES)
            event = await outbox.mark_event("anna", value, topic=topic)
        else:
            topic, (event, old) = random.choice(list(marks.items()))
            value = random.choice([each for each in (None, *VALUES) if each != old])
            event = await outbox.change_mark(event, value)
        marks[topic] = (event, value)
        await outbox.tell(event)
        if fault := random.choice(FAULTS):
            doubts += fault == "drop_after"
            world.telegram.faults.add(fault, chat_id=mother.id, retry_after=5)
        if random.random() < 0.6:
            await outbox.drain()
        world.clock.advance(timedelta(minutes=random.choice([1, 10, 40])))
    world.telegram.faults.clear()
    for _ in range(10):
        await outbox.drain()
        world.clock.advance(timedelta(minutes=40))
    assert {state for state, _ in await outbox.states()} <= {"sent", "superseded"}, seed
    told = await told_of(world)
    for event, value in marks.values():
        assert told.get(event.about_id, "-") == str(value or "-"), seed
    texts = [text_of(each) for each in mother.from_bot]
    assert "None" not in "".join(texts)
    assert sum("Повтор: " in text for text in texts) <= doubts, seed


async def told_of(world: World) -> dict[int, str]:
    """By mark, what the last message that was sent about it said."""
    sent = t.notice.select().where(t.notice.c.state == "sent").order_by(t.notice.c.sent_at)
    return {row["about_id"]: row["told"] for row in await world.rows(sent)}


async def test_one_letter_asks_the_database_five_times_at_the_most(world: World) -> None:
    outbox = Outbox(world)
    mother = await world.guardian("elena", "anna")
    most = {"absence": 3, "mark": 5, "message": 2}
    await outbox.absence("anna")
    await outbox.mark("anna", 5)
    await outbox.message("Собрание", ("elena", "anna"))
    async with world.app.database.read(world.clock()) as uow:
        for each in await uow.preferences.waiting([world.school["elena"]]):
            with counted() as statements:
                session = await uow.chats.session(mother.id)
                news = await describe(uow, session, [each.notice])
            assert news.told
            assert len(statements) <= most[each.notice.kind], "\n".join(statements)
