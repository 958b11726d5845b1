"""Appointing the teacher of a class's or group's subject in the chat."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.year.teaching import appoint_to_teach, ask_to_teach, who_may_teach
from handlers.context import Context
from handlers.screen import Screen
from handlers.typing import WRITES
from handlers.words import _
from handlers.year.load_screens import section_screen
from handlers.year.teacher_callbacks import AskTeacher, OpenTeachers, SetTeacher
from handlers.year.teacher_screens import ask_screen, teachers_screen


def make_router() -> Router:
    router = Router(name="teachers_of_sections")
    router.callback_query.register(show_teachers, OpenTeachers.filter())
    router.callback_query.register(ask, AskTeacher.filter())
    router.callback_query.register(decide, SetTeacher.filter(), flags=WRITES)
    return router


async def show_teachers(query: CallbackQuery, callback_data: OpenTeachers, ctx: Context) -> Screen:
    asked = callback_data
    found = await who_may_teach(ctx.uow, ctx.actor, asked.grade_level, asked.section_id)
    return teachers_screen(found, asked.page)


async def ask(query: CallbackQuery, callback_data: AskTeacher, ctx: Context) -> Screen:
    asked = callback_data
    section, person = await ask_to_teach(
        ctx.uow, ctx.actor, asked.grade_level, asked.section_id, asked.person_id
    )
    return ask_screen(asked.grade_level, section, person)


async def decide(query: CallbackQuery, callback_data: SetTeacher, ctx: Context) -> Screen:
    wanted = callback_data
    load = await appoint_to_teach(
        ctx.uow,
        ctx.actor,
        wanted.grade_level,
        wanted.section_id,
        wanted.person_id,
        seen=wanted.seen,
    )
    return replace(section_screen(load, wanted.section_id), toast=_("Saved"))
