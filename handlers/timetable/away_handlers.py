"""A teacher is away: who, when, who substitutes; substitutions of a day; hours of a month."""

from dataclasses import replace
from datetime import date

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.timetable.away import (
    assign_all,
    plan_absence,
    substitutions_of_day,
    teachers_of_school,
    type_absence,
)
from domain.timetable.model import WhyAway
from domain.timetable.registering import hours_of_month
from handlers.context import Context
from handlers.days import to_day
from handlers.documents.hours import hours_xlsx
from handlers.screen import File, Screen
from handlers.timetable.away_screens import (
    away_days_screen,
    away_plan_screen,
    hours_screen,
    substitutions_screen,
    teachers_screen,
    typing_days_screen,
)
from handlers.timetable.callbacks import (
    AskAwayDays,
    AssignAll,
    GetHours,
    OpenAwayDays,
    OpenAwayPlan,
    OpenHours,
    OpenSubstitutions,
    OpenTeachers,
)
from handlers.typing import WRITES, Typing
from handlers.words import _, n_


def make_router() -> Router:
    router = Router(name="substitutions")
    on = router.callback_query.register
    on(show_teachers, OpenTeachers.filter())
    on(show_away_days, OpenAwayDays.filter())
    on(ask_days, AskAwayDays.filter(), flags=WRITES)
    on(show_plan, OpenAwayPlan.filter())
    on(assign, AssignAll.filter(), flags=WRITES)
    on(show_substitutions, OpenSubstitutions.filter())
    on(show_hours, OpenHours.filter())
    on(send_hours, GetHours.filter())
    router.message.register(take_days, Typing("away_days"), flags=WRITES)
    return router


async def show_teachers(query: CallbackQuery, callback_data: OpenTeachers, ctx: Context) -> Screen:
    return teachers_screen(await teachers_of_school(ctx.uow, ctx.actor), callback_data.page)


async def show_away_days(query: CallbackQuery, callback_data: OpenAwayDays, ctx: Context) -> Screen:
    found = await teachers_of_school(ctx.uow, ctx.actor)
    return away_days_screen(found, callback_data.person_id, found.school.today(ctx.now))


async def show_plan(query: CallbackQuery, callback_data: OpenAwayPlan, ctx: Context) -> Screen:
    first, last = to_day(callback_data.first), to_day(callback_data.last)
    plan = await plan_absence(ctx.uow, ctx.actor, callback_data.person_id, first, last)
    return away_plan_screen(plan, callback_data.why)


async def ask_days(query: CallbackQuery, callback_data: AskAwayDays, ctx: Context) -> Screen:
    found = await teachers_of_school(ctx.uow, ctx.actor)
    person_id = callback_data.person_id
    await ctx.uow.chats.ask(ctx.session.chat_id, "away_days", {"person_id": person_id})
    return typing_days_screen(found, person_id)


async def take_days(message: Message, ctx: Context) -> Screen:
    person_id = int(ctx.session.typing_data["person_id"])
    plan = await type_absence(ctx.uow, ctx.actor, person_id, message.text or "")
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return away_plan_screen(plan, WhyAway.UNSAID)


async def assign(query: CallbackQuery, callback_data: AssignAll, ctx: Context) -> Screen:
    first, last = to_day(callback_data.first), to_day(callback_data.last)
    done = await assign_all(
        ctx.uow,
        ctx.actor,
        callback_data.person_id,
        first,
        last,
        callback_data.check,
        why=callback_data.why,
    )
    if done.told is None:
        screen = away_plan_screen(done.plan, callback_data.why)
        return replace(screen, toast=_("Nothing was assigned: this is how it stands now."))
    said = n_(
        "Assigned. {count} message goes out.", "Assigned. {count} messages go out.", done.told
    )
    day = max(first, done.plan.school.today(ctx.now))
    return replace(await substitutions(ctx, day), toast=said)


async def show_substitutions(
    query: CallbackQuery, callback_data: OpenSubstitutions, ctx: Context
) -> Screen:
    return await substitutions(ctx, to_day(callback_data.day))


async def substitutions(ctx: Context, day: date) -> Screen:
    """«Замены» of a day."""
    return substitutions_screen(await substitutions_of_day(ctx.uow, ctx.actor, day))


async def show_hours(query: CallbackQuery, callback_data: OpenHours, ctx: Context) -> Screen:
    found = await hours_of_month(ctx.uow, ctx.actor, to_day(callback_data.day))
    return hours_screen(found, callback_data.page)


async def send_hours(query: CallbackQuery, callback_data: GetHours, ctx: Context) -> Screen:
    found = await hours_of_month(ctx.uow, ctx.actor, to_day(callback_data.day))
    name = _("hours-{month}.xlsx").format(month=f"{found.begins:%Y-%m}")
    return replace(hours_screen(found), files=[File(name, hours_xlsx(found))])
