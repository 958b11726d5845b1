"""The deputy changes a lesson in a few taps; whom it concerns is told of it, and nobody else."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World, text_of
from tests.support.school import TODAY
from tests.support.staff import at_work

TOMORROW = TODAY + timedelta(days=1)
SOON = timedelta(minutes=30)


async def open_tomorrow(client: Client, title: str = "7А") -> None:
    await client.send("/menu")
    await client.click("Расписание")
    await client.click(title)
    await client.click("ср")


async def lesson(world: World, section: str, day: date = TOMORROW) -> dict[str, Any]:
    """The lesson as it is stored."""
    wanted = t.lesson.c.id == world.school.lesson(section, day)
    (row,) = await world.rows(select(t.lesson).where(wanted))
    return row


async def told(world: World, outbox: Outbox, *clients: Client) -> list[str]:
    """What came to these chats by itself, once everything has left."""
    before = [len(each.from_bot) for each in clients]
    world.clock.advance(SOON)
    await outbox.drain()
    return [
        "\n".join(text_of(each) for each in client.from_bot[count:])
        for client, count in zip(clients, before, strict=True)
    ]


async def test_a_lesson_is_cancelled_in_three_taps_and_held_again(
    world: World, outbox: Outbox, mother: Client
) -> None:
    orlova, kuznetsov = await world.staff("orlova"), await world.staff("kuznetsov")
    elsewhere = await world.pupil("oleg")
    deputy = await at_work(world, "deputy")
    await open_tomorrow(deputy)
    assert "1. 8:30 Алгебра, каб. 201, Орлова" in deputy.text
    await deputy.click("1 · Алгебра")
    await deputy.click("Отменить урок")
    assert deputy.toast == "Изменено. Уйдут 2 сообщения."
    assert "Изменение: Громова Т. Ю., 24 ноября в 10:40" in deputy.text
    assert (await lesson(world, "algebra"))["is_cancelled"]
    assert await told(world, outbox, mother, orlova, kuznetsov, elsewhere) == [
        "Анна, завтра 1-й урок отменён: алгебра",
        "Завтра 1-й урок, 7А алгебра: отменён",
        "",
        "",
    ]
    await deputy.click("Отменить изменение")
    assert not (await lesson(world, "algebra"))["is_cancelled"]
    said = await told(world, outbox, mother, orlova, kuznetsov, elsewhere)
    assert said == [
        "Анна, завтра 1-й урок снова по расписанию: алгебра\n8:30, каб. 201, Орлова М. П.",
        "Завтра 1-й урок, 7А алгебра: изменение отменено",
        "",
        "",
    ]


async def test_what_is_taken_back_at_once_is_told_to_nobody(
    world: World, outbox: Outbox, mother: Client
) -> None:
    orlova = await world.staff("orlova")
    deputy = await at_work(world, "deputy")
    await open_tomorrow(deputy)
    await deputy.click("1 · Алгебра")
    await deputy.click("Другой предмет")
    assert {"Английский я., гр. 1", "Английский я., гр. 2"} <= set(deputy.labels)
    await deputy.click("История")
    assert "История" in (await seen_day(deputy))
    await deputy.click("1 · История")
    await deputy.click("Отменить изменение")
    assert "История" not in (await seen_day(deputy))
    assert await told(world, outbox, mother, orlova) == ["", ""]


async def seen_day(client: Client) -> str:
    await client.click("‹ 7А")
    return client.text


async def test_a_room_that_is_taken_is_asked_for_once_more(world: World, outbox: Outbox) -> None:
    """Physics of 7А and maths of 1Б: at 9:25 room 202 is physics's, 201 nobody's."""
    deputy = await at_work(world, "deputy")
    await world.change(t.lesson, world.school.lesson("maths_1b", TOMORROW), starts=565, ends=610)
    await open_tomorrow(deputy)
    await deputy.click("2 · Физика")
    await deputy.click("Кабинет")
    assert deputy.labels[0] == "✕ 201"
    await deputy.click("Другой…")
    for piece in ("к" * 4096, "к"):  # the rest is no room
        world.telegram.send_text(deputy.id, piece)
    await world.settle()
    assert "не длиннее 32 символов" in deputy.text
    await deputy.send("201")
    assert "Каб. 201 в это время занят: 1Б математика" in deputy.text
    assert (await lesson(world, "physics"))["location"] == "202"
    await deputy.click("Всё равно изменить")
    assert (await lesson(world, "physics"))["location"] == "201"


async def test_a_lesson_at_another_time_is_left_there_by_the_next_files(
    world: World, outbox: Outbox, mother: Client
) -> None:
    deputy = await at_work(world, "deputy")
    await open_tomorrow(deputy)
    await deputy.click("2 · Физика")
    await deputy.click("Время")
    assert deputy.labels[:2] == ["✕ 1 · 8:30", "3 · 10:30"]
    await deputy.click("3 · 10:30")
    moved = await lesson(world, "physics")
    assert (moved["number"], moved["starts"]) == (3, 630)
    assert (moved["usual_date"], moved["usual_number"]) == (TOMORROW, 2)
    assert await told(world, outbox, mother) == [
        "Анна, завтра 3-й урок изменился: физика\n10:30, каб. 202, Соколова И. А.\n9:25 → 10:30"
    ]
    await deputy.click("Отменить изменение")
    back = await lesson(world, "physics")
    assert (back["number"], back["usual_number"], back["change_note"]) == (2, None, "")


async def test_what_has_begun_stays_but_for_its_teacher(world: World) -> None:
    """At 10:40 the third lesson is under way."""
    deputy = await at_work(world, "deputy")
    await deputy.click("Расписание")
    await deputy.click("7А")
    await deputy.click("3 · Алгебра")
    assert deputy.labels == ["Другой учитель", "Отменить урок", "‹ 7А"]
    algebra = world.school.lesson("algebra")
    await deputy.forge(f"ef:{algebra}:r:9:0")
    assert "Этот урок уже начался или прошёл" in deputy.text
    await deputy.click("‹ Назад")
    assert "Отменить урок" in deputy.labels
    teacher = await at_work(world, "kuznetsov")
    await teacher.click("Расписание")
    await teacher.click("7А")
    assert "Алгебра" in teacher.text
    assert all("·" not in label for label in teacher.labels)


async def test_a_lesson_that_is_over_was_not_held_with_a_reason_or_has_a_record(
    world: World, outbox: Outbox, mother: Client
) -> None:
    """At 10:40 history is over; nothing is recorded of it. Nobody is told of what is past."""
    deputy, kuznetsov = await at_work(world, "deputy"), await world.staff("kuznetsov")
    await deputy.click("Расписание")
    await deputy.click("7А")
    await deputy.click("2 · История")
    assert deputy.labels == ["Другой учитель", "Урок не состоялся", "‹ 7А"]
    history = world.school.lesson("history")
    await deputy.forge(f"ef:{history}:c::0")
    assert "Если он не состоялся, откройте его и отметьте это" in deputy.text
    await deputy.click("‹ Назад")
    await deputy.click("Урок не состоялся")
    await deputy.send("к" * 201)
    assert "не длиннее 200 знаков" in deputy.text
    for piece in ("к" * 4096, "к"):  # cut by the application: the rest is no reason
        world.telegram.send_text(deputy.id, piece)
    await world.settle()
    assert "не длиннее 200 знаков" in deputy.text
    await deputy.send("Карантин")
    assert "Урок отменён.\nКарантин" in deputy.text
    stored = await lesson(world, "history", TODAY)
    assert (stored["is_cancelled"], stored["change_note"]) == (True, "Карантин")
    await deputy.click("Отменить изменение")
    stored = await lesson(world, "history", TODAY)
    assert (stored["is_cancelled"], stored["change_note"]) == (False, "")
    await deputy.click("Урок не состоялся")
    await world.change(t.lesson, history, topic="Реформы")
    await deputy.send("Карантин")
    assert "есть перекличка, тема или отметка" in deputy.text
    await deputy.click("‹ Отмена")
    assert "Урок не состоялся" not in deputy.labels
    assert await told(world, outbox, mother, kuznetsov) == ["", ""]


async def test_a_cancelled_lesson_is_struck_out_in_the_list_of_changes(world: World) -> None:
    await world.change(t.lesson, world.school.lesson("algebra"), is_cancelled=True)
    deputy = await at_work(world, "deputy")
    await deputy.click("Расписание")
    await deputy.click("Замены")
    assert "7А: 3. 10:30 Алгебра урок отменён" in deputy.text, "and no tags of the markup"
