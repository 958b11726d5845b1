"""Words on buttons fit half a phone's width, in every language (handlers.screen.MAX_BUTTON).

What somebody typed (names, topics, sections) may be longer on a row of its own; our own words may
not.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from handlers.screen import MAX_BUTTON
from handlers.words import LOCALES
from locales.update import path_of

HANDLERS = Path(__file__).parents[2] / "handlers"
_PLACE = re.compile(r"\{[a-z_]+\}")
_WORDS = {"_": 1, "n_": 2, "c_": 2}  # how many literal texts each takes at least

Found = tuple[str, str, str | None]  # where, msgid, context


@cache
def catalogue(locale: str) -> Catalog:
    with path_of(locale).open("rb") as file:
        return read_po(file, locale)


def words_of_buttons() -> Iterator[Found]:
    """Every text that stands in the first place of a `Button(...)`."""
    for file in sorted(HANDLERS.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _name(node) == "Button" and node.args:
                where = f"{file.relative_to(HANDLERS)}:{node.lineno}"
                yield from ((where, *each) for each in _texts(node.args[0]))


def _texts(button: ast.AST) -> Iterator[tuple[str, str | None]]:
    for node in ast.walk(button):
        if not isinstance(node, ast.Call) or _name(node) not in _WORDS:
            continue
        texts = [
            each.value
            for each in node.args
            if isinstance(each, ast.Constant) and isinstance(each.value, str)
        ]
        if len(texts) < _WORDS[_name(node)]:
            continue
        yield (texts[1], texts[0]) if _name(node) == "c_" else (texts[0], None)


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _said(message: Message) -> tuple[str, ...]:
    said = message.string
    return (said,) if isinstance(said, str) else tuple(said or ())


@pytest.mark.parametrize("locale", LOCALES)
def test_our_words_on_buttons_are_short(locale: str) -> None:
    found = list(words_of_buttons())
    assert len(found) > 200, "buttons are found no more"
    long = []
    for where, msgid, context in found:
        message = catalogue(locale).get(msgid, context)
        assert message is not None, f"{where}: {msgid} is in no catalogue"
        long += [
            f"{where}: {each}" for each in _said(message) if len(_PLACE.sub("", each)) > MAX_BUTTON
        ]
    assert not long, "\n".join(long)
