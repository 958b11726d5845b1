"""School years and grading periods in the chat."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.calendar import PeriodKind
from domain.year.kinds import choose_kind
from domain.year.periods import (
    add_period,
    add_year,
    drop_period,
    move_period,
    open_period,
    school_periods,
)
from handlers.context import Context
from handlers.screen import Screen
from handlers.typing import WRITES, Typing
from handlers.words import _
from handlers.year.kind_screens import grade_kind_screen, kinds_screen
from handlers.year.period_callbacks import (
    AskBounds,
    AskPeriod,
    ChooseGrade,
    ChooseKind,
    DropPeriod,
    OpenGradeKind,
    OpenKinds,
    OpenPeriod,
    OpenPeriods,
)
from handlers.year.period_screens import (
    bounds_screen,
    grades_screen,
    new_period_screen,
    period_screen,
    periods_screen,
)


def make_router() -> Router:
    router = Router(name="periods")
    on = router.callback_query.register
    on(show_periods, OpenPeriods.filter())
    on(show_period, OpenPeriod.filter())
    on(choose_grade, ChooseGrade.filter())
    on(show_kinds, OpenKinds.filter())
    on(show_grade_kind, OpenGradeKind.filter())
    on(set_kind, ChooseKind.filter(), flags=WRITES)
    on(ask_period, AskPeriod.filter(), flags=WRITES)
    on(ask_bounds, AskBounds.filter(), flags=WRITES)
    on(forget_period, DropPeriod.filter(), flags=WRITES)
    router.message.register(take_period, Typing("period"), flags=WRITES)
    router.message.register(take_bounds, Typing("period_bounds"), flags=WRITES)
    return router


async def show_periods(query: CallbackQuery, callback_data: OpenPeriods, ctx: Context) -> Screen:
    kind = callback_data.kind
    return periods_screen(await school_periods(ctx.uow, ctx.actor, kind), kind)


async def show_period(query: CallbackQuery, callback_data: OpenPeriod, ctx: Context) -> Screen:
    return period_screen(await open_period(ctx.uow, ctx.actor, callback_data.period_id))


async def choose_grade(query: CallbackQuery, callback_data: ChooseGrade, ctx: Context) -> Screen:
    return grades_screen(await open_period(ctx.uow, ctx.actor, callback_data.period_id))


async def show_kinds(query: CallbackQuery, callback_data: OpenKinds, ctx: Context) -> Screen:
    return kinds_screen(await school_periods(ctx.uow, ctx.actor, None))


async def show_grade_kind(
    query: CallbackQuery, callback_data: OpenGradeKind, ctx: Context
) -> Screen:
    grade = callback_data.grade_level
    return grade_kind_screen(await school_periods(ctx.uow, ctx.actor, None), grade)


async def set_kind(query: CallbackQuery, callback_data: ChooseKind, ctx: Context) -> Screen:
    grade, kind = callback_data.grade_level, callback_data.kind
    shown = await choose_kind(ctx.uow, ctx.actor, grade, kind)
    return replace(grade_kind_screen(shown, grade), toast=_("Saved"))


async def ask_period(query: CallbackQuery, callback_data: AskPeriod, ctx: Context) -> Screen:
    kind = callback_data.kind
    await school_periods(ctx.uow, ctx.actor, None)
    await ctx.uow.chats.ask(ctx.session.chat_id, "period", {"kind": kind.value})
    return new_period_screen(kind)


async def ask_bounds(query: CallbackQuery, callback_data: AskBounds, ctx: Context) -> Screen:
    stored = await open_period(ctx.uow, ctx.actor, callback_data.period_id)
    data = {"period_id": stored.period.id, "grade_level": callback_data.grade_level}
    await ctx.uow.chats.ask(ctx.session.chat_id, "period_bounds", data)
    return bounds_screen(stored, callback_data.grade_level)


async def take_period(message: Message, ctx: Context) -> Screen:
    kind = PeriodKind(ctx.session.typing_data["kind"])
    typed = message.text or ""
    if kind is PeriodKind.SCHOOL_YEAR:
        await add_year(ctx.uow, ctx.actor, typed)
    else:
        await add_period(ctx.uow, ctx.actor, kind, typed)
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return periods_screen(await school_periods(ctx.uow, ctx.actor, kind), kind)


async def take_bounds(message: Message, ctx: Context) -> Screen:
    data = ctx.session.typing_data
    grade = data["grade_level"] or None
    typed = message.text or ""
    stored = await move_period(ctx.uow, ctx.actor, data["period_id"], grade, typed)
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    kind = stored.period.kind
    return periods_screen(await school_periods(ctx.uow, ctx.actor, kind), kind)


async def forget_period(query: CallbackQuery, callback_data: DropPeriod, ctx: Context) -> Screen:
    stored = await open_period(ctx.uow, ctx.actor, callback_data.period_id)
    shown = await drop_period(ctx.uow, ctx.actor, callback_data.period_id)
    return replace(periods_screen(shown, stored.period.kind), toast=_("Saved"))
