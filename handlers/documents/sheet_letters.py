"""The letter that brings the sheet of the week, and the one that tries an address (R116).

Its subject and words name nobody but a child's first name: mail is read on many screens. The rest
is in the document.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from domain.personal_data.opt_out_model import Page
from handlers.documents.opt_outs import pages_pdf
from handlers.screen import File
from handlers.words import _, day_month, day_month_year

_SIX_DAYS = timedelta(days=6)


@dataclass(frozen=True, slots=True)
class LetterText:
    """A letter in words."""

    subject: str
    lines: tuple[str, ...]
    file: File | None = None


def sheet_letter(given_name: str, last: date, page: Page, *, is_repeat: bool) -> LetterText:
    """`last`: the sheet's last day. Draws its document: a few hundredths of a second."""
    begins, ends = day_month(last - _SIX_DAYS), day_month_year(last)
    subject = _("{name}: the week at school, {begins} to {ends}")
    subject = subject.format(name=given_name, begins=begins, ends=ends)
    lines = [
        _("Good day."),
        _("Marks, absences and homework of the week are in the document with this letter."),
        _(
            "The school's program sends it every week by your statement; nobody reads answers to"
            " it. For another address, or for paper, tell the homeroom teacher."
        ),
    ]
    if is_repeat:
        subject = _("Repetition. {subject}").format(subject=subject)
        lines.insert(
            1, _("This letter may have reached you already: the mail server did not answer.")
        )
    title = _("Print-outs of the week")
    name = _("week {day}.pdf").format(day=last.isoformat())
    return LetterText(subject, tuple(lines), File(name, pages_pdf(title, [page])))


def trial_letter(*, is_repeat: bool) -> LetterText:
    """Says that the address works, and nothing of anybody."""
    subject = _("A trial letter of the school")
    if is_repeat:
        subject = _("Repetition. {subject}").format(subject=subject)
    lines = (
        _("Good day."),
        _("The school tries whether its letters reach this address. You need not do anything."),
        _("If you expect no letters of a school, tell it so: the address may be mistyped."),
    )
    return LetterText(subject, lines)
