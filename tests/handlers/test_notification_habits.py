"""Quiet hours and how much a push says: what a person chooses for everything."""

from sqlalchemy import select

from domain.notices.model import Event, Kind
from domain.notices.telling import tell_person
from handlers.notices.callbacks import (
    ChooseDetails,
    ChooseQuietHours,
)
from storage import tables as t
from tests.support.choosing import choose, due_times, school_decides
from tests.support.outbox import Outbox
from tests.support.people import World


async def test_quiet_hours_are_chosen_from_a_few(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/notifications")
    await elena.click("Тихие часы")
    assert "Сейчас: с 22:00 до 7:00, как принято в школе." in elena.text
    assert elena.buttons == [
        ["21:00–7:00", "✓ 22:00–7:00, школа"],
        ["23:00–8:00", "Без тихих часов"],
        ["‹ Назад"],
    ]
    await elena.click("23:00–8:00")
    assert "Тихие часы: с 23:00 до 8:00\n" in elena.text
    await choose(elena, "Тихие часы", "Без тихих часов")
    assert "Тихие часы: нет" in elena.text
    await elena.click("Тихие часы")
    assert elena.button("✓ Без тихих часов")
    await elena.click("22:00–7:00, школа")
    [row] = await world.rows(select(t.notice_habits))
    assert (row["quiet_from"], row["quiet_until"]) == (None, None)


async def test_a_school_with_hours_of_its_own_or_with_none(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await school_decides(world, quiet_from=20 * 60 + 30, quiet_until=6 * 60 + 30)
    await elena.send("/notifications")
    await elena.click("Тихие часы")
    assert elena.buttons[0] == ["✓ 20:30–6:30, школа", "21:00–7:00"]
    await school_decides(world, quiet_from=0, quiet_until=0)
    await elena.send("/notifications")
    assert "Тихие часы: нет" in elena.text
    await elena.click("Тихие часы")
    assert elena.button("✓ Без тихих часов")


async def test_a_push_without_details(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/notifications")
    await elena.click("Без подробностей")
    assert "«Новая запись в дневнике»" in elena.text
    assert elena.buttons == [["✓ С подробностями", "Без подробностей"], ["‹ Назад"]]
    await elena.click("Без подробностей")
    assert "Уведомления приходят без подробностей." in elena.text
    await choose(elena, "Без подробностей", "С подробностями")
    assert "приходят без подробностей" not in elena.text


async def test_what_the_school_hides_nobody_shows(world: World) -> None:
    await school_decides(world, hides_details=True)
    elena = await world.guardian("elena", "anna")
    await elena.send("/notifications")
    assert "Уведомления приходят без подробностей." in elena.text
    await elena.click("Без подробностей")
    assert elena.text.endswith("Так решила школа для всех.")
    assert elena.buttons == [["‹ Назад"]]
    await elena.forge(ChooseDetails(student_id=world.school["anna"], hidden=False).pack())
    assert "Так решила школа" in elena.text
    assert await world.rows(select(t.notice_habits)) == []


async def test_habits_are_kept_apart_from_each_other(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/notifications")
    await choose(elena, "Без подробностей", "Без подробностей")
    await choose(elena, "Тихие часы", "21:00–7:00")
    assert "Тихие часы: с 21:00 до 7:00" in elena.text
    assert "приходят без подробностей" in elena.text


async def test_staff_choose_their_own_quiet_hours(world: World) -> None:
    orlova = await world.staff("orlova")
    await orlova.send("/settings")
    await orlova.click("Уведомления")
    assert orlova.text == "Уведомления\nТихие часы: с 22:00 до 7:00, как принято в школе"
    await choose(orlova, "Тихие часы", "21:00–7:00")
    assert orlova.text == "Уведомления\nТихие часы: с 21:00 до 7:00"
    await choose(orlova, "Без подробностей", "Без подробностей")
    assert orlova.text.endswith("Уведомления приходят без подробностей.")
    [row] = await world.rows(select(t.notice_habits))
    assert (row["person_id"], row["quiet_from"]) == (world.school["orlova"], 21 * 60)


async def test_a_parent_chooses_nothing_as_staff(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/notifications")
    await elena.forge(ChooseQuietHours(student_id=0, begins=0, ends=60).pack())
    assert "не для вас" in elena.text
    assert await world.rows(select(t.notice_habits)) == []


async def test_a_teacher_sleeps_while_a_parent_answers(world: World, outbox: Outbox) -> None:
    orlova = await world.staff("orlova")
    await orlova.send("/notifications")
    await orlova.forge(ChooseQuietHours(student_id=0, begins=9 * 60, ends=15 * 60).pack())
    async with world.app.database.write(world.clock()) as uow:
        event = Event(Kind.MESSAGE, world.school["anna"], 1, 1)
        await tell_person(uow, event, world.school["orlova"])
        await uow.commit()
    assert await due_times(world) == ["24 15:00"]
    await choose(orlova, "Тихие часы", "Без тихих часов")
    assert await due_times(world) == ["24 10:40"]
