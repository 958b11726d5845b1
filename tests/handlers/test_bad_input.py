"""What is typed wrong, too long or too late: a clear sentence, and nothing of it is lost.

The rest of the issue's list stands with its subjects: homework (`test_setting_homework`), files
(`test_homework_files`, `test_handing_in`), marks (`test_marks_in_term`).
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from handlers.unlocks.callbacks import GrantUnlock
from storage import tables as t
from tests.handlers.test_marks_in_term import open_work
from tests.support.journal import journal
from tests.support.letters import letters, written
from tests.support.people import Client, World
from tests.support.school import MONDAY, TODAY

LONG = "ж" * 4096  # the most that one message carries; the rest comes in a second one


async def _at_topic(world: World) -> Client:
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.forge(f"to:{world.school.lesson('algebra')}")
    return teacher


async def _at_comment(world: World) -> Client:
    async with journal(world.app.database, world.school, world.clock) as entered:
        mark = await entered.mark("petr", "algebra", TODAY, 3)
    teacher = await world.staff("orlova")
    await open_work(teacher, world, "answer")
    await teacher.forge(f"tn:{world.school.lesson('algebra')}:{mark}")
    return teacher


async def _at_reason(world: World) -> Client:
    async with journal(world.app.database, world.school, world.clock) as entered:
        await entered.mark("petr", "algebra", MONDAY, 3)
    teacher = await world.staff("orlova")
    await open_work(teacher, world, "answer", MONDAY)
    await teacher.click("Белов 3")
    await teacher.click("Попросить открыть")
    return teacher


async def _at_answer(world: World) -> Client:
    mother = await world.guardian("elena", "anna")
    teacher = await written(world)
    await teacher.click("Отправить")
    await mother.send("/messages")
    await mother.click("1 ●")
    await mother.click("Ответить")
    return mother


@pytest.mark.parametrize(
    ("at", "table", "column"),
    [
        (_at_topic, t.lesson, "topic"),
        (_at_comment, t.mark, "comment"),
        (_at_reason, t.mark_unlock, "reason"),
        (_at_answer, t.message, "text"),
    ],
)
async def test_the_rest_of_a_text_that_was_cut_is_no_answer_of_its_own(
    world: World, at: Callable[[World], Awaitable[Client]], table: Any, column: str
) -> None:
    """4 097 characters are two messages; the second is not recorded, sent or asked with."""
    client = await at(world)
    world.telegram.send_text(client.id, LONG)
    world.telegram.send_text(client.id, "ы")
    await world.settle()
    stored = [row[column] for row in await world.rows(select(table))]
    assert "ы" not in stored
    assert LONG not in stored
    await client.send("Всё понятно")
    stored = [row[column] for row in await world.rows(select(table))]
    assert "Всё понятно" in stored, "the question is still open"


async def test_the_rest_of_a_letter_is_no_draft(world: World) -> None:
    teacher = await written(world, text="Здравствуйте!")
    world.telegram.send_text(teacher.id, LONG)
    world.telegram.send_text(teacher.id, "ы")
    await world.settle()
    assert "помещается 2000 знаков, а здесь 4097" in teacher.text
    assert await letters(world) == []


async def test_a_photo_where_a_table_is_due_keeps_the_question(world: World) -> None:
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.click("3 · 7А ›")
    await teacher.click("План тем")
    await teacher.click("Ввести план")
    await teacher.send_photo(caption="План на год")
    assert "файл" in teacher.text
    assert teacher.buttons == [["‹ Отмена"]]
    await teacher.send("Дроби")
    assert "Прочитано: 1 тема" in teacher.text


async def test_an_opening_that_ended_while_a_comment_was_typed(world: World) -> None:
    async with journal(world.app.database, world.school, world.clock) as entered:
        mark = await entered.mark("petr", "algebra", MONDAY, 3)
    teacher, deputy = await _asked_to_open(world), await world.staff("deputy")
    [unlock] = await world.rows(select(t.mark_unlock))
    await deputy.send("/menu")
    await deputy.forge(GrantUnlock(unlock_id=unlock["id"]).pack())
    [unlock] = await world.rows(select(t.mark_unlock))
    assert unlock["state"] == "open"
    await teacher.forge(f"tn:{world.school.lesson('algebra', MONDAY)}:{mark}")
    world.clock.advance(timedelta(hours=25))
    await teacher.send("Пересдал")
    assert "срок этих отметок закончился 23 ноября" in teacher.text
    [row] = await world.rows(select(t.mark))
    assert (row["value"], row["comment"]) == (3, "")


async def _asked_to_open(world: World) -> Client:
    teacher = await world.staff("orlova")
    await open_work(teacher, world, "answer", MONDAY)
    await teacher.click("Белов 3")
    await teacher.click("Попросить открыть")
    await teacher.send("Описка")
    return teacher


async def test_a_lesson_substituted_while_its_topic_was_typed(world: World) -> None:
    teacher = await _at_topic(world)
    lesson_id = world.school.lesson("algebra")
    await world.change(
        t.lesson, lesson_id, teacher_id=world.school["kuznetsov"], is_substituted=True
    )
    await teacher.send("Степени")
    assert teacher.text.startswith("На этом уроке вас замещает Кузнецов И. Л.")
    [row] = await world.rows(select(t.lesson).where(t.lesson.c.id == lesson_id))
    assert row["topic"] == ""


async def test_a_keyboard_of_last_month_changes_nothing_of_who_left(world: World) -> None:
    teacher = await world.staff("orlova")
    await open_work(teacher, world)
    old = teacher.button("4")["callback_data"]
    async with world.app.database.write(world.clock()) as uow:
        await uow.connection.execute(
            update(t.section_student)
            .where(t.section_student.c.student_id == world.school["petr"])
            .values(ends=TODAY)
        )
        await uow.commit()
    world.clock.advance(timedelta(days=30))
    await teacher.forge(old)
    assert "24 ноября в группе не было" in teacher.text
    assert await world.rows(select(t.mark)) == []
