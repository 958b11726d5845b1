"""A school day moved onto another."""

from dataclasses import replace
from datetime import date

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.timetable.day_moves import classes_to_move, move_school_day, plan_move
from domain.timetable.model import DayMove
from handlers.context import Context
from handlers.days import to_day
from handlers.screen import Screen
from handlers.timetable.callbacks import (
    MoveDay,
    OpenMove,
    OpenMovePlan,
    OpenMoveScope,
    OpenMoveTarget,
)
from handlers.timetable.move_screens import (
    moved_screen,
    plan_screen,
    scope_screen,
    source_screen,
    target_screen,
)
from handlers.typing import WRITES
from handlers.words import n_


def make_router() -> Router:
    router = Router(name="day_moves")
    on = router.callback_query.register
    on(choose_source, OpenMove.filter())
    on(choose_target, OpenMoveTarget.filter())
    on(choose_scope, OpenMoveScope.filter())
    on(show_plan, OpenMovePlan.filter())
    on(move, MoveDay.filter(), flags=WRITES)
    return router


async def choose_source(query: CallbackQuery, callback_data: OpenMove, ctx: Context) -> Screen:
    school, _classes = await classes_to_move(ctx.uow, ctx.actor)
    today = school.today(ctx.now)
    return source_screen(today, _week(callback_data.week, today))


async def choose_target(
    query: CallbackQuery, callback_data: OpenMoveTarget, ctx: Context
) -> Screen:
    school, _classes = await classes_to_move(ctx.uow, ctx.actor)
    source = to_day(callback_data.source)
    return target_screen(source, school.today(ctx.now), _week(callback_data.week, source))


def _week(ordinal: int, otherwise: date) -> date:
    return to_day(ordinal) if ordinal else otherwise


async def choose_scope(query: CallbackQuery, callback_data: OpenMoveScope, ctx: Context) -> Screen:
    _school, classes = await classes_to_move(ctx.uow, ctx.actor)
    source, target = to_day(callback_data.source), to_day(callback_data.target)
    return scope_screen(classes, source, target, callback_data.grade)


def _wanted(wanted: OpenMovePlan | MoveDay) -> DayMove:
    return DayMove(
        to_day(wanted.source),
        to_day(wanted.target),
        wanted.grade or None,
        wanted.class_id or None,
    )


async def show_plan(query: CallbackQuery, callback_data: OpenMovePlan, ctx: Context) -> Screen:
    return plan_screen(await plan_move(ctx.uow, ctx.actor, _wanted(callback_data)))


async def move(query: CallbackQuery, callback_data: MoveDay, ctx: Context) -> Screen:
    done = await move_school_day(ctx.uow, ctx.actor, _wanted(callback_data))
    said = n_(
        "The day is moved. {count} message goes out.",
        "The day is moved. {count} messages go out.",
        done.told,
    )
    return replace(moved_screen(done), toast=said)
