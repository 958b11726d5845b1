"""Reasons of absences, papers, and the attendance of a class."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.absences.reasons import (
    accept,
    class_week,
    hand_in,
    open_absence,
    set_reason,
    to_explain,
)
from domain.access import Action
from handlers.absences.reason_callbacks import (
    AcceptWord,
    HandIn,
    OpenAbsence,
    OpenClassWeek,
    OpenUnexplained,
    SetReason,
)
from handlers.absences.reason_screens import absence_screen, unexplained_screen, week_screen
from handlers.context import Context
from handlers.days import to_day
from handlers.screen import Screen
from handlers.typing import WRITES
from handlers.words import _


def make_router() -> Router:
    router = Router(name="absence_reasons")
    router.callback_query.register(show_week, OpenClassWeek.filter())
    router.callback_query.register(show_unexplained, OpenUnexplained.filter())
    router.callback_query.register(show_absence, OpenAbsence.filter())
    router.callback_query.register(take_reason, SetReason.filter(), flags=WRITES)
    router.callback_query.register(take_word, AcceptWord.filter(), flags=WRITES)
    router.callback_query.register(take_paper, HandIn.filter(), flags=WRITES)
    return router


async def show_week(query: CallbackQuery, callback_data: OpenClassWeek, ctx: Context) -> Screen:
    day = to_day(callback_data.day) if callback_data.day else None
    week = await class_week(ctx.uow, ctx.actor, callback_data.class_id, day)
    may_set = ctx.actor.may(Action.SET_ABSENCE_REASON, week.school_class.target)
    return week_screen(week, may_set=may_set)


async def show_unexplained(
    query: CallbackQuery, callback_data: OpenUnexplained, ctx: Context
) -> Screen:
    return unexplained_screen(await to_explain(ctx.uow, ctx.actor, callback_data.class_id))


async def show_absence(query: CallbackQuery, callback_data: OpenAbsence, ctx: Context) -> Screen:
    begins, ends = callback_data.days
    found = await open_absence(ctx.uow, ctx.actor, callback_data.student_id, begins, ends)
    return absence_screen(found)


async def take_reason(query: CallbackQuery, callback_data: SetReason, ctx: Context) -> Screen:
    found = await set_reason(
        ctx.uow,
        ctx.actor,
        callback_data.student_id,
        callback_data.days,
        callback_data.reason,
        shown=callback_data.reasons,
    )
    toast = _("The reason is recorded.")
    reasons = {each.reason for each in found.lessons}
    if reasons and callback_data.reason not in reasons:
        toast = _("Somebody has recorded another reason meanwhile. Tap again to correct it.")
    return replace(absence_screen(found), toast=toast)


async def take_word(query: CallbackQuery, callback_data: AcceptWord, ctx: Context) -> Screen:
    found = await accept(ctx.uow, ctx.actor, callback_data.announced_id)
    return replace(absence_screen(found), toast=_("The reason is recorded."))


async def take_paper(query: CallbackQuery, callback_data: HandIn, ctx: Context) -> Screen:
    found = await hand_in(
        ctx.uow,
        ctx.actor,
        callback_data.student_id,
        callback_data.days,
        to_day(callback_data.handed),
    )
    return absence_screen(found)
