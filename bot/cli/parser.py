"""The command line as a whole: each command has `add_parser` and sets the `func` it runs.

Nothing here imports aiogram at the top: that takes seconds, and only `run` and `demo` need it.
"""

import argparse
import sys
from collections.abc import Sequence

from pydantic import ValidationError

from bot.cli import (
    audit_command,
    consents_command,
    copy_command,
    deliveries_command,
    demo_command,
    import_command,
    invite_command,
    migrate_command,
    run_command,
    seed_command,
)
from bot.settings import Settings, settings_errors

COMMANDS = (
    run_command,
    demo_command,
    seed_command,
    import_command,
    invite_command,
    deliveries_command,
    audit_command,
    consents_command,
    copy_command,
    migrate_command,
)


def main(arguments: Sequence[str]) -> int:
    """Runs one command: 0 when all went well, 1 when it could not be done, 2 for wrong usage."""
    chosen = make_parser().parse_args(arguments)
    try:
        settings = Settings()
    except ValidationError as error:
        sys.stderr.write(settings_errors(error))
        return 2
    return int(chosen.func(chosen, settings))


def make_parser() -> argparse.ArgumentParser:
    """The parser of every command, with `--help` for each."""
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="A school diary and journal that lives in Telegram."
    )
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in COMMANDS:
        command.add_parser(subparsers)
    return parser
