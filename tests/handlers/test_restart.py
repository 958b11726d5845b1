"""`kill -9` at every step of an update: one effect, and an answer."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from aiogram.methods import AnswerCallbackQuery
from sqlalchemy import select

from bot.app import build_app
from bot.pace import Unpaced
from bot.settings import Settings
from domain.inbox import Received
from storage import tables as t
from storage.uow import SqlUnitOfWork
from tests.support.inbox import message
from tests.support.people import Client, World, text_of
from tests.support.telegram import InProcessSession

OTHER_TOKEN = "220201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


@pytest.fixture(autouse=True)
def _whole_way(world: World) -> None:
    world.by_inbox = True


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


async def test_an_update_sent_again_is_not_answered_again(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    await elena.send("/schedule")
    answers = len(elena.from_bot)
    sent = message(100_000_001, elena.id, "/schedule")
    for _ in range(3):
        await world.app.intake.take([sent])
        await world.app.intake.settle()
        await world.restart()
    assert len(elena.from_bot) == answers
    assert not await world.rows(select(t.inbox_update).where(t.inbox_update.c.body.is_not(None)))


async def test_fifty_at_once_are_answered_in_their_order(world: World) -> None:
    elena = await world.guardian("elena", "anna")
    commands = ["/schedule", "/marks", "/homework", "/help", "/children"] * 10
    batch = [message(n, elena.id, text) for n, text in enumerate(commands, start=1)]
    alone = []
    for text in commands[:5]:
        await elena.send(text)
        alone.append(elena.text)
    await asyncio.gather(*(world.app.intake.take([each]) for each in batch))
    await world.app.intake.settle()
    assert [text_of(each) for each in elena.from_bot[5:]] == alone * 10


async def test_what_cannot_be_read_is_put_aside_by_its_number(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    elena = await world.guardian("elena", "anna")
    broken = {"update_id": 1, "message": {"message_id": "Секрет", "from": {"id": elena.id}}}
    nameless: dict[str, Any] = {"message": {}}
    odd = {"update_id": 2**63, "message": {}}
    await world.app.intake.take([broken, nameless, odd, message(2, elena.id, "/help")])
    await world.app.intake.settle()
    assert "update 1 cannot be read and is put aside" in caplog.text
    assert "Секрет" not in caplog.text
    assert elena.text
    assert not await world.rows(select(t.inbox_update).where(t.inbox_update.c.body.is_not(None)))


async def test_a_chat_knows_its_bot_and_follows_its_person_to_another(world: World) -> None:
    """The bot that was left says that it is blocked, and that is nobody's business any more."""
    elena = await world.guardian("elena", "anna")
    await world.change(t.chat, elena.id, bot_id=0)
    await elena.send("/help")

    async def row() -> dict[str, Any]:
        (found,) = await world.rows(select(t.chat).where(t.chat.c.id == elena.id))
        return found

    first, app = world.app.bot.id, world.app
    assert (await row())["bot_id"] == first
    world.telegram.add_bot(OTHER_TOKEN)
    other = build_app(
        Settings(_env_file=None, bot_token=OTHER_TOKEN),
        clock=world.clock,
        session=InProcessSession(world.telegram),
        database=app.database,
        pace=Unpaced(),
    )
    # The playground's chats are one bot's, so only the row is looked at.
    await other.intake.take([message(1, elena.id, "Добрый день")])
    await other.intake.settle()
    assert (await row())["bot_id"] == other.bot.id
    blocked = {
        "chat": {"id": elena.id, "type": "private", "first_name": "Елена"},
        "from": {"id": elena.id, "is_bot": False, "first_name": "Елена"},
        "date": 0,
        "old_chat_member": {"status": "member", "user": _user(first)},
        "new_chat_member": {"status": "kicked", "user": _user(first), "until_date": 0},
    }
    await app.intake.take([{"update_id": 7, "my_chat_member": blocked}])
    await app.intake.settle()
    assert (await row())["unreachable_since"] is None
    assert (await row())["bot_id"] == other.bot.id
    await other.intake.take([{"update_id": 7, "my_chat_member": blocked}])
    await other.intake.settle()
    assert (await row())["unreachable_since"] is not None


def _user(user_id: int) -> dict[str, Any]:
    return {"id": user_id, "is_bot": True, "first_name": "Дневник"}


async def test_two_bots_have_an_inbox_each(world: World) -> None:
    """The same number from two bots is two updates, and each answers its own."""
    elena = await world.guardian("elena", "anna")
    async with world.app.database.write(world.clock()) as uow:
        await uow.inbox.put(99, [Received(1, elena.id, "{}")])
        await uow.commit()
    await world.app.intake.take([message(1, elena.id, "/help")])
    await world.restart()
    assert elena.text
    left = await world.rows(select(t.inbox_update).where(t.inbox_update.c.body.is_not(None)))
    assert [row["bot_id"] for row in left] == [99]


async def test_reading_costs_no_commit_while_there_is_more_to_store(world: World) -> None:
    """Two batches, two commits: what the first was is ticked off with the second."""
    elena = await world.guardian("elena", "anna")
    await world.settle()
    commits = 0
    commit = SqlUnitOfWork.commit

    async def counting(self: SqlUnitOfWork) -> None:
        nonlocal commits
        commits += 1
        await commit(self)

    with pytest.MonkeyPatch.context() as watched:
        watched.setattr(SqlUnitOfWork, "commit", counting)
        for number in range(1, 40, 10):
            texts = [message(n, elena.id, "/help") for n in range(number, number + 10)]
            await world.app.intake.take(texts)
            await world.app.intake._lanes.idle()
        assert commits == 4
        await world.app.intake.settle()
        assert commits == 5


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
