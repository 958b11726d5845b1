"""How large a rich message may be (rule 23).

Counted as TDLib documents its InputRichMessage: the length of all texts, with alternative texts of
emoji and sources of formulas; the number of all blocks, list items and table rows; the depth of
nested blocks and rich texts; columns of a table; media.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from playground.errors import bad_request
from playground.model import JSON

MAX_CHARACTERS = 32_768
MAX_BLOCKS = 500
MAX_DEPTH = 16
MAX_COLUMNS = 20
MAX_MEDIA = 50


@dataclass(slots=True)
class Size:
    """What is counted of one rich message."""

    characters: int = 0
    blocks: int = 0
    depth: int = 0
    columns: int = 0


def check_limits(blocks: list[JSON]) -> None:
    """Raises `ApiError` 400 with the limit that is broken, and by how much."""
    size = measure(blocks)
    for what, found, most in (
        ("characters", size.characters, MAX_CHARACTERS),
        ("blocks", size.blocks, MAX_BLOCKS),
        ("levels of nesting", size.depth, MAX_DEPTH),
        ("table columns", size.columns, MAX_COLUMNS),
    ):
        if found > most:
            raise bad_request(f"rich message is too long: {found} {what}, at most {most}")


def measure(blocks: list[JSON]) -> Size:
    size = Size()
    _blocks(size, blocks, 1)
    return size


def _blocks(size: Size, blocks: Iterable[JSON], depth: int) -> None:
    for block in blocks:
        size.blocks += 1
        size.depth = max(size.depth, depth)
        for key in ("text", "summary", "credit", "caption"):
            if key in block:
                _text(size, block[key], depth)
        size.characters += len(block.get("expression", ""))
        _blocks(size, block.get("blocks", ()), depth + 1)
        for item in block.get("items", ()):
            size.blocks += 1
            size.depth = max(size.depth, depth + 1)
            _blocks(size, item["blocks"], depth + 2)
        for button in block.get("buttons", ()):
            _text(size, button["text"], depth)
        if "cells" in block:
            _table(size, block["cells"], depth)


def _table(size: Size, rows: list[list[JSON]], depth: int) -> None:
    size.blocks += len(rows)
    size.columns = max(size.columns, columns(rows))
    for row in rows:
        for cell in row:
            _text(size, cell.get("text", ""), depth + 1)


def columns(rows: list[list[JSON]]) -> int:
    """The widest row, with cells that reach down into it from the rows above."""
    if not any("colspan" in cell or "rowspan" in cell for row in rows for cell in row):
        return max(map(len, rows), default=0)
    reaching: list[int] = []  # how many rows further each column's cell still reaches
    widest = 0
    for row in rows:
        column = 0
        for cell in row:
            while column < len(reaching) and reaching[column]:
                column += 1
            for _ in range(cell.get("colspan", 1)):
                reaching += [0] * (column + 1 - len(reaching))
                reaching[column] = cell.get("rowspan", 1)
                column += 1
        widest = max(widest, max((i + 1 for i, left in enumerate(reaching) if left), default=0))
        reaching = [max(left - 1, 0) for left in reaching]
    return widest


def _text(size: Size, text: Any, depth: int) -> None:
    if isinstance(text, str):
        size.characters += len(text)
        size.depth = max(size.depth, depth)
    elif isinstance(text, list):
        for part in text:
            _text(size, part, depth)
    else:
        size.depth = max(size.depth, depth + 1)
        size.characters += len(text.get("alternative_text", "")) + len(text.get("expression", ""))
        if "text" in text:
            _text(size, text["text"], depth + 1)
        if "button" in text:
            _text(size, text["button"]["text"], depth + 1)
