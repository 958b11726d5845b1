"""A PIN before staff write, once the chat has lain idle (R014)."""

import asyncio
import logging
from datetime import timedelta

import pytest
from sqlalchemy import select

from storage import tables as t
from tests.support.people import Client, World
from tests.support.undoing import stored

IDLE = timedelta(minutes=15)
PIN = "407193"


async def with_pin(world: World, name: str = "orlova") -> Client:
    teacher = await world.staff(name)
    await teacher.send("/settings")
    await teacher.click("PIN-код")
    await teacher.click("Задать PIN-код")
    await teacher.send(PIN)
    await teacher.send(PIN)
    assert "PIN-код задан." in teacher.text
    return teacher


async def open_lesson(teacher: Client) -> None:
    await teacher.send("/lessons")
    await teacher.click("3 · 7А")


def wrote(client: Client) -> list[str]:
    return [each["text"] for each in client.messages if not each["from"]["is_bot"]]


async def roll_calls(world: World) -> list[dict[str, object]]:
    return await world.rows(select(t.roll_call))


async def begin_roll_call(teacher: Client) -> None:
    await open_lesson(teacher)
    await teacher.click("Перекличка")


@pytest.mark.costly
async def test_after_idleness_a_write_waits_for_the_pin_and_then_goes_on(world: World) -> None:
    teacher = await with_pin(world)
    await begin_roll_call(teacher)
    await teacher.click("Белов")
    assert len(await roll_calls(world)) == 1, "not idle yet"
    world.clock.advance(IDLE)
    await teacher.click("Ёлкина")
    assert "Наберите PIN-код" in teacher.text
    assert len(await roll_calls(world)) == 1
    await teacher.send("0000")
    assert "PIN-код не подошёл" in teacher.text
    await teacher.send(PIN)
    assert len(await roll_calls(world)) == 2, "what was wanted has happened"
    assert "✕ Ёлкина" in str(teacher.buttons)
    assert not {"0000", PIN} & set(wrote(teacher))
    await teacher.click("Шевченко")
    assert len(await roll_calls(world)) == 3


async def test_reading_needs_no_pin(world: World) -> None:
    teacher = await with_pin(world)
    world.clock.advance(IDLE)
    await open_lesson(teacher)
    assert "PIN" not in teacher.text


async def test_what_was_being_typed_goes_on_as_well(world: World) -> None:
    teacher = await with_pin(world)
    await open_lesson(teacher)
    await teacher.click("Задание")
    world.clock.advance(IDLE)
    await teacher.send("№ 112, 115")
    assert "Наберите PIN-код" in teacher.text
    assert await world.rows(select(t.homework)) == []
    await teacher.send(PIN)
    (row,) = await world.rows(select(t.homework))
    assert row["text"] == "№ 112, 115"


@pytest.mark.parametrize("kind", ["photo", "document"])
async def test_a_file_that_was_being_sent_goes_on_as_well(world: World, kind: str) -> None:
    teacher = await with_pin(world)
    await open_lesson(teacher)
    await teacher.click("Задание")
    world.clock.advance(IDLE)
    if kind == "photo":
        await teacher.send_photo(caption="№ 5")
    else:
        await teacher.send_document("план.pdf", caption="№ 5")
    assert "Наберите PIN-код" in teacher.text
    assert await world.rows(select(t.attachment)) == []
    await teacher.send(PIN)
    [kept] = await world.rows(select(t.attachment))
    assert (kept["kind"], kept["name"]) == (kind, "план.pdf" if kind == "document" else "")
    assert "№ 5 (1 файл)" in teacher.text
    await teacher.send_photo()
    assert len(await world.rows(select(t.attachment))) == 2 - (kind == "photo")


async def test_wrong_pins_are_delayed_in_this_chat_alone(world: World) -> None:
    teacher = await with_pin(world)
    other = await world.staff("orlova")
    world.clock.advance(IDLE)
    for client in (teacher, other):
        await begin_roll_call(client)
        await client.click("Белов")
        assert "Наберите PIN-код" in client.text
    for wrong in ("1111", "2222", "3333"):
        await teacher.send(wrong)
        assert "не подошёл" in teacher.text
    await teacher.send(PIN)
    assert "Слишком много попыток" in teacher.text
    assert await roll_calls(world) == []
    assert "1111" not in wrote(teacher)
    await other.send(PIN)
    assert len(await roll_calls(world)) == 1
    world.clock.advance(timedelta(minutes=1))
    await teacher.send("4444")
    await teacher.send(PIN)
    assert "Следующая — через 2 минуты" in teacher.text
    world.clock.advance(timedelta(minutes=2))
    await teacher.send(PIN)
    assert "Слишком много" not in teacher.text


async def test_changing_and_removing_ask_for_the_old_one(world: World) -> None:
    teacher = await with_pin(world)
    await teacher.send("/settings")
    await teacher.click("PIN-код")
    await teacher.click("Другой PIN")
    await teacher.send("9999")
    assert "не подошёл" in teacher.text
    await teacher.send(PIN)
    await teacher.send("12")
    assert "от 4 до 8 цифр" in teacher.text
    await teacher.send("2468")
    await teacher.send("2469")
    assert "не совпали" in teacher.text
    await teacher.send("2468")
    assert "PIN-код задан." in teacher.text
    await teacher.forge("xn")
    assert "нынешний" in teacher.text, "an old button does not pass by the old PIN"
    await teacher.forge("xr")
    await teacher.send("2468")
    assert "Сейчас его нет." in teacher.text
    assert await world.rows(select(t.pin)) == []
    assert not {"12", "2468", "2469", "9999", PIN} & set(wrote(teacher))


@pytest.mark.costly
async def test_a_pin_is_nowhere_but_as_a_slow_hash(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    world.by_inbox = True
    teacher = await with_pin(world)
    (row,) = await world.rows(select(t.pin))
    assert len(row["hash"]) == 97
    path = world.app.database.url.database
    assert path is not None
    everything = str(stored(path))
    assert PIN not in everything
    assert PIN not in caplog.text
    assert PIN not in wrote(teacher)


async def test_families_have_no_pin(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/settings")
    assert "PIN" not in str(elena.buttons)
    await elena.forge("xn")
    assert "не для вас" in elena.text


async def test_a_lost_phone_of_staff_takes_the_pin_with_it(world: World) -> None:
    await with_pin(world)
    admin = await world.staff("admin")
    await admin.send("/menu")
    await admin.forge(f"vu:{world.school['orlova']}")
    assert "Подключён 1 чат" in admin.text
    await admin.click("Отключить, новый код")
    assert await world.rows(select(t.pin)) == []
    (row,) = await world.rows(select(t.invite))
    assert row["person_id"] == world.school["orlova"]
    await admin.send("/menu")
    await admin.forge(f"vu:{world.school['deputy']}")
    await admin.click("Отключить, новый код")
    assert "не для вас" in admin.text, "codes of those who give rights are the director's"


@pytest.mark.parametrize("pin", ["1111", "1234", "87654321"])
async def test_what_anybody_tries_first_is_no_pin(world: World, pin: str) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/settings")
    await teacher.click("PIN-код")
    await teacher.click("Задать PIN-код")
    await teacher.send(pin)
    assert "слишком легко угадать" in teacher.text
    assert pin not in wrote(teacher)
    await teacher.send(PIN)
    assert "ещё раз" in teacher.text


async def type_pin_and_die(world: World, teacher: Client, where: str) -> None:
    """The program dies at this step after the digits came, and another one starts."""
    with pytest.MonkeyPatch.context() as steps:
        steps.setattr(where, _die)
        await teacher.send(PIN)
    await world.restart()


def _die(*_args: object, **_values: object) -> None:
    """No handler of errors catches it."""
    raise asyncio.CancelledError


@pytest.mark.parametrize(
    "where",
    [
        "bot.middleware.wanted_update",
        "bot.writing.accept_pin",
        "handlers.lessons.roll_call_handlers.tap",
        "bot.middleware.after_pin",
    ],
)
async def test_killed_after_the_right_pin_what_was_wanted_is_done_once(
    world: World, where: str
) -> None:
    world.by_inbox = True
    teacher = await with_pin(world)
    await begin_roll_call(teacher)
    world.clock.advance(IDLE)
    await teacher.click("Ёлкина")
    await type_pin_and_die(world, teacher, where)
    assert len(await roll_calls(world)) == 1
    is_done = where == "bot.middleware.after_pin"
    assert ("Бот перезапускался" in teacher.text) is is_done, "said only of what was written"
    await teacher.send("/menu")
    await begin_roll_call(teacher)
    assert "✕ Ёлкина" in str(teacher.buttons)
    await teacher.click("Белов")
    assert len(await roll_calls(world)) == 2, "the PIN was accepted with it"


async def test_what_was_being_typed_survives_a_kill_after_the_right_pin(world: World) -> None:
    world.by_inbox = True
    teacher = await with_pin(world)
    await open_lesson(teacher)
    await teacher.click("Задание")
    world.clock.advance(IDLE)
    await teacher.send("№ 112, 115")
    await type_pin_and_die(world, teacher, "bot.middleware.wanted_update")
    (row,) = await world.rows(select(t.homework))
    assert row["text"] == "№ 112, 115"
    assert PIN not in wrote(teacher)


async def test_a_right_pin_before_a_refusal_is_not_asked_for_again(world: World) -> None:
    world.by_inbox = True
    teacher = await with_pin(world)
    await begin_roll_call(teacher)
    await teacher.click("Белов")
    (row,) = await roll_calls(world)
    world.clock.advance(IDLE)
    await teacher.click("Ёлкина")
    await world.change(t.lesson, int(str(row["lesson_id"])), is_cancelled=True)
    await teacher.send(PIN)
    assert "отменён" in teacher.text
    (chat,) = await world.rows(select(t.chat).where(t.chat.c.id == teacher.id))
    assert chat["typing"] is None, "no question is left open"
    await teacher.send("/lessons")
    await teacher.click("4 · Перекличка")
    await teacher.click("Белов")
    assert "PIN" not in teacher.text
    assert len(await roll_calls(world)) == 2
