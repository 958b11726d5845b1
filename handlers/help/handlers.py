"""/help, and the last answer to everything that no conversation has taken."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from handlers.cancelling import cancelling
from handlers.context import Context
from handlers.help.callbacks import OpenHelp
from handlers.help.screens import help_screen, old_button_screen, text_only_screen, unknown_screen
from handlers.screen import Screen


def make_router() -> Router:
    router = Router(name="help")
    router.message.register(show_help, Command("help"))
    router.callback_query.register(show_help, OpenHelp.filter())
    return router


def make_fallback() -> Router:
    """Comes after all others: a message or a button never stays without an answer."""
    router = Router(name="fallback")
    router.message.register(show_unknown)
    router.callback_query.register(show_old_button)
    return router


async def show_help(event: Message | CallbackQuery, ctx: Context) -> Screen:
    return help_screen(ctx.actor)


async def show_unknown(message: Message, ctx: Context) -> Screen:
    """A stranger most likely has a code and has not sent it as one."""
    ctx.actor.require_hat()
    if not ctx.session.typing:
        return unknown_screen()
    return cancelling(text_only_screen(), ctx.session)


async def show_old_button(query: CallbackQuery, ctx: Context) -> Screen:
    ctx.actor.require_hat()
    return old_button_screen()
