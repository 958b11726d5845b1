"""Remarks: from a lesson, from the page of a pupil, and as the family reads them."""

from aiogram import Router
from aiogram.types import CallbackQuery, Message

from domain.access import Action
from domain.diary import target_of
from domain.remarks.model import FoundRemark, RemarkKind
from domain.remarks.reading import (
    class_remarks,
    pupil_of_lesson,
    pupils_to_remark,
    read_remarks,
    remarks_in_lesson,
)
from domain.remarks.writing import (
    REMARK_LENGTH,
    change_remark,
    confirm_remark,
    confirm_remarks,
    own_remark,
    pupil_to_remark,
    remark_to_remove,
    remove_remark,
    withdraw_remark,
    write_in_lesson,
    write_remark,
)
from handlers.context import Context
from handlers.days import to_day
from handlers.menu.around import around_diary
from handlers.menu.callbacks import Section
from handlers.pieces import too_long
from handlers.remarks.callbacks import (
    AskLessonRemark,
    AskOtherWords,
    AskRemark,
    AskRemoval,
    ConfirmListed,
    ConfirmRemark,
    OpenClassRemarks,
    OpenLessonRemarks,
    OpenOwnRemark,
    OpenRemarks,
    PickRemarked,
    WithdrawRemark,
)
from handlers.remarks.class_screens import class_remarks_screen
from handlers.remarks.screens import (
    ask_screen,
    lesson_remarks_screen,
    own_screen,
    pick_screen,
    remarks_screen,
    removal_screen,
)
from handlers.screen import Screen, toast
from handlers.typing import WRITES, Typing
from handlers.words import _

_LENGTH = "remark_length"


def make_router() -> Router:
    router = Router(name="remarks")
    on = router.callback_query.register
    on(show_remarks, OpenRemarks.filter())
    on(show_of_class, OpenClassRemarks.filter())
    on(ask, AskRemark.filter(), flags=WRITES)
    on(pick, PickRemarked.filter())
    on(show_in_lesson, OpenLessonRemarks.filter())
    on(ask_in_lesson, AskLessonRemark.filter(), flags=WRITES)
    on(show_own, OpenOwnRemark.filter())
    on(ask_other_words, AskOtherWords.filter(), flags=WRITES)
    on(withdraw, WithdrawRemark.filter(), flags=WRITES)
    on(ask_removal, AskRemoval.filter(), flags=WRITES)
    on(confirm, ConfirmRemark.filter(), flags=WRITES)
    on(confirm_listed, ConfirmListed.filter(), flags=WRITES)
    router.message.register(take_remark, Typing("remark"), flags=WRITES)
    router.message.register(take_other_words, Typing("remark_words"), flags=WRITES)
    router.message.register(take_reason, Typing("remark_removal"), flags=WRITES)
    return router


async def show_remarks(query: CallbackQuery, callback_data: OpenRemarks, ctx: Context) -> Screen:
    return await _diary(ctx, callback_data.student_id, callback_data.page)


async def show_of_class(
    query: CallbackQuery, callback_data: OpenClassRemarks, ctx: Context
) -> Screen:
    wanted = callback_data
    day = to_day(wanted.day) if wanted.day else None
    return class_remarks_screen(
        await class_remarks(ctx.uow, ctx.actor, wanted.class_id, day), wanted.page
    )


async def ask(query: CallbackQuery, callback_data: AskRemark, ctx: Context) -> Screen:
    student = await pupil_to_remark(ctx.uow, ctx.actor, callback_data.student_id)
    asked = {"student_id": student.id, "lesson_id": 0, "kind": callback_data.kind.value}
    await ctx.uow.chats.ask(ctx.session.chat_id, "remark", asked)
    back = OpenRemarks(student_id=student.id)
    return ask_screen(student, callback_data.kind, back, REMARK_LENGTH)


async def pick(query: CallbackQuery, callback_data: PickRemarked, ctx: Context) -> Screen:
    return pick_screen(*await pupils_to_remark(ctx.uow, ctx.actor, callback_data.lesson_id))


async def show_in_lesson(
    query: CallbackQuery, callback_data: OpenLessonRemarks, ctx: Context
) -> Screen:
    wanted = callback_data
    taught, found = await remarks_in_lesson(ctx.uow, ctx.actor, wanted.lesson_id, wanted.student_id)
    return lesson_remarks_screen(found, taught, wanted.page)


async def ask_in_lesson(
    query: CallbackQuery, callback_data: AskLessonRemark, ctx: Context
) -> Screen:
    lesson_id, student_id = callback_data.lesson_id, callback_data.student_id
    _taught, student = await pupil_of_lesson(ctx.uow, ctx.actor, lesson_id, student_id)
    asked = {"student_id": student_id, "lesson_id": lesson_id, "kind": callback_data.kind.value}
    await ctx.uow.chats.ask(ctx.session.chat_id, "remark", asked)
    back = OpenLessonRemarks(lesson_id=lesson_id, student_id=student_id)
    return ask_screen(student, callback_data.kind, back, REMARK_LENGTH)


async def take_remark(message: Message, ctx: Context) -> Screen:
    refused = await too_long(ctx, message, _LENGTH, REMARK_LENGTH)
    if refused is not None:
        return refused
    asked = ctx.session.typing_data
    kind, typed = RemarkKind(asked["kind"]), message.text or ""
    student_id, lesson_id = asked["student_id"], asked["lesson_id"]
    if lesson_id:
        found = await write_in_lesson(ctx.uow, ctx.actor, lesson_id, student_id, kind, typed)
    else:
        found = await write_remark(ctx.uow, ctx.actor, student_id, kind, typed)
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return _own(ctx, found)


async def show_own(query: CallbackQuery, callback_data: OpenOwnRemark, ctx: Context) -> Screen:
    return _own(ctx, await own_remark(ctx.uow, ctx.actor, callback_data.remark_id))


async def ask_other_words(
    query: CallbackQuery, callback_data: AskOtherWords, ctx: Context
) -> Screen:
    found = await own_remark(ctx.uow, ctx.actor, callback_data.remark_id)
    if not _is_open(ctx, found):
        return _own(ctx, found)
    asked = {"remark_id": found.remark.id}
    await ctx.uow.chats.ask(ctx.session.chat_id, "remark_words", asked)
    return own_screen(found, is_open=True, is_asked=True)


async def take_other_words(message: Message, ctx: Context) -> Screen:
    refused = await too_long(ctx, message, _LENGTH, REMARK_LENGTH)
    if refused is not None:
        return refused
    remark_id = ctx.session.typing_data["remark_id"]
    found = await change_remark(ctx.uow, ctx.actor, remark_id, message.text or "")
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return _own(ctx, found)


async def withdraw(query: CallbackQuery, callback_data: WithdrawRemark, ctx: Context) -> Screen:
    return _own(ctx, await withdraw_remark(ctx.uow, ctx.actor, callback_data.remark_id))


async def ask_removal(query: CallbackQuery, callback_data: AskRemoval, ctx: Context) -> Screen:
    found = await remark_to_remove(ctx.uow, ctx.actor, callback_data.remark_id)
    asked = {"remark_id": found.remark.id, "student_id": found.student.id}
    await ctx.uow.chats.ask(ctx.session.chat_id, "remark_removal", asked)
    return removal_screen(found)


async def take_reason(message: Message, ctx: Context) -> Screen:
    refused = await too_long(ctx, message, _LENGTH, REMARK_LENGTH)
    if refused is not None:
        return refused
    remark_id = ctx.session.typing_data["remark_id"]
    found = await remove_remark(ctx.uow, ctx.actor, remark_id, message.text or "")
    await ctx.uow.chats.stop_asking(ctx.session.chat_id)
    return await _diary(ctx, found.student.id)


async def confirm(query: CallbackQuery, callback_data: ConfirmRemark, ctx: Context) -> Screen:
    """The notice is a record and stays as it is."""
    wanted = callback_data
    found = await confirm_remark(ctx.uow, ctx.actor, wanted.remark_id, wanted.word)
    if not found.remark.stands:
        return toast(_("It does not stand any more: nothing to confirm."))
    if found.remark.word != wanted.word:
        return toast(_("It was put in other words since. Read them in “All remarks”."))
    return toast(
        _("{teacher} sees that it was read.").format(teacher=found.remark.author.short_name)
    )


async def confirm_listed(
    query: CallbackQuery, callback_data: ConfirmListed, ctx: Context
) -> Screen:
    """Where other words have come since, they are shown and not confirmed."""
    wanted = callback_data
    student_id = wanted.student_id
    seen = wanted.oldest, wanted.newest, wanted.check
    await confirm_remarks(ctx.uow, ctx.actor, student_id, *seen)
    return await _diary(ctx, student_id)


async def _diary(ctx: Context, student_id: int, page: int = 0) -> Screen:
    found = await read_remarks(ctx.uow, ctx.actor, student_id)
    may_confirm = ctx.actor.may(Action.CONFIRM_REMARK, target_of(found.student, found.school))
    screen = remarks_screen(found, page, may_confirm=may_confirm)
    return around_diary(screen, ctx.actor, student_id, Section.MENU)


def _own(ctx: Context, found: FoundRemark) -> Screen:
    return own_screen(found, is_open=_is_open(ctx, found))


def _is_open(ctx: Context, found: FoundRemark) -> bool:
    return found.remark.stands and found.remark.is_of_today(found.school, ctx.now)
