"""What is missing: of oneself, of the school."""

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.access import Action
from domain.deadlines.model import SchoolGaps
from domain.deadlines.use_cases import own_gaps, say_done, school_gaps, take_back_done
from domain.hat import Target
from handlers.context import Context
from handlers.days import to_day
from handlers.deadlines import report_handlers
from handlers.deadlines.callbacks import (
    OpenOverdue,
    OpenOwnGaps,
    OpenSchoolGaps,
    SayDone,
    TakeBackDone,
)
from handlers.deadlines.screens import overdue_screen, own_screen, school_screen
from handlers.screen import Screen
from handlers.typing import WRITES


def make_router() -> Router:
    """A new router with these handlers."""
    router = Router(name="deadlines")
    router.include_router(report_handlers.make_router())
    router.callback_query.register(own, OpenOwnGaps.filter())
    router.callback_query.register(school, OpenSchoolGaps.filter())
    router.callback_query.register(overdue, OpenOverdue.filter())
    router.callback_query.register(done, SayDone.filter(), flags=WRITES)
    router.callback_query.register(take_back, TakeBackDone.filter(), flags=WRITES)
    return router


async def own(_query: CallbackQuery, callback_data: OpenOwnGaps, ctx: Context) -> Screen:
    gaps = await own_gaps(ctx.uow, ctx.actor, callback_data.person_id)
    return own_screen(gaps, callback_data.page)


async def school(_query: CallbackQuery, ctx: Context) -> Screen:
    return _school(ctx, await school_gaps(ctx.uow, ctx.actor))


def _school(ctx: Context, gaps: SchoolGaps) -> Screen:
    may = ctx.actor.may(Action.READ_REPORTS, Target(school_id=gaps.school.id))
    return school_screen(gaps, has_reports=may)


async def overdue(_query: CallbackQuery, callback_data: OpenOverdue, ctx: Context) -> Screen:
    gaps = await school_gaps(ctx.uow, ctx.actor)
    if all(each.deadline is not callback_data.deadline for each in gaps.missing):
        return _school(ctx, gaps)  # done meanwhile
    return overdue_screen(gaps, callback_data.deadline, callback_data.page)


async def done(_query: CallbackQuery, callback_data: SayDone, ctx: Context) -> Screen:
    due = to_day(callback_data.due)
    gaps = await say_done(ctx.uow, ctx.actor, callback_data.deadline, callback_data.class_id, due)
    return own_screen(gaps, 0)


async def take_back(_query: CallbackQuery, callback_data: TakeBackDone, ctx: Context) -> Screen:
    deadline, due = callback_data.deadline, to_day(callback_data.due)
    gaps = await take_back_done(ctx.uow, ctx.actor, deadline, callback_data.class_id, due)
    return own_screen(gaps, 0)
