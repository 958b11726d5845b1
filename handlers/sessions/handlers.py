"""«Мои чаты»."""

from dataclasses import replace

from aiogram import Router
from aiogram.types import CallbackQuery

from domain.binding.own_chats import end_own_chat, own_chats
from handlers.context import Context
from handlers.screen import Screen
from handlers.sessions.callbacks import EndOwnChat, OpenOwnChats
from handlers.sessions.screens import own_chats_screen
from handlers.typing import WRITES
from handlers.words import _


def make_router() -> Router:
    router = Router(name="sessions")
    router.callback_query.register(show_chats, OpenOwnChats.filter())
    router.callback_query.register(end_chat, EndOwnChat.filter(), flags=WRITES)
    return router


async def show_chats(query: CallbackQuery, ctx: Context) -> Screen:
    own = await own_chats(ctx.uow, ctx.actor)
    return own_chats_screen(own, ctx.actor, ctx.school, ctx.school.local(ctx.now))


async def end_chat(query: CallbackQuery, callback_data: EndOwnChat, ctx: Context) -> Screen:
    ended = await end_own_chat(ctx.uow, ctx.actor, callback_data.binding_id)
    own = await own_chats(ctx.uow, ctx.actor)
    screen = own_chats_screen(own, ctx.actor, ctx.school, ctx.school.local(ctx.now))
    return replace(screen, toast=_("That chat is disconnected."), commands_of=ended.chat_id)
