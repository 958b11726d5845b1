"""The sheet of the week by e-mail: the address, its trial, and what became of each letter."""

from collections.abc import Sequence

from domain.personal_data.by_mail import mark_of
from domain.personal_data.letter_model import Failure, SheetLetter
from domain.personal_data.opt_out_model import NOT_SENT, LastSheet, LetterState, OptOut
from handlers.page import Block, Footer, Heading
from handlers.personal_data.callbacks import (
    AskEmail,
    EndEmail,
    OpenOptOut,
    SaveEmail,
    SendTrial,
)
from handlers.screen import Button, Screen, Style
from handlers.words import _, clock, day_month, joined


def mail_blocks(opt_out: OptOut, letters: Sequence[SheetLetter]) -> list[Block]:
    """Where the sheet goes, and the newest letters with the hour."""
    if opt_out.email:
        blocks: list[Block] = [_("By e-mail: {email}").format(email=opt_out.email)]
    else:
        blocks = [_("On paper")]
    return [*blocks, *(f"• {_letter_line(opt_out, each)}" for each in letters)]


def mail_buttons(opt_out: OptOut, trials: int) -> list[list[Button]]:
    """What may be changed; `trials`: how many trial letters there were."""
    if not opt_out.email:
        return [[Button(_("By e-mail"), AskEmail(opt_out_id=opt_out.id))]]
    trial = Button(_("Trial letter"), SendTrial(opt_out_id=opt_out.id, seen=trials))
    other = Button(_("Other address"), AskEmail(opt_out_id=opt_out.id))
    return [[trial, other], [Button(_("On paper again"), EndEmail(opt_out_id=opt_out.id))]]


def _letter_line(opt_out: OptOut, letter: SheetLetter) -> str:
    what = _("trial letter") if letter.day is None else _("the week to {day}")
    what = what.format(day=day_month(letter.day) if letter.day else "")
    school = opt_out.school
    if letter.closed_at is None:
        since = school.local(letter.created_at)
        state = _("waits since {day}, {hour}") if letter.attempts else _("leaves now")
        return f"{what}: " + state.format(day=day_month(since.date()), hour=clock(since))
    at = school.local(letter.closed_at)
    said = {
        LetterState.SENT: _("the mail server took it on {day} at {hour}"),
        LetterState.DROPPED: _("not sent any more since {day}, {hour}"),
    }.get(letter.state, _("did not arrive, {day} at {hour}"))
    return f"{what}: " + said.format(day=day_month(at.date()), hour=clock(at))


def last_words(opt_out: OptOut) -> str:
    """For the register: «на почту, 27 ноября в 19:01 принято»; no address."""
    if not opt_out.email:
        return ""
    return joined(_("by e-mail"), _of_last(opt_out, opt_out.last))


def _of_last(opt_out: OptOut, last: LastSheet | None) -> str:
    if last is None:
        return ""
    if last.closed_at is None:
        return _("the last one has not left yet")
    at = opt_out.school.local(last.closed_at)
    said = _("taken on {day} at {hour}")
    if last.state in NOT_SENT:
        said = _("did not arrive on {day}: on paper")
    return said.format(day=day_month(at.date()), hour=clock(at))


def why_not(letter: SheetLetter) -> str:
    """A sentence."""
    match letter.failure:
        case Failure.REFUSED:
            return _("The mail server does not take letters for this address.")
        case Failure.LATE if letter.is_doubtful:
            return _("For two days the mail server gave no clear answer.")
        case Failure.LATE:
            return _("For two days the mail server did not take it.")
        case Failure.NO_SERVER:
            return _("The program has no mail server any more.")
        case None:
            return ""


def email_question(opt_out: OptOut) -> Screen:
    """The address is asked for."""
    blocks: list[Block] = [
        Heading(_("The sheet of the week by e-mail")),
        joined(opt_out.student.full_name, opt_out.student.class_title),
        _("Type the address that the family names in its statement."),
    ]
    return Screen(blocks, [[_back(opt_out)]])


def email_typed_screen(opt_out: OptOut) -> Screen:
    """Shown back before it counts."""
    email = opt_out.email_typed
    blocks: list[Block] = [
        Heading(_("Is this the address?")),
        email,
        joined(opt_out.student.full_name, opt_out.student.class_title),
        Footer(_("Compare it with the statement, letter by letter. Another one: just type it.")),
    ]
    save = SaveEmail(opt_out_id=opt_out.id, seen=mark_of(email))
    return Screen(blocks, [[Button(_("Yes, this one"), save, Style.PRIMARY)], [_back(opt_out)]])


def _back(opt_out: OptOut) -> Button:
    return Button(_("‹ Back"), OpenOptOut(opt_out_id=opt_out.id))
