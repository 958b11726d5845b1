"""«Прочитано», and the page of a class that says who reads."""

from dataclasses import replace
from html import escape

from aiogram import Router
from aiogram.types import CallbackQuery, Message
from markupsafe import Markup

from domain.access import Action
from domain.weeks_read.confirming import ConfirmedWeek, confirm_week
from domain.weeks_read.watching import class_reading, remind_families
from handlers.attendance.handlers import open_attendance
from handlers.context import Context
from handlers.days import to_day
from handlers.marks.handlers import open_marks
from handlers.page import Block, Heading
from handlers.screen import Button, Packed, Screen
from handlers.typing import WRITES
from handlers.weeks_read.callbacks import ConfirmWeek, OpenReading, RemindFamilies, Under
from handlers.weeks_read.screens import reading_screen
from handlers.weeks_read.words import read_begins, read_line
from handlers.whose import whose
from handlers.words import _, n_


def make_router() -> Router:
    router = Router(name="weeks_read")
    on = router.callback_query.register
    on(confirm, ConfirmWeek.filter(), flags=WRITES)
    on(show_reading, OpenReading.filter())
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
    return _record(query, done)


async def show_reading(query: CallbackQuery, callback_data: OpenReading, ctx: Context) -> Screen:
    reading = await class_reading(ctx.uow, ctx.actor, callback_data.class_id)
    writes = ctx.actor.may(Action.WRITE_TO_FAMILIES, reading.school_class.target)
    return reading_screen(reading, callback_data.page, writes=writes)


async def remind(query: CallbackQuery, callback_data: RemindFamilies, ctx: Context) -> Screen:
    words = _(
        "Please look into the diary: marks and attendance of the week are there. When you have"
        " read them, tap “The week is read”. If anything does not open, answer this message."
    )
    reading, count = await remind_families(ctx.uow, ctx.actor, callback_data.class_id, words)
    told = n_("Written to {count} family.", "Written to {count} families.", count)
    return replace(reading_screen(reading, 0, writes=True), toast=told)


def _record(query: CallbackQuery, done: ConfirmedWeek) -> Screen:
    """The message stays as it was read, with the line of who has read it in place of the button.

    Of a message that Telegram does not show to the bot any more, the line alone.
    """
    line = read_line(done.student, done.week, done.school)
    message = query.message
    if not isinstance(message, Message) or not message.text:
        return Screen([Heading(whose(done.student)), line])
    begins = escape(read_begins(done.student), quote=False)
    kept: list[Block] = [
        Markup(each)  # noqa: S704 - what we sent, escaped again on its way here
        for each in message.html_text.split("\n")
        if not each.startswith(begins)
    ]
    return Screen([*kept, line], _without(message, query.data))


def _without(message: Message, pressed: str | None) -> list[list[Button]]:
    """The other buttons of the message, as they stand there."""
    if message.reply_markup is None:
        return []
    rows = [
        [
            Button(each.text, Packed(each.callback_data))
            for each in row
            if each.callback_data and each.callback_data != pressed
        ]
        for row in message.reply_markup.inline_keyboard
    ]
    return [row for row in rows if row]
