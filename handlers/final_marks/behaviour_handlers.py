"""Marks of behaviour in the chat of the homeroom teacher."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.errors import NotFound, Refused
from domain.final_marks.behaviour import (
    behaviour_sheet,
    choose_behaviour,
    choose_behaviour_for_rest,
    forget_behaviour,
    save_behaviour,
)
from handlers.classes.callbacks import OpenClass
from handlers.context import Context
from handlers.final_marks.behaviour_callbacks import (
    DraftBehaviour,
    DraftBehaviourRest,
    DropBehaviour,
    OpenBehaviour,
    OpenBehaviourPupil,
    SaveBehaviour,
)
from handlers.final_marks.behaviour_screens import behaviour_pupil_screen, behaviour_screen
from handlers.final_marks.saved import saved_words
from handlers.refusals import not_yet
from handlers.screen import Screen
from handlers.typing import WRITES


def make_router() -> Router:
    router = Router(name="behaviour")
    on = router.callback_query.register
    on(show_class, OpenBehaviour.filter())
    on(show_pupil, OpenBehaviourPupil.filter())
    on(choose, DraftBehaviour.filter(), flags=WRITES)
    on(choose_rest, DraftBehaviourRest.filter(), flags=WRITES)
    on(forget, DropBehaviour.filter(), flags=WRITES)
    on(save, SaveBehaviour.filter(), flags=WRITES)
    return router


async def show_class(query: CallbackQuery, callback_data: OpenBehaviour, ctx: Context) -> Screen:
    class_id, period_id = callback_data.class_id, callback_data.period_id or None
    try:
        sheet = await behaviour_sheet(ctx.uow, ctx.actor, class_id, period_id)
    except Refused as error:
        return not_yet(error, OpenClass(class_id=class_id))
    return behaviour_screen(sheet)


async def show_pupil(
    query: CallbackQuery, callback_data: OpenBehaviourPupil, ctx: Context
) -> Screen:
    asked = callback_data
    sheet = await behaviour_sheet(ctx.uow, ctx.actor, asked.class_id, asked.period_id)
    pupil = sheet.pupil(asked.student_id)
    if pupil is None:
        raise NotFound("pupil")
    return behaviour_pupil_screen(sheet, pupil)


async def choose(query: CallbackQuery, callback_data: DraftBehaviour, ctx: Context) -> Screen:
    asked = callback_data
    sheet = await choose_behaviour(
        ctx.uow, ctx.actor, asked.class_id, asked.period_id, asked.student_id, asked.code
    )
    return behaviour_screen(sheet)


async def choose_rest(
    query: CallbackQuery, callback_data: DraftBehaviourRest, ctx: Context
) -> Screen:
    asked = callback_data
    sheet = await choose_behaviour_for_rest(
        ctx.uow, ctx.actor, asked.class_id, asked.period_id, asked.code
    )
    return behaviour_screen(sheet)


async def forget(query: CallbackQuery, callback_data: DropBehaviour, ctx: Context) -> Screen:
    asked = callback_data
    return behaviour_screen(
        await forget_behaviour(ctx.uow, ctx.actor, asked.class_id, asked.period_id)
    )


async def save(query: CallbackQuery, callback_data: SaveBehaviour, ctx: Context) -> Screen:
    class_id, period_id = callback_data.class_id, callback_data.period_id
    count = await save_behaviour(ctx.uow, ctx.actor, class_id, period_id)
    sheet = await behaviour_sheet(ctx.uow, ctx.actor, class_id, period_id)
    return replace(behaviour_screen(sheet), toast=saved_words(count))
