"""Control works: the month of a class, planning, publishing; families read what is published."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.control_works.families import works_of_pupil
from domain.control_works.model import PlannedWork
from domain.control_works.planning import (
    REASON_LENGTH,
    Warned,
    drop_work,
    move_work,
    open_days,
    plan_work,
    set_work_minutes,
    set_work_type,
)
from domain.control_works.publishing import publish_planned, publish_work
from domain.control_works.reading import class_month, open_work, school_schedule, sections_to_plan
from domain.errors import Refused
from handlers.context import Context
from handlers.control_works.callbacks import (
    DropWork,
    MoveWork,
    OpenClassWorks,
    OpenPupilWorks,
    OpenWork,
    OpenWorkDays,
    OpenWorks,
    OpenWorkSections,
    PlanWork,
    PublishWork,
    PublishWorks,
    SetControlType,
    SetWorkMinutes,
)
from handlers.control_works.family_screens import works_screen
from handlers.control_works.screens import (
    class_screen,
    days_screen,
    schedule_screen,
    sections_screen,
    warned_screen,
    work_screen,
)
from handlers.days import to_day
from handlers.menu.around import around_diary
from handlers.menu.callbacks import Section
from handlers.pieces import too_long
from handlers.refusals import leading_back
from handlers.screen import Screen
from handlers.typing import WRITES, Typing

_ASKED = "control_reason"


def make_router() -> Router:
    router = Router(name="control_works")
    on = router.callback_query.register
    on(show_works, OpenWorks.filter())
    on(show_class, OpenClassWorks.filter())
    on(choose_section, OpenWorkSections.filter())
    on(choose_day, OpenWorkDays.filter())
    on(plan, PlanWork.filter(), flags=WRITES)
    on(move, MoveWork.filter(), flags=WRITES)
    on(show_work, OpenWork.filter())
    on(choose_type, SetControlType.filter(), flags=WRITES)
    on(choose_minutes, SetWorkMinutes.filter(), flags=WRITES)
    on(publish_one, PublishWork.filter(), flags=WRITES)
    on(publish, PublishWorks.filter(), flags=WRITES)
    on(drop, DropWork.filter(), flags=WRITES)
    on(show_pupil_works, OpenPupilWorks.filter())
    router.message.register(take_reason, Typing(_ASKED), flags=WRITES)
    return router


async def show_works(query: CallbackQuery, callback_data: OpenWorks, ctx: Context) -> Screen:
    return await _schedule(ctx, callback_data.page)


async def _schedule(ctx: Context, page: int = 0) -> Screen:
    return schedule_screen(await school_schedule(ctx.uow, ctx.actor), ctx.today, page)


async def show_class(query: CallbackQuery, callback_data: OpenClassWorks, ctx: Context) -> Screen:
    first = to_day(callback_data.day).replace(day=1)
    found = await class_month(ctx.uow, ctx.actor, callback_data.class_id, first)
    return class_screen(found, callback_data.page)


async def choose_section(
    query: CallbackQuery, callback_data: OpenWorkSections, ctx: Context
) -> Screen:
    found = await sections_to_plan(ctx.uow, ctx.actor, callback_data.class_id)
    return sections_screen(found, ctx.today)


async def choose_day(query: CallbackQuery, callback_data: OpenWorkDays, ctx: Context) -> Screen:
    wanted = callback_data
    found = await open_days(ctx.uow, ctx.actor, wanted.section_id, wanted.work_id)
    return days_screen(found, wanted.page)


async def plan(query: CallbackQuery, callback_data: PlanWork, ctx: Context) -> Screen:
    found = await plan_work(ctx.uow, ctx.actor, callback_data.lesson_id)
    return await _planned(ctx, found, 0)


async def move(query: CallbackQuery, callback_data: MoveWork, ctx: Context) -> Screen:
    wanted = callback_data
    found = await move_work(ctx.uow, ctx.actor, wanted.work_id, wanted.lesson_id)
    return await _planned(ctx, found, wanted.work_id)


async def take_reason(message: Message, ctx: Context) -> Screen:
    refused = await too_long(ctx, message, _ASKED, REASON_LENGTH)
    if refused is not None:
        return refused
    asked, typed = ctx.session.typing_data, message.text or ""
    work_id, lesson_id = int(asked.get("work_id", 0)), int(asked["lesson_id"])
    if work_id:
        found = await move_work(ctx.uow, ctx.actor, work_id, lesson_id, typed)
    else:
        found = await plan_work(ctx.uow, ctx.actor, lesson_id, typed)
    if isinstance(found, PlannedWork):
        await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return await _planned(ctx, found, work_id)


async def _planned(ctx: Context, found: PlannedWork | Warned, work_id: int) -> Screen:
    """The work; or what it would not keep, and the question why."""
    if isinstance(found, PlannedWork):
        return await _work(ctx, found.id)
    asked = {"lesson_id": found.offer.place.lesson_id, "work_id": work_id}
    await ctx.uow.chats.ask(ctx.session.chat_id, _ASKED, asked)
    return warned_screen(found)


async def show_work(query: CallbackQuery, callback_data: OpenWork, ctx: Context) -> Screen:
    return await _work(ctx, callback_data.work_id)


async def _work(ctx: Context, work_id: int) -> Screen:
    return work_screen(await open_work(ctx.uow, ctx.actor, work_id))


async def choose_type(query: CallbackQuery, callback_data: SetControlType, ctx: Context) -> Screen:
    wanted = callback_data
    await set_work_type(ctx.uow, ctx.actor, wanted.work_id, wanted.work_type_id)
    return await _work(ctx, wanted.work_id)


async def choose_minutes(
    query: CallbackQuery, callback_data: SetWorkMinutes, ctx: Context
) -> Screen:
    wanted = callback_data
    try:
        await set_work_minutes(ctx.uow, ctx.actor, wanted.work_id, wanted.minutes)
    except Refused as error:
        return leading_back(error, OpenWork(work_id=wanted.work_id))
    return await _work(ctx, wanted.work_id)


async def publish_one(query: CallbackQuery, callback_data: PublishWork, ctx: Context) -> Screen:
    await publish_work(ctx.uow, ctx.actor, callback_data.work_id)
    return await _work(ctx, callback_data.work_id)


async def publish(query: CallbackQuery, callback_data: PublishWorks, ctx: Context) -> Screen:
    await publish_planned(ctx.uow, ctx.actor, callback_data.newest)
    return await _schedule(ctx)


async def drop(query: CallbackQuery, callback_data: DropWork, ctx: Context) -> Screen:
    await drop_work(ctx.uow, ctx.actor, callback_data.work_id)
    return await _work(ctx, callback_data.work_id)


async def show_pupil_works(
    query: CallbackQuery, callback_data: OpenPupilWorks, ctx: Context
) -> Screen:
    student_id = callback_data.student_id
    found = await works_of_pupil(ctx.uow, ctx.actor, student_id)
    screen = works_screen(found, callback_data.page, ctx.today)
    return around_diary(screen, ctx.actor, student_id, Section.SCHEDULE)
