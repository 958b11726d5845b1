"""Saying that a lesson was not held; the list of what waits; one of it."""

from collections.abc import Sequence

from domain.lessons.model import TaughtLesson
from domain.timetable.claim_model import Claim, Claimed
from handlers.claims.callbacks import ConfirmClaim, DeclineClaim, OpenClaim, OpenClaims
from handlers.claims.words import answer_line, what_line
from handlers.lessons.heads import back_to_lesson, lesson_lines
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import length, paged
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.timetable.callbacks import OpenTimetable
from handlers.words import _, day_month, shorten

ON_PAGE = 10


def ask_screen(taught: TaughtLesson) -> Screen:
    """Why, to be typed."""
    blocks: list[Block] = [
        *lesson_lines(taught),
        "",
        bold(_("Type why it was not held, for example: the class was on an excursion")),
        Footer(_("The deputy head confirms it; then nothing is lacking of it any more.")),
    ]
    return Screen(blocks, [back_to_lesson(taught.id)])


def asked_screen(claimed: Claimed) -> Screen:
    """With whom it is."""
    text = _("The deputy head has it. You will be told of the answer.")
    if not claimed.is_heard:
        text = _("It is kept: no deputy head is connected to the bot yet, who could confirm it.")
    return Screen([Heading(text)], [back_to_lesson(claimed.lesson_id)])


def list_screen(claims: Sequence[Claim], page: int) -> Screen:
    """What waits for an answer, the oldest first."""
    shown = paged(claims, page, at_most=ON_PAGE, size=_size)
    blocks: list[Block] = [Heading(_("Lessons not held"))]
    if not claims:
        blocks.append(_("No teacher says so of a lesson now."))
    for each in shown.items:
        blocks += [bold(what_line(each)), said_line(each)]
    if shown.title:
        blocks.append(Footer(shown.title))
    buttons = [
        Button(
            shorten(f"{each.class_title} · {day_month(each.date)}", MAX_BUTTON),
            OpenClaim(claim_id=each.id),
        )
        for each in shown.items
    ]
    pages = shown.buttons(lambda to: OpenClaims(page=to))
    back = [Button(_("‹ Timetable"), OpenTimetable())]
    return Screen(blocks, [*in_columns(buttons, 2), *in_columns(pages, 2), back])


def claim_screen(claim: Claim) -> Screen:
    """One of it, with the answer or the choice of one."""
    blocks: list[Block] = [Heading(what_line(claim)), said_line(claim)]
    back = [Button(_("‹ Not held"), OpenClaims())]
    if not claim.waits:
        return Screen([*blocks, answer_line(claim)], [back])
    return Screen(blocks, [answers(claim), back])


def answers(claim: Claim) -> list[Button]:
    """One tap each."""
    return [
        Button(_("Confirm"), ConfirmClaim(claim_id=claim.id), Style.PRIMARY),
        Button(_("It was held"), DeclineClaim(claim_id=claim.id)),
    ]


def said_line(claim: Claim) -> str:
    return f"{claim.asked_by.short_name}: «{claim.reason}»"


def _size(claim: Claim) -> int:
    return length(what_line(claim), said_line(claim)) + 2
