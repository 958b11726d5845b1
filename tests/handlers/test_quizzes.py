"""A quiz from its typing to its result: made by a teacher, answered in the chat (R061)."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from storage import tables as t
from tests.handlers.test_homework_for_some import asked, at_once
from tests.handlers.test_statements import MOST_OF_STAFF
from tests.support.outbox import Outbox
from tests.support.people import Client, World
from tests.support.school import TODAY
from tests.support.statements import counted

TOMORROW = TODAY + timedelta(days=1)
TYPED = """Дважды два?
+ 4
- 5

Чётные числа?
+ 2
- 3
+ 6"""
LONG = "число, которое делится на два без остатка"


async def given(world: World) -> list[tuple[int, str, bool]]:
    rows = await world.rows(select(t.quiz_answer).order_by(t.quiz_answer.c.number))
    return [(row["number"], row["chosen"], row["is_right"]) for row in rows]


async def quizzes(world: World) -> list[dict[str, Any]]:
    return await world.rows(select(t.quiz).order_by(t.quiz.c.id))


async def is_set(world: World, typed: str = TYPED) -> Client:
    """By its teacher, for tomorrow's lesson; the homework is all quiz."""
    teacher = await asked(world)
    await teacher.click("Тест")
    await teacher.send(typed)
    await teacher.click("Задать")
    return teacher


async def at_quiz(world: World, name: str = "anna") -> Client:
    pupil = await world.pupil(name)
    await pupil.send("/homework")
    await pupil.click("Тест")
    return pupil


async def test_every_fault_is_told_with_its_line_and_the_text_stays(world: World) -> None:
    teacher = await asked(world)
    await teacher.click("Тест")
    assert "Напишите весь тест одним сообщением" in teacher.text
    await teacher.send("Дважды два?\n+ 4\n- 5\n\nЧётные числа?\n- 2\n-")
    assert "Исправить нужно 2 места" in teacher.text
    assert "Строка 5, «Чётные числа?»: нет верного ответа" in teacher.text
    assert "Строка 7: после знака пусто" in teacher.text
    assert "Задать" not in teacher.labels
    await teacher.click("‹ Назад")
    await teacher.click("Тест")
    assert "Исправить нужно 2 места" in teacher.text
    await teacher.send("6: + 2\n7: - 3")
    assert "Тест: 2 вопроса" in teacher.text
    assert "Задаётся на ср, 25 ноября" in teacher.text
    assert "✓ 2\n– 3" in teacher.text
    assert await world.rows(select(t.homework)) == []
    preview = teacher.last["message_id"]
    await teacher.send("ж" * 4001)
    assert "до 4000 знаков, а здесь 4001" in teacher.text
    await teacher.send(TYPED)
    await teacher.click("Задать", message=preview)
    assert "– 5" in teacher.text, "another text has come since: it is shown, not set"
    await teacher.click("Задать")
    assert "На ср, 25 ноября: Тест: 2 вопроса" in teacher.text
    [quiz] = await quizzes(world)
    [homework] = await world.rows(select(t.homework))
    assert (quiz["homework_id"], quiz["size"], homework["text"]) == (homework["id"], 2, "")
    assert await world.rows(select(t.quiz_draft)) == []
    await teacher.click("Задать", message=preview)
    assert len(await quizzes(world)) == 1


async def test_a_pupil_answers_once_and_reads_what_was_wrong(world: World) -> None:
    await is_set(world)
    anna = await at_quiz(world)
    assert "Алгебра · вопрос 1 из 2" in anna.text
    assert "До ср, 25 ноября, 8:30" in anna.text
    first = anna.last["message_id"]
    wrong = anna.button("5")["callback_data"]
    await anna.click("5")
    assert "вопрос 2 из 2" in anna.text
    assert "Ответить" not in anna.labels
    await anna.click("☐ 2")
    await anna.forge(wrong.replace(":2", ":1"), message=first)
    assert "вопрос 2 из 2" in anna.text, "the first answer stays"
    await anna.click("☐ 2")
    await anna.click("‹ Задания")
    await anna.click("Тест")
    assert "вопрос 2 из 2" in anna.text, "goes on where it stopped"
    await anna.click("☐ 2")
    await anna.click("☐ 6")
    await anna.click("Ответить")
    assert await given(world) == [(1, "2", False), (2, "1,3", True)]
    assert "Верно 1 из 2" in anna.text
    assert "✕ 1. Дважды два?\nОтвет: 5" in anna.text
    assert "Верно: 4" not in anna.text, "others may still be answering"
    elena = await world.guardian("elena", "anna")
    await elena.send("/homework")
    await elena.click("Тест")
    assert "Верно 1 из 2" in elena.text
    world.clock.advance(timedelta(hours=22))
    await anna.send("/homework")
    await anna.forge(f"hq:{world.school['anna']}:{(await quizzes(world))[0]['homework_id']}:0")
    assert "Верно: 4" in anna.text


async def test_after_the_lesson_has_begun_or_without_the_homework_nothing_is_answered(
    world: World,
) -> None:
    teacher = await is_set(world)
    anna, petr = await at_quiz(world), await at_quiz(world, "petr")
    elena = await world.guardian("elena", "anna")
    await elena.send("/menu")
    await elena.forge(anna.button("4")["callback_data"])
    assert "не для вас" in elena.text
    last = teacher.last["message_id"]
    world.clock.advance(timedelta(hours=22))
    await anna.click("4")
    assert "Урок уже начался" in anna.text
    await anna.send("/menu")
    await anna.forge(f"hq:{world.school['anna']}:{(await quizzes(world))[0]['homework_id']}:0")
    assert "Верно 0 из 2" in anna.text
    await teacher.click("Убрать", message=last)
    await petr.click("4")
    assert "Этого теста здесь больше нет" in petr.text
    assert await given(world) == []


async def test_a_quiz_is_replaced_until_somebody_has_begun(world: World) -> None:
    teacher = await is_set(world)
    anna = await at_quiz(world)
    await teacher.click("Тест")
    assert "Пока никто не отвечал" in teacher.text
    await teacher.click("Заменить тест")
    await teacher.send(f"Что такое чётное число?\n+ {LONG}\n- любое\n- {LONG} и на три")
    assert "Он заменит заданный тест" in teacher.text
    await teacher.click("Задать")
    first, second = await quizzes(world)
    assert first["removed_at"] is not None
    await anna.click("4")
    assert "Этого теста здесь больше нет" in anna.text
    anna = await at_quiz(world)
    assert f"1. {LONG}\n2. любое" in anna.text
    await anna.click("1")
    [row] = await world.rows(select(t.quiz_answer))
    assert (row["quiz_id"], row["is_right"]) == (second["id"], True)
    homework_id = second["homework_id"]
    await teacher.forge(f"tsa:{world.school.lesson('algebra')}:{homework_id}:0::")
    await teacher.send(TYPED)
    await teacher.click("Задать")
    assert "На этот тест уже отвечают (учеников: 1)" in teacher.text
    assert len(await world.rows(select(t.quiz_draft))) == 1, "what was typed is not lost"


async def test_the_family_is_told_with_the_homework_and_the_teacher_sees_how_it_went(
    world: World, outbox: Outbox
) -> None:
    olga = await at_once(world, "olga", "petr")
    teacher = await is_set(world)
    await outbox.drain()
    assert "Тест: 2 вопроса" in olga.text
    petr = await at_quiz(world, "petr")
    await petr.click("4")
    await petr.click("☐ 2")
    await petr.click("Ответить")
    await teacher.click("Тест")
    assert "Ответили 1 из 6" in teacher.text
    assert "Не начинали: Ёлкина" in teacher.text
    assert "Трудный вопрос 2: верно 0 из 1" in teacher.text
    await teacher.click("Белов 1/2")
    assert "✕ 2. Чётные числа?\nОтвет: 2\nВерно: 2; 6" in teacher.text
    await teacher.click("‹ Назад")
    await teacher.click("Вопросы")
    assert "Верно 1 из 1" in teacher.text


async def twice(client: Client, button: str) -> None:
    """Press it, and press it again where it stood."""
    data = client.button(button)["callback_data"]
    await client.click(button)
    await client.forge(data)


async def test_for_whom_and_until_when_stay_chosen(world: World) -> None:
    """Pressed twice, and begun anew; who was not asked is not among those who are silent."""
    teacher = await asked(world)
    await teacher.click("Для кого")
    await teacher.click("Иванова")
    await teacher.click("Белов")
    await teacher.click("Готово")
    for_whom = "Для 2 учеников"
    await twice(teacher, "Тест")
    assert for_whom in teacher.text
    await teacher.send("Раз?")
    await twice(teacher, "Начать заново")
    assert for_whom in teacher.text
    await teacher.send(TYPED)
    assert for_whom in teacher.text
    await teacher.click("Задать")
    anna = await at_quiz(world)
    await anna.click("4")
    world.clock.advance(timedelta(hours=46))
    homework_id = (await quizzes(world))[0]["homework_id"]
    lesson_id = world.school.lesson("algebra", TOMORROW)
    await teacher.forge(f"tsm:{lesson_id}:{homework_id}:0::")
    assert "Не отвечали: Белов\n" in teacher.text, "the others were not asked"


async def three_answer(world: World) -> None:
    """Both questions rightly, none, and one."""
    anna = await at_quiz(world)
    await anna.click("4")
    await anna.click("☐ 2")
    await anna.click("☐ 6")
    await anna.click("Ответить")
    petr = await at_quiz(world, "petr")
    await petr.click("5")
    darya = await at_quiz(world, "darya")
    await darya.click("4")


async def at_marks(world: World) -> Client:
    """The teacher, a day after the lesson that the quiz was due at."""
    teacher = await is_set(world)
    await three_answer(world)
    await teacher.click("Тест")
    assert "Отметки за тест ставятся на уроке 25 ноября" in teacher.text
    world.clock.advance(timedelta(hours=46))
    homework_id = (await quizzes(world))[0]["homework_id"]
    await teacher.send("/menu")
    await teacher.forge(f"tsr:{world.school.lesson('algebra')}:{homework_id}")
    with counted() as statements:
        await teacher.click("Поставить отметки")
    assert len(statements) <= MOST_OF_STAFF, "\n".join(statements)
    return teacher


async def test_results_become_marks_of_the_lesson_by_one_press(world: World) -> None:
    teacher = await at_marks(world)
    assert "Контрольная работа, вес 3" in teacher.text
    assert "«5» от 90 %, «4» от 70 %, «3» от 50 %" in teacher.text
    assert "Не отвечали: Смирнов И. А., Смирнов И. Б., Шевченко" in teacher.text
    assert {"Иванова 2/2 → 5", "Белов 0/2 → 2", "Ёлкина 1/2 → 3"} <= set(teacher.labels)
    await teacher.click("Белов 0/2 → 2")
    assert "Белов 0/2 → —" in teacher.labels
    for mark in ("3", "2", "—", "5"):
        await teacher.click(f"Ёлкина 1/2 → {mark}")
    assert await world.rows(select(t.mark)) == []
    await teacher.click("Поставить 2 отметки")
    marks = {row["student_id"]: row for row in await world.rows(select(t.mark))}
    given = {key: row["value"] for key, row in marks.items()}
    assert given == {world.school["anna"]: 5, world.school["darya"]: 4}
    lesson_id = world.school.lesson("algebra", TOMORROW)
    assert {row["lesson_id"] for row in marks.values()} == {lesson_id}
    assert {row["work_type_id"] for row in marks.values()} == {world.school.work_types["test"]}
    assert "Отметка уже есть: Ёлкина, Иванова" in teacher.text


async def test_suggestions_that_are_no_longer_so_set_nothing(world: World) -> None:
    teacher = await at_marks(world)
    old, message = teacher.button("Поставить 3 отметки")["callback_data"], teacher.last
    await world.change(t.school, world.school.id, policy={"quiz_thresholds": {"3": 40, "4": 50}})
    await teacher.forge(old)
    assert await world.rows(select(t.mark)) == []
    assert "Ёлкина 1/2 → 4" in teacher.labels
    anna = await world.pupil("anna")
    await anna.send("/menu")
    await anna.forge(teacher.button("Поставить 3 отметки")["callback_data"])
    assert await world.rows(select(t.mark)) == []
    await teacher.click("Поставить 3 отметки", message=message["message_id"])
    assert len(await world.rows(select(t.mark))) == 3
