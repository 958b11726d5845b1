"""/lessons: the teacher's day, a lesson's card and its topic."""

from datetime import date

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.lessons.use_cases import (
    TOPIC_LENGTH,
    offered_topics,
    pick_topic,
    teaching_day,
    type_topic,
)
from handlers.context import Context
from handlers.days import to_day
from handlers.lessons import (
    file_handlers,
    homework_handlers,
    mark_handlers,
    minutes_handlers,
    record_handlers,
    roll_call_handlers,
)
from handlers.lessons.callbacks import (
    OpenLesson,
    OpenLessons,
    OpenTopic,
    PickTopic,
)
from handlers.lessons.card import lesson_card
from handlers.lessons.card_screens import topic_screen
from handlers.lessons.day_screens import day_screen
from handlers.menu.around import around_work
from handlers.pieces import too_long
from handlers.screen import Screen
from handlers.typing import WRITES, Typing


def make_router() -> Router:
    router = Router(name="lessons")
    router.message.register(show_today, Command("lessons"))
    router.callback_query.register(show_day, OpenLessons.filter())
    router.callback_query.register(show_lesson, OpenLesson.filter())
    router.callback_query.register(ask_topic, OpenTopic.filter(), flags=WRITES)
    router.callback_query.register(take_planned_topic, PickTopic.filter(), flags=WRITES)
    router.message.register(take_topic, Typing("lesson_topic"), flags=WRITES)
    router.include_routers(
        roll_call_handlers.make_router(),
        record_handlers.make_router(),
        mark_handlers.make_router(),
        homework_handlers.make_router(),
        file_handlers.make_router(),
        minutes_handlers.make_router(),
    )
    return router


async def show_today(message: Message, ctx: Context) -> Screen:
    return await _day(ctx, None)


async def show_day(query: CallbackQuery, callback_data: OpenLessons, ctx: Context) -> Screen:
    day = to_day(callback_data.day) if callback_data.day is not None else None
    return await _day(ctx, day)


async def _day(ctx: Context, day: date | None) -> Screen:
    teaching = await teaching_day(ctx.uow, ctx.actor, day)
    return around_work(day_screen(teaching), ctx.actor, teaching.teacher)


async def show_lesson(query: CallbackQuery, callback_data: OpenLesson, ctx: Context) -> Screen:
    return await lesson_card(ctx, callback_data.lesson_id)


async def ask_topic(query: CallbackQuery, callback_data: OpenTopic, ctx: Context) -> Screen:
    taught, offered = await offered_topics(ctx.uow, ctx.actor, callback_data.lesson_id)
    await ctx.uow.chats.ask(ctx.session.chat_id, "lesson_topic", {"lesson_id": taught.id})
    return topic_screen(taught, offered)


async def take_topic(message: Message, ctx: Context) -> Screen:
    refused = await too_long(ctx, message, "topic_length", TOPIC_LENGTH)
    if refused is not None:
        return refused
    lesson_id = ctx.session.typing_data["lesson_id"]
    await type_topic(ctx.uow, ctx.actor, lesson_id, message.text or "")
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return await lesson_card(ctx, lesson_id)


async def take_planned_topic(
    query: CallbackQuery, callback_data: PickTopic, ctx: Context
) -> Screen:
    await pick_topic(ctx.uow, ctx.actor, callback_data.lesson_id, callback_data.topic_id)
    return await lesson_card(ctx, callback_data.lesson_id)
