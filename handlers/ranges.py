"""Long lists of people: a page is chosen by the first letters of the names on it, «Аб–Ка»."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from aiogram.filters.callback_data import CallbackData

from handlers.screen import Button, in_columns

Item = TypeVar("Item")

ON_PAGE = 16
_IN_ROW = 4


@dataclass(frozen=True, slots=True)
class Lettered(Generic[Item]):
    """What is on a page, and the rows of buttons to the other pages."""

    items: Sequence[Item]
    rows: list[list[Button]]


def by_letters(
    items: Sequence[Item],
    page: int,
    to_page: Callable[[int], CallbackData],
    name: Callable[[Item], str],
    *,
    at_most: int = ON_PAGE,
) -> Lettered[Item]:
    """A number past the end, from an old button, shows the last page.

    `name` is empty for who stands before the others whatever their name.
    """
    pages = [items[at : at + at_most] for at in range(0, len(items), at_most)] or [[]]
    number = min(page, len(pages) - 1)
    ranges = [
        Button(_range([name(each) for each in on_page]), to_page(at))
        for at, on_page in enumerate(pages)
        if at != number
    ]
    return Lettered(pages[number], in_columns(ranges, _IN_ROW))


def _range(names: Sequence[str]) -> str:
    """«Аб–Ка»; a page of nobody else is the first."""
    known = [each[:2] for each in names if each] or ["1"]
    return known[0] if known[0] == known[-1] else f"{known[0]}–{known[-1]}"
