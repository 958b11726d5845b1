"""/finals and the final marks' buttons."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.final_marks.use_cases import year_finals
from handlers.context import Context
from handlers.final_marks import behaviour_handlers, exam_handlers, setting_handlers
from handlers.final_marks.callbacks import OpenFinals
from handlers.final_marks.screens import year_screen
from handlers.menu.around import around_diary
from handlers.menu.callbacks import Section
from handlers.screen import Screen
from handlers.whose import chosen_student


def make_router() -> Router:
    router = Router(name="final_marks")
    router.message.register(show_finals, Command("finals"))
    router.callback_query.register(show_year, OpenFinals.filter())
    router.include_router(setting_handlers.make_router())
    router.include_router(exam_handlers.make_router())
    router.include_router(behaviour_handlers.make_router())
    return router


async def show_finals(message: Message, ctx: Context) -> Screen:
    return await open_finals(ctx, chosen_student(ctx))


async def open_finals(ctx: Context, student_id: int) -> Screen:
    """The current school year."""
    return await _year(ctx, OpenFinals(student_id=student_id))


async def show_year(query: CallbackQuery, callback_data: OpenFinals, ctx: Context) -> Screen:
    return await _year(ctx, callback_data)


async def _year(ctx: Context, wanted: OpenFinals) -> Screen:
    finals = await year_finals(ctx.uow, ctx.actor, wanted.student_id, wanted.school_year or None)
    screen = year_screen(finals, wanted.page)
    return around_diary(screen, ctx.actor, wanted.student_id, Section.FINAL_MARKS)
