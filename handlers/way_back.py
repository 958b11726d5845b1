"""From a refusal back to where the person was, not to the menu alone."""

from collections.abc import Iterator
from dataclasses import replace

from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from handlers.menu.callbacks import OpenMenu
from handlers.screen import Button, Packed, Screen

_BACK = "‹ "  # how the button begins that leads to the screen before, in every language


def with_way_back(screen: Screen, query: CallbackQuery | None) -> Screen:
    """The same with the way back of the screen whose button was refused, beside the menu.

    Nothing is added where that way is the menu, or is what was refused; nor to a screen that leads
    on by itself.
    """
    if query is None or not _is_dead_end(screen):
        return screen
    for button in _buttons(query):
        data = button.callback_data
        if data and button.text.startswith(_BACK) and data not in (query.data, OpenMenu().pack()):
            return replace(screen, keyboard=[[Button(button.text, Packed(data)), *_menu(screen)]])
    return screen


def _is_dead_end(screen: Screen) -> bool:
    return [isinstance(each.to, OpenMenu) for each in _menu(screen)] == [True]


def _menu(screen: Screen) -> list[Button]:
    return [button for row in screen.keyboard for button in row]


def _buttons(query: CallbackQuery) -> Iterator[InlineKeyboardButton]:
    """Of the message that was pressed, from the end: the way back stands last."""
    if isinstance(query.message, Message) and query.message.reply_markup is not None:
        for row in reversed(query.message.reply_markup.inline_keyboard):
            yield from row
