"""Homework of a lesson. A question is open only while somebody is being asked to type."""

from collections.abc import Collection, Mapping
from typing import Any

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.errors import Refused
from domain.homework.addressing import address_homework, open_addressing
from domain.homework.desk import HomeworkDesk, open_homework, with_plan
from domain.homework.estimating import load_beside
from domain.homework.setting import (
    HOMEWORK_LENGTH,
    move_homework,
    remove_homework,
    set_homework,
    set_planned_homework,
)
from handlers.context import Context
from handlers.lessons.callbacks import (
    AskHomework,
    MoveHomework,
    OpenHomework,
    PickHomework,
    RemoveHomework,
)
from handlers.lessons.homework_screens import (
    ask_screen,
    due_screen,
    homework_list_screen,
    homework_screen,
)
from handlers.lessons.pupil_callbacks import AddressHomework, PickHomeworkPupils
from handlers.lessons.pupil_screens import picking_screen, read_mask
from handlers.pieces import length_of, refuse_length
from handlers.screen import Screen
from handlers.typing import WRITES, Typing


def make_router() -> Router:
    router = Router(name="lesson_homework")
    router.callback_query.register(show_homework, OpenHomework.filter(), flags=WRITES)
    router.callback_query.register(ask_homework, AskHomework.filter(), flags=WRITES)
    router.callback_query.register(take_planned, PickHomework.filter(), flags=WRITES)
    router.callback_query.register(move, MoveHomework.filter(), flags=WRITES)
    router.callback_query.register(take_away, RemoveHomework.filter(), flags=WRITES)
    router.callback_query.register(pick_pupils, PickHomeworkPupils.filter())
    router.callback_query.register(address, AddressHomework.filter(), flags=WRITES)
    router.message.register(take_homework, Typing("lesson_homework"), flags=WRITES)
    return router


async def show_homework(query: CallbackQuery, callback_data: OpenHomework, ctx: Context) -> Screen:
    return await show_item(ctx, callback_data.lesson_id, callback_data.homework_id)


async def show_item(ctx: Context, lesson_id: int, homework_id: int = 0) -> Screen:
    """One homework if it is clear which, the list of several, or the question where none is set."""
    desk = await open_homework(ctx.uow, ctx.actor, lesson_id)
    if not desk.homework:
        return await _ask(ctx, desk, 0, 0)
    item = desk.item(homework_id)
    if item is None and len(desk.homework) > 1:
        return homework_list_screen(desk)
    item = item or desk.homework[0]
    load, ticks = await load_beside(ctx.uow, desk, item)
    return homework_screen(desk, item, load, ticks)


async def ask_homework(query: CallbackQuery, callback_data: AskHomework, ctx: Context) -> Screen:
    wanted = callback_data
    desk, picked = await _picked(ctx, wanted)
    return await _ask(ctx, desk, wanted.homework_id, wanted.due_lesson_id, picked, _mask(wanted))


async def _picked(
    ctx: Context, wanted: AskHomework | PickHomework
) -> tuple[HomeworkDesk, Collection[int]]:
    """Of a homework that is there already, it says by itself for whom it is."""
    if wanted.homework_id or not wanted.picked:
        return await open_homework(ctx.uow, ctx.actor, wanted.lesson_id), ()
    found = await open_addressing(ctx.uow, ctx.actor, wanted.lesson_id, 0)
    return found.desk, read_mask(found.pupils, wanted.picked, wanted.check)


def _mask(wanted: AskHomework | AddressHomework) -> Mapping[str, str]:
    return {"picked": wanted.picked, "check": wanted.check} if wanted.picked else {}


async def _ask(
    ctx: Context,
    desk: HomeworkDesk,
    homework_id: int,
    due_lesson_id: int,
    student_ids: Collection[int] = (),
    mask: Mapping[str, str] | None = None,
) -> Screen:
    desk = await with_plan(ctx.uow, desk)
    asked: dict[str, Any] = {
        "lesson_id": desk.taught.id,
        "homework_id": homework_id if desk.item(homework_id) else 0,
        "due_lesson_id": due_lesson_id if desk.due_lesson(due_lesson_id) else 0,
    }
    if student_ids:
        asked["student_ids"] = sorted(student_ids)
    await ctx.uow.chats.ask(ctx.session.chat_id, "lesson_homework", asked)
    place = asked["homework_id"], asked["due_lesson_id"]
    return ask_screen(desk, *place, for_some=len(student_ids), mask=mask if student_ids else None)


async def pick_pupils(
    query: CallbackQuery, callback_data: PickHomeworkPupils, ctx: Context
) -> Screen:
    """First as it is; then as it was tapped."""
    wanted = callback_data
    found = await open_addressing(ctx.uow, ctx.actor, wanted.lesson_id, wanted.homework_id)
    picked = found.chosen
    if wanted.check:
        picked = read_mask(found.pupils, wanted.picked, wanted.check)
    return picking_screen(found, picked, wanted.due_lesson_id)


async def address(query: CallbackQuery, callback_data: AddressHomework, ctx: Context) -> Screen:
    """Of a homework that is to be typed yet, the choice waits beside the question."""
    wanted = callback_data
    found = await open_addressing(ctx.uow, ctx.actor, wanted.lesson_id, wanted.homework_id)
    picked = read_mask(found.pupils, wanted.picked, wanted.check)
    if wanted.homework_id:
        item = await address_homework(
            ctx.uow, ctx.actor, wanted.lesson_id, wanted.homework_id, picked
        )
        return await show_item(ctx, wanted.lesson_id, item.id)
    return await _ask(ctx, found.desk, 0, wanted.due_lesson_id, picked, _mask(wanted))


async def take_homework(message: Message, ctx: Context) -> Screen:
    asked = ctx.session.typing_data
    length = length_of(asked, message)
    if length > HOMEWORK_LENGTH:
        error = Refused("homework_length", limit=HOMEWORK_LENGTH, length=length)
        return await refuse_length(ctx, message, error, length)
    item = await set_homework(
        ctx.uow,
        ctx.actor,
        asked["lesson_id"],
        message.text or "",
        asked["homework_id"],
        asked["due_lesson_id"],
        asked.get("student_ids", ()),
    )
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return await show_item(ctx, asked["lesson_id"], item.id)


async def take_planned(query: CallbackQuery, callback_data: PickHomework, ctx: Context) -> Screen:
    _desk, picked = await _picked(ctx, callback_data)
    item = await set_planned_homework(
        ctx.uow,
        ctx.actor,
        callback_data.lesson_id,
        callback_data.topic_id,
        callback_data.homework_id,
        callback_data.due_lesson_id,
        picked,
    )
    return await show_item(ctx, callback_data.lesson_id, item.id)


async def move(query: CallbackQuery, callback_data: MoveHomework, ctx: Context) -> Screen:
    """The choice of due lessons first; then back to the homework."""
    lesson_id, homework_id = callback_data.lesson_id, callback_data.homework_id
    if callback_data.due_lesson_id:
        due_id = callback_data.due_lesson_id
        await move_homework(ctx.uow, ctx.actor, lesson_id, homework_id, due_id)
        return await show_item(ctx, lesson_id, homework_id)
    desk = await open_homework(ctx.uow, ctx.actor, lesson_id)
    item = desk.item(homework_id)
    if item is None:
        return await show_item(ctx, lesson_id)
    return due_screen(desk, item)


async def take_away(query: CallbackQuery, callback_data: RemoveHomework, ctx: Context) -> Screen:
    await remove_homework(ctx.uow, ctx.actor, callback_data.lesson_id, callback_data.homework_id)
    return await show_item(ctx, callback_data.lesson_id)
