"""What a lesson was besides its topic: its form, and that nothing is set in it."""

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.access import Action
from domain.lessons.recording import say_no_homework, set_form
from domain.lessons.use_cases import open_lesson
from handlers.context import Context
from handlers.lessons.card import lesson_card
from handlers.lessons.record_callbacks import OpenForm, SayNoHomework, SetForm
from handlers.lessons.record_screens import form_screen
from handlers.screen import Screen
from handlers.typing import WRITES


def make_router() -> Router:
    router = Router(name="lesson_record")
    router.callback_query.register(choose_form, OpenForm.filter())
    router.callback_query.register(take_form, SetForm.filter(), flags=WRITES)
    router.callback_query.register(say_none, SayNoHomework.filter(), flags=WRITES)
    return router


async def choose_form(query: CallbackQuery, callback_data: OpenForm, ctx: Context) -> Screen:
    taught, _hat = await open_lesson(ctx.uow, ctx.actor, Action.SET_TOPIC, callback_data.lesson_id)
    return form_screen(taught)


async def take_form(query: CallbackQuery, callback_data: SetForm, ctx: Context) -> Screen:
    await set_form(ctx.uow, ctx.actor, callback_data.lesson_id, callback_data.form)
    return await lesson_card(ctx, callback_data.lesson_id)


async def say_none(query: CallbackQuery, callback_data: SayNoHomework, ctx: Context) -> Screen:
    lesson_id, is_none = callback_data.lesson_id, callback_data.is_none
    await say_no_homework(ctx.uow, ctx.actor, lesson_id, is_none=is_none)
    return await lesson_card(ctx, lesson_id)
