"""`copy`: the archive of everything held of a person, for families without Telegram."""

import argparse
import asyncio
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.opening import NoDatabase, opened
from bot.clock import wall_clock
from bot.settings import Settings
from domain.access import Action
from domain.audit.model import Thing, ThingKind, Who
from domain.personal_data.copying import read_copy

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add_parser(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "copy",
        help="everything held of a person, as one archive",
        description=(
            "Writes the archive that a guardian or a pupil gets in the chat under «Мои данные»: of "
            "a guardian with that of the children of today. That it was made is recorded."
        ),
    )
    parser.add_argument(
        "--person", metavar="ID", required=True, help="whose, by the import's sourcedId"
    )
    parser.add_argument(
        "--out", metavar="FILE", required=True, type=Path, help="the new file, a .zip"
    )
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """0: the file is there. 1: there is nobody, or it could not be written."""
    try:
        content = asyncio.run(copy(settings, arguments.person))
    except NoDatabase as error:
        sys.stderr.write(f"{error}\n")
        return 1
    if content is None:
        sys.stderr.write("There is no pupil and no guardian with this sourcedId.\n")
        return 1
    return write(arguments.out, content)


async def copy(settings: Settings, sourced_id: str) -> bytes | None:
    """The archive; None where there is no such pupil or guardian."""
    from handlers.documents.archive import archive_zip  # its words load aiogram

    async with opened(settings) as database, database.write(wall_clock()) as uow:
        scope = await uow.copies.scope_of(sourced_id)
        if scope is None:
            return None
        whole = await read_copy(uow, scope)
        for person_id in scope.people:
            thing = Thing(ThingKind.PERSON, person_id)
            who = Who(scope.school.id)
            uow.audit.note_by(who, Action.COPY_DATA, thing, about=person_id, after={"copied": 1})
        await uow.commit()
    return archive_zip(whole)


def write(path: Path, content: bytes) -> int:
    """Readable by nobody else, and over no other file."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        sys.stderr.write(f"{path} cannot be written: {error.strerror}.\n")
        return 1
    with open(descriptor, "wb") as file:
        file.write(content)
    sys.stdout.write(f"{path}: {len(content)} bytes. Hand it to the family and delete it here.\n")
    return 0
