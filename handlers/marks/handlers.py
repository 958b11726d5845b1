"""/marks and the marks' buttons."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.access import Action
from domain.diary import open_diary
from domain.errors import Refused
from domain.marks.use_cases import period_marks, subject_marks
from handlers.context import Context
from handlers.marks.callbacks import DrawPeriod, DrawSubject, OpenPeriodMarks, OpenSubjectMarks
from handlers.marks.screens import period_screen, subject_screen
from handlers.marks.trends import period_picture, subject_picture
from handlers.menu.around import around_diary
from handlers.menu.callbacks import Section
from handlers.refusals import not_yet_of
from handlers.screen import Screen
from handlers.whose import chosen_student


def make_router() -> Router:
    router = Router(name="marks")
    router.message.register(show_marks, Command("marks"))
    router.callback_query.register(show_period, OpenPeriodMarks.filter())
    router.callback_query.register(show_subject, OpenSubjectMarks.filter())
    router.callback_query.register(draw_period, DrawPeriod.filter())
    router.callback_query.register(draw_subject, DrawSubject.filter())
    return router


async def show_marks(message: Message, ctx: Context) -> Screen:
    return await open_marks(ctx, chosen_student(ctx))


async def open_marks(ctx: Context, student_id: int) -> Screen:
    """The table of the current period."""
    return await _period(ctx, OpenPeriodMarks(student_id=student_id))


async def show_period(query: CallbackQuery, callback_data: OpenPeriodMarks, ctx: Context) -> Screen:
    return await _period(ctx, callback_data)


async def show_subject(
    query: CallbackQuery, callback_data: OpenSubjectMarks, ctx: Context
) -> Screen:
    wanted = callback_data
    marks = await subject_marks(
        ctx.uow, ctx.actor, wanted.student_id, wanted.subject_id, wanted.period_id or None
    )
    screen = subject_screen(marks, wanted.page)
    return around_diary(screen, ctx.actor, wanted.student_id, Section.MARKS)


async def draw_period(query: CallbackQuery, callback_data: DrawPeriod, ctx: Context) -> Screen:
    wanted = callback_data
    marks = await period_marks(ctx.uow, ctx.actor, wanted.student_id, wanted.period_id or None)
    return period_picture(marks)


async def draw_subject(query: CallbackQuery, callback_data: DrawSubject, ctx: Context) -> Screen:
    wanted = callback_data
    marks = await subject_marks(
        ctx.uow, ctx.actor, wanted.student_id, wanted.subject_id, wanted.period_id or None
    )
    return subject_picture(marks)


async def _period(ctx: Context, wanted: OpenPeriodMarks) -> Screen:
    student_id = wanted.student_id
    try:
        marks = await period_marks(ctx.uow, ctx.actor, student_id, wanted.period_id or None)
        screen = period_screen(marks, wanted.page)
    except Refused as error:
        student, _school = await open_diary(ctx.uow, ctx.actor, student_id, Action.READ_MARKS)
        screen = not_yet_of(student, error)
    return around_diary(screen, ctx.actor, wanted.student_id, Section.MARKS)
