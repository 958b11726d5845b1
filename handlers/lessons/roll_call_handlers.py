"""The roll call of a lesson."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.attendance.roll_call import (
    finish,
    open_roll_call,
    tap,
    tap_all_present,
    tap_by_results,
)
from domain.attendance.roll_call_model import Finished
from handlers.context import Context
from handlers.lessons.callbacks import FinishRollCall, OpenRollCall, TapPupil
from handlers.lessons.card import lesson_card
from handlers.lessons.roll_call_callbacks import (
    AllPresent,
    ByResults,
    OpenOthers,
    OpenStatuses,
    SetStatus,
)
from handlers.lessons.roll_call_screens import others_screen, roll_call_screen, statuses_screen
from handlers.screen import Screen
from handlers.typing import WRITES
from handlers.words import _, n_


def make_router() -> Router:
    router = Router(name="roll_call")
    router.callback_query.register(show_roll_call, OpenRollCall.filter())
    router.callback_query.register(tap_pupil, TapPupil.filter(), flags=WRITES)
    router.callback_query.register(finish_roll_call, FinishRollCall.filter(), flags=WRITES)
    router.callback_query.register(show_others, OpenOthers.filter())
    router.callback_query.register(show_statuses, OpenStatuses.filter())
    router.callback_query.register(set_status, SetStatus.filter(), flags=WRITES)
    router.callback_query.register(all_present, AllPresent.filter(), flags=WRITES)
    router.callback_query.register(by_results, ByResults.filter(), flags=WRITES)
    return router


async def show_roll_call(query: CallbackQuery, callback_data: OpenRollCall, ctx: Context) -> Screen:
    return roll_call_screen(await open_roll_call(ctx.uow, ctx.actor, callback_data.lesson_id))


async def show_others(query: CallbackQuery, callback_data: OpenOthers, ctx: Context) -> Screen:
    return others_screen(await open_roll_call(ctx.uow, ctx.actor, callback_data.lesson_id))


async def show_statuses(query: CallbackQuery, callback_data: OpenStatuses, ctx: Context) -> Screen:
    roll = await open_roll_call(ctx.uow, ctx.actor, callback_data.lesson_id)
    return statuses_screen(roll, callback_data.student_id)


async def tap_pupil(query: CallbackQuery, callback_data: TapPupil, ctx: Context) -> Screen:
    roll = await tap(
        ctx.uow,
        ctx.actor,
        callback_data.lesson_id,
        callback_data.student_id,
        callback_data.status,
    )
    return roll_call_screen(roll)


async def set_status(query: CallbackQuery, callback_data: SetStatus, ctx: Context) -> Screen:
    roll = await tap(
        ctx.uow,
        ctx.actor,
        callback_data.lesson_id,
        callback_data.student_id,
        callback_data.status,
        callback_data.minutes or None,
    )
    return roll_call_screen(roll)


async def all_present(query: CallbackQuery, callback_data: AllPresent, ctx: Context) -> Screen:
    return roll_call_screen(await tap_all_present(ctx.uow, ctx.actor, callback_data.lesson_id))


async def by_results(query: CallbackQuery, callback_data: ByResults, ctx: Context) -> Screen:
    return roll_call_screen(await tap_by_results(ctx.uow, ctx.actor, callback_data.lesson_id))


async def finish_roll_call(
    query: CallbackQuery, callback_data: FinishRollCall, ctx: Context
) -> Screen:
    done = await finish(ctx.uow, ctx.actor, callback_data.lesson_id)
    card = await lesson_card(ctx, callback_data.lesson_id)
    return replace(card, toast=_told(done))


def _told(done: Finished) -> str:
    """What the card does not show: whether anybody hears of it."""
    if not done.news:
        return _("Recorded. There is nothing to tell anybody.")
    if not done.notices:
        return _("Recorded. These families are not connected, or want no such messages.")
    return n_(
        "Recorded. {count} message goes to parents and pupils.",
        "Recorded. {count} messages go to parents and pupils.",
        done.notices,
    )
