"""What is late or lost alarms the administrator, after half a day the deputy head."""

import logging
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.alarms import watch_deliveries
from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World
from tests.support.statements import counted

HOUR = timedelta(hours=1)


async def look(world: World, outbox: Outbox) -> None:
    """The job of the minute, and what it causes once errors let anything through again."""
    await watch_deliveries(world.app)
    await outbox.drain()
    await wait(world, outbox, timedelta(minutes=10))


def stuck(world: World, client: Client) -> None:
    """Telegram answers nothing but errors for this chat."""
    world.telegram.faults.add("server_error", chat_id=client.id, count=None)


async def alarms(world: World) -> list[tuple[str, bool, bool]]:
    """Kind, whether the deputies know, whether it is over."""
    rows = await world.rows(select(t.alarm).order_by(t.alarm.c.id))
    return [
        (row["kind"], row["escalated_at"] is not None, row["closed_at"] is not None) for row in rows
    ]


async def wait(world: World, outbox: Outbox, step: timedelta) -> None:
    world.clock.advance(step)
    await outbox.drain()


async def test_an_hour_then_half_a_day_then_over(
    world: World, outbox: Outbox, mother: Client, caplog: pytest.LogCaptureFixture
) -> None:
    admin, deputy = await world.staff("admin"), await world.staff("deputy")
    stuck(world, mother)
    await outbox.mark("anna", 5)
    await outbox.drain()
    await wait(world, outbox, HOUR - timedelta(seconds=1))
    await look(world, outbox)
    assert not admin.from_bot
    await wait(world, outbox, timedelta(seconds=1))
    await look(world, outbox)
    assert admin.text.startswith("Не уходят уведомления")
    assert "1 уведомление ждёт больше часа, самое давнее с 10:40." in admin.text
    assert "Анн" not in admin.text
    await look(world, outbox)
    assert (len(admin.from_bot), len(deputy.from_bot)) == (1, 0)
    for _ in range(11):
        await wait(world, outbox, HOUR)
    await look(world, outbox)
    assert deputy.text.startswith("Не уходят уведомления")
    assert await alarms(world) == [("late", True, False)]
    world.telegram.faults.clear()
    await wait(world, outbox, HOUR)
    await look(world, outbox)
    assert len(mother.from_bot) == 1
    for each in (admin, deputy):
        assert each.text.startswith("Снова всё доставлено")
        assert len(each.from_bot) == 2
    assert await alarms(world) == [("late", True, True)]
    levels = [each.levelno for each in caplog.records if each.name == "bot.alarms"]
    assert levels == [logging.ERROR, logging.CRITICAL, logging.WARNING]


async def test_what_is_put_off_on_purpose_is_not_late(
    world: World, outbox: Outbox, mother: Client
) -> None:
    admin = await world.staff("admin")
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            t.notice_choice.insert().values(
                person_id=world.school["elena"],
                student_id=world.school["anna"],
                kind="mark",
                choice="evening",
            )
        )
        await uow.commit()
    await outbox.mark("anna", 5)
    world.clock.advance(3 * HOUR)
    await look(world, outbox)
    assert not admin.from_bot
    assert await alarms(world) == []


async def test_dead_notices_alarm_at_once(world: World, outbox: Outbox, mother: Client) -> None:
    admin = await world.staff("admin")
    await outbox.mark("anna", 5)
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(update(t.notice).values(state="dead", reason="fault"))
        await uow.commit()
    await look(world, outbox)
    assert admin.text.startswith("Не доставлены уведомления")
    await look(world, outbox)
    assert len(admin.from_bot) == 1
    await admin.click("Не доставлено")
    assert "ошибка программы" in admin.text
    await admin.click("Отправить ещё · 1")
    await outbox.drain()
    assert len(mother.from_bot) == 1
    await look(world, outbox)
    assert admin.text.startswith("Снова всё доставлено")


async def test_without_an_administrator_the_deputy_hears_at_once(
    world: World, outbox: Outbox, mother: Client
) -> None:
    deputy = await world.staff("deputy")
    stuck(world, mother)
    await outbox.mark("anna", 5)
    await outbox.drain()
    await wait(world, outbox, HOUR)
    await look(world, outbox)
    assert deputy.text.startswith("Не уходят уведомления")
    assert await alarms(world) == [("late", True, False)]


async def test_nobody_to_alarm_is_in_the_log(
    world: World, outbox: Outbox, mother: Client, caplog: pytest.LogCaptureFixture
) -> None:
    stuck(world, mother)
    await outbox.mark("anna", 5)
    await outbox.drain()
    await wait(world, outbox, HOUR)
    await look(world, outbox)
    assert "nobody connected to be told" in caplog.text


async def test_an_alarm_that_is_over_before_it_left_is_not_sent(
    world: World, outbox: Outbox, mother: Client
) -> None:
    """While Telegram is away for all, the alarm waits as well."""
    admin = await world.staff("admin")
    stuck(world, mother)
    stuck(world, admin)
    await outbox.mark("anna", 5)
    await outbox.drain()
    await wait(world, outbox, HOUR)
    await look(world, outbox)
    world.telegram.faults.clear()
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            update(t.notice).where(t.notice.c.kind == "mark").values(state="sent", reason="")
        )
        await uow.commit()
    world.clock.advance(timedelta(minutes=1))
    await watch_deliveries(world.app)
    await wait(world, outbox, HOUR)
    assert not admin.from_bot
    assert [state for state, _ in await outbox.states()] == ["sent", "superseded"]


async def test_who_is_no_administrator_any_more_hears_nothing(
    world: World, outbox: Outbox, mother: Client
) -> None:
    admin = await world.staff("admin")
    stuck(world, mother)
    await outbox.mark("anna", 5)
    await outbox.drain()
    await wait(world, outbox, HOUR)
    await watch_deliveries(world.app)
    async with world.app.database.write(world.clock()) as uow:
        role = t.role_assignment
        await uow.connection.execute(
            update(role)
            .where(role.c.person_id == world.school["admin"])
            .values(ends=world.clock().date())
        )
        await uow.commit()
    await outbox.drain()
    assert not admin.from_bot
    assert ("suppressed", "no_right") in await outbox.states()


async def test_nothing_is_written_while_all_is_well(world: World, mother: Client) -> None:
    with counted() as statements:
        await watch_deliveries(world.app)
    assert len(statements) == 3
    assert all(each.lstrip().upper().startswith("SELECT") for each in statements)
