"""What waits already follows a new choice."""

from datetime import timedelta

from sqlalchemy import select

from domain.notices.model import Event, Kind
from handlers.notices.callbacks import (
    ChooseQuietHours,
)
from storage import tables as t
from tests.support.choosing import choose, due_times, school_decides
from tests.support.outbox import Outbox
from tests.support.people import World
from tests.support.school import TODAY

DAY = timedelta(days=1)


async def test_what_waits_for_the_evening_leaves_at_once_when_that_is_chosen(
    world: World, outbox: Outbox
) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/notifications")
    await choose(elena, "Оценки", "Вечером")
    await outbox.mark("anna", 5)
    assert [each[-5:] for each in await due_times(world)] == ["19:00"]
    await choose(elena, "Оценки", "Сразу")
    [row] = await world.rows(select(t.notice))
    assert row["due_at"] == world.clock()
    await choose(elena, "Оценки", "Раз в неделю")
    assert await due_times(world) == ["27 19:00"]


async def test_what_waits_is_dropped_when_it_is_switched_off_and_back_when_it_is_on_again(
    world: World, outbox: Outbox
) -> None:
    elena = await world.guardian("elena", "anna")
    dmitry = await world.guardian("dmitry", "anna")
    await elena.send("/notifications")
    await choose(elena, "Оценки", "Вечером")
    await outbox.mark("anna", 5)
    await outbox.absence("anna")
    await choose(elena, "Оценки", "Не сообщать")
    rows = await world.rows(select(t.notice).order_by(t.notice.c.id))
    of_marks = {row["chat_id"]: (row["state"], row["reason"]) for row in rows[:2]}
    assert of_marks == {elena.id: ("suppressed", "unwanted"), dmitry.id: ("pending", "")}
    assert {row["state"] for row in rows[2:]} == {"pending"}
    await choose(elena, "Оценки", "Вечером")
    assert await outbox.states() == [("pending", "")] * 4


async def test_other_quiet_hours_move_what_waits_and_drop_nothing(
    world: World, outbox: Outbox
) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/notifications")
    asleep = ChooseQuietHours(student_id=world.school["anna"], begins=9 * 60, ends=14 * 60)
    await outbox.mark("anna", 5)
    await outbox.absence("anna")
    assert await due_times(world) == ["24 10:40", "24 10:40"]
    await elena.forge(asleep.pack())
    assert await due_times(world) == ["24 14:00", "24 10:40"]
    await choose(elena, "Тихие часы", "Без тихих часов")
    assert await due_times(world) == ["24 10:40", "24 10:40"]


async def test_what_one_parent_does_not_want_goes_to_the_other_on_the_same_phone(
    world: World, outbox: Outbox
) -> None:
    phone = await world.guardian("elena", "anna")
    await world.bind(phone, "dmitry", "guardian", "anna")
    own = await world.guardian("elena", "anna")
    await outbox.mark("anna", 5)
    await own.send("/notifications")
    await choose(own, "Оценки", "Не сообщать")
    rows = await world.rows(select(t.notice))
    assert {row["chat_id"]: (row["state"], row["person_id"]) for row in rows} == {
        phone.id: ("pending", world.school["dmitry"]),
        own.id: ("suppressed", world.school["elena"]),
    }


async def test_the_card_goes_when_no_child_wants_it(world: World) -> None:
    elena = await world.guardian("elena", "anna", "misha")
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            t.notice.insert().values(
                kind="tomorrow",
                ref_id=1,
                about_id=1,
                person_id=world.school["elena"],
                chat_id=elena.id,
                created_at=uow.now,
                due_at=uow.now,
                planned_at=uow.now,
            )
        )
        await uow.commit()
    await elena.send("/notifications")
    await choose(elena, "Карточка «Завтра»", "Не сообщать")
    [row] = await world.rows(select(t.notice))
    assert row["state"] == "pending"
    await elena.click("Михаил ›")
    await choose(elena, "Карточка «Завтра»", "Не сообщать")
    [row] = await world.rows(select(t.notice))
    assert (row["state"], row["reason"]) == ("suppressed", "unwanted")
    await choose(elena, "Карточка «Завтра»", "Вечером")
    [row] = await world.rows(select(t.notice))
    assert row["state"] == "pending"


async def test_a_changed_lesson_keeps_its_hour(world: World, outbox: Outbox) -> None:
    """Put off to the evening after the lesson it would be worthless."""
    elena = await world.guardian("elena", "anna")
    today, tomorrow = (world.school.lesson("algebra", day) for day in (TODAY, TODAY + DAY))
    await world.change(t.lesson, today, starts=13 * 60)
    for lesson in (today, tomorrow):
        await outbox.tell(Event(Kind.LESSON, world.school["anna"], lesson, lesson))
    await elena.send("/notifications")
    await choose(elena, "Замены уроков", "Вечером")
    assert await due_times(world) == ["24 10:40", "24 19:00"]


async def test_what_a_parent_wants_later_does_not_come_sooner_for_the_other(
    world: World, outbox: Outbox
) -> None:
    phone = await world.guardian("elena", "anna")
    await world.bind(phone, "dmitry", "guardian", "anna")
    own = await world.guardian("elena", "anna")
    await outbox.mark("anna", 5)
    await own.send("/notifications")
    await choose(own, "Оценки", "Вечером")
    rows = await world.rows(select(t.notice))
    assert {row["person_id"] for row in rows} == {world.school["elena"]}
    assert await due_times(world) == ["24 19:00"] * 2


async def test_a_slip_is_waited_for_from_the_mark_on(world: World, outbox: Outbox) -> None:
    await school_decides(world, slip_window=60)
    elena = await world.guardian("elena", "anna")
    await outbox.mark("anna", 5)
    await elena.send("/notifications")
    await choose(elena, "Оценки", "Вечером")
    world.clock.advance(timedelta(minutes=30))
    await choose(elena, "Оценки", "Сразу")
    assert await due_times(world) == ["24 11:40"]


async def test_what_is_due_keeps_its_age_and_what_was_tried_its_turn(
    world: World, outbox: Outbox
) -> None:
    elena = await world.guardian("elena", "anna")
    await outbox.mark("anna", 5)
    await outbox.mark("anna", 4)
    *_, last = await world.rows(select(t.notice.c.id).order_by(t.notice.c.id))
    later = world.clock() + timedelta(minutes=9)
    await world.change(t.notice, last["id"], attempts=1, due_at=later)
    world.clock.advance(timedelta(minutes=5))
    await elena.send("/notifications")
    await choose(elena, "Оценки", "Сразу")
    assert await due_times(world) == ["24 10:40", "24 10:49"]
