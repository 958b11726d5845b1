"""`run`: the bot itself."""

import argparse
import asyncio
import sys
from typing import TYPE_CHECKING

from bot.log import configure_logging
from bot.settings import Settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "run",
        help="run the bot",
        description="Runs the bot: long polling, or a webhook when WEBHOOK_URL is set.",
    )
    parser.set_defaults(func=run)


def run(_arguments: argparse.Namespace, settings: Settings) -> int:
    """Migrates the database, then serves until it is told to stop."""
    if settings.bot_token is None:
        sys.stderr.write("BOT_TOKEN is not set: get one from @BotFather and put it into .env\n")
        return 2
    secrets = [settings.bot_token.get_secret_value()]
    if settings.webhook_secret is not None:
        secrets.append(settings.webhook_secret.get_secret_value())
    configure_logging(settings.log_level, secrets)

    from aiogram.exceptions import TelegramNetworkError, TelegramUnauthorizedError

    from bot.app import build_app
    from bot.run import run as serve
    from storage.migrations import migrate

    async def start() -> None:
        app = build_app(settings)
        await migrate(app.database)
        await serve(app)

    try:
        asyncio.run(start())
    except TelegramUnauthorizedError:
        sys.stderr.write("Telegram does not know this BOT_TOKEN: check it in .env\n")
        return 1
    except TelegramNetworkError:
        sys.stderr.write("Telegram does not answer: check the network and TELEGRAM_API_URL\n")
        return 1
    return 0
