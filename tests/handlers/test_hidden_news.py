"""A push without personal data: anybody may see it; what it stands for is a tap away."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from domain.notices.model import Event, Kind
from domain.notices.telling import tell_person
from domain.preferences.choices import Habits
from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World, text_of

LATER = timedelta(hours=1)


@pytest.fixture
async def mother(world: World) -> Client:
    await hide(world, "elena")
    return await world.guardian("elena", "anna", "misha")


async def hide(world: World, name: str) -> None:
    async with world.app.database.write(world.clock()) as uow:
        await uow.preferences.keep_habits({world.school[name]: Habits(hides_details=True)})
        await uow.commit()


async def test_a_mark_names_nobody_until_it_is_asked_for(outbox: Outbox, mother: Client) -> None:
    await outbox.mark("anna", 5)
    await outbox.drain()
    assert (mother.text, mother.buttons) == ("Новая запись в дневнике", [["Показать"]])
    await mother.click("Показать")
    [message] = mother.from_bot
    assert text_of(message) == "Анна, алгебра: 5 за контрольную\nСегодня, вес 3\nСредний 5,00"
    assert mother.buttons == [["Подробнее", "Все оценки"]]


async def test_others_of_the_family_choose_for_themselves(
    world: World, outbox: Outbox, mother: Client
) -> None:
    father = await world.guardian("dmitry", "anna")
    await outbox.mark("anna", 5)
    await outbox.drain()
    assert mother.text == "Новая запись в дневнике"
    assert father.text.startswith("Анна, алгебра: 5")


async def test_a_school_may_decide_so_for_everybody(world: World, outbox: Outbox) -> None:
    father = await world.guardian("dmitry", "anna")
    await world.change(t.school, world.school.id, policy={"hides_details": True})
    await outbox.mark("anna", 5)
    await outbox.drain()
    assert father.text == "Новая запись в дневнике"


async def test_several_are_counted_and_that_one_is_of_attendance_is_said(
    outbox: Outbox, mother: Client
) -> None:
    await outbox.absence("misha", section="maths_1b")
    await outbox.drain()
    assert mother.text == "Новая запись о посещаемости"
    await outbox.tell(
        await outbox.mark_event("anna", 5),
        await outbox.mark_event("anna", 4),
        await outbox.absence_event("anna"),
    )
    await outbox.drain()
    assert mother.text == "Новые записи в дневнике: 3, есть о посещаемости"
    await mother.click("Показать")
    assert mother.text.startswith("Анна не пришла на 3-й урок")


async def test_a_letter_shows_neither_its_writer_nor_its_words(
    outbox: Outbox, mother: Client
) -> None:
    await outbox.message("Собрание в четверг", ("elena", "anna"))
    await outbox.drain()
    assert mother.text == "Новое сообщение от школы"
    await mother.click("Показать")
    assert mother.text == "Анна: пишет Марина Петровна\nСобрание в четверг"
    await mother.click("Прочитано")


async def test_a_new_reader(world: World, outbox: Outbox, mother: Client) -> None:
    await hide(world, "orlova")
    teacher = await world.staff("orlova")
    binding_id = await world.bind(world.newcomer(), "dmitry", "guardian", "anna")
    event = Event(Kind.BINDING, world.school["anna"], binding_id, binding_id)
    await outbox.tell(event)
    async with world.app.database.write(world.clock()) as uow:
        await tell_person(uow, event, world.school["orlova"])
        await uow.commit()
    await outbox.drain()
    for reader, begin in ((mother, "Анна: дневник"), (teacher, "Иванова Анна, 7А: дневник")):
        assert reader.text == "У дневника новый читатель"
        await reader.click("Показать")
        assert reader.text.startswith(begin)


async def test_a_correction_hides_itself_and_what_it_corrects(
    world: World, outbox: Outbox, mother: Client
) -> None:
    mark = await outbox.mark_event("anna", 5)
    await outbox.tell(mark)
    await outbox.drain()
    await mother.click("Показать")
    world.clock.advance(LATER)
    await outbox.tell(await outbox.change_mark(mark, 4))
    await outbox.drain()
    assert [text_of(each) for each in mother.from_bot] == [
        "Новая запись в дневнике",
        "Исправлена запись в дневнике",
    ]
    first, note = (each["message_id"] for each in mother.from_bot)
    await mother.click("Показать", message=first)
    await mother.click("Показать", message=note)
    texts = [text_of(each) for each in mother.from_bot]
    assert texts[0].startswith("Анна, алгебра: 5 → 4 ↺ за контрольную")
    assert texts[1].startswith("Исправлено: Анна, алгебра: было 5, стало 4 ↺")


async def test_a_repetition_says_so_without_a_name(
    world: World, outbox: Outbox, mother: Client
) -> None:
    world.telegram.faults.add("drop_after", chat_id=mother.id)
    await outbox.mark("anna", 5)
    await outbox.drain()
    await mother.click("Показать")  # the one that arrived after all, before anybody knows
    assert mother.text.startswith("Анна, алгебра: 5 за контрольную")
    world.clock.advance(timedelta(minutes=2))
    await outbox.drain()
    assert mother.text == "Повтор: новая запись в дневнике"
    await mother.click("Показать")
    assert mother.text.startswith("Повтор: Анна, алгебра: 5 за контрольную")


async def test_whoever_may_not_see_it_any_more_sees_nothing(
    world: World, outbox: Outbox, mother: Client
) -> None:
    await outbox.mark("anna", 5)
    await outbox.drain()
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            update(t.binding)
            .where(t.binding.c.student_id == world.school["anna"])
            .values(ended_at=uow.now)
        )
        await uow.commit()
    await mother.click("Показать")
    assert "больше нет" in mother.text
    assert "Анна" not in mother.text


async def test_somebody_elses_notice_is_not_shown(
    world: World, outbox: Outbox, mother: Client
) -> None:
    """By a forged number, not even to the other parent: each has their own."""
    father = await world.guardian("dmitry", "anna")
    await outbox.mark("anna", 5)
    await outbox.drain()
    rows = await world.rows(t.notice.select())
    foreign = next(row["id"] for row in rows if row["chat_id"] == father.id)
    await mother.forge(f"nv:{foreign}:0")
    assert "больше нет" in mother.text
    stranger = world.newcomer()
    await stranger.send("/start")
    await stranger.forge(f"nv:{foreign}:0")
    assert "Анна" not in stranger.text


async def test_what_waits_cannot_be_shown_before_it_is_told(
    world: World, outbox: Outbox, mother: Client
) -> None:
    await mother.send("/menu")
    await outbox.mark("anna", 5)
    [row] = await world.rows(t.notice.select())
    await mother.forge(f"nv:{row['id']}:0")
    assert "больше нет" in mother.text


async def test_in_english(world: World, outbox: Outbox) -> None:
    await hide(world, "dmitry")
    father = await world.guardian("dmitry", "anna", language_code="en")
    await outbox.tell(await outbox.mark_event("anna", 5), await outbox.absence_event("anna"))
    await outbox.drain()
    assert father.text == "New entries in the diary: 2, also on attendance"
    assert father.buttons == [["Show"]]
