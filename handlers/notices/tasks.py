"""The evening of the deadlines: one message, a button to each gap (R073)."""

from collections.abc import Sequence
from dataclasses import replace

from domain.deadlines.model import Tasks
from handlers.deadlines.callbacks import OpenOwnGaps, OpenSchoolGaps
from handlers.deadlines.words import gap_buttons, gap_words, overdue_words
from handlers.page import Block, Heading
from handlers.screen import Button, Keyboard, Screen, in_columns
from handlers.words import _, n_, sentence

_NAMED = 12  # more are behind «Все»


def tasks_screen(tasks: Tasks) -> Screen:
    """What is theirs first; then, for those who oversee, what became overdue.

    Once all of it is done the message says so in its place.
    """
    if tasks.is_empty:
        return Screen([Heading(_("The journal is filled in"))])
    blocks: list[Block] = []
    keyboard: list[Sequence[Button]] = []
    if tasks.own:
        named = tasks.own[:_NAMED]
        count = len(tasks.own)
        blocks.append(
            Heading(n_("{count} gap in the journal", "{count} gaps in the journal", count))
        )
        blocks += [sentence(gap_words(each, tasks.day)) for each in named]
        keyboard += _buttons(tasks)
    if tasks.overseen:
        blocks.append(Heading(_("Became overdue")))
        blocks += map(overdue_words, tasks.overseen)
        keyboard.append([Button(_("What is overdue"), OpenSchoolGaps(), below=True)])
    return Screen(blocks, keyboard)


def _buttons(tasks: Tasks) -> Keyboard:
    gaps = gap_buttons(tasks.own[:_NAMED])
    rows = in_columns([replace(each, below=True) for each in gaps], 2)
    if len(tasks.own) > _NAMED:
        text = _("All · {count}").format(count=len(tasks.own))
        rows = [*rows, [Button(text, OpenOwnGaps(), below=True)]]
    return rows
