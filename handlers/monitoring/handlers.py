"""The report's buttons."""

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.monitoring.use_cases import monitoring_report
from handlers.context import Context
from handlers.monitoring.callbacks import OpenMonitoring
from handlers.monitoring.screens import report_screen
from handlers.screen import Screen


def make_router() -> Router:
    router = Router(name="monitoring")
    router.callback_query.register(show_report, OpenMonitoring.filter())
    return router


async def show_report(query: CallbackQuery, callback_data: OpenMonitoring, ctx: Context) -> Screen:
    asked = callback_data
    report = await monitoring_report(ctx.uow, ctx.actor, asked.kind, asked.grade_level)
    return report_screen(report, asked)
