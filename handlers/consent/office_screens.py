"""Non-disclosure of the staff, and decisions on extra fields."""

from collections.abc import Mapping, Sequence

from domain.calendar import School
from domain.consent.fields import ExtraField
from domain.consent.model import Paper, StaffNote
from handlers.consent.callbacks import (
    AskDecision,
    AskNote,
    EndDecision,
    EndNote,
    OpenConsentClasses,
    OpenFields,
    OpenNote,
    OpenNotes,
)
from handlers.consent.class_screens import how_to_type
from handlers.consent.words import paper_words
from handlers.labels import labels
from handlers.page import Block, Footer, Heading
from handlers.paging import paged
from handlers.screen import Button, Screen, Style, in_columns
from handlers.words import _, joined

_PEOPLE = 45


def notes_screen(school: School, staff: Sequence[StaffNote], page: int) -> Screen:
    """Who has not signed, the first thing to see; everybody on buttons."""
    without = [each for each in staff if each.note is None]
    in_order = [*without, *(each for each in staff if each.note is not None)]
    shown = paged(in_order, page, at_most=_PEOPLE)
    blocks: list[Block] = [Heading(_("Non-disclosure of the staff"))]
    if without:
        names = joined(*(each.person.short_name for each in without[:_PEOPLE]))
        blocks.append(_("Not signed, {count}: {names}").format(count=len(without), names=names))
    else:
        blocks.append(_("Everybody has signed."))
    blocks.append(_switch(school))
    if shown.title:
        blocks.append(Footer(shown.title))
    names_of = labels([each.person for each in shown.items])
    buttons = [
        Button(
            ("✓ " if each.note else "") + names_of[each.person.id],
            OpenNote(person_id=each.person.id),
        )
        for each in shown.items
    ]
    turning = shown.buttons(lambda number: OpenNotes(page=number))
    rows = [*in_columns(buttons, 3), turning, [Button(_("‹ Back"), OpenConsentClasses())]]
    return Screen(blocks, [*filter(None, rows)])


def _switch(school: School) -> str:
    if school.policy.requires_nondisclosure:
        return _("Who has not signed sees no personal data.")
    return _("Who has not signed sees personal data all the same: the school's policy lets them.")


def note_screen(note: StaffNote) -> Screen:
    """One of the staff."""
    person_id = note.person.id
    ask = Button(_("Record the paper"), AskNote(person_id=person_id), Style.PRIMARY)
    rows = [[ask]]
    line = _("Non-disclosure is not signed.")
    if note.note is not None:
        line = _("Non-disclosure: {paper}").format(paper=paper_words(note.note))
        rows.append([Button(_("Holds no more"), EndNote(person_id=person_id), Style.DANGER)])
    return Screen(
        [Heading(note.person.full_name), line], [*rows, [Button(_("‹ Back"), OpenNotes())]]
    )


def note_question(note: StaffNote) -> Screen:
    what = _("Agreement of non-disclosure: {who}.").format(who=note.person.full_name)
    back = OpenNote(person_id=note.person.id)
    return Screen([what, how_to_type()], [[Button(_("‹ Back"), back)]])


def fields_screen(school: School, decided: Mapping[ExtraField, Paper]) -> Screen:
    """Name, sex and birth date are kept anyway; the rest on a decision of the school."""
    blocks: list[Block] = [
        Heading(_("What may be kept of people")),
        _("Always: name, sex, birth date. Anything else only on a decision of the school."),
        _(
            "An e-mail address is asked of families that get the sheet of the week by letter. The"
            " diary asks for nothing else and takes none of these from files, decision or not."
        ),
    ]
    rows = []
    for field in ExtraField:
        paper = decided.get(field)
        if paper is None:
            blocks.append(_("{field}: not allowed").format(field=field_name(field)))
            rows.append([Button(_on(field), AskDecision(field=field))])
        else:
            blocks.append(
                _("{field}: allowed, {paper}").format(
                    field=field_name(field), paper=paper_words(paper)
                )
            )
            rows.append([Button(_off(field), EndDecision(field=field), Style.DANGER)])
    blocks.append(Footer(school.operator))
    return Screen(blocks, [*rows, [Button(_("‹ Back"), OpenConsentClasses())]])


def decision_question(field: ExtraField) -> Screen:
    what = _("Decision of the school to keep: {field}.").format(field=field_name(field))
    return Screen([what, how_to_type()], [[Button(_("‹ Back"), OpenFields())]])


def field_name(field: ExtraField) -> str:
    match field:
        case ExtraField.PHONE:
            return _("telephone number")
        case ExtraField.ADDRESS:
            return _("address")
        case ExtraField.EMAIL:
            return _("e-mail")


def _on(field: ExtraField) -> str:
    match field:
        case ExtraField.PHONE:
            return _("Allow: telephone")
        case ExtraField.ADDRESS:
            return _("Allow: address")
        case ExtraField.EMAIL:
            return _("Allow: e-mail")


def _off(field: ExtraField) -> str:
    match field:
        case ExtraField.PHONE:
            return _("Forbid: telephone")
        case ExtraField.ADDRESS:
            return _("Forbid: address")
        case ExtraField.EMAIL:
            return _("Forbid: e-mail")
