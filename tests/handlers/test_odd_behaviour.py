"""What people do that nobody asked for: the answer is calm, and nothing is lost or sent."""

from datetime import timedelta

from sqlalchemy import func, select

from domain.policy import SchoolPolicy
from storage import tables as t
from tests.support.letters import sent, written
from tests.support.people import Client, World, text_of
from tests.support.school import CLASS_7A, TODAY

LONG = "7А класс с углублённым изучением английского языка и математики"


async def teacher_at_lesson(world: World) -> Client:
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.click("3 · 7А")
    return teacher


async def count(world: World, table: object) -> int:
    [row] = await world.rows(select(func.count().label("n")).select_from(table))  # type: ignore[arg-type]
    return int(row["n"])


async def test_a_sticker_instead_of_a_text_leaves_the_question_open(world: World) -> None:
    teacher = await teacher_at_lesson(world)
    await teacher.click("Тема")
    world.telegram.send_sticker(teacher.id)
    await world.settle()
    assert "Сюда подойдёт только текст" in teacher.text
    await teacher.send("Дроби")
    assert "Тема: Дроби" in teacher.text


async def test_whoever_goes_elsewhere_while_writing_sends_nothing(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/class")
    await teacher.click("Написать родителям")
    await teacher.click("Всем родителям")
    await teacher.send("/menu")
    await teacher.send("Собрание в пятницу")
    assert "никто этого не прочтёт" in teacher.text
    assert await count(world, t.message) == 0


async def test_switching_the_child_while_answering_sends_nothing(world: World) -> None:
    mother = await world.guardian("elena", "anna", "misha")
    await sent(world, text="Собрание")
    await world.app.sender.pump()
    await mother.click("Ответить")
    await mother.send("/menu")
    await mother.click("Михаил, 1Б ›")
    await mother.send("Придём")
    assert "никто этого не прочтёт" in mother.text
    assert await count(world, t.message) == 1


async def test_the_notice_of_a_letter_keeps_its_text_while_it_is_answered(world: World) -> None:
    mother = await world.guardian("elena", "anna")
    await sent(world, text="Собрание")
    await world.app.sender.pump()
    notice = mother.last["message_id"]
    await mother.click("Ответить")
    assert mother.last["message_id"] != notice
    await mother.send("Придём")
    await mother.click("Прочитано", message=notice)
    read = next(each for each in mother.messages if each["message_id"] == notice)
    assert "Собрание" in text_of(read)
    assert "✓ прочитано" in text_of(read)


async def test_a_mark_that_was_set_changed_and_removed_is_told_three_times(world: World) -> None:
    mother = await world.guardian("elena", "anna")
    teacher = await teacher_at_lesson(world)
    await teacher.click("Отметки")
    await teacher.click("Другая работа")
    await teacher.click("Контрольная")
    for label, mark in (("Иванова", "5"), ("Иванова 5", "4"), ("Иванова 4", "Убрать")):
        await teacher.click(label)
        await teacher.click(mark)
        await world.app.sender.pump()
        world.clock.advance(SchoolPolicy().news_gap)
    assert [text_of(each).splitlines()[0] for each in mother.messages] == [
        "Анна, алгебра: оценка 5 снята ↺",  # edited in place
        "Исправлено: Анна, алгебра: было 5, стало 4 ↺",
        "Исправлено: Анна, алгебра: оценка 4 снята ↺",
    ]
    await mother.send("/marks")
    assert "Оценок в этом периоде нет." in mother.text


async def test_a_class_of_which_nobody_came(world: World) -> None:
    mother = await world.guardian("elena", "anna")
    teacher = await teacher_at_lesson(world)
    await teacher.click("Перекличка")
    for label in teacher.labels[: len(CLASS_7A)]:
        await teacher.click(label)
    assert "В классе 6: нет 6" in teacher.text
    await teacher.click("Готово")
    await teacher.click("Перекличка")
    await teacher.click("Готово")  # again, without a change
    assert teacher.toast == "Записано. Сообщать нечего."
    await world.app.sender.pump()
    assert [text_of(each) for each in mother.messages] == [
        "Анна не пришла на 3-й урок: алгебра, 10:30"
    ]
    await teacher.send("/class")
    assert "Смирнов Иван Алексеевич: урок 3" in teacher.text, "namesakes are told apart"


async def test_a_lesson_of_tomorrow_has_no_roll_call_yet(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.click("ср ▶")
    await teacher.click("1 · 7А")
    labels = teacher.labels
    assert "Перекличка" not in labels
    assert "Отметки" not in labels
    await teacher.click("Задание")
    await teacher.send("№ 7")
    assert "№ 7" in teacher.text


async def test_a_lesson_of_yesterday_is_recorded_still(world: World) -> None:
    mother = await world.guardian("elena", "anna")
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.click("◀ пн")
    await teacher.click("2 · Перекличка")
    await teacher.click("Иванова")
    await teacher.click("Готово")
    await world.app.sender.pump()
    assert mother.text == "Анна не пришла на 2-й урок: алгебра, вчера, 9:25"


async def test_a_class_with_a_very_long_name(world: World) -> None:
    await world.change(t.school_class, world.school.classes["7А"], title=LONG)
    mother = await world.guardian("elena", "anna", "misha")
    teacher = await world.staff("orlova")
    for client, commands in (
        (mother, ("/menu", "/schedule", "/marks", "/children", "/leave", "/notifications")),
        (teacher, ("/menu", "/lessons", "/class")),
    ):
        for command in commands:
            await client.send(command)
            in_rows = [label for row in client.buttons for label in row if len(row) > 1]
            assert all(len(label) <= 20 for label in in_rows), command
    await mother.send("/menu")
    await mother.click("Михаил, 1Б ›")
    await mother.click("Анна, 7А класс с…")
    assert LONG in mother.text


async def test_an_old_button_of_a_child_who_was_disconnected(world: World) -> None:
    mother = await world.guardian("elena", "anna", "misha")
    await mother.send("/schedule")
    old = mother.last["message_id"]
    await mother.send("/leave")
    await mother.click("1. Анна")
    await mother.click("Да, отключить")
    await mother.click("Неделя", message=old)
    shown = next(each for each in mother.messages if each["message_id"] == old)
    assert "не для вас" in text_of(shown)
    await mother.send("/menu")
    assert mother.text.startswith("Михаил · 1Б")


async def test_yesterdays_preview_is_sent_once(world: World) -> None:
    """Two taps on «Отправить», one of them a day later."""
    teacher = await written(world, text="Собрание")
    preview = teacher.last["message_id"]
    send = teacher.button("Отправить")["callback_data"]
    await teacher.click("Отправить", message=preview)
    world.clock.advance(timedelta(days=1))
    await teacher.forge(send, message=preview)
    assert "уже отправлено" in teacher.text
    assert await count(world, t.message) == 1


async def test_today_is_the_schools_today(world: World) -> None:
    """An hour before midnight in Greenwich it is tomorrow at school already."""
    pupil = await world.pupil("anna")
    world.clock.advance(timedelta(hours=13, minutes=30))
    await pupil.send("/schedule")
    assert "среда, 25 ноября" in pupil.text
    assert TODAY.day == 24
