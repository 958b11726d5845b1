"""Long lists of staff: a page is chosen by the first letters of the names on it, «Аб–Ка»."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from aiogram.filters.callback_data import CallbackData

from domain.staff.model import LEADERS, StaffMember
from handlers.screen import Button, in_columns

ON_PAGE = 16
_IN_ROW = 4


class Shown(NamedTuple):
    """The members on a page, and the rows of buttons to the other pages."""

    members: Sequence[StaffMember]
    ranges: list[list[Button]]


def by_letters(
    members: Sequence[StaffMember], page: int, to_page: Callable[[int], CallbackData]
) -> Shown:
    """A number past the end, from an old button, shows the last page."""
    pages = [members[at : at + ON_PAGE] for at in range(0, len(members), ON_PAGE)] or [[]]
    number = min(page, len(pages) - 1)
    ranges = [Button(_range(each), to_page(at)) for at, each in enumerate(pages) if at != number]
    return Shown(pages[number], in_columns(ranges, _IN_ROW))


def _range(members: Sequence[StaffMember]) -> str:
    """«Аб–Ка»: the names on a page; on the first the administration stands before them."""
    rest = [each for each in members if LEADERS.isdisjoint(each.roles)] or members
    first, last = rest[0].person.family_name[:2], rest[-1].person.family_name[:2]
    return first if first == last else f"{first}–{last}"
