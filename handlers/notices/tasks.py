"""The evening of the deadlines: one message, a button to each gap (R073)."""

from collections.abc import Sequence
from dataclasses import replace

from domain.deadlines.duties import SAID_DONE
from domain.deadlines.model import Missing, Tasks
from domain.deadlines.rules import DeadlineId
from handlers.deadlines.callbacks import OpenOwnGaps, OpenSchoolGaps
from handlers.deadlines.words import gap_buttons, gap_words, overdue_words
from handlers.page import Block, Heading
from handlers.screen import Button, Keyboard, Screen, in_columns
from handlers.words import _, c_, n_, sentence

_NAMED = 12  # more are behind «Все»
_BESIDE_THE_JOURNAL = SAID_DONE | {DeadlineId.SCHOOL_SETUP}


def tasks_screen(tasks: Tasks) -> Screen:
    """What is theirs first; then, for those who oversee, what became overdue.

    Once all of it is done the message says so in its place. Above it the name of whoever it is for,
    where others are behind the same chat.
    """
    blocks: list[Block] = [Heading(tasks.person.short_name)] if tasks.is_named else []
    if tasks.is_empty:
        return Screen([*blocks, Heading(c_("tasks", "Everything is done"))])
    keyboard: list[Sequence[Button]] = []
    if tasks.own:
        named = tasks.own[:_NAMED]
        blocks.append(_head(tasks.own))
        blocks += [sentence(gap_words(each, tasks.day)) for each in named]
        keyboard += _buttons(tasks)
    if tasks.overseen:
        blocks.append(Heading(_("Became overdue")))
        blocks += map(overdue_words, tasks.overseen)
        keyboard.append([Button(_("What is overdue"), OpenSchoolGaps(), below=True)])
    return Screen(blocks, keyboard)


def _head(own: Sequence[Missing]) -> Heading:
    """Duties and a school year that is not set up are no gaps of the journal."""
    count = len(own)
    if any(each.deadline not in _BESIDE_THE_JOURNAL for each in own):
        return Heading(n_("{count} gap in the journal", "{count} gaps in the journal", count))
    return Heading(n_("{count} thing waits for you", "{count} things wait for you", count))


def _buttons(tasks: Tasks) -> Keyboard:
    gaps = gap_buttons(tasks.own[:_NAMED])
    rows = in_columns([replace(each, below=True) for each in gaps], 2)
    if len(tasks.own) > _NAMED:
        text = _("All · {count}").format(count=len(tasks.own))
        rows = [*rows, [Button(text, OpenOwnGaps(person_id=tasks.person.id), below=True)]]
    return rows
