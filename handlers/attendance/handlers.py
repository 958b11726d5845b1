"""/attendance and the attendance's buttons."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.access import Action
from domain.attendance.use_cases import period_attendance
from domain.diary import open_diary, target_of
from domain.errors import Refused
from handlers.attendance.callbacks import OpenAttendance
from handlers.attendance.screens import period_screen
from handlers.context import Context
from handlers.menu.around import around_diary
from handlers.menu.callbacks import Section
from handlers.refusals import not_yet_of
from handlers.screen import Screen
from handlers.whose import chosen_student


def make_router() -> Router:
    router = Router(name="attendance")
    router.message.register(show_attendance, Command("attendance"))
    router.callback_query.register(show_period, OpenAttendance.filter())
    return router


async def show_attendance(message: Message, ctx: Context) -> Screen:
    return await open_attendance(ctx, chosen_student(ctx))


async def open_attendance(ctx: Context, student_id: int) -> Screen:
    """The current period."""
    return await _period(ctx, OpenAttendance(student_id=student_id))


async def show_period(query: CallbackQuery, callback_data: OpenAttendance, ctx: Context) -> Screen:
    return await _period(ctx, callback_data)


async def _period(ctx: Context, wanted: OpenAttendance) -> Screen:
    student_id = wanted.student_id
    try:
        attendance = await period_attendance(
            ctx.uow, ctx.actor, student_id, wanted.period_id or None
        )
        target = target_of(attendance.student, attendance.school)
        reads_remarks = ctx.actor.may(Action.READ_REMARKS, target)
        screen = period_screen(attendance, wanted.page, reads_remarks=reads_remarks)
    except Refused as error:
        student, _school = await open_diary(ctx.uow, ctx.actor, student_id, Action.READ_ATTENDANCE)
        screen = not_yet_of(student, error)
    return around_diary(screen, ctx.actor, wanted.student_id, Section.ATTENDANCE)
