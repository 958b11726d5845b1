"""A lesson that is said not to have been held, in lines."""

from datetime import datetime

from domain.lessons.model import TaughtLesson
from domain.timetable.claim_model import Claim, ClaimState
from handlers.page import Block
from handlers.words import _, day_month, in_sentence, joined


def claim_lines(claim: Claim | None) -> list[Block]:
    """On the card of the lesson: what was said, and whether it waits."""
    if claim is None or not (claim.waits or claim.state is ClaimState.DECLINED):
        return []
    said = _("Said not to have been held: {reason}").format(reason=f"«{claim.reason}»")
    return [said, answer_line(claim)]


def answer_line(claim: Claim) -> str:
    """What came of it."""
    return _answer(claim).format(person=claim.decided_by.short_name if claim.decided_by else "")


def _answer(claim: Claim) -> str:
    match claim.state:
        case ClaimState.CONFIRMED if claim.is_cancelled:
            return _("Confirmed by {person}: the lesson is cancelled, nothing is lacking.")
        case ClaimState.CONFIRMED if claim.is_recorded:
            return _("Not confirmed any more: the lesson was held and is recorded.")
        case ClaimState.CONFIRMED:
            return _("Not confirmed any more: the lesson was held and waits for its record.")
        case ClaimState.DECLINED if claim.is_recorded:
            return _("Not confirmed by {person}: the lesson was held and is recorded.")
        case ClaimState.DECLINED:
            return _("Not confirmed by {person}: the lesson was held and waits for its record.")
    if claim.is_cancelled:
        return _("The lesson is cancelled by now: there is nothing to answer.")
    if claim.is_recorded:
        return _("The lesson is recorded by now, so it was held: there is nothing to answer.")
    return _("It waits for the deputy head.")


def may_claim(taught: TaughtLesson, claim: Claim | None, local: datetime) -> bool:
    """Whether its teacher may say so now."""
    return taught.is_bare(local) and not (claim is not None and claim.waits)


def what_line(claim: Claim) -> str:
    """«7А: алгебра, 23 ноября, 2-й урок»."""
    number = _("lesson {number}").format(number=claim.number)
    what = joined(in_sentence(claim.subject), day_month(claim.date), number)
    return f"{claim.class_title}: {what}"
