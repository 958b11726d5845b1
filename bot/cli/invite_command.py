"""`invite`: one-time codes for a person, a class or the staff, as text, CSV or slips to cut."""

import argparse
import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.opening import NoDatabase, opened
from bot.clock import wall_clock
from bot.settings import Settings
from domain.audit.model import Deed, Thing, ThingKind, Who
from domain.binding.inviting import (
    issue_invites,
    requests_for_class,
    requests_for_person,
    requests_for_staff,
)
from domain.binding.model import InviteRequest, IssuedInvite
from domain.errors import Refused
from domain.staff.first import invite_principal
from domain.staff.typed import read_name
from handlers.words import speaking
from storage.directory import Directory, Found
from storage.uow import SqlUnitOfWork

if TYPE_CHECKING:
    from argparse import _SubParsersAction

_ASK_SECONDS = 15
_NO_DIRECTOR = {
    "staff_name": 'A full name is needed: --director "Иванова Анна Петровна".',
    "several_of_name": (
        "The list of staff has this name more than once: let the files say who is principal "
        "(roles.csv), then --person ID."
    ),
}


class CannotInvite(Exception):
    """Why not, in words for whoever typed the command."""


def add_parser(subparsers: "_SubParsersAction[argparse.ArgumentParser]") -> None:
    parser = subparsers.add_parser(
        "invite",
        help="issue one-time codes",
        description=(
            "Issues one-time codes. Earlier unused codes of the same people stop working. "
            "Whoever holds a code can connect with it: treat the output as a secret."
        ),
    )
    whom = parser.add_mutually_exclusive_group(required=True)
    whom.add_argument("--person", metavar="ID", help="one person, by the import's sourcedId")
    whom.add_argument(
        "--class", dest="class_title", metavar="7А", help="pupils and guardians of a class"
    )
    whom.add_argument("--staff", action="store_true", help="everybody who works at the school")
    whom.add_argument(
        "--director",
        metavar="NAME",
        help="the director by full name; entered if the list of staff has no such name",
    )
    parser.add_argument("--school", metavar="ID", help="which school, where there are several")
    parser.add_argument("--format", choices=("text", "csv", "pdf"), default="text")
    parser.add_argument("--output", type=Path, metavar="FILE", help="default: standard output")
    parser.add_argument(
        "--bot", metavar="NAME", help="the bot's user name, for links; default: asked of Telegram"
    )
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Issues, hands out, and only then commits: if writing fails, the old codes still work."""
    try:
        return asyncio.run(_invite(arguments, settings))
    except (CannotInvite, NoDatabase) as error:
        sys.stderr.write(f"{error}\n")
        return 1


async def _invite(arguments: argparse.Namespace, settings: Settings) -> int:
    _check_output(arguments)
    _check_name(arguments)
    async with opened(settings) as database:
        bot_name = await _bot_name(arguments.bot, settings)
        async with database.write(wall_clock()) as uow:
            invites, remark = await _issue(uow, arguments)
            with speaking(settings.default_locale):
                _hand_out(_document(arguments.format, invites, bot_name), arguments.output)
            await uow.commit()
    _say(len(invites), arguments.output, remark, has_links=bool(bot_name))
    return 0


def _check_name(arguments: argparse.Namespace) -> None:
    """What is wrong with the command itself is said before anything else."""
    if arguments.director is not None:
        try:
            read_name(arguments.director)
        except Refused as error:
            raise CannotInvite(_NO_DIRECTOR[error.code]) from None


def _check_output(arguments: argparse.Namespace) -> None:
    if arguments.format == "pdf" and arguments.output is None and sys.stdout.isatty():
        raise CannotInvite("A PDF is not for a terminal: add --output FILE.")


async def _issue(
    uow: SqlUnitOfWork, arguments: argparse.Namespace
) -> tuple[list[IssuedInvite], str]:
    """And what is worth saying about it once it is done."""
    remark = ""
    if arguments.director is not None:
        invites, remark = await _director(uow, arguments)
    else:
        invites = await issue_invites(uow, await _requests(uow, arguments), issued_by=None)
    for each in invites:
        about = each.student.id if each.student else each.person.id
        person = Thing(ThingKind.PERSON, each.person.id)
        uow.audit.note_by(Who(each.school.id), Deed.INVITE, person, about=about)
    return invites, remark


async def _director(
    uow: SqlUnitOfWork, arguments: argparse.Namespace
) -> tuple[list[IssuedInvite], str]:
    wanted = arguments.school or ""
    school = _one(await Directory(uow).schools(arguments.school), "school", wanted)
    try:
        invites, is_new = await invite_principal(uow, school.id, arguments.director)
    except Refused as error:
        raise CannotInvite(_NO_DIRECTOR[error.code]) from None
    if not is_new:
        return invites, ""
    return invites, f"Nobody of this name was staff of {school.title}: entered now.\n"


async def _requests(uow: SqlUnitOfWork, arguments: argparse.Namespace) -> list[InviteRequest]:
    directory = Directory(uow)
    if arguments.person is not None:
        person_id = await directory.person_id(arguments.person)
        if person_id is None:
            raise CannotInvite(f"Nobody has the id {arguments.person!r} (sourcedId of the import).")
        return _somebody(
            await requests_for_person(uow, person_id),
            f"{arguments.person!r} is not a pupil, a guardian or staff today.",
        )
    if arguments.staff:
        school = _one(await directory.schools(arguments.school), "school", arguments.school or "")
        return _somebody(
            await requests_for_staff(uow, school.id), f"Nobody works at {school.title} today."
        )
    title = arguments.class_title
    school_class = _one(await directory.classes(title, arguments.school), "class", title)
    return _somebody(
        await requests_for_class(uow, school_class.id), f"Nobody is in {school_class.title} today."
    )


def _somebody(requests: list[InviteRequest], otherwise: str) -> list[InviteRequest]:
    if not requests:
        raise CannotInvite(otherwise)
    return requests


def _one(found: Sequence[Found], what: str, wanted: str) -> Found:
    if not found:
        raise CannotInvite(f"There is no {what} {wanted!r}." if wanted else f"There is no {what}.")
    if len(found) > 1:
        places = ", ".join(f"{each.title} in {each.school_sourced_id}" for each in found)
        raise CannotInvite(f"Which {what}? Add --school ID. There are: {places}.")
    return found[0]


def _document(form: str, invites: Sequence[IssuedInvite], bot_name: str) -> bytes:
    from handlers.documents.code_list import codes_csv, codes_text

    if form == "csv":
        return codes_csv(invites, bot_name).encode("utf-8")
    if form == "text":
        return codes_text(invites, bot_name).encode("utf-8")
    from handlers.documents.slips import slips_pdf

    return slips_pdf(invites, bot_name)


def _hand_out(document: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(document)
        sys.stdout.buffer.flush()
        return
    try:
        # Codes are keys: nobody else on this machine reads the file.
        handle = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(document)
    except OSError as error:
        raise CannotInvite(f"Cannot write {output}: {error.strerror}.") from error


def _say(count: int, output: Path | None, remark: str, *, has_links: bool) -> None:
    """What was done, then what to know about it."""
    where = f" into {output}" if output else ""
    codes = "code" if count == 1 else "codes"
    sys.stderr.write(f"{count} {codes} issued{where}; earlier unused ones no longer work.\n")
    sys.stderr.write(remark)
    if not has_links:
        sys.stderr.write(
            "Neither --bot NAME nor BOT_TOKEN: instead of links there are /start commands, "
            "and no QR codes.\n"
        )


async def _bot_name(given: str | None, settings: Settings) -> str:
    """Empty when there is no way to know it."""
    if given:
        return given.strip().removeprefix("@")
    if settings.bot_token is None:
        return ""
    return await _ask_telegram(settings.telegram_api_url, settings.bot_token.get_secret_value())


async def _ask_telegram(api_url: str, token: str) -> str:
    import aiohttp

    timeout = aiohttp.ClientTimeout(total=_ASK_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.post(f"{api_url.rstrip('/')}/bot{token}/getMe") as response,
        ):
            answer = await response.json(content_type=None)
            return str(answer["result"]["username"])
    except (aiohttp.ClientError, TimeoutError, ValueError, KeyError, TypeError):
        # Without its cause: the address in it holds the token.
        raise CannotInvite(
            "Telegram does not tell the bot's name: check BOT_TOKEN, or give --bot NAME."
        ) from None
