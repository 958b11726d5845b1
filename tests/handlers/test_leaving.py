"""Who learns of a newcomer, who may end a binding, and /leave."""

from datetime import timedelta

from sqlalchemy import select

from storage import tables as t
from tests.support.codes import bindings, connected, newest_binding
from tests.support.people import World


async def test_the_others_of_the_family_and_the_class_are_told(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    orlova = await world.staff("orlova")
    await world.guardian("olga", "petr")
    dmitry = await connected(world, "dmitry", "anna")
    rows = await world.rows(select(t.notice))
    assert {row["chat_id"] for row in rows} == {elena.id, orlova.id}
    assert {row["kind"] for row in rows} == {"binding"}
    assert dmitry.id not in {row["chat_id"] for row in rows}


async def test_the_notice_names_the_newcomer_and_ends_it_in_one_tap(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    orlova = await world.staff("orlova")
    dmitry = await connected(world, "dmitry", "anna")
    await world.app.sender.pump()
    for told in (elena, orlova):
        assert "Иванов Дмитрий Павлович" in told.text
    assert "Иванов Дмитрий Павлович" not in dmitry.text
    await elena.click("Это не я")
    assert "Отключено: тот чат больше не видит этот дневник." in elena.text
    assert await bindings(world) == [(elena.id, world.school["anna"]), (orlova.id, None)]


async def test_this_is_not_me_ends_it(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    dmitry = await connected(world, "dmitry", "anna")
    await elena.send("/start")
    await elena.forge(f"be:{await newest_binding(world)}")
    assert "Отключено" in elena.text
    assert await bindings(world) == [(elena.id, world.school["anna"])]
    await dmitry.send("/schedule")
    assert "Анна" not in dmitry.text


async def test_the_homeroom_teacher_may_end_it_and_another_teacher_may_not(world: World) -> None:
    await connected(world, "dmitry", "anna")
    binding = await newest_binding(world)
    for name, ended in (("sokolova", False), ("kuznetsov", False), ("orlova", True)):
        teacher = await world.staff(name)
        await teacher.send("/start")
        await teacher.forge(f"be:{binding}")
        held = (await world.rows(select(t.binding).where(t.binding.c.id == binding)))[0]
        assert (held["ended_at"] is not None) is ended


async def test_a_newcomer_cannot_throw_out_who_was_there_before(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    before = await newest_binding(world)
    dmitry = await connected(world, "dmitry", "anna")
    await dmitry.forge(f"be:{before}")
    assert "не для вас" in dmitry.text
    assert (elena.id, world.school["anna"]) in await bindings(world)


async def test_another_family_cannot_end_it(world: World) -> None:
    olga = await world.guardian("olga", "petr")
    await connected(world, "dmitry", "anna")
    await olga.send("/start")
    for forged in (await newest_binding(world), 999_999):
        await olga.forge(f"be:{forged}")
        assert "не для вас" in olga.text
    assert len(await bindings(world)) == 2


async def test_a_pupil_cannot_lock_out_a_parent(world: World) -> None:
    anna = await world.pupil("anna")
    await connected(world, "elena", "anna")
    await anna.send("/start")
    await anna.forge(f"be:{await newest_binding(world)}")
    assert "Отключить родителя могут только" in anna.text
    assert len(await bindings(world)) == 2


async def test_a_family_has_thirty_days_to_undo(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await connected(world, "dmitry", "anna")
    world.clock.advance(timedelta(days=30, seconds=1))
    await elena.send("/start")
    await elena.forge(f"be:{await newest_binding(world)}")
    assert "Отключить его может классный руководитель" in elena.text
    assert len(await bindings(world)) == 2


async def test_leave_asks_and_disconnects(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/leave")
    assert "Анна, 7А (Елена Сергеевна)" in elena.text
    await elena.click("Да, отключить")
    assert "пришлите новый код" in elena.text
    assert await bindings(world) == []
    await elena.send("/schedule")
    assert "Анна" not in elena.text


async def test_leave_all_at_once(world: World) -> None:
    elena = await world.guardian("elena", "anna", "misha")
    await elena.send("/leave")
    await elena.click("Отключить всё")
    await elena.click("Да, отключить")
    assert await bindings(world) == []
    await elena.send("/leave")
    assert "ни к чему не подключён" in elena.text


async def test_leave_does_not_reach_another_chat(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    binding = await newest_binding(world)
    olga = await world.guardian("olga", "petr")
    await olga.send("/leave")
    await olga.forge(f"bx:{binding}")
    await olga.forge(f"ba:{binding}")
    assert (elena.id, world.school["anna"]) in await bindings(world)
