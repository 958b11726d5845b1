"""/start, codes however they come, /leave, «Это не я»."""

from dataclasses import replace
from typing import Any

from aiogram import F, Router
from aiogram.filters import Command, CommandObject, Filter
from aiogram.types import CallbackQuery, Message

from domain.binding.codes import looks_like_code
from domain.binding.use_cases import end_binding, leave, redeem, show_code
from domain.errors import DomainError, Refused, TryLater
from domain.session import Session
from handlers.binding.callbacks import (
    AskLeave,
    ConfirmCode,
    EndBinding,
    Leave,
    OpenLeave,
    RejectCode,
)
from handlers.binding.screens import (
    ask_leave_screen,
    confirm_screen,
    ended_screen,
    leave_screen,
    left_screen,
    rejected_screen,
)
from handlers.context import Context
from handlers.menu.opening import first_screen
from handlers.refusals import refusal
from handlers.screen import Screen
from handlers.typing import WRITES
from handlers.words import DEFAULT_LOCALE, _


class TypedCode(Filter):
    """A code that nobody asked for: sent as it stands on the slip, without /start."""

    async def __call__(self, message: Message, session: Session, **_: Any) -> bool:
        return session.typing is None and message.text is not None and looks_like_code(message.text)


def make_router() -> Router:
    router = Router(name="binding")
    router.message.register(start_with_code, Command("start", magic=F.args), flags=WRITES)
    router.message.register(start, Command("start"))
    router.message.register(typed_code, TypedCode(), flags=WRITES)
    router.callback_query.register(confirm_code, ConfirmCode.filter(), flags=WRITES)
    router.callback_query.register(reject_code, RejectCode.filter())
    router.message.register(show_leave, Command("leave"))
    router.callback_query.register(show_leave, OpenLeave.filter())
    router.callback_query.register(ask_leave, AskLeave.filter())
    router.callback_query.register(leave_chat, Leave.filter(), flags=WRITES)
    router.callback_query.register(not_me, EndBinding.filter(), flags=WRITES)
    return router


async def start(message: Message, ctx: Context) -> Screen:
    """How to get a code, to a stranger. Telegram's menu is set anew, should it be behind."""
    return replace(await first_screen(ctx.uow, ctx.actor), new_commands=True)


async def start_with_code(message: Message, command: CommandObject, ctx: Context) -> Screen:
    return await _show_code(ctx, command.args or "")


async def typed_code(message: Message, ctx: Context) -> Screen:
    return await _show_code(ctx, message.text or "")


async def _show_code(ctx: Context, typed: str) -> Screen:
    """Whatever comes of it, the message with the code is deleted; a failure is stored."""
    try:
        locale = ctx.session.locale or DEFAULT_LOCALE
        offer = await show_code(ctx.uow, ctx.session.chat_id, locale, typed)
    except TryLater as error:
        return _without_code(ctx, error)
    if offer is None:
        return _without_code(ctx, Refused("bad_code"))
    return replace(confirm_screen(offer), forget_message=True)


def _without_code(ctx: Context, error: DomainError) -> Screen:
    """A refusal; a stranger has no menu to go to."""
    screen = refusal(error)
    keyboard = screen.keyboard if ctx.actor.hats else ()
    return replace(screen, keyboard=keyboard, forget_message=True)


async def confirm_code(query: CallbackQuery, callback_data: ConfirmCode, ctx: Context) -> Screen:
    await redeem(ctx.uow, ctx.session.chat_id, callback_data.invite_id)
    connected = await ctx.uow.chats.session(ctx.session.chat_id)
    screen = await first_screen(ctx.uow, connected.actor)
    return replace(screen, toast=_("Connected"), new_commands=True)


async def reject_code(query: CallbackQuery) -> Screen:
    return rejected_screen()


async def show_leave(event: Message | CallbackQuery, ctx: Context) -> Screen:
    return leave_screen(ctx.actor)


async def ask_leave(query: CallbackQuery, callback_data: AskLeave, ctx: Context) -> Screen:
    if not _chosen(ctx, callback_data.binding_id):
        return leave_screen(ctx.actor)  # disconnected meanwhile
    return ask_leave_screen(ctx.actor, callback_data.binding_id)


async def leave_chat(query: CallbackQuery, callback_data: Leave, ctx: Context) -> Screen:
    chosen = _chosen(ctx, callback_data.binding_id)
    await leave(ctx.uow, ctx.actor, chosen)
    return replace(left_screen(len(ctx.actor.hats) - len(chosen)), new_commands=True)


def _chosen(ctx: Context, binding_id: int) -> list[int]:
    own = [hat.binding_id for hat in ctx.actor.hats]
    return [each for each in own if binding_id in (0, each)]


async def not_me(query: CallbackQuery, callback_data: EndBinding, ctx: Context) -> Screen:
    ended = await end_binding(ctx.uow, ctx.actor, callback_data.binding_id)
    return replace(ended_screen(ended, ctx.actor), commands_of=ended.chat_id)
