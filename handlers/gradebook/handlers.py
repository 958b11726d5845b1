"""The gradebook's buttons."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.access import Action
from domain.errors import Refused
from domain.gradebook.checking import class_check
from domain.gradebook.use_cases import class_gradebook, section_gradebook
from domain.hat import Target
from domain.work_types.model import WorkKind
from handlers.classes.callbacks import OpenClass
from handlers.context import Context
from handlers.gradebook.callbacks import OpenClassBook, OpenClassCheck, OpenSectionBook
from handlers.gradebook.check_screen import check_screen
from handlers.gradebook.screens import class_book_screen, section_book_screen
from handlers.lessons.callbacks import OpenLessons
from handlers.monitoring import handlers as monitoring
from handlers.monitoring.callbacks import OpenMonitoring
from handlers.refusals import not_yet
from handlers.screen import Button, Screen
from handlers.words import _


def make_router() -> Router:
    router = Router(name="gradebook")
    router.callback_query.register(show_class, OpenClassBook.filter())
    router.callback_query.register(show_section, OpenSectionBook.filter())
    router.callback_query.register(show_check, OpenClassCheck.filter())
    router.include_router(monitoring.make_router())
    return router


async def show_class(query: CallbackQuery, callback_data: OpenClassBook, ctx: Context) -> Screen:
    class_id, period_id = callback_data.class_id, callback_data.period_id or None
    try:
        book = await class_gradebook(ctx.uow, ctx.actor, class_id, period_id)
    except Refused as error:
        return not_yet(error, OpenClass(class_id=class_id))
    screen = class_book_screen(book, callback_data.page)
    check = OpenClassCheck(class_id=class_id, period_id=book.period.id)
    *rows, back = screen.keyboard
    rows.append([Button(_("Check the marks"), check)])
    screen = replace(screen, keyboard=[*rows, back])
    if not ctx.actor.may(Action.READ_GRADEBOOK, Target(school_id=book.school.id)):
        return screen
    report = OpenMonitoring(
        kind=WorkKind.MONITORING, grade_level=book.grade_level, class_id=class_id
    )
    rows.append([Button(_("Monitoring works"), report)])
    return replace(screen, keyboard=[*rows, back])


async def show_section(
    query: CallbackQuery, callback_data: OpenSectionBook, ctx: Context
) -> Screen:
    section_id, period_id = callback_data.section_id, callback_data.period_id or None
    try:
        book = await section_gradebook(ctx.uow, ctx.actor, section_id, period_id)
    except Refused as error:
        return not_yet(error, OpenLessons())
    return section_book_screen(book, callback_data.page, callback_data.class_id)


async def show_check(query: CallbackQuery, callback_data: OpenClassCheck, ctx: Context) -> Screen:
    class_id, period_id = callback_data.class_id, callback_data.period_id or None
    try:
        check = await class_check(ctx.uow, ctx.actor, class_id, period_id)
    except Refused as error:
        return not_yet(error, OpenClass(class_id=class_id))
    return check_screen(check, callback_data.page)
