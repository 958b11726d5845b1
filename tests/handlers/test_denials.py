"""What is denied looks alike whatever it was, is counted, and alarms when one chat collects it."""

import logging
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.jobs import forget_denials
from bot.metrics import render
from domain.access import Action
from domain.policy import SchoolPolicy
from handlers.classes.callbacks import OpenCard
from handlers.schedule.callbacks import OpenWeek
from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World
from tests.support.school import TODAY

HOUR = timedelta(hours=1)
LIMIT = SchoolPolicy().denials_an_hour
UNKNOWN = 987_654


async def pry(client: Client, times: int, student_id: int) -> None:
    """Asks for a diary that is not theirs."""
    for _ in range(times):
        await client.forge(OpenWeek(student_id=student_id, day=TODAY.toordinal()).pack())


async def stored(world: World) -> int:
    [row] = await world.rows(select(func.count().label("n")).select_from(t.denial))
    return int(row["n"])


async def alarms(world: World) -> list[tuple[int | None, int | None]]:
    rows = await world.rows(select(t.alarm).where(t.alarm.c.kind == "denied"))
    return [(row["chat_id"], row["school_id"]) for row in rows]


async def test_unknown_foreign_and_of_another_school_look_alike(world: World) -> None:
    mother = await world.guardian("olga", "petr")
    teacher = await world.staff("kuznetsov")
    await mother.send("/menu")
    await teacher.send("/menu")
    seen = set()
    for student_id in (UNKNOWN, world.school["anna"], world.school.stranger_pupil):
        for client, data in (
            (mother, OpenWeek(student_id=student_id, day=TODAY.toordinal())),
            (teacher, OpenCard(student_id=student_id)),
        ):
            await client.forge(data.pack())
            seen.add((client.text, str(client.buttons), client.toast))
    assert len(seen) == 1, seen


async def test_a_denial_is_logged_by_ids_and_counted(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    mother = await world.guardian("olga", "petr")
    await mother.send("/menu")
    await pry(mother, 3, world.school["anna"])
    lines = [each for each in caplog.messages if each.startswith("denied: ")]
    assert len(lines) == 3
    assert all(line.endswith(f"to chat {mother.id}") for line in lines)
    assert not any(name in caplog.text for name in ("Белов", "Иванов", "Анна", "Пётр"))
    counts = world.app.counts
    assert sum(counts.denials.values()) == 3
    assert counts.denials.keys() <= {*Action, "not_found"}
    page = render(counts, None, None, world.clock()).decode()
    assert "diary_denials_total{action=" in page


async def test_the_administrator_hears_once_a_day_of_a_chat_that_collects_them(
    world: World, outbox: Outbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING)
    admin, deputy = await world.staff("admin"), await world.staff("deputy")
    mother, father = await world.guardian("olga", "petr"), await world.guardian("dmitry", "anna")
    for client in (mother, father):
        await client.send("/menu")
    await pry(mother, LIMIT - 1, world.school["anna"])
    await pry(father, LIMIT - 1, world.school["petr"])
    await outbox.drain()
    assert not admin.from_bot
    await pry(mother, 1, world.school.stranger_pupil)
    await outbox.drain()
    assert admin.text.startswith("Кто-то пробует открыть чужое")
    assert f"{LIMIT} раз за час" in admin.text
    assert "Белова Ольга Ивановна (Пётр, 7А)" in admin.text
    assert not deputy.from_bot
    assert f"chat {mother.id} of school 1 was denied {LIMIT} times" in caplog.text
    before = await stored(world)
    await pry(mother, LIMIT * 2, world.school["anna"])
    await outbox.drain()
    assert (len(admin.from_bot), await alarms(world)) == (1, [(mother.id, 1)])
    assert await stored(world) == before
    world.clock.advance(timedelta(days=1))
    await pry(mother, LIMIT, world.school["anna"])
    await outbox.drain()
    assert len(admin.from_bot) == 2


async def test_the_administrator_ends_the_connection_from_the_alarm(
    world: World, outbox: Outbox
) -> None:
    admin, mother = await world.staff("admin"), await world.guardian("olga", "petr")
    await mother.send("/menu")
    await pry(mother, LIMIT, world.school["anna"])
    await outbox.drain()
    await admin.click("Отключить")
    async with world.app.database.read(world.clock()) as uow:
        assert not (await uow.chats.session(mother.id)).actor.hats


async def test_the_count_holds_over_a_restart_and_lasts_an_hour(
    world: World, outbox: Outbox
) -> None:
    admin, mother = await world.staff("admin"), await world.guardian("olga", "petr")
    await mother.send("/menu")
    await pry(mother, LIMIT - 1, world.school["anna"])
    world.clock.advance(HOUR)
    await pry(mother, LIMIT - 1, world.school["anna"])
    await outbox.drain()
    assert not admin.from_bot
    await world.restart()
    await pry(mother, 1, world.school["anna"])
    await outbox.drain()
    assert len(admin.from_bot) == 1


async def test_without_an_administrator_the_deputy_hears(world: World, outbox: Outbox) -> None:
    deputy, mother = await world.staff("deputy"), await world.guardian("olga", "petr")
    await mother.send("/menu")
    await pry(mother, LIMIT, world.school["anna"])
    await outbox.drain()
    assert deputy.text.startswith("Кто-то пробует открыть чужое")
    assert not deputy.buttons  # who ends connections is the administrator


async def test_a_stranger_leaves_nothing_in_the_database(world: World) -> None:
    stranger = world.newcomer()
    await stranger.send("/start")
    await pry(stranger, LIMIT, world.school["anna"])
    assert await stored(world) == 0


async def test_what_counts_no_longer_is_forgotten(world: World) -> None:
    mother = await world.guardian("olga", "petr")
    await mother.send("/menu")
    await pry(mother, 2, world.school["anna"])
    world.clock.advance(timedelta(days=2, minutes=1))
    await forget_denials(world.app)
    assert await stored(world) == 0
