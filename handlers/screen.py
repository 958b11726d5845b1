"""What a handler returns: the whole answer, to be shown after the transaction is committed."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from aiogram.filters.callback_data import CallbackData

from domain.uow import UnitOfWork
from handlers.fetched import Fetch
from handlers.page import Block

MAX_BUTTON = 20  # characters that fit half a phone's width


class Style(StrEnum):
    """Colours of a button; they repeat what its text says."""

    DANGER = "danger"
    SUCCESS = "success"
    PRIMARY = "primary"


@dataclass(frozen=True, slots=True)
class Packed:
    """Where a button led that a message had already: its data as it stands there."""

    data: str

    def pack(self) -> str:
        return self.data


@dataclass(frozen=True, slots=True)
class Button:
    """A word and where it leads. `to` is typed callback data, at most 64 bytes when packed."""

    text: str
    to: CallbackData | Packed | None = None
    style: Style | None = None
    url: str | None = None
    below: bool = False  # opens as a new message: the one with the button is a record to be kept


Keyboard = Sequence[Sequence[Button]]


@dataclass(frozen=True, slots=True)
class File:
    """A document to hand over in the chat, or a picture that is seen there at once."""

    name: str
    content: bytes
    caption: str = ""
    is_picture: bool = False


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that Telegram keeps, by the reference that one bot has of it (decision 0028).

    `gone` is said in its place where Telegram does not give it any more.
    """

    is_photo: bool
    file_id: str
    bot_id: int
    name: str
    caption: str
    gone: str


Later = Callable[[UnitOfWork], Awaitable[Callable[[], "Screen"]]]
"""What takes long: it reads in one transaction, and gives what makes the rest on a thread."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What goes on once this person's PIN was right: a button, or a text or file and what it
    answered."""

    person_id: int
    button: str | None = None
    text: str | None = None
    file: dict[str, Any] | None = None  # of a photo or a document: its fields
    typing: str | None = None
    typing_data: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen. A button edits its own message into it; a command gets it as a new message.

    `toast` is for what the screen does not show; with `alert` it must be closed by hand.
    A screen without blocks changes nothing in the chat (a toast alone).
    """

    blocks: Sequence[Block] = ()
    keyboard: Keyboard = ()
    toast: str | None = None
    alert: bool = False
    files: Sequence[File | Kept] = ()
    as_new: bool = False  # send below, and leave the message with the button as it is
    forget_message: bool = False  # delete what the person sent: it carried a code
    new_commands: bool = False  # roles or language changed, Telegram's menu must follow
    commands_of: int | None = None  # another chat whose roles changed
    then: Wanted | None = None  # nothing is committed before it; its screen is shown instead
    later: Later | None = None  # follows below, once this screen is shown
    fetch: Fetch | None = None  # nothing is shown before it: handlers.fetched


def toast(text: str, *, alert: bool = False) -> Screen:
    """Only a note; the screen stays."""
    return Screen(toast=text, alert=alert)


def in_columns(buttons: Sequence[Button], columns: int) -> list[list[Button]]:
    """Buttons in rows of `columns`: two for words, three for pupils' names."""
    return [list(buttons[at : at + columns]) for at in range(0, len(buttons), columns)]
