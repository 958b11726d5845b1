"""/menu, /children, «‹ Назад» and the switch between children and roles."""

from dataclasses import replace

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.errors import NotFound
from handlers.context import Context
from handlers.menu.callbacks import ChooseHat, OpenHats, OpenMenu
from handlers.menu.opening import first_screen
from handlers.menu.screens import hats_screen
from handlers.screen import Screen
from handlers.typing import WRITES


def make_router() -> Router:
    router = Router(name="menu")
    router.message.register(show_menu, Command("menu"))
    router.message.register(show_hats, Command("children"))
    router.callback_query.register(show_menu, OpenMenu.filter())
    router.callback_query.register(show_hats, OpenHats.filter())
    router.callback_query.register(choose_hat, ChooseHat.filter(), flags=WRITES)
    return router


async def show_menu(event: Message | CallbackQuery, ctx: Context) -> Screen:
    return await first_screen(ctx.uow, ctx.actor)


async def show_hats(event: Message | CallbackQuery, ctx: Context) -> Screen:
    ctx.actor.require_hat()
    return hats_screen(ctx.actor)


async def choose_hat(query: CallbackQuery, callback_data: ChooseHat, ctx: Context) -> Screen:
    """Only a hat of this chat: somebody else's binding is not found (R009)."""
    ctx.actor.require_hat()
    chosen = (hat for hat in ctx.actor.hats if hat.binding_id == callback_data.binding_id)
    hat = next(chosen, None)
    if hat is None:
        raise NotFound("binding")
    await ctx.uow.chats.choose_hat(ctx.actor.chat_id, hat.binding_id)
    return await first_screen(ctx.uow, replace(ctx.actor, current=hat))
