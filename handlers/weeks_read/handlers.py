"""«Неделя прочитана», and the page of a class that says who reads."""

import asyncio
from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.access import Action
from domain.forecast.telling import forecast_again
from domain.weeks_read.confirming import confirm_week
from domain.weeks_read.sheet import sheet_to_sign
from domain.weeks_read.watching import class_reading, remind_families
from handlers.attendance.handlers import open_attendance
from handlers.context import Context
from handlers.days import to_day
from handlers.documents.weeks import sheet_to_sign_pdf
from handlers.marks.handlers import open_marks
from handlers.notices.forecasts import forecast_screen
from handlers.screen import File, Screen
from handlers.typing import WRITES
from handlers.weeks_read.callbacks import (
    ConfirmWeek,
    OpenReading,
    PrintSheet,
    RemindFamilies,
    Under,
)
from handlers.weeks_read.screens import reading_screen, record_screen
from handlers.words import _, n_


def make_router() -> Router:
    router = Router(name="weeks_read")
    on = router.callback_query.register
    on(confirm, ConfirmWeek.filter(), flags=WRITES)
    on(show_reading, OpenReading.filter())
    on(print_sheet, PrintSheet.filter())
    on(remind, RemindFamilies.filter(), flags=WRITES)
    return router


async def confirm(query: CallbackQuery, callback_data: ConfirmWeek, ctx: Context) -> Screen:
    student_id = callback_data.student_id
    done = await confirm_week(ctx.uow, ctx.actor, student_id, to_day(callback_data.day))
    match callback_data.under:
        case Under.MARKS:
            return await open_marks(ctx, student_id)
        case Under.ATTENDANCE:
            return await open_attendance(ctx, student_id)
    news = await forecast_again(ctx.uow, ctx.actor, done.week.week.last)
    if news is None or all(each.student.id != student_id for each in news.children):
        return record_screen(done)
    return forecast_screen(news)


async def show_reading(query: CallbackQuery, callback_data: OpenReading, ctx: Context) -> Screen:
    reading = await class_reading(ctx.uow, ctx.actor, callback_data.class_id)
    writes = ctx.actor.may(Action.WRITE_TO_FAMILIES, reading.school_class.target)
    return reading_screen(reading, callback_data.page, writes=writes)


async def print_sheet(query: CallbackQuery, callback_data: PrintSheet, ctx: Context) -> Screen:
    """Drawn on a thread; the list above stays."""
    signed = await sheet_to_sign(ctx.uow, ctx.actor, callback_data.class_id)
    today = signed.school_class.school.today(ctx.now)
    content = await asyncio.to_thread(sheet_to_sign_pdf, signed, today)
    name = _("sheet-{title}.pdf").format(title=signed.school_class.title)
    return Screen(files=[File(name, content)])


async def remind(query: CallbackQuery, callback_data: RemindFamilies, ctx: Context) -> Screen:
    words = _(
        "Please open “Marks” in the menu of the diary, or “Attendance” where no marks are given"
        " yet. When you have read the week, tap “The week is read” below it. If anything does not"
        " open, answer this message."
    )
    reading, count = await remind_families(ctx.uow, ctx.actor, callback_data.class_id, words)
    told = n_("Written to {count} family.", "Written to {count} families.", count)
    return replace(reading_screen(reading, 0, writes=True), toast=told)
