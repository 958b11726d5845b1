"""`kill -9` at every step of an update: one effect, and an answer."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from aiogram.methods import AnswerCallbackQuery
from sqlalchemy import select

from storage import tables as t
from tests.support.inbox import message
from tests.support.people import Client, World
from tests.support.telegram import InProcessSession

pytestmark = pytest.mark.usefixtures("whole_way")


async def die(*_args: Any, **_values: Any) -> None:
    """No handler of errors catches it."""
    raise asyncio.CancelledError


async def press_and_die(
    world: World, client: Client, label: str, dies_in: Callable[[pytest.MonkeyPatch], None]
) -> None:
    """The press reaches the bot, which dies at the given step, and another one starts."""
    rows = client.last["reply_markup"]["inline_keyboard"]
    row, col = next(
        (row, col)
        for row, buttons in enumerate(rows)
        for col, button in enumerate(buttons)
        if button["text"].startswith(label)
    )
    query = world.telegram.click(client.id, client.last["message_id"], row=row, col=col)
    with pytest.MonkeyPatch.context() as steps:
        dies_in(steps)
        await world.settle()
    await world.restart()
    assert query.answer is not None, "the spinner goes on"


async def at_lesson(world: World) -> Client:
    teacher = await world.staff("orlova")
    await teacher.send("/lessons")
    await teacher.click("3 · 7А")
    return teacher


async def marks_of_class(world: World) -> Client:
    teacher = await at_lesson(world)
    await teacher.click("Отметки")
    await teacher.click("Другая работа")
    await teacher.click("Контрольная")
    await teacher.click("Иванова")
    return teacher


async def changes(world: World) -> list[int]:
    return [row["new_value"] for row in await world.rows(select(t.mark_change))]


def not_ticked(_number: int, _looks: object) -> None:
    """As when the program dies before that commit."""


async def test_before_the_handler_it_is_done_after_the_start(world: World) -> None:
    teacher = await marks_of_class(world)

    def before(steps: pytest.MonkeyPatch) -> None:
        steps.setattr(world.app.dispatcher, "feed_update", die)

    await press_and_die(world, teacher, "5", before)
    assert await changes(world) == [5]
    assert "Иванова 5" in str(teacher.buttons)


async def test_before_its_commit_it_is_done_after_the_start(world: World) -> None:
    teacher = await marks_of_class(world)

    def at_commit(steps: pytest.MonkeyPatch) -> None:
        steps.setattr("handlers.lessons.mark_handlers.set_mark", die)

    await press_and_die(world, teacher, "5", at_commit)
    assert await changes(world) == [5]
    assert "Иванова 5" in str(teacher.buttons)


async def test_between_effect_and_answer_the_person_hears_that_it_is_done(world: World) -> None:
    teacher = await marks_of_class(world)

    def before_answer(steps: pytest.MonkeyPatch) -> None:
        steps.setattr(world.app.responder, "answer_button", die)

    await press_and_die(world, teacher, "5", before_answer)
    assert await changes(world) == [5]
    assert teacher.text == "Сделано. Бот перезапускался и не смог показать это сразу."
    await teacher.click("Меню")
    assert "3 · 7А" in str(teacher.buttons)


async def test_after_the_answer_nothing_happens_twice(world: World) -> None:
    teacher = await marks_of_class(world)

    def before_tick(steps: pytest.MonkeyPatch) -> None:
        steps.setattr(world.app.intake._register, "tick", not_ticked)

    await press_and_die(world, teacher, "5", before_tick)
    assert await changes(world) == [5]


async def test_a_question_that_was_asked_stays_open(world: World) -> None:
    """The teacher may have seen the question, and types the answer to it."""
    teacher = await at_lesson(world)

    def before_tick(steps: pytest.MonkeyPatch) -> None:
        steps.setattr(world.app.intake._register, "tick", not_ticked)

    await press_and_die(world, teacher, "Тема", before_tick)
    await teacher.send("Дроби")
    assert "Тема: Дроби" in teacher.text


async def test_what_is_left_comes_before_what_is_new(world: World) -> None:
    """Two texts answer one question: the first is the answer."""
    teacher = await at_lesson(world)
    await teacher.click("Тема")
    with pytest.MonkeyPatch.context() as steps:
        steps.setattr(world.app.dispatcher, "feed_update", die)
        await teacher.send("Дроби")
    await world.restart()
    await teacher.send("Уравнения")
    assert "Сейчас" in teacher.text or "никто этого не прочтёт" in teacher.text
    (lesson,) = await world.rows(
        select(t.lesson.c.topic).where(t.lesson.c.topic.in_(["Дроби", "Уравнения"]))
    )
    assert lesson["topic"] == "Дроби"


async def test_a_new_update_waits_for_the_old_ones_of_its_person(world: World) -> None:
    """Nobody has looked into the inbox yet when the new one comes."""
    teacher = await at_lesson(world)
    await teacher.click("Тема")
    with pytest.MonkeyPatch.context() as steps:
        steps.setattr(world.app.dispatcher, "feed_update", die)
        steps.setattr("bot.intake.Intake.catch_up", _nothing)
        await teacher.send("Дроби")
        await world.restart()
    assert "Дроби" not in teacher.text
    await teacher.send("Уравнения")
    (lesson,) = await world.rows(
        select(t.lesson.c.topic).where(t.lesson.c.topic.in_(["Дроби", "Уравнения"]))
    )
    assert lesson["topic"] == "Дроби"


async def _nothing(*_args: Any) -> None:
    return None


async def test_a_press_that_waited_is_still_answered(world: World) -> None:
    """Its spinner is stopped, however late."""
    elena = await world.guardian("elena", "anna")
    await elena.send("/schedule")
    with pytest.MonkeyPatch.context() as steps:
        steps.setattr(world.app.dispatcher, "feed_update", die)
        query = world.telegram.click(elena.id, elena.last["message_id"], row=0, col=0)
        await world.settle()
    answers = [query.answer]
    await world.restart()
    answers.append(query.answer)
    assert [each is None for each in answers] == [True, False]
    session = world.app.bot.session
    assert isinstance(session, InProcessSession)
    assert isinstance(session.calls[-1], AnswerCallbackQuery)


async def test_a_stop_in_order_leaves_what_does_not_finish_in_the_inbox(world: World) -> None:
    """One is under way for too long, the next was not begun: both are handled after the start."""
    elena = await world.guardian("elena", "anna")

    async def slow(*_args: Any, **_values: Any) -> None:
        await asyncio.Event().wait()

    with pytest.MonkeyPatch.context() as steps:
        steps.setattr(world.app.dispatcher, "feed_update", slow)
        await world.app.intake.take([message(1, elena.id, "/help"), message(2, elena.id, "/marks")])
        await asyncio.sleep(0)
        await world.app.intake.finish(0.01)
    assert not elena.from_bot
    await world.restart()
    assert len(elena.from_bot) == 2
    assert "Оценок в этом периоде нет." in elena.text
