"""Plans of the whole school: who has none, plan and fact of a class, approval."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.plans.overseeing import approve_plan, class_plans, school_plans
from domain.plans.use_cases import read_plan_of
from handlers.context import Context
from handlers.plans.callbacks import ApprovePlan, OpenClassPlans, OpenSchoolPlans
from handlers.plans.school_screens import class_screen, school_screen
from handlers.plans.screens import plan_screen
from handlers.screen import Screen
from handlers.typing import WRITES
from handlers.words import _


def make_router() -> Router:
    router = Router(name="school_plans")
    router.callback_query.register(show_school, OpenSchoolPlans.filter())
    router.callback_query.register(show_class, OpenClassPlans.filter())
    router.callback_query.register(approve, ApprovePlan.filter(), flags=WRITES)
    return router


async def show_school(query: CallbackQuery, callback_data: OpenSchoolPlans, ctx: Context) -> Screen:
    return school_screen(await school_plans(ctx.uow, ctx.actor), callback_data.page)


async def show_class(query: CallbackQuery, callback_data: OpenClassPlans, ctx: Context) -> Screen:
    plans = await class_plans(ctx.uow, ctx.actor, callback_data.class_id)
    return class_screen(plans, of_school=ctx.hat.oversees_plans)


async def approve(query: CallbackQuery, callback_data: ApprovePlan, ctx: Context) -> Screen:
    await approve_plan(ctx.uow, ctx.actor, callback_data.section_id)
    page = await read_plan_of(ctx.uow, ctx.actor, callback_data.section_id)
    return replace(plan_screen(page), toast=_("Approved"))
