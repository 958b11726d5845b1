"""What is missing: of oneself, of the school."""

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.deadlines.use_cases import own_gaps, school_gaps
from handlers.context import Context
from handlers.deadlines.callbacks import OpenOverdue, OpenOwnGaps, OpenSchoolGaps
from handlers.deadlines.screens import overdue_screen, own_screen, school_screen
from handlers.screen import Screen


def make_router() -> Router:
    """A new router with these handlers."""
    router = Router(name="deadlines")
    router.callback_query.register(own, OpenOwnGaps.filter())
    router.callback_query.register(school, OpenSchoolGaps.filter())
    router.callback_query.register(overdue, OpenOverdue.filter())
    return router


async def own(_query: CallbackQuery, callback_data: OpenOwnGaps, ctx: Context) -> Screen:
    return own_screen(await own_gaps(ctx.uow, ctx.actor), callback_data.page)


async def school(_query: CallbackQuery, ctx: Context) -> Screen:
    return school_screen(await school_gaps(ctx.uow, ctx.actor))


async def overdue(_query: CallbackQuery, callback_data: OpenOverdue, ctx: Context) -> Screen:
    gaps = await school_gaps(ctx.uow, ctx.actor)
    return overdue_screen(gaps, callback_data.deadline, callback_data.page)
