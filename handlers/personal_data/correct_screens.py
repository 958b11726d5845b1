"""Mending a card on the screen of the school: whose, which field, the value."""

from collections.abc import Sequence

from domain.classes.model import PupilCard
from domain.personal_data.change_model import Card, ChangeRequest
from domain.personal_data.fields import Field
from handlers.page import Block, Heading
from handlers.personal_data.callbacks import (
    CorrectField,
    CorrectSex,
    CorrectValue,
    OpenClassList,
    OpenFamilyCards,
)
from handlers.personal_data.field_screens import which_field_screen, which_value_screen
from handlers.personal_data.names import card_lines
from handlers.personal_data.own_screens import change_words
from handlers.screen import MAX_BUTTON, Button, Screen, in_columns
from handlers.words import _, shorten


def family_cards_screen(found: PupilCard, cards: Sequence[Card]) -> Screen:
    """The cards of a family, the pupil's first."""
    student, school_class = found.family.student, found.school_class
    blocks: list[Block] = [Heading(f"{student.list_name} · {school_class.title}")]
    for card in cards:
        blocks += ["", *card_lines(card)]
    buttons = [
        Button(
            shorten(_("Change: {name}").format(name=card.person.given_name), MAX_BUTTON),
            CorrectField(student_id=student.id, person_id=card.person.id),
        )
        for card in cards
    ]
    back = [Button(_("‹ Back"), OpenClassList(class_id=school_class.id))]
    return Screen(blocks, [*in_columns(buttons, 2), back])


def correct_fields_screen(student_id: int, card: Card) -> Screen:
    """Which field is wrong."""
    person_id = card.person.id
    return which_field_screen(
        card,
        lambda field: CorrectValue(student_id=student_id, person_id=person_id, field=field),
        OpenFamilyCards(student_id=student_id),
    )


def correct_value_screen(student_id: int, card: Card, field: Field) -> Screen:
    """What it should be."""
    person_id = card.person.id
    return which_value_screen(
        card,
        field,
        lambda sex: CorrectSex(student_id=student_id, person_id=person_id, sex=sex),
        CorrectField(student_id=student_id, person_id=person_id),
        name=card.person.list_name,
        what_follows=_("Change it in the school's own system too."),
    )


def corrected_screen(request: ChangeRequest) -> Screen:
    """It is changed; the old value is in the history."""
    blocks: list[Block] = [
        Heading(_("✓ Changed")),
        f"{request.person.list_name}: {change_words(request)}",
    ]
    back = OpenFamilyCards(student_id=request.student.id)
    return Screen(blocks, [[Button(_("‹ Back"), back)]])
