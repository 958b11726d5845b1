"""`python -m playground`: the local Telegram in the foreground.

    python -m playground [--host 127.0.0.1] [--port 8081] [--people FILE.json]
                         [--bot TOKEN:USERNAME:NAME] [--verbose]

`--people` names a JSON list of objects with the fields of `create_person`. A bot's token has a
colon itself: `--bot 42:playground:school_diary_bot:Дневник`.
"""

import argparse
import asyncio
import json
import logging
import signal
import sys
from pathlib import Path

from playground.errors import PersonError
from playground.server import DEFAULT_TOKEN, Playground
from playground.telegram import Telegram

DEFAULT_PORT = 8081


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m playground", description="A local Telegram.")
    parser.add_argument("--host", default="127.0.0.1", help="a loopback address")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT, help="0 for any free one")
    parser.add_argument("--people", type=Path, help="JSON list of people who are there already")
    parser.add_argument("--bot", action="append", help="TOKEN:USERNAME:NAME, may be repeated")
    parser.add_argument("--verbose", action="store_true", help="print the address and requests")
    return parser.parse_args(given)


def build(options: argparse.Namespace) -> Telegram:
    """The world that the arguments describe. Raises `ValueError` when they make no sense."""
    telegram = Telegram()
    for text in options.bot or [DEFAULT_TOKEN]:
        number, _, rest = text.partition(":")
        secret, _, names = rest.partition(":")
        username, _, name = names.partition(":")
        telegram.add_bot(f"{number}:{secret}", username or "school_diary_bot", name or "Дневник")
    if options.people:
        people = json.loads(options.people.read_text(encoding="utf-8"))
        if not isinstance(people, list):
            raise ValueError(f"{options.people} must hold a JSON list of people")
        for person in people:
            telegram.create_person(**person)
    return telegram


async def serve(options: argparse.Namespace) -> None:
    """Runs until SIGINT or SIGTERM; streams and long polls are closed at once."""
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    async with Playground(options.host, options.port, build(options)) as playground:
        logging.getLogger("playground").info("listening at %s", playground.url)
        await stopped.wait()


def main(given: list[str] | None = None) -> int:
    options = arguments(given)
    logging.basicConfig(
        level=logging.INFO if options.verbose else logging.ERROR,
        format="%(asctime)s %(name)s %(message)s",
    )
    try:
        asyncio.run(serve(options))
    except (OSError, ValueError, TypeError, PersonError) as error:
        sys.stderr.write(f"playground: {error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
