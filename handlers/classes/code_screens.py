"""One-time codes of a class: to whom, and the document with them."""

import asyncio
from collections.abc import Sequence

from domain.binding.model import IssuedInvite
from domain.classes.codes import codes_out
from domain.classes.model import Family, Member, SchoolClass
from handlers.classes.callbacks import AskCodes, AskToRevoke, IssueClassCodes, OpenClass
from handlers.classes.callbacks import RevokeClassCodes as Revoke
from handlers.documents.code_list import last_day
from handlers.documents.slips import slips_pdf
from handlers.handover.callbacks import Came, OpenHandover
from handlers.page import Block, Footer, Heading
from handlers.screen import Button, File, Screen, Style
from handlers.words import _, c_, day_month, n_


def codes_screen(
    school_class: SchoolClass,
    families: Sequence[Family],
    note: str = "",
    *,
    reads_class: bool = True,
) -> Screen:
    """Who still needs a code, and what issuing one does to those handed out before.

    An administrator does not open the class itself (`reads_class`).
    """
    members = [member for family in families for member in family.members]
    without = sum(not member.is_connected for member in members)
    open_codes = sum(member.code_until is not None for member in members)
    blocks: list[Block] = [Heading(_("{title} · codes").format(title=school_class.title))]
    if note:
        blocks.append(note)
    blocks += [
        n_("Not connected: {count} person", "Not connected: {count} people", without),
        n_("Unused codes: {count}", "Unused codes: {count}", open_codes),
        _("The document has a slip for each person, to cut and hand out."),
        Footer(_("A new code replaces the unused one. Chats that are connected stay connected.")),
    ]
    rows = _buttons(school_class, members, without, open_codes)
    if members and reads_class:
        to_hand = OpenHandover(class_id=school_class.id, came=Came.CODES)
        rows.append([Button(_("Handing out"), to_hand)])
    opens = OpenClass if reads_class else OpenHandover
    back = opens(class_id=school_class.id)
    return Screen(blocks, [*rows, [Button(_("‹ Back"), back)]])


def _buttons(
    school_class: SchoolClass, members: Sequence[Member], without: int, open_codes: int
) -> list[list[Button]]:
    """Issuing to those who are not connected, to everybody, and revoking."""
    rows: list[list[Button]] = []
    seen = codes_out(members)
    if without:
        text = _("Not connected · {count}").format(count=without)
        to = IssueClassCodes(class_id=school_class.id, everyone=False, seen=seen)
        rows.append([Button(text, to, Style.PRIMARY)])
    if members:
        everyone = _("Everybody · {count}").format(count=len(members))
        to = IssueClassCodes(class_id=school_class.id, everyone=True, seen=seen)
        rows.append([Button(everyone, to)])
    if open_codes:
        revoke = _("Revoke · {count}").format(count=open_codes)
        rows[-1].append(Button(revoke, AskToRevoke(class_id=school_class.id)))
    return rows


def revoke_screen(school_class: SchoolClass, families: Sequence[Family]) -> Screen:
    """Revoking cannot be undone, so it is asked."""
    count = sum(member.code_until is not None for family in families for member in family.members)
    text = n_(
        "{count} code that was handed out will stop working.",
        "{count} codes that were handed out will stop working.",
        count,
    )
    return Screen(
        [Heading(_("{title} · codes").format(title=school_class.title)), text],
        [
            [Button(_("Revoke"), Revoke(class_id=school_class.id), Style.DANGER)],
            [Button(_("‹ Back"), AskCodes(class_id=school_class.id))],
        ],
    )


async def slips_file(title: str, issued: Sequence[IssuedInvite], bot_name: str) -> File:
    """The sheets as a document; drawn on a thread, as a class takes a good part of a second."""
    content = await asyncio.to_thread(slips_pdf, issued, bot_name)
    caption = n_("{count} code", "{count} codes", len(issued))
    until = c_("several codes", "valid until {day}")
    if len(issued) == 1:
        until = c_("one code", "valid until {day}")
    caption += ", " + until.format(day=day_month(last_day(issued[0])))
    return File(_("codes {title}.pdf").format(title=title), content, caption)
