"""`run`: the bot itself."""

import argparse
import asyncio
import sys
from typing import TYPE_CHECKING

from pydantic import SecretStr

from bot.alone import NotAloneError, alone
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
    parser.add_argument(
        "--only",
        choices=("receive", "send"),
        help="do one half of it; other processes on the same PostgreSQL do the other",
    )
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Migrates the database, then serves until it is told to stop."""
    if settings.bot_token is None:
        sys.stderr.write("BOT_TOKEN is not set: get one from @BotFather and put it into .env\n")
        return 2
    if arguments.only and settings.database_path is not None:
        sys.stderr.write(
            "--only is for several processes, and SQLite serves one: it has a single writer and "
            "wakes nobody. Set DATABASE_URL to a PostgreSQL, or leave --only out\n"
        )
        return 2
    try:
        with alone(settings.database_path):
            return _serve(settings, arguments.only)
    except NotAloneError as error:
        sys.stderr.write(
            f"Another bot runs on {error}. SQLite serves one process; for several, set "
            "DATABASE_URL to a PostgreSQL (docs/how-to/run-several-workers.md)\n"
        )
        return 1


def _serve(settings: Settings, only: str | None) -> int:
    known = [value for _name, value in settings if isinstance(value, SecretStr)]
    configure_logging(settings.log_level, [each.get_secret_value() for each in known])

    from aiogram.exceptions import TelegramNotFound, TelegramUnauthorizedError

    from bot.app import build_app
    from bot.delivery import TokenRefusedError
    from bot.run import Part
    from bot.run import run as serve
    from storage.migrations import migrate

    async def start() -> None:
        app = build_app(settings)
        await migrate(app.database)
        await serve(app, only=Part(only) if only else None)

    try:
        asyncio.run(start())
    except (TelegramUnauthorizedError, TelegramNotFound, TokenRefusedError):
        sys.stderr.write("Telegram does not know this BOT_TOKEN: check it in .env\n")
        return 1
    return 0
