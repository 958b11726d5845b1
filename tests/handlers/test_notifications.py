"""/notifications: each kind switched in place, per child."""

import pytest
from sqlalchemy import select

from domain.notices.model import Kind
from handlers.notices.callbacks import SwitchNotices
from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import World


@pytest.fixture
def outbox(world: World) -> Outbox:
    return Outbox(world)


async def test_everything_is_on_at_first(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/notifications")
    assert elena.text.split("\n") == [
        "Анна · 7А: о чём сообщать",
        "✓ Оценки: сразу",
        "✓ Пропуски: сразу",
        "✓ Итоговые оценки: сразу",
        "✓ Замены уроков: сразу",
        "✓ Сообщения школы: всегда",
        "✓ Новые читатели дневника: всегда",
        "Что выключено, остаётся в дневнике.",
    ]
    assert elena.button("✓ Оценки")["style"] == "success"


async def test_a_switch_works_in_place_and_both_ways(world: World, outbox: Outbox) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/notifications")
    shown = elena.last["message_id"]
    await elena.click("✓ Оценки")
    assert elena.last["message_id"] == shown
    assert "Оценки: выключено" in elena.text
    assert "style" not in elena.button("Оценки")
    await outbox.mark("anna", 5)
    assert await outbox.states() == []
    await elena.click("Оценки")
    await outbox.mark("anna", 5)
    assert await outbox.states() == [("pending", "")]


async def test_it_is_chosen_per_child(world: World, outbox: Outbox) -> None:
    elena = await world.guardian("elena", "anna", "misha")
    await elena.send("/notifications")
    await elena.click("✓ Пропуски")
    await outbox.absence("anna")
    await outbox.absence("misha", section="maths_1b")
    assert await outbox.states() == [("pending", "")]
    await elena.click("Михаил ›")
    assert elena.text.startswith("Михаил · 1Б")
    assert "✓ Пропуски: сразу" in elena.text


async def test_grade_1_has_no_marks_to_choose(world: World) -> None:
    elena = await world.guardian("elena", "misha")
    await elena.send("/notifications")
    assert elena.buttons == [["✓ Пропуски", "✓ Замены уроков"], ["‹ Назад"]]


async def test_one_phone_of_both_parents_is_switched_as_one(world: World, outbox: Outbox) -> None:
    phone = await world.guardian("elena", "anna")
    await world.bind(phone, "dmitry", "guardian", "anna")
    await phone.send("/notifications")
    await phone.click("✓ Оценки")
    await outbox.mark("anna", 5)
    assert await outbox.states() == []
    assert len(await world.rows(select(t.notice_choice))) == 2


async def test_pupils_choose_for_themselves_only(world: World, outbox: Outbox) -> None:
    await world.guardian("elena", "anna")
    anna = await world.pupil("anna")
    await anna.send("/notifications")
    await anna.click("✓ Оценки")
    await outbox.mark("anna", 5)
    [row] = await world.rows(select(t.notice.c.person_id))
    assert row["person_id"] == world.school["elena"]


async def test_another_familys_child_is_not_switched(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/notifications")
    foreign = SwitchNotices(student_id=world.school["petr"], kind=Kind.MARK, on=False)
    await elena.forge(foreign.pack())
    assert await world.rows(select(t.notice_choice)) == []


async def test_letters_from_school_cannot_be_switched_off(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/notifications")
    forged = SwitchNotices(student_id=world.school["anna"], kind=Kind.MESSAGE, on=False)
    await elena.forge(forged.pack())
    assert "выключить нельзя" in elena.text
    assert await world.rows(select(t.notice_choice)) == []


async def test_staff_without_children_are_told_there_is_nothing_to_choose(world: World) -> None:
    orlova = await world.staff("orlova")
    await orlova.send("/notifications")
    assert "Дневника" in orlova.text or "дневника" in orlova.text
