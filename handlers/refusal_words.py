"""What a refusal names, as the reader's language writes it."""

from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any

from domain.errors import DomainError
from domain.marks.value import MarkValue
from domain.people import Person
from handlers.mark_words import noted
from handlers.words import _, average, clock, day_month, n_


def named(error: DomainError) -> dict[str, Any]:
    """The values of its sentence: numbers with their word where it bends with them."""
    values = {name: _said(each) for name, each in error.params.items()}
    if error.code in _COUNTED:
        name, words = _COUNTED[error.code]
        values[name] = words(error.params[name])
    return values


def _said(value: Any) -> Any:
    """Numbers with decimals, days, times, people and marks."""
    match value:
        case Decimal():
            return average(value)
        case date():
            return day_month(value)
        case time():
            return clock(value)
        case Person():
            return value.short_name
        case MarkValue():
            return noted(value)
    return value


def _before_the_end(days: int) -> str:
    if not days:
        return _("on the last day of a period")
    return n_(
        "from {count} day before the last day of a period on",
        "from {count} days before the last day of a period on",
        days,
    )


def _up_to(days: int) -> str:
    return n_("up to {count} day", "up to {count} days", days)


_COUNTED: Mapping[str, tuple[str, Callable[[int], str]]] = {
    "absence_too_long": ("limit", _up_to),
    "finals_not_open": ("days", _before_the_end),
}
