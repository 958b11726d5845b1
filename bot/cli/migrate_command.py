"""`migrate`: brings the database to the newest form of the tables."""

import argparse
import asyncio
from typing import TYPE_CHECKING

from bot.settings import Settings
from storage.database import Database
from storage.migrations import migrate

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "migrate",
        help="bring the database up to date",
        description="Creates or changes the tables of DATABASE_URL; `run` does so by itself.",
    )
    parser.add_argument(
        "--to", default="head", metavar="REVISION", help="another revision than the newest"
    )
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Migrates and says where the database stands."""
    print(f"database is at revision {asyncio.run(_migrate(settings, arguments.to))}")
    return 0


async def _migrate(settings: Settings, revision: str) -> str:
    database = Database(settings.database_url, settings.timezone)
    try:
        return await migrate(database, revision) or "none"
    finally:
        await database.close()
