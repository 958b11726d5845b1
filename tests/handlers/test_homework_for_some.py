"""Homework for chosen pupils: only they see it, are told of it and find it in every list (R103)."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from domain.actor import Actor
from domain.errors import Denied, Refused
from domain.homework.addressing import address_homework, only_members
from domain.notices.model import Kind
from domain.people import Person
from domain.preferences.choices import Choice
from handlers.lessons.pupil_screens import check_of, mask_of, read_mask
from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World
from tests.support.school import TODAY

TOMORROW = TODAY + timedelta(days=1)
FRIDAY = TODAY + timedelta(days=3)
PUPILS = [Person(number, f"Фамилия{number}", "Имя") for number in range(1, 31)]


async def at_once(world: World, mother: str, child: str) -> Client:
    client = await world.guardian(mother, child)
    async with world.app.database.write(world.clock()) as uow:
        people = [world.school[mother]]
        await uow.preferences.choose(people, world.school[child], Kind.HOMEWORK, Choice.AT_ONCE)
        await uow.commit()
    return client


async def asked(world: World) -> Client:
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.click("3 · 7А ›")
    await teacher.click("Задание")
    return teacher


async def later(world: World, outbox: Outbox) -> None:
    world.clock.advance(timedelta(minutes=30))
    await outbox.drain()


async def test_what_is_set_for_one_pupil_is_in_the_diary_of_that_pupil_alone(
    world: World, outbox: Outbox
) -> None:
    elena = await at_once(world, "elena", "anna")
    olga = await at_once(world, "olga", "petr")
    teacher = await asked(world)
    await teacher.click("Для кого")
    assert "Для всех" in teacher.text
    await teacher.click("Иванова")
    assert "Для 1 ученика" in teacher.text
    await teacher.click("Готово")
    await teacher.send("карточка 7")
    assert "карточка 7 · для 1 ученика" in teacher.text
    await later(world, outbox)
    assert elena.text.split("\n") == ["Анна, алгебра: задание на завтра", "карточка 7"]
    assert olga.from_bot == []
    for mother, there in ((elena, True), (olga, False)):
        for command in ("/homework", "/schedule"):
            await mother.send(command)
            if command == "/schedule":
                await mother.click("ср ▶")
            assert ("карточка 7" in mother.text) is there, command
    await elena.send("/homework")
    assert "Алгебра, 1-й урок в 8:30 · не всему классу" in elena.text


async def test_whom_it_does_not_concern_any_more_is_told_so_and_the_others_hear_nothing(
    world: World, outbox: Outbox
) -> None:
    elena = await at_once(world, "elena", "anna")
    olga = await at_once(world, "olga", "petr")
    teacher = await asked(world)
    await teacher.send("№ 112")
    await later(world, outbox)
    told = len(elena.from_bot)
    await teacher.click("Для кого")
    await teacher.click("Иванова")
    await teacher.click("Готово")
    await later(world, outbox)
    assert len(elena.from_bot) == told
    assert olga.text.split("\n") == ["Пётр, алгебра: задание на завтра отменено ✕", "№ 112"]
    await teacher.click("Для кого")
    await teacher.click("✓ Иванова")
    assert "Для всех" in teacher.text
    await teacher.click("Готово")
    await later(world, outbox)
    assert len(elena.from_bot) == told
    assert "№ 112" in olga.text
    assert await world.rows(select(t.homework_student)) == []


async def test_a_button_of_another_list_asks_to_choose_anew(world: World) -> None:
    teacher = await asked(world)
    await teacher.send("№ 112")
    await teacher.click("Для кого")
    await teacher.click("Иванова")
    data = teacher.button("Готово")["callback_data"]
    member = t.section_student
    section = world.school.sections["algebra"]
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            member.update()
            .where(member.c.student_id == world.school["petr"], member.c.section_id == section)
            .values(ends=TODAY)
        )
        await uow.commit()
    await teacher.forge(data)
    assert "Состав группы с тех пор изменился" in teacher.text
    assert await world.rows(select(t.homework_student)) == []


async def test_nobody_of_another_section_is_chosen(world: World) -> None:
    teacher = await asked(world)
    await teacher.send("№ 112")
    [row] = await world.rows(select(t.homework))
    lesson = world.school.lesson("algebra")
    async with world.app.database.write(world.clock()) as uow:
        session = await uow.chats.session(teacher.id)
        with pytest.raises(Refused) as caught:
            await address_homework(uow, session.actor, lesson, row["id"], [world.school["misha"]])
        assert caught.value.code == "nobody_chosen"
        with pytest.raises(Denied):
            await address_homework(uow, session.actor, lesson, row["id"] + 1, [])
        made = await address_homework(
            uow, session.actor, lesson, row["id"], [world.school["misha"], world.school["anna"]]
        )
        assert await uow.homework.chosen(made.id) == {world.school["anna"]}
        assert isinstance(session.actor, Actor)


@pytest.mark.parametrize("chosen", [(), (1,), (30,), (2, 3, 29), tuple(range(1, 31))])
def test_a_mask_names_the_pupils_it_was_made_of(chosen: tuple[int, ...]) -> None:
    mask = mask_of(PUPILS, set(chosen))
    assert read_mask(PUPILS, mask, check_of(PUPILS)) == set(chosen)
    assert len(mask) <= 8
    others = PUPILS[1:]
    if chosen:
        with pytest.raises(Refused):
            read_mask(others, mask, check_of(PUPILS))


def test_everybody_chosen_is_the_whole_section() -> None:
    assert only_members(PUPILS, [each.id for each in PUPILS]) == frozenset()
    assert only_members(PUPILS, [1, 2, 99]) == {1, 2}


async def test_those_picked_stay_picked_whatever_is_chosen_before_the_text(world: World) -> None:
    """A press ends the open question, so the buttons bring the choice along."""
    teacher = await asked(world)
    await teacher.click("Для кого")
    await teacher.click("Иванова")
    await teacher.click("Готово")
    await teacher.click("пт, 27 ноября")
    assert "Для 1 ученика" in teacher.text
    await teacher.click("Для кого")
    await teacher.click("Белов")
    await teacher.click("Готово")
    assert "Для 2 учеников" in teacher.text
    await teacher.send("карточка 7")
    assert "карточка 7 · для 2 учеников" in teacher.text
    assert [row["due_date"] for row in await world.rows(select(t.homework))] == [FRIDAY]
