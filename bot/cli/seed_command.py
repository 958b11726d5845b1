"""`seed`: the demo school in a database of your choice."""

import argparse
import asyncio
import sys
from typing import TYPE_CHECKING, Never

from tqdm import tqdm

from bot.clock import wall_clock
from bot.demo.stopping import Stopped, stop_on_signals, until_stopped
from bot.settings import Settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from bot.demo.load import Loaded

DEFAULT_PUPILS = 1200
DEFAULT_SEED = 1
_SHOWN = (
    "school",
    "school_class",
    "person",
    "section",
    "lesson",
    "mark",
    "attendance_event",
    "homework",
    "final_mark",
)


def add_parser(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "seed",
        help="make up a demo school",
        description=(
            "Writes a made-up school into DATABASE_URL, which must not hold one yet. The same "
            "arguments on the same day give the same school."
        ),
    )
    add_school_arguments(parser)
    parser.add_argument(
        "--full-year", action="store_true", help="marks of nearly a whole school year"
    )
    parser.set_defaults(func=run)


def add_school_arguments(parser: argparse.ArgumentParser) -> None:
    """What `seed` and `demo` have in common."""
    parser.add_argument(
        "--pupils",
        type=pupils,
        default=DEFAULT_PUPILS,
        metavar="N",
        help=f"default {DEFAULT_PUPILS}, at least 60; above 2000 there are several schools",
    )
    parser.add_argument(
        "--seed", type=int, default=DEFAULT_SEED, metavar="S", help=f"default {DEFAULT_SEED}"
    )


def pupils(text: str) -> int:
    """A number of pupils, or the error that argparse shows."""
    if not text.isdecimal() or int(text) < 60:  # bot.demo.shape.FEWEST_PUPILS, imported late
        raise argparse.ArgumentTypeError("must be a number from 60 up")
    return int(text)


def progress_bar(total: int) -> "tqdm[Never]":
    """On a terminal only; to standard error, so that what a command prints stays clean."""
    return tqdm(total=total, unit=" pupils", disable=not sys.stderr.isatty(), leave=False)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Migrates the database and fills it, if it is empty."""
    from bot.demo.load import HoldsData

    try:
        loaded = asyncio.run(_seed(arguments, settings))
    except HoldsData:
        sys.stderr.write(
            "The database holds a school already, so nothing was written. "
            "Give DATABASE_URL another name to have a demo school beside it.\n"
        )
        return 1
    except Stopped:
        sys.stderr.write("Stopped; nothing was written.\n")
        return 130
    for table in _SHOWN:
        print(f"{table.replace('_', ' '):>18}  {loaded.counts.get(table, 0):>10}")
    return 0


async def _seed(arguments: argparse.Namespace, settings: Settings) -> "Loaded":
    stop = stop_on_signals()  # the imports below take a while
    from bot.demo.build import DemoPlan
    from bot.demo.calendar import school_day_for
    from bot.demo.load import load_demo
    from storage.database import Database
    from storage.migrations import migrate

    today = school_day_for(wall_clock().astimezone(settings.timezone).date())
    plan = DemoPlan(today, settings.timezone, arguments.pupils, arguments.seed, arguments.full_year)
    database = Database(settings.database_url, settings.timezone)
    try:
        await migrate(database)
        with progress_bar(plan.pupils) as bar:
            return await load_demo(database, plan, until_stopped(stop, bar.update))
    finally:
        await database.close()
