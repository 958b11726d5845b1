"""Weeks and shifts of classes in the chat."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.year.weeks import choose_shift, choose_week, class_week, school_weeks
from handlers.context import Context
from handlers.screen import Screen
from handlers.typing import WRITES
from handlers.words import _
from handlers.year.holiday_screens import lessons_toast
from handlers.year.week_callbacks import OpenClassWeek, OpenWeeks, SetShift, SetWeek
from handlers.year.week_screens import class_week_screen, weeks_screen


def make_router() -> Router:
    router = Router(name="weeks")
    on = router.callback_query.register
    on(show_weeks, OpenWeeks.filter())
    on(show_class_week, OpenClassWeek.filter())
    on(set_week, SetWeek.filter(), flags=WRITES)
    on(set_shift, SetShift.filter(), flags=WRITES)
    return router


async def show_weeks(query: CallbackQuery, callback_data: OpenWeeks, ctx: Context) -> Screen:
    return weeks_screen(await school_weeks(ctx.uow, ctx.actor), callback_data.grade_level)


async def show_class_week(
    query: CallbackQuery, callback_data: OpenClassWeek, ctx: Context
) -> Screen:
    return class_week_screen(await class_week(ctx.uow, ctx.actor, callback_data.class_id))


async def set_week(query: CallbackQuery, callback_data: SetWeek, ctx: Context) -> Screen:
    it = callback_data
    school_class = await choose_week(ctx.uow, ctx.actor, it.class_id, it.days)
    return replace(class_week_screen(school_class), toast=_("Saved"))


async def set_shift(query: CallbackQuery, callback_data: SetShift, ctx: Context) -> Screen:
    it = callback_data
    found = await choose_shift(ctx.uow, ctx.actor, it.class_id, it.shift)
    school_class, changed = found
    return replace(class_week_screen(school_class), toast=lessons_toast(changed))
