"""The note of an announced absence: for whoever sends it, and for whoever judges it."""

from collections.abc import Sequence
from datetime import date

from domain.absences.model import Announced
from domain.absences.notes import AbsenceNote
from handlers.absences.callbacks import OpenAnnouncing
from handlers.absences.note_callbacks import (
    OpenAbsenceNote,
    RemoveAbsenceNote,
    ShowAbsenceNote,
)
from handlers.absences.words import announced_line, term_words
from handlers.file_words import as_sent, file_name
from handlers.page import Block, Footer, Heading, bold
from handlers.screen import MAX_BUTTON, Button, Kept, Screen, Style, in_columns
from handlers.whose import whose
from handlers.words import _, n_, sentence, shorten


def note_screen(note: AbsenceNote) -> Screen:
    """What is there already; the next file is waited for."""
    announced_id = note.announced.id
    blocks: list[Block] = [
        Heading(_("{child}: absence").format(child=whose(note.student))),
        sentence(announced_line(note.announced, note.today)),
        *(f"{n}. {file_name(each)}" for n, each in enumerate(note.files, start=1)),
        bold(_("Send a photo of the note, or the document.")),
        Footer(_("The homeroom teacher and the deputies see it, other teachers do not.")),
    ]
    rows: list[list[Button]] = []
    if note.files:
        rows.append([Button(_("Show the note"), ShowAbsenceNote(announced_id=announced_id))])
    removing = [
        Button(
            _("Remove {number}").format(number=n),
            RemoveAbsenceNote(announced_id=announced_id, attachment_id=each.id),
            Style.DANGER,
        )
        for n, each in enumerate(note.files, start=1)
    ]
    back = Button(_("‹ Back"), OpenAnnouncing(student_id=note.student.id))
    return Screen(blocks, [*rows, *in_columns(removing, 3), [back]])


def note_buttons(announced: Sequence[Announced], today: date) -> list[list[Button]]:
    """One for each absence announced; among several it says of which."""
    return [
        [
            Button(
                _note_name(each, today, is_alone=len(announced) == 1),
                OpenAbsenceNote(announced_id=each.id),
            )
        ]
        for each in announced
    ]


def _note_name(announced: Announced, today: date, *, is_alone: bool) -> str:
    when = term_words(announced.term, today)
    if announced.files:
        name = _("Note") if is_alone else _("Note: {when}").format(when=when)
    elif is_alone:
        name = _("Add a photo of the note")
    else:
        name = _("Photo of the note: {when}").format(when=when)
    return shorten(name, 2 * MAX_BUTTON)


def with_note(line: str, announced: Announced) -> str:
    """«… (справка: 2 файла)», where one was sent."""
    if not announced.files:
        return line
    count = n_("{count} file", "{count} files", announced.files)
    return _("{line}, note: {files}").format(line=line, files=count)


def note_to_send(note: AbsenceNote) -> list[Kept]:
    """The files as they leave: each says whose they are, as it may be sent on."""
    caption = _("Note: {child}, {when}").format(
        child=whose(note.student), when=term_words(note.announced.term, note.today)
    )
    gone = _("{file}: it is not to be had here. Ask the family for it.")
    return as_sent(note.files, caption, gone)
