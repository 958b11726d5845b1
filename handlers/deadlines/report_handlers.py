"""Reports that were made: handing them out, and filing one's own."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.attachments.model import Incoming
from domain.deadlines.model import DutyKey
from domain.deadlines.report_model import ReportFiles
from domain.deadlines.reports import (
    file_report,
    get_report,
    report_kinds,
    report_to_file,
    reports_of,
)
from domain.deadlines.rules import DeadlineId
from domain.errors import Refused
from domain.personal_data.opt_outs import pages_of_day
from handlers.attached import Attached
from handlers.context import Context
from handlers.days import to_day
from handlers.deadlines.report_callbacks import (
    AskReportFile,
    GetPrintOuts,
    GetReport,
    OpenReports,
    OpenReportsOf,
)
from handlers.deadlines.report_screens import (
    filing_screen,
    kinds_screen,
    register_screen,
    report_files,
)
from handlers.documents.opt_outs import drawn_later
from handlers.screen import Screen
from handlers.typing import WRITES, Typing
from handlers.words import _

ASKED = "report_file"


def make_router() -> Router:
    """A new router with these handlers."""
    router = Router(name="reports")
    router.callback_query.register(kinds, OpenReports.filter())
    router.callback_query.register(register, OpenReportsOf.filter())
    router.callback_query.register(hand_out, GetReport.filter())
    router.callback_query.register(hand_out_prints, GetPrintOuts.filter())
    router.callback_query.register(ask_file, AskReportFile.filter(), flags=WRITES)
    router.message.register(take_file, Attached(ASKED), flags=WRITES)
    router.message.register(refuse_words, Typing(ASKED))
    return router


async def kinds(_query: CallbackQuery, ctx: Context) -> Screen:
    return kinds_screen(await report_kinds(ctx.uow, ctx.actor))


async def register(_query: CallbackQuery, callback_data: OpenReportsOf, ctx: Context) -> Screen:
    wanted = callback_data
    return register_screen(await reports_of(ctx.uow, ctx.actor, wanted.deadline, wanted.page))


async def hand_out(_query: CallbackQuery, callback_data: GetReport, ctx: Context) -> Screen:
    key = callback_data.deadline, callback_data.class_id, to_day(callback_data.due)
    return Screen(files=report_files(await get_report(ctx.uow, ctx.actor, *key)))


async def hand_out_prints(
    query: CallbackQuery, callback_data: GetPrintOuts, ctx: Context
) -> Screen:
    class_id, day = callback_data.class_id, to_day(callback_data.day)
    title, pages = await pages_of_day(ctx.uow, ctx.actor, class_id, day)
    name = _("print-outs {title} {day}.pdf").format(title=title, day=day.isoformat())
    return Screen(later=drawn_later(name, _("Print-outs of the week"), pages))


async def ask_file(_query: CallbackQuery, callback_data: AskReportFile, ctx: Context) -> Screen:
    key = callback_data.deadline, callback_data.class_id, to_day(callback_data.due)
    return await _asking(ctx, await report_to_file(ctx.uow, ctx.actor, *key))


async def take_file(_message: Message, incoming: Incoming | None, ctx: Context) -> Screen:
    return await _asking(ctx, await file_report(ctx.uow, ctx.actor, *_asked(ctx), incoming))


async def refuse_words(_message: Message, ctx: Context) -> Screen:
    """The question stays."""
    await report_to_file(ctx.uow, ctx.actor, *_asked(ctx))
    raise Refused("report_is_file")


def _asked(ctx: Context) -> DutyKey:
    asked = ctx.session.typing_data
    return DeadlineId(asked["deadline"]), asked["class_id"], to_day(asked["due"])


async def _asking(ctx: Context, found: ReportFiles) -> Screen:
    gap = found.gap
    asked = {"deadline": gap.deadline.value, "class_id": gap.about_id}
    asked["due"] = gap.due.toordinal()
    await ctx.uow.chats.ask(ctx.session.chat_id, ASKED, asked)
    return filing_screen(found)
