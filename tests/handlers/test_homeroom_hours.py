"""Homeroom hours and safety briefings: topic, date, who was there; the register as a document."""

from sqlalchemy import select

from storage import tables as t
from tests.support.journal import journal
from tests.support.people import Client, World, text_of
from tests.support.school import CLASS_7A, TODAY


async def briefed(world: World, topic: str = "Лёд на реке") -> Client:
    """A briefing of 7А; Белов was not at school that day."""
    async with journal(world.app.database, world.school, world.clock) as written:
        await written.roll_call("physics", TODAY)
        await written.absence("petr", "physics", TODAY)
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    for label in ("Классные часы", "+ Инструктаж"):
        await teacher.click(label)
    await teacher.send(topic)
    return teacher


async def presence(world: World) -> dict[str, bool]:
    rows = await world.rows(select(t.homeroom_session_student))
    names = {world.school[name]: name for name in CLASS_7A}
    return {names[row["student_id"]]: row["is_present"] for row in rows}


async def test_whoever_was_at_school_was_there_until_tapped(world: World) -> None:
    teacher = await briefed(world)
    assert "Инструктаж · 7А" in teacher.text
    assert "Лёд на реке" in teacher.text
    assert "Не было: Белов Пётр" in teacher.text
    assert await presence(world) == {name: name != "petr" for name in CLASS_7A}
    for label in ("✕ Белов", "Ёлкина"):
        await teacher.click(label)
    assert await presence(world) == {name: name != "darya" for name in CLASS_7A}
    [session] = await world.rows(select(t.homeroom_session))
    assert (session["kind"], session["date"]) == ("briefing", TODAY)


async def test_a_tap_pressed_twice_is_one(world: World) -> None:
    teacher = await briefed(world)
    data = teacher.button("Ёлкина")["callback_data"]
    await teacher.click("Ёлкина")
    await teacher.forge(data)
    assert (await presence(world))["darya"] is False


async def test_another_day_and_a_bad_topic(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    for label in ("Классные часы", "+ Классный час", "пн, 23 ноября"):
        await teacher.click(label)
    await teacher.send("х" * 301)
    assert "здесь 301" in teacher.text
    await teacher.send("Безопасный интернет")
    [session] = await world.rows(select(t.homeroom_session))
    assert (TODAY - session["date"]).days == 1


async def test_the_register_is_a_document_and_a_mistake_goes(world: World) -> None:
    teacher = await briefed(world)
    await teacher.click("‹ Назад")
    assert "24 ноября. Инструктаж: Лёд на реке" in teacher.text
    await teacher.click("Журнал, PDF")
    assert any("document" in message for message in teacher.from_bot)
    await teacher.click("24.11 Лёд на реке")
    await teacher.click("Записано по ошибке")
    assert any("записей нет" in text_of(message) for message in teacher.from_bot)
    [session] = await world.rows(select(t.homeroom_session))
    assert session["removed_at"] is not None


async def test_deputies_read_and_record_nothing(world: World) -> None:
    await briefed(world)
    deputy = await world.staff("deputy")
    class_id = world.school.classes["7А"]
    await deputy.send("/menu")
    await deputy.forge(f"am:{class_id}:0")
    assert "Лёд на реке" in deputy.text
    assert "+ Инструктаж" not in deputy.labels
    await deputy.forge(f"ao:{class_id}:briefing:0")
    assert "Напишите тему" not in deputy.text
