"""/language, «Настройки» and what can be chosen there."""

from dataclasses import replace

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message

from domain.school_documents.reading import has_documents
from domain.session import Session
from handlers.context import Context
from handlers.help.screens import stranger_screen
from handlers.screen import Screen
from handlers.settings.callbacks import ChooseLanguage, ChooseTables, OpenSettings
from handlers.settings.screens import language_screen, settings_screen
from handlers.typing import WRITES
from handlers.words import speaking


def make_router() -> Router:
    router = Router(name="settings")
    router.message.register(show_language, Command("language"))
    router.message.register(show_settings, Command("settings"))
    router.callback_query.register(show_settings, OpenSettings.filter())
    router.callback_query.register(choose_language, ChooseLanguage.filter(), flags=WRITES)
    router.callback_query.register(choose_tables, ChooseTables.filter(), flags=WRITES)
    return router


async def show_language(message: Message, ctx: Context) -> Screen:
    return language_screen(is_bound=ctx.session.hat is not None)


async def show_settings(event: Message | CallbackQuery, ctx: Context) -> Screen:
    return await _settings(ctx, ctx.session)


async def choose_language(
    query: CallbackQuery, callback_data: ChooseLanguage, ctx: Context
) -> Screen:
    """Answers in the new language already."""
    chats, chat_id = ctx.uow.chats, ctx.session.chat_id
    await chats.remember(chat_id, callback_data.locale)
    await chats.choose_locale(chat_id, callback_data.locale)
    with speaking(callback_data.locale):
        screen = await _settings(ctx, ctx.session) if ctx.session.hat else stranger_screen()
    return replace(screen, new_commands=True)


async def choose_tables(query: CallbackQuery, callback_data: ChooseTables, ctx: Context) -> Screen:
    ctx.actor.require_hat()
    await ctx.uow.chats.choose_plain_text(ctx.session.chat_id, callback_data.plain)
    return await _settings(ctx, replace(ctx.session, plain_text=callback_data.plain))


async def _settings(ctx: Context, session: Session) -> Screen:
    return settings_screen(session, documents=await has_documents(ctx.uow, ctx.actor))
