"""/lessons: the teacher's day, a lesson's card, its topic and its roll call."""

from dataclasses import replace
from datetime import date

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.access import Action
from domain.attendance.roll_call import finish, open_roll_call, tap
from domain.attendance.roll_call_model import Finished
from domain.lessons.use_cases import (
    offered_topics,
    pick_topic,
    read_lesson,
    teaching_day,
    type_topic,
)
from handlers.context import Context
from handlers.days import to_day
from handlers.lessons import homework_handlers, mark_handlers
from handlers.lessons.callbacks import (
    FinishRollCall,
    OpenLesson,
    OpenLessons,
    OpenRollCall,
    OpenTopic,
    PickTopic,
    TapPupil,
)
from handlers.lessons.day_screens import card_screen, day_screen, topic_screen
from handlers.lessons.roll_call_screens import roll_call_screen
from handlers.menu.around import around_work
from handlers.screen import Screen
from handlers.typing import WRITES, Typing
from handlers.words import _, n_

_CHANGES = (
    Action.TAKE_ATTENDANCE,
    Action.SET_MARK,
    Action.SET_HOMEWORK,
    Action.SET_TOPIC,
    Action.SET_FINAL_MARK,
)


def make_router() -> Router:
    router = Router(name="lessons")
    router.message.register(show_today, Command("lessons"))
    router.callback_query.register(show_day, OpenLessons.filter())
    router.callback_query.register(show_lesson, OpenLesson.filter())
    router.callback_query.register(show_roll_call, OpenRollCall.filter())
    router.callback_query.register(tap_pupil, TapPupil.filter(), flags=WRITES)
    router.callback_query.register(finish_roll_call, FinishRollCall.filter(), flags=WRITES)
    router.callback_query.register(ask_topic, OpenTopic.filter(), flags=WRITES)
    router.callback_query.register(take_planned_topic, PickTopic.filter(), flags=WRITES)
    router.message.register(take_topic, Typing("lesson_topic"), flags=WRITES)
    router.include_routers(mark_handlers.make_router(), homework_handlers.make_router())
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


async def lesson_card(ctx: Context, lesson_id: int) -> Screen:
    """The card with the buttons that this person has a right to."""
    card = await read_lesson(ctx.uow, ctx.actor, lesson_id)
    allowed = [action for action in _CHANGES if ctx.actor.may(action, card.taught.target)]
    return card_screen(card, allowed, card.school.today(ctx.now))


async def show_roll_call(query: CallbackQuery, callback_data: OpenRollCall, ctx: Context) -> Screen:
    return roll_call_screen(await open_roll_call(ctx.uow, ctx.actor, callback_data.lesson_id))


async def tap_pupil(query: CallbackQuery, callback_data: TapPupil, ctx: Context) -> Screen:
    roll = await tap(
        ctx.uow,
        ctx.actor,
        callback_data.lesson_id,
        callback_data.student_id,
        callback_data.status,
    )
    return roll_call_screen(roll)


async def finish_roll_call(
    query: CallbackQuery, callback_data: FinishRollCall, ctx: Context
) -> Screen:
    done = await finish(ctx.uow, ctx.actor, callback_data.lesson_id)
    card = await lesson_card(ctx, callback_data.lesson_id)
    return replace(card, toast=_told(done))


def _told(done: Finished) -> str:
    """What the card does not show: whether anybody hears of it."""
    if not done.changes:
        return _("Recorded. There is nothing to tell anybody.")
    if not done.notices:
        return _("Recorded. These families are not connected, or want no such messages.")
    return n_(
        "Recorded. {count} message goes to the families.",
        "Recorded. {count} messages go to the families.",
        done.notices,
    )


async def ask_topic(query: CallbackQuery, callback_data: OpenTopic, ctx: Context) -> Screen:
    taught, offered = await offered_topics(ctx.uow, ctx.actor, callback_data.lesson_id)
    await ctx.uow.chats.ask(ctx.session.chat_id, "lesson_topic", {"lesson_id": taught.id})
    return topic_screen(taught, offered)


async def take_topic(message: Message, ctx: Context) -> Screen:
    lesson_id = ctx.session.typing_data["lesson_id"]
    await type_topic(ctx.uow, ctx.actor, lesson_id, message.text or "")
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return await lesson_card(ctx, lesson_id)


async def take_planned_topic(
    query: CallbackQuery, callback_data: PickTopic, ctx: Context
) -> Screen:
    await pick_topic(ctx.uow, ctx.actor, callback_data.lesson_id, callback_data.topic_id)
    return await lesson_card(ctx, callback_data.lesson_id)
