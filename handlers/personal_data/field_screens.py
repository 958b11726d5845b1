"""Which field of a card, and its value: for whoever asks for a change and for who makes it."""

from collections.abc import Callable, Sequence

from aiogram.filters.callback_data import CallbackData

from domain.people import Sex
from domain.personal_data.change_model import Card
from domain.personal_data.fields import Field
from handlers.page import Block, Footer, Heading
from handlers.personal_data.names import card_lines, field_name, sex_name, value_words
from handlers.screen import Button, Screen, in_columns
from handlers.words import _


def which_field_screen(
    card: Card, chosen: Callable[[Field], CallbackData], back: CallbackData
) -> Screen:
    """The card, and a button for each field of it."""
    blocks: list[Block] = [Heading(_("What has changed?")), *card_lines(card)]
    buttons = [Button(field_name(field), chosen(field)) for field in Field]
    return Screen(blocks, [*in_columns(buttons, 2), [Button(_("‹ Back"), back)]])


def which_value_screen(
    card: Card,
    field: Field,
    chosen: Callable[[Sex], CallbackData],
    back: CallbackData,
    *,
    name: str,
    what_follows: str,
) -> Screen:
    """What the value should look like; the sex is `chosen`, everything else is typed."""
    blocks: list[Block] = [
        Heading(f"{name}: {field_name(field).lower()}"),
        _("Now: {value}").format(value=value_words(field, card.value(field))),
        _how_to_type(field),
        Footer(what_follows),
    ]
    rows: list[Sequence[Button]] = []
    if field is Field.SEX:
        others = [sex for sex in Sex if sex != card.value(field)]
        rows.append([Button(sex_name(sex), chosen(sex)) for sex in others])
    return Screen(blocks, [*rows, [Button(_("‹ Back"), back)]])


def _how_to_type(field: Field) -> str:
    match field:
        case Field.SEX:
            return _("Choose what is in the document.")
        case Field.BIRTH_DATE:
            return _("Type the date as in the document, for example 24.11.2012.")
        case Field.MIDDLE_NAME:
            return _("Type the patronymic as in the document; if there is none, a hyphen: -")
        case _:
            return _("Type it as in the document.")
