"""A lesson that is said not to have been held, in lines."""

from datetime import datetime

from domain.lessons.model import TaughtLesson
from domain.timetable.claim_model import Claim, ClaimState
from handlers.page import Block
from handlers.words import _, day_month, in_sentence, joined


def claim_lines(claim: Claim | None) -> list[Block]:
    """On the card of the lesson: what was said, and whether it waits."""
    is_asked = claim is not None and claim.state is ClaimState.ASKED
    if claim is None or claim.state is ClaimState.CONFIRMED or (is_asked and not claim.waits):
        return []
    said = _("Said not to have been held: {reason}").format(reason=f"«{claim.reason}»")
    return [said, answer_line(claim)]


def answer_line(claim: Claim) -> str:
    """What came of it."""
    if claim.waits:
        return _("It waits for the deputy head.")
    if claim.state is ClaimState.ASKED:
        settled = _("The lesson is cancelled by now: there is nothing to answer.")
        return (
            settled
            if claim.is_cancelled
            else _("The lesson is recorded by now, so it was held: there is nothing to answer.")
        )
    name = claim.decided_by.short_name if claim.decided_by else ""
    if claim.state is ClaimState.CONFIRMED:
        return _("Confirmed by {person}: the lesson is cancelled, nothing is lacking.").format(
            person=name
        )
    return _("Not confirmed by {person}: the lesson was held and waits for its record.").format(
        person=name
    )


def may_claim(taught: TaughtLesson, claim: Claim | None, local: datetime) -> bool:
    """Whether its teacher may say so now."""
    waits = claim is not None and claim.state is ClaimState.ASKED
    return taught.is_bare(local) and not waits


def what_line(claim: Claim) -> str:
    """«7А: алгебра, 23 ноября, 2-й урок»."""
    number = _("lesson {number}").format(number=claim.number)
    what = joined(in_sentence(claim.subject), day_month(claim.date), number)
    return f"{claim.class_title}: {what}"
