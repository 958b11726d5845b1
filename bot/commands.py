"""Puts the commands into Telegram's menu: for strangers at the start, per chat after that."""

from collections.abc import Sequence

from aiogram import Bot
from aiogram.methods import SetMyCommands
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from domain.hat import Hat
from domain.session import Session
from handlers.commands import commands_for
from handlers.words import LOCALES, speaking


async def publish_commands(bot: Bot) -> None:
    """What a chat sees before it is connected: in Russian, and in English for the others."""
    scope = BotCommandScopeAllPrivateChats()
    for locale in LOCALES:
        with speaking(locale):
            await bot(
                SetMyCommands(
                    commands=_commands(),
                    scope=scope,
                    language_code=None if locale == "en" else locale,
                )
            )


async def publish_commands_of(bot: Bot, session: Session) -> None:
    """The menu of one chat after its roles or its language changed; a stranger's has a language."""
    scope = BotCommandScopeChat(chat_id=session.chat_id)
    await bot(SetMyCommands(commands=_commands(session.actor.hats), scope=scope))


def _commands(hats: Sequence[Hat] = ()) -> list[BotCommand]:
    return [
        BotCommand(command=command, description=description)
        for command, description in commands_for(hats)
    ]
