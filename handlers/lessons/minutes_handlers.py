"""How long homework takes: chosen or typed by its teacher, summed up for the school."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.errors import Refused
from domain.homework.estimating import (
    LONGEST,
    SHORTEST,
    class_load,
    estimate_homework,
    open_estimate,
)
from domain.typed import clean
from handlers.context import Context
from handlers.days import to_day
from handlers.lessons.homework_handlers import show_item
from handlers.lessons.minutes_callbacks import ChooseMinutes, OpenLoad, SetMinutes
from handlers.lessons.minutes_screens import load_screen, minutes_screen
from handlers.screen import Screen
from handlers.typing import WRITES, Typing

ASKED = "homework_minutes"


def make_router() -> Router:
    router = Router(name="homework_minutes")
    router.callback_query.register(ask_minutes, ChooseMinutes.filter(), flags=WRITES)
    router.callback_query.register(set_minutes, SetMinutes.filter(), flags=WRITES)
    router.callback_query.register(show_load, OpenLoad.filter())
    router.message.register(take_minutes, Typing(ASKED), flags=WRITES)
    return router


async def ask_minutes(query: CallbackQuery, callback_data: ChooseMinutes, ctx: Context) -> Screen:
    wanted = callback_data
    desk, item = await open_estimate(ctx.uow, ctx.actor, wanted.lesson_id, wanted.homework_id)
    asked = {"lesson_id": wanted.lesson_id, "homework_id": wanted.homework_id}
    await ctx.uow.chats.ask(ctx.session.chat_id, ASKED, asked)
    return minutes_screen(desk, item)


async def set_minutes(query: CallbackQuery, callback_data: SetMinutes, ctx: Context) -> Screen:
    wanted = callback_data
    place = wanted.lesson_id, wanted.homework_id
    await estimate_homework(ctx.uow, ctx.actor, *place, wanted.minutes)
    return await show_item(ctx, *place)


async def take_minutes(message: Message, ctx: Context) -> Screen:
    asked = ctx.session.typing_data
    place = asked["lesson_id"], asked["homework_id"]
    await estimate_homework(ctx.uow, ctx.actor, *place, read_minutes(message.text or ""))
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return await show_item(ctx, *place)


def read_minutes(typed: str) -> int:
    """«40», «40 минут», «40 мин.»; `Refused` "minutes_number" for anything else, and for 0."""
    number, _space, unit = clean(typed).lower().partition(" ")
    is_known = not unit or unit.startswith(("мин", "min"))
    if not (number.isascii() and number.isdigit() and is_known) or int(number[:4]) == 0:
        raise Refused("minutes_number", least=SHORTEST, most=LONGEST)
    return int(number[:4])


async def show_load(query: CallbackQuery, callback_data: OpenLoad, ctx: Context) -> Screen:
    day = to_day(callback_data.day) if callback_data.day is not None else None
    return load_screen(await class_load(ctx.uow, ctx.actor, callback_data.class_id, day))
