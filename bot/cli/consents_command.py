"""`consents`: the texts that families sign, and who is named in them as the operator."""

import argparse
import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.opening import NoDatabase, opened
from bot.clock import wall_clock
from bot.settings import Settings
from domain.calendar import School
from domain.consent.model import Purpose
from domain.consent.publishing import name_operator, publish, texts_in_force
from domain.errors import Refused
from storage.directory import Directory
from storage.uow import SqlUnitOfWork

if TYPE_CHECKING:
    from argparse import _SubParsersAction


class CannotPublish(Exception):
    """What is asked for cannot be done; the words say why."""


def add_parser(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "consents",
        help="show or replace the texts of consents",
        description=(
            "Without options: the text in force of each purpose, with its version. A text has "
            "{operator}, {giver} and {whose} where these are to be named."
        ),
    )
    purposes = [each.value for each in Purpose]
    parser.add_argument("--school", metavar="ID", help="which school, where there are several")
    parser.add_argument("--show", metavar="PURPOSE", choices=purposes, help="print this text")
    parser.add_argument("--publish", metavar="PURPOSE", choices=purposes, help="replace this text")
    parser.add_argument("--file", metavar="FILE", type=Path, help="the new text, UTF-8")
    parser.add_argument(
        "--ask-again", action="store_true", help="who agreed to an earlier text is asked anew"
    )
    parser.add_argument("--operator", metavar="NAME", help="who answers for personal data")
    parser.add_argument("--address", metavar="ADDRESS", help="the operator's address")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """1 when it could not be done."""
    try:
        asyncio.run(consents(settings, arguments))
    except (CannotPublish, NoDatabase) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


async def consents(settings: Settings, arguments: argparse.Namespace) -> None:
    """Shows, or changes and says what it did. Raises `CannotPublish`."""
    async with opened(settings) as database:
        if arguments.publish or arguments.operator:
            async with database.write(wall_clock()) as uow:
                await _change(uow, await _school(uow, arguments.school), arguments)
                await uow.commit()
        else:
            async with database.read(wall_clock()) as uow:
                await _show(uow, await _school(uow, arguments.school), arguments.show)


async def _school(uow: SqlUnitOfWork, sourced_id: str | None) -> School:
    directory = Directory(uow)
    found = await directory.schools(sourced_id)
    if not found:
        wanted = f" {sourced_id!r}" if sourced_id else ""
        raise CannotPublish(f"There is no school{wanted}.")
    if len(found) > 1:
        places = ", ".join(f"{each.school_sourced_id} ({each.title})" for each in found)
        raise CannotPublish(f"Which school? Add --school ID. There are: {places}.")
    return await directory.school(found[0].id)


async def _show(uow: SqlUnitOfWork, school: School, purpose: str | None) -> None:
    for document in await texts_in_force(uow, school):
        if purpose == document.purpose:
            sys.stdout.write(document.template + "\n")
        elif purpose is None:
            state = "published" if document.id is not None else "not signed by anybody yet"
            sys.stdout.write(f"{document.purpose}\tversion {document.version}\t{state}\n")
    if purpose is None:
        sys.stdout.write(f"operator\t{school.operator}\t{school.policy.operator_address}\n")


async def _change(uow: SqlUnitOfWork, school: School, arguments: argparse.Namespace) -> None:
    if arguments.operator:
        await name_operator(uow, school, arguments.operator, arguments.address)
        sys.stderr.write(f"{school.name}: the operator is {arguments.operator}.\n")
        school = await Directory(uow).school(school.id)
    if arguments.publish:
        await _publish(uow, school, arguments)


async def _publish(uow: SqlUnitOfWork, school: School, arguments: argparse.Namespace) -> None:
    if arguments.file is None:
        raise CannotPublish("Say by --file which text to publish.")
    try:
        template = arguments.file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotPublish(f"{arguments.file} cannot be read: {error}") from error
    try:
        document, ended = await publish(
            uow, school, Purpose(arguments.publish), template, ask_again=arguments.ask_again
        )
    except Refused as error:
        missing, limit = error.params["missing"], error.params["limit"]
        raise CannotPublish(
            f"The text has to name {missing}."
            if missing
            else f"The text may have {limit} characters: it is shown as one message."
        ) from error
    sys.stderr.write(f"{document.purpose}: version {document.version} is in force.\n")
    if arguments.ask_again:
        sys.stderr.write(f"{ended} consents have ended; these families are asked anew.\n")
