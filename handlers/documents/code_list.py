"""One-time codes as text and as a table, and what is said of each."""

import csv
import io
from collections.abc import Sequence
from datetime import date

from domain.binding.model import BindingRole, IssuedInvite
from handlers.words import _, day_month_year, joined

CSV_COLUMNS = ("person_id", "name", "role", "school_class", "child", "code", "link", "expires_at")
# A sheet takes a cell that begins so for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def start_link(bot_name: str, link_token: str) -> str:
    """The deep link; without the bot's name what it would send: `/start TOKEN`."""
    if not bot_name:
        return f"/start {link_token}"
    return f"https://t.me/{bot_name}?start={link_token}"


def opens(invite: IssuedInvite) -> str:
    """«Дневник: Иванова Анна, 7А»."""
    student = invite.student
    if invite.role is BindingRole.STAFF or student is None:
        return _("The school's journal")
    if invite.role is BindingRole.STUDENT:
        return joined(_("Diary"), invite.school_class)
    child = joined(student.list_name, invite.school_class)
    return _("Diary: {child}").format(child=child)


def last_day(invite: IssuedInvite) -> date:
    """The date of the last moment at which the code works, on the school's clock."""
    return invite.school.local(invite.expires_at).date()


def codes_text(invites: Sequence[IssuedInvite], bot_name: str) -> str:
    """A paragraph for each code, to be read or sent on."""
    return "\n".join(
        "\n".join(
            (
                invite.person.full_name,
                opens(invite),
                invite.code,
                start_link(bot_name, invite.link_token),
                _("Valid until {day}").format(day=day_month_year(last_day(invite))),
                "",
            )
        )
        for invite in invites
    )


def codes_csv(invites: Sequence[IssuedInvite], bot_name: str) -> str:
    """`CSV_COLUMNS`, comma separated; `person_id` is the sourcedId, the moment is ISO 8601."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_COLUMNS)
    for invite in invites:
        child = invite.student if invite.role is BindingRole.GUARDIAN else None
        writer.writerow(
            (
                _cell(invite.sourced_id),
                _cell(invite.person.full_name),
                invite.role.value,
                _cell(invite.school_class),
                _cell(child.full_name if child else ""),
                invite.code,
                start_link(bot_name, invite.link_token),
                invite.school.local(invite.expires_at).isoformat(timespec="seconds"),
            )
        )
    return out.getvalue()


def _cell(text: str) -> str:
    """What came from outside, so that no sheet runs it."""
    return f"'{text}" if text.startswith(_FORMULA) else text
