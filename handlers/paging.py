"""Long lists in pages: nothing is cut silently, nothing is longer than a message."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from aiogram.filters.callback_data import CallbackData

from handlers.screen import Button
from handlers.words import _

Item = TypeVar("Item")

PAGE_TEXT = 3000  # UTF-16 units of items on a page; the rest of 4 096 is for headings


@dataclass(frozen=True, slots=True)
class Paged(Generic[Item]):
    """One page of a list. A number past the end, from an old button, shows the last page."""

    items: Sequence[Item]
    page: int
    pages: int

    @property
    def is_single(self) -> bool:
        return self.pages == 1

    @property
    def title(self) -> str:
        """«Страница 2 из 5», or nothing for a single one."""
        if self.is_single:
            return ""
        return _("Page {page} of {pages}").format(page=self.page + 1, pages=self.pages)

    def buttons(self, to_page: Callable[[int], CallbackData]) -> list[Button]:
        """◀ and ▶ as far as there is where to go."""
        return turning_buttons(self.page, to_page, has_more=self.page + 1 < self.pages)


def turning_buttons(
    page: int, to_page: Callable[[int], CallbackData], *, has_more: bool
) -> list[Button]:
    """The same for a list of which only one page was read."""
    row = []
    if page > 0:
        row.append(Button(f"◀ {page}", to_page(page - 1)))
    if has_more:
        row.append(Button(f"{page + 2} ▶", to_page(page + 1)))
    return row


def length(*texts: str) -> int:
    """As Telegram counts: an emoji is two."""
    return sum(len(text.encode("utf-16-le")) // 2 for text in texts)


def page_with(
    items: Sequence[Item], at: int, *, at_most: int, size: Callable[[Item], int] | None = None
) -> int:
    """The number of the page that has the item at this place."""
    before = page = 0
    while (shown := paged(items, page, at_most=at_most, size=size)).page + 1 < shown.pages:
        before += len(shown.items)
        if at < before:
            break
        page += 1
    return page


def paged(
    items: Sequence[Item], page: int, *, at_most: int, size: Callable[[Item], int] | None = None
) -> Paged[Item]:
    """The page with this number: `at_most` items, and by `size` (see `length`) no more than fit."""
    starts = [0]
    taken = 0
    for at, item in enumerate(items):
        length = size(item) if size else 0
        if at > starts[-1] and (at - starts[-1] >= at_most or taken + length > PAGE_TEXT):
            starts.append(at)
            taken = 0
        taken += length
    number = min(page, len(starts) - 1)
    ends = [*starts[1:], len(items)]
    return Paged(items[starts[number] : ends[number]], number, len(starts))
