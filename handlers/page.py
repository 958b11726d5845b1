"""What a message says, free of how it is sent: blocks that become rich HTML or plain HTML.

A `str` is text and gets escaped; a `Markup` is HTML already. Both renderings carry the same
content: a person on an old client loses the table's lines, never a cell.
Rich tags and limits: Bot API 10.3, rich message formatting options.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import unescape
from itertools import groupby

from markupsafe import Markup, escape

from handlers.words import in_sentence

_TAG = re.compile(r"<[^>]+>")
# Spaces at which no line ends: «Соколова А. Д.», «чт 05.11», «4-й урок». It begins with the space,
# so that nothing else is looked at more closely: this is done for every message.
_TOGETHER = re.compile(
    r" (?:(?=[A-ZА-ЯЁ]\.)(?:(?<=[^\W\d_] )|(?<=[A-ZА-ЯЁ]\. ))"
    r"|(?<=[^\W\d_] )(?=\d\d\.\d\d(?![\d.]))"
    r"|(?<=\d-й )(?=урок))"
)
MAX_TEXT = 4096  # characters of a plain message after parsing


@dataclass(frozen=True, slots=True)
class Heading:
    """The first line of most screens: whose diary, which day."""

    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Short cells, at most six columns on a phone. `align` has a letter per column: l, c or r.

    In plain text the second cell follows the first without the name of its column; where the name
    is what tells cells apart (periods of a year), `all_named` keeps it.
    """

    header: Sequence[str]
    rows: Sequence[Sequence[str]]
    align: str
    all_named: bool = False


@dataclass(frozen=True, slots=True)
class Details:
    """Folded until tapped; in plain text simply the summary and then the content."""

    summary: str
    blocks: "Sequence[Block]"


@dataclass(frozen=True, slots=True)
class Footer:
    """Small print: how fresh it is, what is left out."""

    text: str


Block = str | Heading | Table | Details | Footer

_MANY = 4  # columns, from which on the room between them is needed for what they say
_ALIGN = {"l": "left", "c": "center", "r": "right"}


def bold(text: str) -> Markup:
    return Markup("<b>{}</b>").format(text)


def struck(text: str) -> Markup:
    return Markup("<s>{}</s>").format(text)


def needs_rich(blocks: Iterable[Block]) -> bool:
    """Whether plain text would lose its form: only tables and folds need a rich message."""
    return any(isinstance(block, Table | Details) for block in blocks)


def rich_html(blocks: Iterable[Block]) -> str:
    """The `html` of an InputRichMessage. Neighbouring lines make one paragraph."""
    parts = []
    for is_line, group in groupby(blocks, key=lambda block: isinstance(block, str)):
        if is_line:
            parts.extend(_paragraphs([str(escape(line)) for line in group]))
        else:
            parts.extend(_rich_block(block) for block in group)
    return _unbroken("".join(parts))


def plain_html(blocks: Iterable[Block]) -> str:
    """The text of a message with parse mode HTML, saying the same."""
    return _unbroken("\n".join(_plain_block(block) for block in blocks).strip())


def bare_text(blocks: Iterable[Block]) -> str:
    """The same without any form, for a message that must not be parsed."""
    return unescape(_TAG.sub("", plain_html(blocks)))


def _unbroken(html: str) -> str:
    return _TOGETHER.sub("\N{NO-BREAK SPACE}", html)


def _paragraphs(lines: list[str]) -> list[str]:
    text = "\n".join(lines).strip("\n")
    return [
        "<p>" + paragraph.strip("\n").replace("\n", "<br>") + "</p>"
        for paragraph in text.split("\n\n")
        if paragraph.strip("\n")
    ]


def _rich_block(block: Block) -> str:
    match block:
        case Heading(text):
            return f"<h4>{escape(text)}</h4>"
        case Footer(text):
            return f"<footer>{escape(text)}</footer>"
        case Details(summary, blocks):
            return f"<details><summary>{escape(summary)}</summary>{rich_html(blocks)}</details>"
        case Table():
            return _rich_table(block)
    raise TypeError(f"not a block: {type(block).__name__}")


def _rich_table(table: Table) -> str:
    align = [_ALIGN[letter] for letter in table.align]
    compact = " compact" if len(table.header) >= _MANY else ""
    parts = [f"<table bordered striped{compact}>"]
    if any(table.header):
        parts.append("<tr>")
        parts += [
            f'<th align="{side}">{escape(cell)}</th>'
            for side, cell in zip(align, table.header, strict=True)
        ]
        parts.append("</tr>")
    for row in table.rows:
        parts.append("<tr>")
        parts += [
            f'<td align="{side}">{escape(cell)}</td>' for side, cell in zip(align, row, strict=True)
        ]
        parts.append("</tr>")
    parts.append("</table>")
    return "".join(parts)


def _plain_block(block: Block) -> str:
    match block:
        case str():
            return str(escape(block))
        case Heading(text):
            return f"<b>{escape(text)}</b>"
        case Footer(text):
            return f"<i>{escape(text)}</i>"
        case Details(summary, blocks):
            return f"\n<b>{escape(summary)}</b>\n{plain_html(blocks)}"
        case Table():
            return _plain_table(block)


def _plain_table(table: Table) -> str:
    """A line a row: the first cell in bold, the others after it, named where they have a name."""
    lines = []
    for row in table.rows:
        first, *rest = row
        cells = [
            _plain_cell(name if at or table.all_named else "", cell)
            for at, (name, cell) in enumerate(zip(table.header[1:], rest, strict=True))
            if cell
        ]
        lines.append(f"<b>{escape(first)}</b>" + (": " if cells else "") + " · ".join(cells))
    return "\n".join(lines)


def _plain_cell(name: str, cell: str) -> str:
    return f"{escape(in_sentence(name))} {escape(cell)}" if name else str(escape(cell))
