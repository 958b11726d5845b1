"""Codes that are not handed over in time: who is told of it, once a working day (R006, D07)."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.alarms import watch_codes
from storage import tables as t
from tests.support.clock import MOSCOW
from tests.support.codes import invite
from tests.support.outbox import Outbox
from tests.support.people import World

DAY = timedelta(days=1)


@pytest.fixture
async def one_late(world: World) -> None:
    """Only Anna's family has no code in hand; her order is of Thursday, 19 November."""
    school = world.school
    async with world.app.database.write(world.clock()) as uow:
        everybody = [
            *((school[name], "student", school[name]) for name in ("petr", "darya", "ivan_a")),
            *((school[name], "student", school[name]) for name in ("ivan_b", "sasha", "oleg")),
            (school["misha"], "student", school["misha"]),
            (school["elena"], "guardian", school["misha"]),
            (school["olga"], "guardian", school["petr"]),
            *((school[name], "staff", 0) for name in ("orlova", "kuznetsov", "sokolova")),
            *((school[name], "staff", 0) for name in ("deputy", "admin")),
        ]
        await uow.connection.execute(
            t.code_handover.insert(),
            [
                {
                    "person_id": person,
                    "role": role,
                    "student_id": student,
                    "handed_at": world.clock(),
                    "handed_by": school["admin"],
                }
                for person, role, student in everybody
            ],
        )
        await uow.connection.execute(
            t.account_order.insert().values(
                person_id=school["anna"], number="7", date=date(2026, 11, 19), set_at=world.clock()
            )
        )
        await uow.commit()


async def morning(world: World, outbox: Outbox, day: date) -> None:
    world.clock.now = datetime(day.year, day.month, day.day, 8, 0, tzinfo=MOSCOW)
    await watch_codes(world.app)
    await outbox.drain()


async def test_the_teacher_and_the_administrator_first_then_the_deputy(
    world: World, outbox: Outbox, one_late: None
) -> None:
    teacher, admin = await world.staff("orlova"), await world.staff("admin")
    deputy, other = await world.staff("deputy"), await world.staff("kuznetsov")
    await morning(world, outbox, date(2026, 11, 24))  # the last day
    assert not any(each.from_bot for each in (teacher, admin, deputy, other))
    await morning(world, outbox, date(2026, 11, 25))
    assert teacher.text.startswith("Коды не выданы в срок\n7А\n")
    assert "3 человека не получили код вовремя, первый срок — 24 ноября." in teacher.text
    assert "Школа № 1" in admin.text
    assert not deputy.from_bot
    await watch_codes(world.app)  # broken off, and run again
    await outbox.drain()
    assert len(teacher.from_bot) == 1
    await morning(world, outbox, date(2026, 11, 26))
    assert (len(teacher.from_bot), len(admin.from_bot)) == (2, 2)
    assert deputy.text.startswith("Коды не выданы в срок")
    assert not other.from_bot, "another class is not his"
    assert "Иван" not in admin.text + deputy.text, "no names on a lock screen"
    await teacher.click("Коды")
    assert "Иванова Анна" in teacher.text


async def test_a_school_hears_in_its_own_morning(
    world: World, outbox: Outbox, one_late: None
) -> None:
    """The server's clock is Moscow's; at eight in Kamchatka it is eleven in the evening there."""
    await world.change(t.school, world.school.id, timezone="Asia/Kamchatka")
    admin = await world.staff("admin")

    async def told_at(day: int, hour: int) -> bool:
        before = len(admin.from_bot)
        world.clock.now = datetime(2026, 11, day, hour, 0, tzinfo=MOSCOW)
        await watch_codes(world.app)
        await outbox.drain()
        return len(admin.from_bot) > before

    assert not await told_at(24, 22)  # 7:00 on Wednesday, the day after the last one
    assert await told_at(24, 23)  # 8:00
    assert not await told_at(25, 8)  # 17:00, told already
    assert not await told_at(25, 12)  # 21:00
    assert await told_at(25, 23)  # 8:00 on Thursday


async def test_what_is_handed_over_meanwhile_is_not_told(
    world: World, outbox: Outbox, one_late: None
) -> None:
    teacher = await world.staff("orlova")
    world.clock.now = datetime(2026, 11, 25, 8, 0, tzinfo=MOSCOW)
    await watch_codes(world.app)
    for name in ("anna", "elena", "dmitry"):
        await invite(world, name, "anna")
    async with world.app.database.write(world.clock()) as uow:
        await uow.handovers.hand_over(
            [each.request for each in await uow.handovers.of_class(world.school.classes["7А"])],
            world.school["orlova"],
        )
        await uow.commit()
    await outbox.drain()
    assert not teacher.from_bot
    assert ("superseded", "undone") in await outbox.states()


async def test_weekends_are_quiet_and_the_alarm_of_yesterday_is_closed(
    world: World, outbox: Outbox, one_late: None
) -> None:
    admin = await world.staff("admin")
    await morning(world, outbox, date(2026, 11, 27))
    await morning(world, outbox, date(2026, 11, 28))
    await morning(world, outbox, date(2026, 11, 29))
    assert len(admin.from_bot) == 1
    await morning(world, outbox, date(2026, 11, 30))
    assert len(admin.from_bot) == 2
    rows = await world.rows(select(t.alarm.c.closed_at).where(t.alarm.c.kind == "handover"))
    assert [row["closed_at"] is None for row in rows] == [False, True]
