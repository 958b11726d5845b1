"""`deliveries`: notices that were given up, without a name of anybody, and once more on request."""

import argparse
import asyncio
import sys
from datetime import datetime
from typing import TYPE_CHECKING

from bot.cli.opening import NoDatabase, opened
from bot.clock import wall_clock
from bot.settings import Settings
from domain.audit.model import Deed, Thing, ThingKind, Who
from domain.delivery.trouble_model import DeadNotice

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_LISTED = 1_000


def add_parser(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "deliveries",
        help="list notices that were given up, or send them again",
        description=(
            "Lists the notices of the last 30 days that could not be told: number, school, kind, "
            "reason and age. The log has more of each under its number."
        ),
    )
    parser.add_argument("--retry", action="store_true", help="send all of them again")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """0 also when there are some: they were listed."""
    try:
        return asyncio.run(deliveries(settings, retry=arguments.retry))
    except NoDatabase as error:
        sys.stderr.write(f"{error}\n")
        return 1


async def deliveries(settings: Settings, *, retry: bool) -> int:
    """Prints what was given up; with `retry` it is due again."""
    now = wall_clock()
    async with opened(settings) as database:
        async with database.read(now) as uow:
            dead = await uow.troubles.dead(None, _LISTED)
        for each in dead:
            sys.stdout.write(_line(each, now))
        if not dead:
            sys.stderr.write("Nothing was given up in the last 30 days.\n")
        elif retry:
            async with database.write(now) as uow:
                count = await uow.troubles.send_again()
                for school_id in sorted({each.school_id for each in dead}):
                    uow.audit.note_by(
                        Who(school_id),
                        Deed.RESEND,
                        Thing(ThingKind.SCHOOL, school_id),
                        after={"notices": sum(each.school_id == school_id for each in dead)},
                    )
                await uow.commit()
            sys.stderr.write(f"{count} will be sent again by the running bot.\n")
    return 0


def _line(dead: DeadNotice, now: datetime) -> str:
    hours = int((now - dead.created_at).total_seconds() // 3600)
    columns = (dead.id, f"school {dead.school_id}", dead.kind, dead.reason, f"{hours} h")
    return "\t".join(map(str, columns)) + "\n"
