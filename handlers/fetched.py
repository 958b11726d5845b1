"""Files whose bytes are needed: fetched outside any transaction, between two passes of a handler.

The first pass checks who sends what, writes nothing and returns `Screen(fetch=Fetch(...))`. The
program then fetches the file and lets the same message through again: a handler registered before
the first one with `FetchedFile()` gets it as `fetched`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from aiogram.filters import Filter
from aiogram.types import Message

Row = tuple[int, Sequence[str]]  # its number, its cells


@dataclass(frozen=True, slots=True)
class Fetch:
    """A table that was sent: which file, and by its name what it is."""

    file_id: str
    name: str


@dataclass(frozen=True, slots=True)
class FetchedTable:
    """The rows with something in them; None for what is no table or is not there any more."""

    rows: Sequence[Row] | None


class FetchedFile(Filter):
    """Passes a message whose file is there now."""

    async def __call__(
        self, message: Message, fetched: FetchedTable | None = None, **_: Any
    ) -> bool:
        return fetched is not None
