"""«Урок не состоялся»: the teacher says so, the deputy confirms in one tap (D01, R056)."""

from sqlalchemy import select

from handlers.lessons.callbacks import OpenLessons
from storage import tables as t
from tests.support.outbox import Outbox
from tests.support.people import Client, World, text_of
from tests.support.school import MONDAY, TODAY
from tests.support.staff import at_work


async def _says(teacher: Client, world: World, reason: str = "Класс на экскурсии") -> None:
    await teacher.forge(f"tc:{world.school.lesson('algebra', MONDAY)}")
    await teacher.click("Урок не состоялся")
    await teacher.send(reason)


async def test_said_by_the_teacher_and_confirmed_in_one_tap(world: World, outbox: Outbox) -> None:
    orlova, kuznetsov = await world.staff("orlova"), await world.staff("kuznetsov")
    deputy = await at_work(world, "deputy")
    await orlova.send("/lessons")
    await _says(orlova, world, "х" * 201)
    assert "не длиннее 200 знаков" in orlova.text
    await orlova.send("Класс на экскурсии")
    assert orlova.text == "Сообщение у завуча. Ответ вам пришлют."
    await orlova.click("‹ Урок")
    assert "не состоялся: «Класс на экскурсии»\nЖдёт ответа завуча." in orlova.text
    assert "Урок не состоялся" not in orlova.labels
    lesson_id = world.school.lesson("algebra", MONDAY)
    await orlova.forge(f"eza:{lesson_id}")
    assert "Завуч об этом уже знает" in orlova.text
    await orlova.forge(OpenLessons.of(MONDAY).pack())
    assert "2. Алгебра · 7А, 9:25, каб. 202\nЖдёт ответа завуча." in orlova.text
    assert "2 · Перекличка" not in orlova.labels
    await outbox.drain()
    assert text_of(deputy.from_bot[-1]).split("\n") == [
        "Орлова М. П.: урок не состоялся",
        "7А: алгебра, 23 ноября, 2-й урок",
        "«Класс на экскурсии»",
    ]
    await kuznetsov.send("/lessons")
    assert not [each for each in kuznetsov.from_bot if "экскурсии" in text_of(each)]
    await kuznetsov.forge("ezy:1")
    [lesson] = await world.rows(select(t.lesson).where(t.lesson.c.id == lesson_id))
    assert lesson["is_cancelled"] is False, "only who keeps the timetable confirms"
    await deputy.click("Подтвердить")
    assert "Подтверждает Громова Т. Ю." in deputy.text
    [lesson] = await world.rows(select(t.lesson).where(t.lesson.c.id == lesson_id))
    assert (lesson["is_cancelled"], lesson["change_note"]) == (True, "Класс на экскурсии")
    decisions = await world.rows(select(t.timetable_change.c.id))
    for again in ("ezy:1", "ezn:1"):
        await deputy.forge(again)
    assert await world.rows(select(t.timetable_change.c.id)) == decisions
    [claim] = await world.rows(select(t.not_held_claim))
    assert claim["state"] == "confirmed"
    await outbox.drain()
    assert "Подтверждает Громова Т. Ю.: урок отменён" in text_of(orlova.from_bot[-1])


async def test_declined_it_waits_for_its_record_and_a_recorded_one_is_not_confirmed(
    world: World, outbox: Outbox
) -> None:
    orlova, deputy = await world.staff("orlova"), await at_work(world, "deputy")
    await orlova.send("/lessons")
    await _says(orlova, world)
    await deputy.send("/menu")
    await deputy.click("Расписание")
    await deputy.click("Не состоялись · 1")
    assert "Орлова М. П.: «Класс на экскурсии»" in deputy.text
    await deputy.click("7А · 23 ноября")
    await deputy.click("Урок был")
    assert "Не подтверждает Громова Т. Ю." in deputy.text
    algebra = world.school.lesson("algebra", MONDAY)
    for topic, said in (("Дроби", "урок был и записан."), ("", "урок был, его нужно заполнить.")):
        await world.change(t.lesson, algebra, topic=topic)
        await deputy.forge("ezo:1")
        assert said in deputy.text
    await outbox.drain()
    assert "урок был, его нужно заполнить." in text_of(orlova.from_bot[-1])
    await orlova.click("Открыть урок")
    await orlova.click("Урок не состоялся")
    await orlova.send("Всё-таки экскурсия")
    await world.change(t.lesson, world.school.lesson("algebra", MONDAY), topic="Дроби")
    await outbox.drain()
    assert not [each for each in deputy.from_bot if "Всё-таки экскурсия" in text_of(each)]
    await deputy.forge("ezy:2")
    assert "есть перекличка, тема или отметка" in deputy.text
    await deputy.click("‹ Назад")
    assert "Урок уже записан, значит, он был: отвечать не нужно." in deputy.text
    assert deputy.labels == ["‹ Не состоялись"]
    await deputy.send("/menu")
    await deputy.click("Расписание")
    assert not [each for each in deputy.labels if "Не состоялись" in each], "nobody has to answer"


async def test_before_it_is_over_and_once_it_is_recorded_nothing_is_said(world: World) -> None:
    """It is Tuesday, 10:40: the third lesson is on."""
    orlova = await world.staff("orlova")
    await orlova.send("/lessons")
    today = world.school.lesson("algebra", TODAY)
    await orlova.forge(f"tc:{today}")
    assert "Урок не состоялся" not in orlova.labels
    await orlova.forge(f"eza:{today}")
    assert "ещё не закончился" in orlova.text
    await world.change(t.lesson, world.school.lesson("algebra", MONDAY), topic="Дроби")
    await orlova.forge(f"eza:{world.school.lesson('algebra', MONDAY)}")
    assert "есть перекличка, тема или отметка" in orlova.text
    assert await world.rows(select(t.not_held_claim)) == []


async def test_what_the_deputy_notes_answers_the_teacher(world: World, outbox: Outbox) -> None:
    orlova, deputy = await world.staff("orlova"), await at_work(world, "deputy")
    await orlova.send("/lessons")
    await _says(orlova, world)
    await deputy.forge(f"eu:{world.school.lesson('algebra', MONDAY)}")
    await deputy.send("Карантин")
    await outbox.drain()
    assert "Подтверждает Громова Т. Ю." in text_of(orlova.from_bot[-1])
    await deputy.forge(f"el:{world.school.lesson('algebra', MONDAY)}")
    await deputy.click("Отменить изменение")
    await outbox.drain()
    assert text_of(orlova.from_bot[-1]).endswith(
        "Уже не подтверждено: урок был, его нужно заполнить."
    )
    await orlova.click("Открыть урок")
    await orlova.click("Урок не состоялся")
    await orlova.send("Карантин")
    await world.change(t.lesson, world.school.lesson("algebra", MONDAY), is_cancelled=True)
    await deputy.forge("ezn:2")
    assert "Этот урок отменён" in deputy.text, "a file says so by now: nothing lacks of it"
    await deputy.forge("ez:0")
    assert "Сейчас никто из учителей" in deputy.text
