"""Staff without a code in hand."""

from collections.abc import Sequence

from domain.handover.model import StaffWaiting
from domain.people import sort_key
from handlers.handover.callbacks import (
    HandToStaff,
    IssueStaffCodes,
    OpenSchoolCodes,
    OpenStaffCodes,
)
from handlers.handover.screens import waiting_words
from handlers.handover.words import left
from handlers.labels import labels
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import paged
from handlers.ranges import by_letters
from handlers.screen import Button, Screen, Style, in_columns
from handlers.words import _, joined

_ON_PAGE = 15


def staff_screen(
    waiting: Sequence[StaffWaiting], at: OpenStaffCodes, *, to_issue: int, note: str = ""
) -> Screen:
    """The most urgent first, or by name; a tap on a name marks the code as given."""
    items, turning, title = _page(waiting, at)
    blocks: list[Block] = [Heading(_("Staff · codes"))]
    if note:
        blocks.append(note)
    blocks.append(waiting_words(len(waiting)))
    blocks += [_line(each) for each in items]
    ready = [each.waiting.person for each in items if each.waiting.has_code]
    hint = _("✓ marks a code as handed over.") if ready else ""
    if hint or title:
        blocks.append(Footer(joined(hint, title, by=" ")))
    rows: list[Sequence[Button]] = []
    if to_issue:
        text = _("Print slips · {count}").format(count=to_issue)
        rows.append([Button(text, IssueStaffCodes(), Style.PRIMARY)])
    names = labels(ready)
    marks = [
        Button(
            f"✓ {names[each.id]}",
            HandToStaff(person_id=each.id, page=at.page, by_name=at.by_name),
        )
        for each in ready
    ]
    rows += [*in_columns(marks, 2), *turning]
    if len(waiting) > _ON_PAGE:
        text = _("Urgent first") if at.by_name else _("By alphabet")
        rows.append([Button(text, OpenStaffCodes(by_name=not at.by_name))])
    return Screen(blocks, [*rows, [Button(_("‹ Back"), OpenSchoolCodes())]])


def _page(
    waiting: Sequence[StaffWaiting], at: OpenStaffCodes
) -> tuple[Sequence[StaffWaiting], list[list[Button]], str]:
    """Who is on it, the buttons to the other pages, and which page it is."""
    if at.by_name:
        ordered = sorted(waiting, key=_by_name)
        lettered = by_letters(
            ordered,
            at.page,
            lambda to: OpenStaffCodes(page=to, by_name=True),
            lambda each: each.waiting.person.family_name,
            at_most=_ON_PAGE,
        )
        return lettered.items, lettered.rows, ""
    shown = paged(waiting, at.page, at_most=_ON_PAGE)
    turning = shown.buttons(lambda to: OpenStaffCodes(page=to))
    return shown.items, in_columns(turning, 2), shown.title


def _by_name(each: StaffWaiting) -> str:
    person = each.waiting.person
    return sort_key(person.family_name, person.given_name, person.middle_name)


def _line(each: StaffWaiting) -> str:
    code = "" if each.waiting.has_code else _("no code yet")
    state = left(each.deadline)
    if not each.waiting.is_first:
        state = _("a new code is to be handed over")
    return bold(each.waiting.person.list_name) + ": " + joined(state, code, by=" · ")
