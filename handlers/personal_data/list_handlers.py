"""Class lists and families without the electronic diary."""

import asyncio
from dataclasses import replace

from aiogram import Router
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from domain.access import Action
from domain.classes.model import SchoolClass
from domain.classes.use_cases import class_families
from domain.diary import target_of
from domain.personal_data.changes import waiting_requests
from domain.personal_data.list_model import ClassList
from domain.personal_data.lists import class_checks, class_list, confirm_list
from domain.personal_data.opt_out_model import OptOut
from domain.personal_data.opt_outs import (
    end_opt_out,
    opt_outs_of_class,
    opt_outs_of_school,
    print_week,
    pupil_to_opt_out,
    register_opt_out,
)
from handlers.context import Context
from handlers.documents.opt_outs import drawn_later, opt_out_list_pdf, week_page
from handlers.personal_data.callbacks import (
    AskOptOut,
    ConfirmList,
    EndOptOut,
    OpenClassList,
    OpenListChecks,
    OpenOptOuts,
    OpenSchoolData,
    PickOptOut,
    PrintOptOuts,
    PrintWeek,
)
from handlers.personal_data.list_screens import checks_screen, class_list_screen
from handlers.personal_data.opt_out_screens import (
    opt_out_statement_screen,
    opt_outs_screen,
    pick_screen,
)
from handlers.screen import File, Screen
from handlers.staff.callbacks import OpenSummaries
from handlers.typing import WRITES, Typing
from handlers.words import _, joined

_OF_LIST = (
    Action.CHECK_CLASS_LIST,
    Action.READ_OPT_OUTS,
    Action.DECIDE_DATA_CHANGE,
)
_OF_OPT_OUTS = (Action.REGISTER_OPT_OUT, Action.PRINT_WEEK)


def make_router() -> Router:
    router = Router(name="class lists")
    on = router.callback_query.register
    on(show_list, OpenClassList.filter())
    on(confirm, ConfirmList.filter(), flags=WRITES)
    on(show_checks, OpenListChecks.filter())
    on(show_opt_outs, OpenOptOuts.filter())
    on(pick, PickOptOut.filter())
    on(ask_statement, AskOptOut.filter(), flags=WRITES)
    on(end, EndOptOut.filter(), flags=WRITES)
    on(print_list, PrintOptOuts.filter())
    on(print_the_week, PrintWeek.filter(), flags=WRITES)
    router.message.register(take_statement, Typing("opt_out"), flags=WRITES)
    return router


async def show_list(query: CallbackQuery, callback_data: OpenClassList, ctx: Context) -> Screen:
    listed = await class_list(ctx.uow, ctx.actor, callback_data.class_id)
    return await _list(ctx, listed, callback_data.page)


async def confirm(query: CallbackQuery, callback_data: ConfirmList, ctx: Context) -> Screen:
    return await _list(ctx, await confirm_list(ctx.uow, ctx.actor, callback_data.class_id), 0)


async def _list(ctx: Context, listed: ClassList, page: int) -> Screen:
    target = listed.school_class.target
    allowed = [each for each in _OF_LIST if ctx.actor.may(each, target)]
    waiting = 0
    if Action.DECIDE_DATA_CHANGE in allowed:
        waiting = len(await waiting_requests(ctx.uow, ctx.actor))
    return class_list_screen(listed, page, allowed, waiting)


async def show_checks(query: CallbackQuery, callback_data: OpenListChecks, ctx: Context) -> Screen:
    hat, checks = await class_checks(ctx.uow, ctx.actor)
    page, may_open = callback_data.page, hat.reads_every_class
    return checks_screen(checks, page, _back(ctx), may_open=may_open)


async def show_opt_outs(query: CallbackQuery, callback_data: OpenOptOuts, ctx: Context) -> Screen:
    return await _opt_outs(ctx, callback_data.class_id, callback_data.page)


async def _opt_outs(ctx: Context, class_id: int, page: int = 0, note: str = "") -> Screen:
    if class_id:
        school_class, found = await opt_outs_of_class(ctx.uow, ctx.actor, class_id)
        return _opt_outs_screen(ctx, found, page, school_class, note)
    _hat, found = await opt_outs_of_school(ctx.uow, ctx.actor)
    return _opt_outs_screen(ctx, found, page, None, note)


def _opt_outs_screen(
    ctx: Context, found: list[OptOut], page: int, school_class: SchoolClass | None, note: str
) -> Screen:
    targets = [school_class.target] if school_class else []
    targets += [target_of(each.student, each.school) for each in found[:1]]
    allowed = [
        each for each in _OF_OPT_OUTS if any(ctx.actor.may(each, target) for target in targets)
    ]
    back = OpenClassList(class_id=school_class.id) if school_class else _back(ctx)
    screen = opt_outs_screen(found, page, school_class, allowed, back)
    return replace(screen, toast=note or None)


def _back(ctx: Context) -> CallbackData:
    """To what the office has; whoever was let see the summary alone came from the summaries."""
    is_of_office = any(hat.guards_data for hat in ctx.actor.hats)
    return OpenSchoolData() if is_of_office else OpenSummaries()


async def pick(query: CallbackQuery, callback_data: PickOptOut, ctx: Context) -> Screen:
    class_id = callback_data.class_id
    found = await class_families(ctx.uow, ctx.actor, class_id, Action.REGISTER_OPT_OUT)
    return pick_screen(*found, await ctx.uow.opt_outs.of_class(class_id))


async def ask_statement(query: CallbackQuery, callback_data: AskOptOut, ctx: Context) -> Screen:
    student_id = callback_data.student_id
    student, _hat = await pupil_to_opt_out(ctx.uow, ctx.actor, student_id)
    data = {"student_id": student_id, "class_id": student.school_class_id or 0}
    await ctx.uow.chats.ask(ctx.session.chat_id, "opt_out", data)
    name = joined(student.full_name, student.class_title)
    return opt_out_statement_screen(name, student.school_class_id)


async def take_statement(message: Message, ctx: Context) -> Screen:
    """What is not well formed is said, and the question stays."""
    student_id = ctx.session.typing_data["student_id"]
    student = await register_opt_out(ctx.uow, ctx.actor, student_id, message.text or "")
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return await _opt_outs(ctx, student.school_class_id or 0)


async def end(query: CallbackQuery, callback_data: EndOptOut, ctx: Context) -> Screen:
    found = await end_opt_out(ctx.uow, ctx.actor, callback_data.opt_out_id)
    return await _opt_outs(
        ctx, found.student.school_class_id or 0, note=_("No print-outs any more.")
    )


async def print_list(query: CallbackQuery, callback_data: PrintOptOuts, ctx: Context) -> Screen:
    """Drawn on a thread."""
    screen = await _opt_outs(ctx, callback_data.class_id)
    if callback_data.class_id:
        school_class, found = await opt_outs_of_class(ctx.uow, ctx.actor, callback_data.class_id)
        school = school_class.school
    else:
        hat, found = await opt_outs_of_school(ctx.uow, ctx.actor)
        school = hat.school
    today = school.today(ctx.now)
    content = await asyncio.to_thread(opt_out_list_pdf, school, found, today)
    name = _("print-outs {day}.pdf").format(day=today.isoformat())
    return replace(screen, files=[File(name, content)])


async def print_the_week(query: CallbackQuery, callback_data: PrintWeek, ctx: Context) -> Screen:
    """A page for each family, kept as it is; drawn on a thread when nothing is held any more."""
    school_class, pages = await print_week(ctx.uow, ctx.actor, callback_data.class_id, week_page)
    screen = await _opt_outs(ctx, school_class.id)
    title, name = _("Print-outs of the week"), _("week {title}.pdf")
    name = name.format(title=school_class.title)
    return replace(screen, later=drawn_later(name, title, pages))
