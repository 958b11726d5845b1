"""The teaching load in the chat."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.year.load import grade_load, set_hours, subject_hours
from handlers.context import Context
from handlers.screen import Screen
from handlers.typing import WRITES
from handlers.words import _
from handlers.year import teacher_handlers
from handlers.year.load_callbacks import OpenHours, OpenLoad, SetHours
from handlers.year.load_screens import hours_screen, load_screen


def make_router() -> Router:
    router = Router(name="teaching_load")
    router.callback_query.register(show_load, OpenLoad.filter())
    router.callback_query.register(show_hours, OpenHours.filter())
    router.callback_query.register(choose_hours, SetHours.filter(), flags=WRITES)
    router.include_router(teacher_handlers.make_router())
    return router


async def show_load(query: CallbackQuery, callback_data: OpenLoad, ctx: Context) -> Screen:
    load = await grade_load(ctx.uow, ctx.actor, callback_data.grade_level)
    return load_screen(load, callback_data.page)


async def show_hours(query: CallbackQuery, callback_data: OpenHours, ctx: Context) -> Screen:
    grade_level, subject_id = callback_data.grade_level, callback_data.subject_id
    section_id = callback_data.section_id
    load = await subject_hours(ctx.uow, ctx.actor, grade_level, subject_id, section_id)
    return hours_screen(load, subject_id, section_id)


async def choose_hours(query: CallbackQuery, callback_data: SetHours, ctx: Context) -> Screen:
    wanted = callback_data
    load = await set_hours(
        ctx.uow,
        ctx.actor,
        wanted.grade_level,
        wanted.subject_id,
        wanted.hours,
        section_id=wanted.section_id,
    )
    screen = hours_screen(load, wanted.subject_id, wanted.section_id)
    return replace(screen, toast=_("Saved"))
