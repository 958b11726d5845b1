"""Bells in the chat."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.school_days import BellRule
from domain.year.bells import (
    add_bells,
    add_schedule,
    drop_bells,
    open_schedule,
    place_bells,
    school_bells,
)
from handlers.context import Context
from handlers.screen import Screen
from handlers.typing import WRITES, Typing
from handlers.year.bell_callbacks import (
    AskBellsDay,
    AskSchedule,
    ChooseDays,
    DropBells,
    OpenBells,
    OpenSchedule,
    SetBells,
)
from handlers.year.bell_screens import (
    bells_screen,
    days_screen,
    schedule_screen,
    type_day_screen,
    type_schedule_screen,
)
from handlers.year.holiday_screens import lessons_toast


def make_router() -> Router:
    router = Router(name="bells")
    on = router.callback_query.register
    on(show_bells, OpenBells.filter())
    on(show_schedule, OpenSchedule.filter())
    on(choose_days, ChooseDays.filter())
    on(ask_schedule, AskSchedule.filter(), flags=WRITES)
    on(set_bells, SetBells.filter(), flags=WRITES)
    on(ask_day, AskBellsDay.filter(), flags=WRITES)
    on(forget_bells, DropBells.filter(), flags=WRITES)
    router.message.register(take_schedule, Typing("bell_schedule"), flags=WRITES)
    router.message.register(take_day, Typing("bells_day"), flags=WRITES)
    return router


async def show_bells(query: CallbackQuery, callback_data: OpenBells, ctx: Context) -> Screen:
    return bells_screen(await school_bells(ctx.uow, ctx.actor), callback_data.page)


async def show_schedule(query: CallbackQuery, callback_data: OpenSchedule, ctx: Context) -> Screen:
    found = await open_schedule(ctx.uow, ctx.actor, callback_data.schedule_id)
    return schedule_screen(*found)


async def choose_days(query: CallbackQuery, callback_data: ChooseDays, ctx: Context) -> Screen:
    it = callback_data
    return days_screen(await place_bells(ctx.uow, ctx.actor, it.schedule_id, _rule(it)))


async def ask_schedule(query: CallbackQuery, callback_data: AskSchedule, ctx: Context) -> Screen:
    await school_bells(ctx.uow, ctx.actor)
    await ctx.uow.chats.ask(ctx.session.chat_id, "bell_schedule", {})
    return type_schedule_screen()


async def take_schedule(message: Message, ctx: Context) -> Screen:
    bells = await add_schedule(ctx.uow, ctx.actor, message.text or "")
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return bells_screen(bells)


async def set_bells(query: CallbackQuery, callback_data: SetBells, ctx: Context) -> Screen:
    rule = replace(_rule(callback_data), weekday=callback_data.weekday or None)
    bells, changed = await add_bells(ctx.uow, ctx.actor, rule)
    return replace(bells_screen(bells), toast=lessons_toast(changed))


async def ask_day(query: CallbackQuery, callback_data: AskBellsDay, ctx: Context) -> Screen:
    it = callback_data
    place = await place_bells(ctx.uow, ctx.actor, it.schedule_id, _rule(it))
    await ctx.uow.chats.ask(ctx.session.chat_id, "bells_day", it.model_dump())
    return type_day_screen(place)


async def take_day(message: Message, ctx: Context) -> Screen:
    rule = _rule(AskBellsDay(**ctx.session.typing_data))
    bells, _changed = await add_bells(ctx.uow, ctx.actor, rule, message.text or "")
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return bells_screen(bells)


async def forget_bells(query: CallbackQuery, callback_data: DropBells, ctx: Context) -> Screen:
    bells, changed = await drop_bells(ctx.uow, ctx.actor, callback_data.rule_id)
    return replace(bells_screen(bells), toast=lessons_toast(changed))


def _rule(of: ChooseDays | SetBells | AskBellsDay) -> BellRule:
    """For whom; a class is named alone."""
    if of.class_id:
        return BellRule(of.schedule_id, school_class_id=of.class_id)
    return BellRule(of.schedule_id, of.grade_level or None, of.shift or None)
