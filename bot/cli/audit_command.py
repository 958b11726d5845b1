"""`audit verify`: goes through the audit trail of every school and says what was tampered with."""

import argparse
import asyncio
import re
import sys
from typing import TYPE_CHECKING

from bot.cli.import_command import Bar
from bot.cli.opening import NoDatabase, opened
from bot.clock import wall_clock
from bot.settings import Settings
from domain.audit.model import Head
from domain.audit.verifying import Damage, Fault, Verification
from storage.directory import Directory
from storage.uow import SqlUnitOfWork

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_LISTED = 100  # faults of a school; all are counted
_NOTED = re.compile(r"(\d{1,15}):([0-9a-f]{64})")

WORDS = {
    Damage.CHANGED: "was changed: it is not what was recorded",
    Damage.MISSING: "records before it are missing",
    Damage.DETACHED: "does not follow the record before it: one was replaced or put in",
    Damage.CUT_OFF: "and what follows is missing: the end was cut off",
    Damage.HEAD: "is the last, and the head of the chain is another",
    Damage.REWRITTEN: "is not the one that was noted: the chain was written anew",
}


def add_parser(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "audit",
        help="check that nobody tampered with the audit trail",
        description=(
            "Reads every record of who did what, recomputes the chain and prints its head: the "
            "number of the last record and its hash. Write that down outside the server now and "
            "then: a chain that was written anew from some record on is found by --noted alone."
        ),
    )
    parser.add_argument("action", choices=["verify"], help="what to do")
    parser.add_argument("--school", metavar="ID", help="one school, by the import's sourcedId")
    parser.add_argument(
        "--noted",
        metavar="HEAD",
        type=noted_head,
        action="append",
        default=[],
        help="a head that was written down, NUMBER:HASH; may be given several times",
    )
    parser.set_defaults(func=run)


def noted_head(typed: str) -> Head:
    """`argparse.ArgumentTypeError` for what is not NUMBER:HASH."""
    found = _NOTED.fullmatch(typed.strip().lower())
    if found is None:
        raise argparse.ArgumentTypeError("a head is NUMBER:HASH, as `audit verify` prints it")
    return Head(int(found[1]), found[2])


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """0: every chain is sound. 1: one is not, or there is nothing to read."""
    try:
        return asyncio.run(verify(settings, arguments.school, arguments.noted))
    except NoDatabase as error:
        sys.stderr.write(f"{error}\n")
        return 1


async def verify(settings: Settings, school: str | None, noted: list[Head]) -> int:
    """Prints what was found of every school, or of the one."""
    async with opened(settings) as database, database.read(wall_clock()) as uow:
        names = {each.id: each.title for each in await Directory(uow).schools(school)}
        stored = await uow.audit.school_ids()
        school_ids = [each for each in stored if school is None or each in names]
        if school is not None and not names:
            sys.stderr.write(f"There is no school {school}.\n")
            return 1
        if noted and len(school_ids) > 1:
            sys.stderr.write("There are several schools: say by --school whose --noted is.\n")
            return 1
        if not school_ids:
            sys.stdout.write("There are no records yet.\n")
            return int(bool(noted))
        found = [await _verify_school(uow, each, names.get(each, ""), noted) for each in school_ids]
    return int(not all(found))


async def _verify_school(uow: SqlUnitOfWork, school_id: int, name: str, noted: list[Head]) -> bool:
    verification = Verification({each.seq: each.hash for each in noted})
    faults: list[Fault] = []
    total = await uow.audit.count(school_id)
    bar = Bar()
    bar.start(f"School {school_id}", total)
    async for record in uow.audit.chain(school_id):
        faults += verification.take(record)
        bar.advance(1)
    bar.close()
    faults += verification.end(await uow.audit.head(school_id))
    title = f"School {school_id}" + (f", {name}" if name else "")
    for fault in faults[:_LISTED]:
        sys.stdout.write(f"{title}: record {fault.seq} {WORDS[fault.damage]}.\n")
    if len(faults) > _LISTED:
        sys.stdout.write(f"{title}: … and {len(faults) - _LISTED} more.\n")
    judged = f"{len(faults)} faults" if faults else "sound"
    sys.stdout.write(f"{title}: {total} records, {judged}; head {verification.last}\n")
    return not faults
