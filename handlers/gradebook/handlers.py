"""The gradebook's buttons."""

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.errors import Refused
from domain.gradebook.use_cases import class_gradebook, section_gradebook
from handlers.classes.callbacks import OpenClass
from handlers.context import Context
from handlers.gradebook.callbacks import OpenClassBook, OpenSectionBook
from handlers.gradebook.screens import class_book_screen, section_book_screen
from handlers.lessons.callbacks import OpenLessons
from handlers.refusals import not_yet
from handlers.screen import Screen


def make_router() -> Router:
    router = Router(name="gradebook")
    router.callback_query.register(show_class, OpenClassBook.filter())
    router.callback_query.register(show_section, OpenSectionBook.filter())
    return router


async def show_class(query: CallbackQuery, callback_data: OpenClassBook, ctx: Context) -> Screen:
    class_id, period_id = callback_data.class_id, callback_data.period_id or None
    try:
        book = await class_gradebook(ctx.uow, ctx.actor, class_id, period_id)
    except Refused as error:
        return not_yet(error, OpenClass(class_id=class_id))
    return class_book_screen(book, callback_data.page)


async def show_section(
    query: CallbackQuery, callback_data: OpenSectionBook, ctx: Context
) -> Screen:
    section_id, period_id = callback_data.section_id, callback_data.period_id or None
    try:
        book = await section_gradebook(ctx.uow, ctx.actor, section_id, period_id)
    except Refused as error:
        return not_yet(error, OpenLessons())
    return section_book_screen(book, callback_data.page, callback_data.class_id)
