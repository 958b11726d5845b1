"""The school year in the chat: the checklist, days that differ, holidays."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.working_days import DateKind
from domain.year.checklist import school_year
from domain.year.days import day_to_enter, drop_day, enter_day, working_days
from domain.year.holidays import (
    add_holiday,
    drop_holiday,
    holiday_places,
    holiday_to_type,
    open_holiday,
    school_holidays,
)
from domain.year.model import Of
from handlers.context import Context
from handlers.days import to_day
from handlers.screen import Screen
from handlers.typing import WRITES, Typing
from handlers.words import _
from handlers.year import (
    bell_handlers,
    load_handlers,
    period_handlers,
    subject_handlers,
    week_handlers,
)
from handlers.year.callbacks import (
    AskDay,
    AskHoliday,
    DropDay,
    DropHoliday,
    OpenDays,
    OpenHoliday,
    OpenHolidays,
    OpenYear,
    PlaceHoliday,
)
from handlers.year.holiday_screens import (
    holiday_screen,
    holidays_screen,
    lessons_toast,
    place_screen,
    type_holiday_screen,
)
from handlers.year.screens import days_screen, type_day_screen, year_screen


def make_router() -> Router:
    router = Router(name="year")
    on = router.callback_query.register
    on(show_year, OpenYear.filter())
    on(show_days, OpenDays.filter())
    on(ask_day, AskDay.filter(), flags=WRITES)
    on(forget_day, DropDay.filter(), flags=WRITES)
    on(show_holidays, OpenHolidays.filter())
    on(choose_whose, PlaceHoliday.filter())
    on(ask_holiday, AskHoliday.filter(), flags=WRITES)
    on(show_holiday, OpenHoliday.filter())
    on(forget_holiday, DropHoliday.filter(), flags=WRITES)
    router.message.register(take_day, Typing("calendar_day"), flags=WRITES)
    router.message.register(take_holiday, Typing("holiday"), flags=WRITES)
    router.include_routers(period_handlers.make_router(), bell_handlers.make_router())
    router.include_routers(subject_handlers.make_router(), week_handlers.make_router())
    router.include_router(load_handlers.make_router())
    return router


async def show_year(query: CallbackQuery, callback_data: OpenYear, ctx: Context) -> Screen:
    return year_screen(await school_year(ctx.uow, ctx.actor))


async def show_days(query: CallbackQuery, callback_data: OpenDays, ctx: Context) -> Screen:
    return days_screen(await working_days(ctx.uow, ctx.actor))


async def ask_day(query: CallbackQuery, callback_data: AskDay, ctx: Context) -> Screen:
    days = await day_to_enter(ctx.uow, ctx.actor)
    data = {"kind": callback_data.kind.value}
    await ctx.uow.chats.ask(ctx.session.chat_id, "calendar_day", data)
    return type_day_screen(days, callback_data.kind)


async def take_day(message: Message, ctx: Context) -> Screen:
    kind = DateKind(ctx.session.typing_data["kind"])
    days = await enter_day(ctx.uow, ctx.actor, kind, message.text or "")
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return days_screen(days)


async def forget_day(query: CallbackQuery, callback_data: DropDay, ctx: Context) -> Screen:
    days = await drop_day(ctx.uow, ctx.actor, to_day(callback_data.day))
    return replace(days_screen(days), toast=_("Saved"))


async def show_holidays(query: CallbackQuery, callback_data: OpenHolidays, ctx: Context) -> Screen:
    it = callback_data
    return holidays_screen(await school_holidays(ctx.uow, ctx.actor), over=it.over, page=it.page)


async def choose_whose(query: CallbackQuery, callback_data: PlaceHoliday, ctx: Context) -> Screen:
    grade = callback_data.grade_level
    return place_screen(await holiday_places(ctx.uow, ctx.actor, grade), grade)


async def ask_holiday(query: CallbackQuery, callback_data: AskHoliday, ctx: Context) -> Screen:
    of = Of(callback_data.grade_level or None, callback_data.class_id or None)
    place = await holiday_to_type(ctx.uow, ctx.actor, of)
    data = {"grade_level": callback_data.grade_level, "class_id": callback_data.class_id}
    await ctx.uow.chats.ask(ctx.session.chat_id, "holiday", data)
    return type_holiday_screen(place)


async def take_holiday(message: Message, ctx: Context) -> Screen:
    data = ctx.session.typing_data
    of = Of(data["grade_level"] or None, data["class_id"] or None)
    stored, changed = await add_holiday(ctx.uow, ctx.actor, of, message.text or "")
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return holiday_screen(stored, changed)


async def show_holiday(query: CallbackQuery, callback_data: OpenHoliday, ctx: Context) -> Screen:
    return holiday_screen(await open_holiday(ctx.uow, ctx.actor, callback_data.holiday_id))


async def forget_holiday(query: CallbackQuery, callback_data: DropHoliday, ctx: Context) -> Screen:
    holidays, changed = await drop_holiday(ctx.uow, ctx.actor, callback_data.holiday_id)
    return replace(holidays_screen(holidays), toast=lessons_toast(changed))
