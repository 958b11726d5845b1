"""/homework and the homework's buttons."""

from datetime import date

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.homework.files import files_of_homework
from domain.homework.ticking import tick_homework
from domain.homework.use_cases import (
    homework_by_subject,
    homework_of_day,
    homework_of_subject,
    materials,
)
from handlers.context import Context
from handlers.days import to_day
from handlers.homework.callbacks import (
    OpenFiles,
    OpenHomeworkDay,
    OpenMaterials,
    OpenSubject,
    OpenSubjects,
    OpenTomorrow,
    SetTickMinutes,
    TickHomework,
)
from handlers.homework.material_screens import materials_screen
from handlers.homework.screens import day_screen, subject_screen, subjects_screen
from handlers.homework.tick_screens import done_screen
from handlers.homework.words import to_send
from handlers.menu.around import around_diary
from handlers.menu.callbacks import Section
from handlers.screen import Screen, toast
from handlers.typing import WRITES
from handlers.whose import chosen_student
from handlers.words import _


def make_router() -> Router:
    router = Router(name="homework")
    router.message.register(show_tomorrow, Command("homework"))
    router.callback_query.register(open_tomorrow, OpenTomorrow.filter())
    router.callback_query.register(show_day, OpenHomeworkDay.filter())
    router.callback_query.register(send_files, OpenFiles.filter())
    router.callback_query.register(tick, TickHomework.filter(), flags=WRITES)
    router.callback_query.register(say_minutes, SetTickMinutes.filter(), flags=WRITES)
    router.callback_query.register(show_subjects, OpenSubjects.filter())
    router.callback_query.register(show_subject, OpenSubject.filter())
    router.callback_query.register(show_materials, OpenMaterials.filter())
    return router


async def show_tomorrow(message: Message, ctx: Context) -> Screen:
    return await open_homework(ctx, chosen_student(ctx))


async def open_tomorrow(query: CallbackQuery, callback_data: OpenTomorrow, ctx: Context) -> Screen:
    return await open_homework(ctx, callback_data.student_id)


async def show_day(query: CallbackQuery, callback_data: OpenHomeworkDay, ctx: Context) -> Screen:
    day = to_day(callback_data.day)
    return await _day(ctx, callback_data.student_id, day, callback_data.page)


async def show_subjects(query: CallbackQuery, callback_data: OpenSubjects, ctx: Context) -> Screen:
    homework = await homework_by_subject(ctx.uow, ctx.actor, callback_data.student_id)
    screen = subjects_screen(homework, callback_data.page)
    return _around(ctx, screen, callback_data.student_id)


async def show_subject(query: CallbackQuery, callback_data: OpenSubject, ctx: Context) -> Screen:
    wanted = callback_data
    homework = await homework_of_subject(ctx.uow, ctx.actor, wanted.student_id, wanted.subject_id)
    screen = subject_screen(homework, ctx.today, wanted.page)
    return _around(ctx, screen, wanted.student_id)


async def show_materials(
    query: CallbackQuery, callback_data: OpenMaterials, ctx: Context
) -> Screen:
    found = await materials(ctx.uow, ctx.actor, callback_data.student_id)
    return _around(ctx, materials_screen(found, callback_data.page), callback_data.student_id)


async def send_files(query: CallbackQuery, callback_data: OpenFiles, ctx: Context) -> Screen:
    wanted = callback_data
    homework, files = await files_of_homework(
        ctx.uow, ctx.actor, wanted.student_id, wanted.homework_id
    )
    if not files:
        return toast(_("There are no files here any more."))
    return Screen(files=to_send(files, homework.subject, homework.due_date))


async def tick(query: CallbackQuery, callback_data: TickHomework, ctx: Context) -> Screen:
    wanted = callback_data
    homework = await tick_homework(
        ctx.uow, ctx.actor, wanted.student_id, wanted.homework_id, is_done=wanted.done
    )
    if wanted.done:
        return done_screen(wanted.student_id, homework)
    return await _day(ctx, wanted.student_id, homework.due_date)


async def say_minutes(query: CallbackQuery, callback_data: SetTickMinutes, ctx: Context) -> Screen:
    wanted = callback_data
    homework = await tick_homework(
        ctx.uow,
        ctx.actor,
        wanted.student_id,
        wanted.homework_id,
        is_done=True,
        minutes=wanted.minutes,
    )
    return await _day(ctx, wanted.student_id, homework.due_date)


async def _day(ctx: Context, student_id: int, day: date, page: int = 0) -> Screen:
    homework = await homework_of_day(ctx.uow, ctx.actor, student_id, day)
    return _around(ctx, day_screen(homework, ctx.today, page), student_id)


async def open_homework(ctx: Context, student_id: int) -> Screen:
    """For the next day with lessons."""
    homework = await homework_of_day(ctx.uow, ctx.actor, student_id)
    return _around(ctx, day_screen(homework, ctx.today, 0), student_id)


def _around(ctx: Context, screen: Screen, student_id: int) -> Screen:
    return around_diary(screen, ctx.actor, student_id, Section.HOMEWORK)
