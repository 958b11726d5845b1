"""Words about one pupil that are no mark: written, told, read, put right, taken off (R120)."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World, text_of
from tests.support.school import MONDAY

WORDS = "Третий урок без тетради. Поможет собранный с вечера портфель."
DAY = timedelta(days=1)


def said(client: Client) -> list[str]:
    return [text_of(each) for each in client.from_bot]


async def stored(world: World, table: Any = t.remark) -> list[dict[str, Any]]:
    return await world.rows(select(table).order_by(table.c.id))


@pytest.fixture
async def mother(world: World) -> Client:
    return await world.guardian("elena", "anna")


async def at_pupil(world: World, name: str = "orlova") -> Client:
    """A teacher who looks at Анна in the lesson that is on."""
    teacher = await world.staff(name)
    await teacher.send("/menu")
    await teacher.forge(f"tc:{world.school.lesson('algebra')}")
    await teacher.click("Замечание")
    await teacher.click("Иванова")
    return teacher


async def test_three_taps_and_a_message_and_the_family_reads_and_confirms_it(
    world: World, outbox: Outbox, mother: Client
) -> None:
    anna = await world.pupil("anna")
    teacher = await at_pupil(world)
    assert "Замечаний и благодарностей пока нет." in teacher.text
    await teacher.click("Замечание")
    await teacher.send(WORDS)
    assert WORDS in teacher.text
    assert "прочитано" not in teacher.text
    await outbox.drain()
    told = f"Анна, алгебра: замечание\n{WORDS}\nОрлова М. П., сегодня"
    assert said(mother) == [told]
    assert said(anna) == [told]
    assert mother.buttons == [["Прочитано", "Все замечания"]]
    assert anna.buttons == [["Все замечания"]]
    await mother.click("Прочитано")
    assert "Орлова М. П. видит" in (mother.toast or "")
    assert said(mother) == [told]  # the record stays
    [row] = await stored(world)
    assert (row["read_by"], row["lesson_id"]) == (
        world.school["elena"],
        world.school.lesson("algebra"),
    )
    await teacher.click("‹ Назад")
    assert "✓ прочитано родителем" in teacher.text
    await mother.send("/attendance")
    await mother.click("Замечания и похвала")
    assert f"Замечание, алгебра, 24 ноября\n{WORDS}\nОрлова М. П. · ✓" in mother.text
    assert mother.buttons == [["‹ Назад"]]


async def test_one_tap_confirms_what_the_diary_shows_and_no_words_that_came_since(
    world: World, mother: Client
) -> None:
    teacher = await at_pupil(world)
    await teacher.click("Замечание")
    await teacher.send(WORDS)
    await teacher.forge(f"ke:{world.school.lesson('algebra')}:{world.school['anna']}:praise")
    await teacher.send("Нашла ошибку в учебнике.")
    await mother.send("/attendance")
    await mother.click("Замечания и похвала")
    await teacher.click("Изменить")
    await teacher.send("Нашла ошибку в задаче.")
    await mother.click("Прочитано")
    assert mother.text.count("✓ прочитано родителем") == 0, "the new words are shown first"
    await mother.click("Прочитано")
    assert mother.text.count("✓ прочитано родителем") == 2
    assert all(row["read_at"] for row in await stored(world))


async def test_changed_and_withdrawn_on_its_day_no_chat_keeps_the_words(
    world: World, outbox: Outbox, mother: Client
) -> None:
    teacher = await at_pupil(world)
    await teacher.click("Замечание")
    await teacher.send(WORDS)
    await outbox.drain()
    await teacher.click("Изменить")
    await teacher.send("Нет тетради.")
    await mother.click("Прочитано")
    assert "иначе" in (mother.toast or "")
    assert (await stored(world))[0]["read_at"] is None, "those words nobody has read"
    await outbox.drain()
    assert said(mother) == [
        "Анна, алгебра: замечание изменено ↺\nНет тетради.\nОрлова М. П., сегодня",
        "Исправлено: Анна, алгебра: замечание изменено ↺\nНет тетради.\nОрлова М. П., сегодня",
    ]
    await teacher.click("Отозвать")
    assert "Отозвано" in teacher.text
    await outbox.drain()
    assert not any("тетрад" in each for each in said(mother))
    assert said(mother)[-1] == "Исправлено: Анна, алгебра: замечание отозвано ↺"
    [row] = await stored(world)
    assert row["text"] == ""
    await mother.click("Все замечания")
    assert "Замечаний и благодарностей пока нет." in mother.text


async def test_withdrawn_before_anybody_heard_of_it_nothing_is_told(
    world: World, outbox: Outbox, mother: Client
) -> None:
    teacher = await at_pupil(world)
    await teacher.click("Благодарность")
    await teacher.send("Помогла соседу.")
    await teacher.click("Отозвать")
    await outbox.drain()
    assert said(mother) == []


async def test_later_it_stays_until_the_school_takes_it_off_with_a_reason(
    world: World, outbox: Outbox, mother: Client
) -> None:
    sokolova = await world.staff("sokolova")
    await sokolova.send("/menu")
    await sokolova.forge(f"ke:{world.school.lesson('physics')}:{world.school['anna']}:note")
    await sokolova.send(WORDS)
    await outbox.drain()
    world.clock.advance(DAY)
    [row] = await stored(world)
    await sokolova.forge(f"kh:{row['id']}")
    assert "остаётся" in sokolova.text
    orlova = await world.staff("orlova")
    await orlova.send("/class")
    await orlova.click("Замечания и похвала")
    assert "Ноябрь 2026: 1 замечание" in orlova.text
    assert f"Иванова Анна: 1 замечание\nЗамечание, физика, 24 ноября\n{WORDS}" in orlova.text
    await orlova.click("◀ октябрь 2026")
    assert "Октябрь 2026: замечаний и благодарностей нет." in orlova.text
    await orlova.click("ноябрь 2026 ▶")
    await orlova.click("Иванова")
    await orlova.click("Снять 24.11 Соколова")
    await orlova.send("Тетрадь была")
    assert "Снято: Тетрадь была. Орлова М. П." in orlova.text
    await outbox.drain()
    first, second = said(mother)
    assert first.startswith("Анна, физика: замечание снято ↺\n")
    assert second == (
        f"Исправлено: Анна, физика: замечание снято ↺\n{WORDS}\nСоколова И. А., вчера\n"
        "Снято: Тетрадь была. Орлова М. П."
    )


async def test_too_long_is_said_and_nothing_typed_is_lost(
    world: World, outbox: Outbox, mother: Client
) -> None:
    teacher = await at_pupil(world)
    await teacher.click("Замечание")
    await teacher.send("ы" * 501)
    assert "до 500 знаков, а здесь 501" in teacher.text
    assert await stored(world) == []
    await teacher.send("ы" * 500)
    assert [row["text"] for row in await stored(world)] == ["ы" * 500]
    friday = world.school.lesson("algebra", MONDAY + 4 * DAY)
    await teacher.forge(f"ke:{friday}:{world.school['anna']}:note")
    assert "ещё впереди" in teacher.text, "before a word is typed"
    await teacher.send("Рано")
    assert len(await stored(world)) == 1


async def test_beside_a_mark_in_one_message_the_words_go_and_the_mark_stays(
    world: World, outbox: Outbox, mother: Client
) -> None:
    teacher = await at_pupil(world)
    await teacher.click("Замечание")
    await teacher.send(WORDS)
    await outbox.tell(await outbox.mark_event("anna", 5))
    world.clock.advance(timedelta(hours=1))
    await outbox.drain()
    assert said(mother) == [
        f"Анна, алгебра: замечание\n{WORDS}\nОрлова М. П., сегодня\n\n"
        "Алгебра: 5 за контрольную, сегодня"
    ]
    await teacher.click("Отозвать")
    await outbox.drain()
    assert said(mother) == [
        "Анна, алгебра: замечание отозвано ↺\nАлгебра: 5 за контрольную, сегодня",
        "Исправлено: Анна, алгебра: замечание отозвано ↺",
    ]


async def test_words_that_may_have_arrived_are_told_as_withdrawn(
    world: World, outbox: Outbox, mother: Client
) -> None:
    teacher = await at_pupil(world)
    await teacher.click("Замечание")
    await teacher.send(WORDS)
    world.telegram.faults.add("drop_before", method="sendMessage", count=1)
    await outbox.drain()
    assert said(mother) == []  # nobody knows
    await teacher.click("Отозвать")
    world.clock.advance(timedelta(hours=1))
    await outbox.drain()
    [told] = said(mother)
    assert told.endswith("Анна, алгебра: замечание отозвано ↺")


async def test_whoever_wants_no_remarks_any_more_is_left_with_none_withdrawn(
    world: World, outbox: Outbox, mother: Client
) -> None:
    teacher = await at_pupil(world)
    await teacher.click("Замечание")
    await teacher.send(WORDS)
    await outbox.drain()
    await mother.send("/notifications")
    await mother.click("Замечания и похвала")
    await mother.click("Не сообщать")
    await teacher.click("Отозвать")
    await outbox.drain()
    assert not any(WORDS in each for each in said(mother))
    await teacher.forge(f"ke:{world.school.lesson('algebra')}:{world.school['anna']}:note")
    await teacher.send(WORDS)
    await outbox.drain()
    assert not any(WORDS in each for each in said(mother))
