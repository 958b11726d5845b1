"""Setting final marks: from the class of a homeroom teacher, or from a teacher's own section."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.errors import NotFound, Refused
from domain.final_marks.setting import (
    REASON_LENGTH,
    choose_by_average,
    choose_mark,
    forget_choices,
    open_class_finals,
    open_sheet,
    save_class,
    save_section,
)
from domain.marks.value import MarkValue
from handlers.classes.callbacks import OpenClass
from handlers.context import Context
from handlers.final_marks.pupil_screen import pupil_screen
from handlers.final_marks.saved import saved_words
from handlers.final_marks.setting_callbacks import (
    DraftByAverage,
    DraftFinalMark,
    DropFinalDrafts,
    OpenClassFinals,
    OpenFinalMarks,
    OpenFinalPupil,
    SaveClassFinals,
    SaveFinalMarks,
)
from handlers.final_marks.setting_screens import class_finals_screen, sheet_screen
from handlers.final_marks.why_screen import why_screen
from handlers.lessons.callbacks import OpenLessons
from handlers.pieces import too_long
from handlers.refusals import not_yet
from handlers.screen import Screen
from handlers.typing import WRITES, Typing


def make_router() -> Router:
    router = Router(name="setting_final_marks")
    on = router.callback_query.register
    on(show_class, OpenClassFinals.filter())
    on(show_sheet, OpenFinalMarks.filter())
    on(show_pupil, OpenFinalPupil.filter())
    on(choose, DraftFinalMark.filter(), flags=WRITES)
    on(choose_suggested, DraftByAverage.filter(), flags=WRITES)
    on(forget, DropFinalDrafts.filter(), flags=WRITES)
    on(save_one, SaveFinalMarks.filter(), flags=WRITES)
    on(save_all, SaveClassFinals.filter(), flags=WRITES)
    router.message.register(take_reason, Typing("final_reason"), flags=WRITES)
    return router


async def show_class(query: CallbackQuery, callback_data: OpenClassFinals, ctx: Context) -> Screen:
    class_id = callback_data.class_id
    try:
        finals = await open_class_finals(
            ctx.uow, ctx.actor, class_id, callback_data.period_id or None
        )
    except Refused as error:
        return not_yet(error, OpenClass(class_id=class_id))
    return class_finals_screen(finals)


async def show_sheet(query: CallbackQuery, callback_data: OpenFinalMarks, ctx: Context) -> Screen:
    try:
        sheet = await open_sheet(
            ctx.uow, ctx.actor, callback_data.section_id, callback_data.period_id or None
        )
    except Refused as error:
        return not_yet(error, OpenLessons())
    return sheet_screen(sheet, whole=callback_data.whole)


async def show_pupil(query: CallbackQuery, callback_data: OpenFinalPupil, ctx: Context) -> Screen:
    sheet = await open_sheet(ctx.uow, ctx.actor, callback_data.section_id, callback_data.period_id)
    standing = sheet.standing(callback_data.student_id)
    if standing is None:
        raise NotFound("pupil")
    return pupil_screen(sheet, standing, whole=callback_data.whole)


async def choose(query: CallbackQuery, callback_data: DraftFinalMark, ctx: Context) -> Screen:
    wanted = callback_data
    try:
        sheet = await choose_mark(
            ctx.uow,
            ctx.actor,
            wanted.section_id,
            wanted.period_id,
            wanted.student_id,
            wanted.code,
        )
    except Refused as error:
        if error.code != "final_needs_reason":
            raise
        return await _ask_why(ctx, wanted)
    return sheet_screen(sheet, whole=wanted.whole)


async def _ask_why(ctx: Context, wanted: DraftFinalMark) -> Screen:
    sheet = await open_sheet(ctx.uow, ctx.actor, wanted.section_id, wanted.period_id)
    standing = sheet.standing(wanted.student_id)
    if standing is None:
        raise NotFound("pupil")
    asked = {
        "section_id": wanted.section_id,
        "period_id": wanted.period_id,
        "student_id": wanted.student_id,
        "code": wanted.code,
        "whole": wanted.whole,
    }
    await ctx.uow.chats.ask(ctx.session.chat_id, "final_reason", asked)
    return why_screen(sheet, standing, MarkValue.of(wanted.code), whole=wanted.whole)


async def take_reason(message: Message, ctx: Context) -> Screen:
    refused = await too_long(ctx, message, "final_reason_length", REASON_LENGTH)
    if refused is not None:
        return refused
    asked = ctx.session.typing_data
    sheet = await choose_mark(
        ctx.uow,
        ctx.actor,
        asked["section_id"],
        asked["period_id"],
        asked["student_id"],
        asked["code"],
        message.text or "",
    )
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return sheet_screen(sheet, whole=asked["whole"])


async def choose_suggested(
    query: CallbackQuery, callback_data: DraftByAverage, ctx: Context
) -> Screen:
    sheet = await choose_by_average(
        ctx.uow, ctx.actor, callback_data.section_id, callback_data.period_id
    )
    return sheet_screen(sheet, whole=callback_data.whole)


async def forget(query: CallbackQuery, callback_data: DropFinalDrafts, ctx: Context) -> Screen:
    sheet = await forget_choices(
        ctx.uow, ctx.actor, callback_data.section_id, callback_data.period_id
    )
    return sheet_screen(sheet, whole=callback_data.whole)


async def save_one(query: CallbackQuery, callback_data: SaveFinalMarks, ctx: Context) -> Screen:
    section_id, period_id = callback_data.section_id, callback_data.period_id
    count = await save_section(ctx.uow, ctx.actor, section_id, period_id)
    sheet = await open_sheet(ctx.uow, ctx.actor, section_id, period_id)
    screen = sheet_screen(sheet, whole=False)
    return replace(screen, toast=saved_words(count))


async def save_all(query: CallbackQuery, callback_data: SaveClassFinals, ctx: Context) -> Screen:
    class_id, period_id = callback_data.class_id, callback_data.period_id
    count = await save_class(ctx.uow, ctx.actor, class_id, period_id)
    finals = await open_class_finals(ctx.uow, ctx.actor, class_id, period_id)
    screen = class_finals_screen(finals)
    return replace(screen, toast=saved_words(count))
