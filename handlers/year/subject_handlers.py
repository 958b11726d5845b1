"""The school's subjects in the chat."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.year.subjects import give_marks, school_subjects, take_homework
from handlers.context import Context
from handlers.screen import Screen
from handlers.typing import WRITES
from handlers.words import _
from handlers.year.subject_callbacks import GiveMarks, OpenSubjects, TakeHomework
from handlers.year.subject_screens import subjects_screen


def make_router() -> Router:
    router = Router(name="subjects")
    router.callback_query.register(show_subjects, OpenSubjects.filter())
    router.callback_query.register(set_homework, TakeHomework.filter(), flags=WRITES)
    router.callback_query.register(set_marks, GiveMarks.filter(), flags=WRITES)
    return router


async def show_subjects(query: CallbackQuery, callback_data: OpenSubjects, ctx: Context) -> Screen:
    subjects = await school_subjects(ctx.uow, ctx.actor)
    return subjects_screen(subjects, callback_data.page, of_marks=callback_data.marks)


async def set_homework(query: CallbackQuery, callback_data: TakeHomework, ctx: Context) -> Screen:
    subjects = await take_homework(
        ctx.uow, ctx.actor, callback_data.subject_id, takes=callback_data.takes
    )
    return replace(subjects_screen(subjects, callback_data.page), toast=_("Saved"))


async def set_marks(query: CallbackQuery, callback_data: GiveMarks, ctx: Context) -> Screen:
    wanted = callback_data
    subjects = await give_marks(ctx.uow, ctx.actor, wanted.subject_id, gives=wanted.gives)
    return replace(subjects_screen(subjects, wanted.page, of_marks=True), toast=_("Saved"))
