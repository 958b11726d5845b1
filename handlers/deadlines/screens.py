"""Gaps as their own teacher sees them, and as those who oversee them do."""

from collections.abc import Sequence

from domain.deadlines.model import Missing, SchoolGaps, overdue_by_rule
from domain.deadlines.rules import DeadlineId
from handlers.deadlines.callbacks import OpenOverdue, OpenOwnGaps, OpenSchoolGaps
from handlers.deadlines.report_callbacks import OpenReports
from handlers.deadlines.words import (
    deadline_name,
    filing_button,
    gap_buttons,
    gap_words,
    noted_button,
    noted_name,
    overdue_words,
)
from handlers.menu.callbacks import OpenMenu
from handlers.page import Block, Heading, bold
from handlers.paging import paged
from handlers.screen import Button, Screen, in_columns
from handlers.words import _, c_, in_sentence, sentence

_ON_PAGE = 12


def own_screen(gaps: SchoolGaps, page: int) -> Screen:
    """The longest overdue first, a button each."""
    back = [Button(_("‹ Back"), OpenMenu())]
    blocks: list[Block]
    noted, filing = _noted(gaps), [filing_button(each) for each in gaps.unfiled]
    returns = in_columns([*map(noted_button, gaps.noted), *filing], 2)
    if not gaps.missing:
        said = _("Everything is filled in.")
        blocks = [Heading(_("What is missing")), *_whose(gaps), said, *noted]
        return Screen(blocks, [*returns, back])
    shown = paged(gaps.missing, page, at_most=_ON_PAGE)
    blocks = [
        Heading(_("What is missing · {count}").format(count=len(gaps.missing))),
        *_whose(gaps),
        *(sentence(gap_words(each, gaps.day)) for each in shown.items),
        *noted,
    ]
    person_id = gaps.named.id if gaps.named else 0
    turn = shown.buttons(lambda number: OpenOwnGaps(page=number, person_id=person_id))
    return Screen(blocks, [*in_columns(gap_buttons(shown.items), 2), *returns, turn, back])


def _whose(gaps: SchoolGaps) -> list[Block]:
    return [bold(gaps.named.short_name)] if gaps.named else []


def _noted(gaps: SchoolGaps) -> list[Block]:
    """What was said today to be done, which until midnight can be taken back; what has no file."""
    lines: list[Block] = []
    if gaps.noted:
        said = _("Noted today: {duties}. Until midnight ↺ takes it back.")
        lines.append(said.format(duties=_names(gaps.noted)))
    if gaps.unfiled:
        said = _("Without a file: {duties}. 📎 takes it, and the school keeps it as it is.")
        lines.append(said.format(duties=_names(gaps.unfiled)))
    return ["", *lines] if lines else []


def _names(gaps: Sequence[Missing]) -> str:
    return ", ".join(in_sentence(noted_name(each)) for each in gaps)


def school_screen(gaps: SchoolGaps, *, has_reports: bool = False) -> Screen:
    """How much of each deadline is overdue."""
    overdue = overdue_by_rule(gaps.missing)
    back = [Button(_("‹ Back"), OpenMenu())]
    if has_reports:
        back.append(Button(_("Reports"), OpenReports()))
    heading = Heading(_("Overdue · {school}").format(school=gaps.school.name))
    if not overdue:
        return Screen([heading, c_("gaps", "Nothing is overdue.")], [back])
    lines = map(overdue_words, overdue)
    buttons = [
        Button(deadline_name(each.deadline), OpenOverdue(deadline=each.deadline))
        for each in overdue
    ]
    return Screen([heading, *lines], [*([each] for each in buttons), back])


def overdue_screen(gaps: SchoolGaps, deadline: DeadlineId, page: int) -> Screen:
    """By teacher, in the order of a class list."""
    of_rule = [each for each in gaps.missing if each.deadline is deadline]
    ordered = sorted(of_rule, key=lambda each: (_name(each), each.order))
    shown = paged(ordered, page, at_most=_ON_PAGE)
    blocks: list[Block] = [Heading(deadline_name(deadline))]
    named = ""
    for each in shown.items:
        if (name := _name(each)) != named:
            named = name
            if name:
                blocks.append(bold(name))
        blocks.append(sentence(gap_words(each, gaps.day)))
    turn = shown.buttons(lambda number: OpenOverdue(deadline=deadline, page=number))
    return Screen(blocks, [turn, [Button(_("‹ Back"), OpenSchoolGaps())]])


def _name(gap: Missing) -> str:
    """Whose duty it is; of a duty that comes again the line itself names the class."""
    return gap.teacher.short_name if gap.teacher is not None else ""
