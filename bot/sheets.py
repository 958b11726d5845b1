"""Every quarter of an hour the week's letters are written, every minute they are sent (R116).

A letter is leased before the call and judged after it, with no transaction open in between. Whoever
dies in between leaves a lease that runs out: nobody knows then whether the letter arrived, so it
goes once more, as «Повтор» (docs/decisions/0050).
"""

import asyncio
import logging
from datetime import timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import TYPE_CHECKING

from bot.mail_verdicts import Verdict
from bot.signals import Channel
from domain.personal_data.letter_model import Failure, Held
from domain.personal_data.mail_address import on_the_wire
from domain.personal_data.opt_out_model import Page
from domain.personal_data.posting import (
    note_failed,
    note_later,
    note_sent,
    page_of,
    take_letter,
    write_sheets,
)
from domain.uow import UnitOfWork
from handlers.documents.opt_outs import week_page
from handlers.documents.sheet_letters import LetterText, sheet_letter, trial_letter
from handlers.words import speaking

if TYPE_CHECKING:
    from bot.app import App

_log = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)  # longer than any call may take
LONGEST = timedelta(minutes=15)
_BEGUN_WITHIN = timedelta(minutes=10)  # of a run: what is left goes with the next one


async def write_week_letters(app: "App") -> None:
    """Once a week of each family that agreed on e-mail."""
    now = app.clock()
    async with app.database.read(now) as uow:
        schools = await uow.sheet_letters.schools()
    for school in schools:
        async with app.database.write(now) as uow:
            written = await write_sheets(uow, school)
            await uow.commit()
        if written:
            _log.info("%d sheets of the week of school %d are to be sent", written, school.id)


async def send_week_letters(app: "App") -> None:
    """One after the other, until none is due or the server is away."""
    begun = app.clock()
    async with app.database.read(begun) as uow:
        if not await uow.sheet_letters.any_due():
            return
    while app.clock() - begun < _BEGUN_WITHIN:
        async with app.database.write(app.clock()) as uow:
            held = await take_letter(uow, LEASE)
            await uow.commit()
        if held is None:
            return
        verdict = await _send(app, held)
        async with app.database.write(app.clock()) as uow:
            await _write_down(uow, held, verdict)
            await uow.commit()
        app.signals.tell(Channel.OUTBOX)  # who is to give it on paper
        _log.info("letter %d: %s", held.letter.id, verdict or "no mail server")
        if verdict is Verdict.AWAY:
            return


async def _send(app: "App", held: Held) -> Verdict | None:
    """None: there is no server to send it by."""
    post = app.post
    if post is None:
        return None
    try:
        message = await _message(app, held, post.sender)
    except Exception:  # noqa: BLE001 - one that we cannot write must not stop the others
        _log.exception("letter %d cannot be written", held.letter.id)
        return Verdict.AGAIN
    try:
        return await post.send(held.opt_out.email, message)
    except Exception:  # noqa: BLE001 - a mistake of ours: nobody knows how far it came
        _log.exception("letter %d cannot be sent", held.letter.id)
        return Verdict.UNKNOWN


async def _message(app: "App", held: Held, sender: str) -> bytes:
    """Its page is kept before anything leaves: what may have arrived says the same again."""
    with speaking(app.settings.default_locale):
        async with app.database.read(app.clock()) as uow:
            page = await page_of(uow, held, week_page)
        if page is not None and page != held.letter.page:
            async with app.database.write(app.clock()) as uow:
                await uow.sheet_letters.keep_page(held, page)
                await uow.commit()
        text = await asyncio.to_thread(_text, held, page)
    message = as_message(text, held, sender)
    message["Date"] = format_datetime(app.clock())
    return message.as_bytes()


def _text(held: Held, page: Page | None) -> LetterText:
    letter = held.letter
    if letter.day is None or page is None:
        return trial_letter(is_repeat=letter.is_doubtful)
    name = held.opt_out.student.given_name
    return sheet_letter(name, letter.day, page, is_repeat=letter.is_doubtful)


async def _write_down(uow: UnitOfWork, held: Held, verdict: Verdict | None) -> None:
    match verdict:
        case None:
            await note_failed(uow, held, Failure.NO_SERVER)
        case Verdict.TAKEN:
            await note_sent(uow, held)
        case Verdict.REFUSED:
            await note_failed(uow, held, Failure.REFUSED)
        case _:
            await note_later(uow, held, is_doubtful=verdict is Verdict.UNKNOWN)


def as_message(text: LetterText, held: Held, sender: str) -> EmailMessage:
    """In seven bits, which every server takes. A repetition has the name of the first letter, by
    which mail programs tell that it is the same.
    """
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    name, _at, server = sender.rpartition("@")
    message["From"] = Address(held.opt_out.school.operator, name, server)
    message["To"] = on_the_wire(held.opt_out.email)
    message["Subject"] = text.subject
    written = int(held.letter.created_at.timestamp())
    message["Message-ID"] = f"<sheet.{held.letter.id}.{written}@{server}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday answers
    message.set_content("\n\n".join(text.lines))
    if text.file is not None:
        message.add_attachment(
            text.file.content, maintype="application", subtype="pdf", filename=text.file.name
        )
    return message
