"""/notifications, what is chosen there, and news of a blocked or unblocked bot."""

from dataclasses import replace

from aiogram import Router
from aiogram.enums import ChatMemberStatus
from aiogram.filters import Command
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from domain.access import Action
from domain.diary import target_of
from domain.notices.model import Reason
from domain.notices.use_cases import reveal, welcome_back
from domain.people import Student
from domain.preferences.choices import QuietHours
from domain.preferences.model import Choices
from domain.preferences.use_cases import (
    STAFF,
    choose_details,
    choose_notices,
    choose_quiet_hours,
    notice_choices,
    own_habits,
)
from handlers.context import Context
from handlers.notices.callbacks import (
    ChooseDetails,
    ChooseNotices,
    ChooseQuietHours,
    OpenDetails,
    OpenKind,
    OpenNotices,
    OpenQuietHours,
    ShowNews,
)
from handlers.notices.render import render
from handlers.notices.screens import (
    choices_screen,
    details_screen,
    kind_screen,
    quiet_hours_screen,
    staff_screen,
)
from handlers.screen import Screen
from handlers.typing import WRITES
from handlers.whose import chosen_student


def make_router() -> Router:
    router = Router(name="notices")
    router.message.register(show_choices, Command("notifications"))
    buttons = router.callback_query
    buttons.register(show_choices_of, OpenNotices.filter())
    buttons.register(show_kind, OpenKind.filter())
    buttons.register(choose, ChooseNotices.filter(), flags=WRITES)
    buttons.register(show_quiet_hours, OpenQuietHours.filter())
    buttons.register(choose_hours, ChooseQuietHours.filter(), flags=WRITES)
    buttons.register(show_details, OpenDetails.filter())
    buttons.register(choose_hiding, ChooseDetails.filter(), flags=WRITES)
    buttons.register(show_news, ShowNews.filter())
    router.my_chat_member.register(note_reachability, flags=WRITES)
    return router


async def show_choices(message: Message, ctx: Context) -> Screen:
    return await _notices(ctx, _whom(ctx))


async def show_choices_of(query: CallbackQuery, callback_data: OpenNotices, ctx: Context) -> Screen:
    return await _notices(ctx, callback_data.student_id or _whom(ctx))


async def show_kind(query: CallbackQuery, callback_data: OpenKind, ctx: Context) -> Screen:
    """A kind that this child has not, any more, leads back to those that it has."""
    choices = await notice_choices(ctx.uow, ctx.actor, callback_data.student_id)
    if callback_data.kind not in choices.kinds:
        return _screen(ctx, choices)
    return kind_screen(choices, callback_data.kind)


async def choose(query: CallbackQuery, callback_data: ChooseNotices, ctx: Context) -> Screen:
    student_id, kind = callback_data.student_id, callback_data.kind
    chosen = await choose_notices(ctx.uow, ctx.actor, student_id, kind, callback_data.choice)
    return _screen(ctx, chosen)


async def show_quiet_hours(
    query: CallbackQuery, callback_data: OpenQuietHours, ctx: Context
) -> Screen:
    return quiet_hours_screen(await own_habits(ctx.uow, ctx.actor, callback_data.student_id))


async def choose_hours(
    query: CallbackQuery, callback_data: ChooseQuietHours, ctx: Context
) -> Screen:
    hours = QuietHours(callback_data.begins, callback_data.ends)
    await choose_quiet_hours(ctx.uow, ctx.actor, callback_data.student_id, hours)
    return await _notices(ctx, callback_data.student_id)


async def show_details(query: CallbackQuery, callback_data: OpenDetails, ctx: Context) -> Screen:
    return details_screen(await own_habits(ctx.uow, ctx.actor, callback_data.student_id))


async def choose_hiding(query: CallbackQuery, callback_data: ChooseDetails, ctx: Context) -> Screen:
    student_id, hidden = callback_data.student_id, callback_data.hidden
    await choose_details(ctx.uow, ctx.actor, student_id, hidden=hidden)
    return await _notices(ctx, student_id)


async def show_news(query: CallbackQuery, callback_data: ShowNews, ctx: Context) -> Screen:
    """The message becomes what it stands for."""
    news = await reveal(ctx.uow, ctx.session, callback_data.notice_id)
    return render(replace(news, is_repeat=callback_data.again), ctx.now)


async def note_reachability(event: ChatMemberUpdated, ctx: Context) -> None:
    """«Остановить бота» and back: while it is blocked, nothing is even tried."""
    if event.new_chat_member.status == ChatMemberStatus.KICKED:
        await ctx.uow.chats.set_reachable(
            ctx.session.chat_id, reachable=False, reason=Reason.BLOCKED
        )
    else:
        await welcome_back(ctx.uow, ctx.session)


def _whom(ctx: Context) -> int:
    """The child whose diary is open; whoever only works at the school chooses for themselves.

    So does who works there and has no child here to whose data a consent is given.
    """
    if ctx.actor.require_hat().is_staff:
        return next((each.id for each in _children(ctx)), STAFF)
    return chosen_student(ctx)


async def _notices(ctx: Context, student_id: int) -> Screen:
    if student_id == STAFF:
        return staff_screen(await own_habits(ctx.uow, ctx.actor, STAFF))
    return _screen(ctx, await notice_choices(ctx.uow, ctx.actor, student_id))


def _screen(ctx: Context, choices: Choices) -> Screen:
    return choices_screen(choices, _siblings(ctx, choices.student.id))


def _siblings(ctx: Context, student_id: int) -> list[Student]:
    return [child for child in _children(ctx) if child.id != student_id]


def _children(ctx: Context) -> list[Student]:
    """Those of whom something is told: whoever lacks a consent is nobody's news."""
    found = {
        hat.student.id: hat.student
        for hat in ctx.actor.hats
        if hat.student is not None
        and ctx.actor.may(Action.CHOOSE_NOTICES, target_of(hat.student, hat.school))
    }
    return list(found.values())
