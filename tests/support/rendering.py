"""A screen as both kinds of Telegram show it, within all of Telegram's limits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from handlers.page import (
    MAX_TEXT,
    Block,
    Details,
    Footer,
    Heading,
    Table,
    needs_rich,
    plain_html,
    rich_html,
)
from handlers.screen import Screen
from playground.formatting import parse_html, utf16_length
from playground.rich import plain, rich_message

MAX_BUTTONS = 100
MAX_IN_ROW = 8
MAX_DATA = 64  # bytes


@dataclass(frozen=True)
class Rendered:
    """What a person reads: as a rich message, and as plain text."""

    rich: str
    plain: str


def rendered(screen: Screen) -> Rendered:
    """Both renderings; a broken limit or a wrong tag fails here, as it would in Telegram."""
    text, _entities = parse_html(plain_html(screen.blocks))
    assert 0 < utf16_length(text) <= MAX_TEXT, f"{utf16_length(text)} characters"
    rich = text
    if needs_rich(screen.blocks):
        rich = plain(rich_message({"html": rich_html(screen.blocks)})["blocks"])
    check_keyboard(screen)
    return Rendered(_even(rich), _even(text))


def check_keyboard(screen: Screen) -> None:
    buttons = [button for row in screen.keyboard for button in row]
    assert len(buttons) <= MAX_BUTTONS
    assert all(0 < len(row) <= MAX_IN_ROW for row in screen.keyboard)
    for button in buttons:
        assert button.text.strip()
        assert button.to is None or len(button.to.pack().encode()) <= MAX_DATA
    for row in screen.keyboard:
        if len(row) > 1:
            assert all(len(button.text) <= 20 for button in row), [each.text for each in row]


def check_complete(screen: Screen) -> None:
    """Every text and every cell is in both renderings."""
    shown = rendered(screen)
    for text in texts_of(screen.blocks):
        assert text in shown.rich, f"not in the rich message: {text!r}"
        assert text in shown.plain, f"not in the plain text: {text!r}"


def texts_of(blocks: Iterable[Block]) -> Iterator[str]:
    """The texts of a screen's blocks, each as one even line."""
    for block in blocks:
        match block:
            case str():
                yield _even(block.striptags() if isinstance(block, Markup) else block)
            case Heading(text) | Footer(text):
                yield _even(text)
            case Details(summary, inner):
                yield _even(summary)
                yield from texts_of(inner)
            case Table():
                for row in block.rows:
                    yield from texts_of(row)


def _even(text: str) -> str:
    return " ".join(text.split())
