"""`demo`: the demo school in a local Telegram, on one line and one address."""

import argparse
import asyncio
import logging
import signal
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from bot.cli.seed_command import add_school_arguments, progress_bar
from bot.clock import wall_clock
from bot.demo.stopping import Stopped, not_halfway, stop_on_signals, until_stopped
from bot.log import configure_logging
from bot.settings import Settings

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from bot.demo.cast import Cast
    from bot.demo.playground_process import PlaygroundProcess
    from bot.demo.template import Template

FOLDER = Path("data/demo")
DEFAULT_PORT = 8081


def add_parser(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "demo",
        help="show the bot in a local Telegram",
        description=(
            "Makes a demo school, starts a local Telegram and the bot against it, and prints the "
            "address to open. Everything is kept in data/demo; Ctrl-C stops it."
        ),
    )
    add_school_arguments(parser)
    parser.add_argument(
        "--port", type=int, default=DEFAULT_PORT, help="the next free one is taken; default 8081"
    )
    parser.add_argument(
        "--date", type=date.fromisoformat, metavar="YYYY-MM-DD", help="pretend that it is this day"
    )
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Plays until Ctrl-C, which is a good end."""
    from bot.demo.playground_process import PlaygroundFailed, PlaygroundProcess

    signal.signal(signal.SIGTERM, _as_ctrl_c)
    FOLDER.mkdir(parents=True, exist_ok=True)
    playground = None
    try:
        # First of all: it starts while this process is still importing.
        with not_halfway():
            playground = PlaygroundProcess(arguments.port, FOLDER / "playground.log")
        asyncio.run(_play(arguments, settings, playground))
    except (KeyboardInterrupt, Stopped):
        pass
    except PlaygroundFailed as error:
        sys.stderr.write(f"{error}\n")
        return 1
    finally:
        if playground is not None:
            playground.stop()
    return 0


async def _play(
    arguments: argparse.Namespace, settings: Settings, playground: "PlaygroundProcess"
) -> None:
    stop = stop_on_signals()  # the imports below take a while
    from bot.demo.build import DemoPlan
    from bot.demo.calendar import school_day_for
    from bot.demo.playground_process import TOKEN
    from bot.demo.show import make_stage, play
    from bot.demo.template import Template

    real_now = wall_clock()
    if arguments.date is not None:
        real_now = datetime.combine(arguments.date, time(12), settings.timezone).astimezone(UTC)
    log = logging.FileHandler(FOLDER / "bot.log", mode="w", encoding="utf-8")
    configure_logging(settings.log_level, [TOKEN], log)
    today = school_day_for(real_now.astimezone(settings.timezone).date())
    plan = DemoPlan(today, settings.timezone, arguments.pupils, arguments.seed)
    # By port, so that a second demo leaves the first one's school alone.
    path = FOLDER / f"school-{playground.port}.db"
    cast = await _school(Template(FOLDER, plan), path, plan.pupils, stop)
    stage = make_stage(settings, path, playground.url, real_now)
    await play(stage, playground, cast, stop, lambda address: print(address, flush=True))


async def _school(template: "Template", path: Path, pupils: int, stop: asyncio.Event) -> "Cast":
    if not template.is_ready:
        with progress_bar(pupils) as bar:
            await template.make(until_stopped(stop, bar.update))
    return template.copy_to(path)


def _as_ctrl_c(_number: int, _frame: FrameType | None) -> None:
    """Until `stop_on_signals`, SIGTERM ends the demo as Ctrl-C does."""
    raise KeyboardInterrupt
