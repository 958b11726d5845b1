"""A lesson not held: the question to the deputy head, the answer to the teacher."""

from domain.timetable.claim_model import ClaimState
from domain.timetable.claim_telling import ClaimNews
from handlers.claims.screens import answers
from handlers.claims.words import answer_line, what_line
from handlers.lessons.callbacks import OpenLesson
from handlers.page import Block, Heading
from handlers.screen import Button, Screen
from handlers.words import _


def claim_news_screen(news: ClaimNews) -> Screen:
    """Which lesson and why, with an answer a tap; then what the answer was."""
    claim = news.claim
    if not news.is_answer:
        says = _("{teacher}: a lesson was not held").format(teacher=claim.asked_by.short_name)
        lines: list[Block] = [Heading(says), what_line(claim), f"«{claim.reason}»"]
        if not claim.waits:
            return Screen([*lines, answer_line(claim)])
        return Screen(lines, [answers(claim)])
    blocks: list[Block] = [Heading(what_line(claim)), answer_line(claim)]
    if claim.state is ClaimState.CONFIRMED and claim.is_cancelled:
        return Screen(blocks)
    return Screen(blocks, [[Button(_("Open the lesson"), OpenLesson(lesson_id=claim.lesson_id))]])
