"""/schedule and the timetable's buttons."""

from datetime import date, timedelta

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.access import Action
from domain.calendar import week_of
from domain.diary import target_of
from domain.homework.use_cases import homework_due
from domain.schedule.use_cases import own_lessons, student_days, year_ahead
from handlers.context import Context
from handlers.days import to_day
from handlers.menu.around import around_diary
from handlers.menu.callbacks import Section
from handlers.schedule.calendar_file import calendar_of_pupil, calendar_of_teacher
from handlers.schedule.callbacks import (
    GetCalendar,
    GetOwnCalendar,
    OpenDay,
    OpenWeek,
    OpenYearAhead,
)
from handlers.schedule.screens import day_screen, week_screen
from handlers.schedule.year_screen import year_screen
from handlers.screen import Screen
from handlers.whose import chosen_student

CALENDAR_DAYS = 56  # eight weeks


def make_router() -> Router:
    router = Router(name="schedule")
    router.message.register(show_today, Command("schedule"))
    router.callback_query.register(show_day, OpenDay.filter())
    router.callback_query.register(show_week, OpenWeek.filter())
    router.callback_query.register(show_year, OpenYearAhead.filter())
    router.callback_query.register(send_calendar, GetCalendar.filter())
    router.callback_query.register(send_own_calendar, GetOwnCalendar.filter())
    return router


async def show_today(message: Message, ctx: Context) -> Screen:
    return await open_schedule(ctx, chosen_student(ctx))


async def open_schedule(ctx: Context, student_id: int) -> Screen:
    return await _day(ctx, OpenDay.of(student_id, ctx.today))


async def show_day(query: CallbackQuery, callback_data: OpenDay, ctx: Context) -> Screen:
    return await _day(ctx, callback_data)


async def show_week(query: CallbackQuery, callback_data: OpenWeek, ctx: Context) -> Screen:
    monday, sunday = week_of(to_day(callback_data.day))
    days = await student_days(ctx.uow, ctx.actor, callback_data.student_id, monday, sunday)
    events = ctx.actor.may(Action.READ_EVENTS, target_of(days.student, days.school))
    screen = week_screen(days, events=events)
    return around_diary(screen, ctx.actor, days.student.id, Section.SCHEDULE)


async def show_year(query: CallbackQuery, callback_data: OpenYearAhead, ctx: Context) -> Screen:
    days = await year_ahead(ctx.uow, ctx.actor, callback_data.student_id)
    screen = year_screen(days, callback_data.page)
    return around_diary(screen, ctx.actor, days.student.id, Section.SCHEDULE)


async def _day(ctx: Context, wanted: OpenDay) -> Screen:
    day = to_day(wanted.day)
    days = await student_days(ctx.uow, ctx.actor, wanted.student_id, day, day)
    homework = []
    if ctx.actor.may(Action.READ_HOMEWORK, target_of(days.student, days.school)):
        found = days.student, days.school
        homework = await homework_due(ctx.uow, ctx.actor, wanted.student_id, day, day, found)
    own = target_of(days.student, days.school)
    screen = day_screen(
        days,
        day,
        homework,
        days.school.local(ctx.now),
        topics=ctx.actor.may(Action.READ_TOPICS, own),
        works=ctx.actor.may(Action.READ_EVENTS, own),
    )
    return around_diary(screen, ctx.actor, days.student.id, Section.SCHEDULE)


async def send_calendar(query: CallbackQuery, callback_data: GetCalendar, ctx: Context) -> Screen:
    begins, ends = _calendar_days(ctx.today)
    days = await student_days(ctx.uow, ctx.actor, callback_data.student_id, begins, ends)
    return calendar_of_pupil(days, ctx.now)


async def send_own_calendar(
    query: CallbackQuery, callback_data: GetOwnCalendar, ctx: Context
) -> Screen:
    begins, ends = _calendar_days(ctx.today)
    return calendar_of_teacher(await own_lessons(ctx.uow, ctx.actor, begins, ends), ctx.now)


def _calendar_days(today: date) -> tuple[date, date]:
    """From this week's Monday on; what is farther away changes too often for a file."""
    monday, _sunday = week_of(today)
    return monday, monday + timedelta(days=CALENDAR_DAYS - 1)
