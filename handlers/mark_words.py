"""A mark as it is written in the journal, and as it is said."""

from collections.abc import Iterable, Mapping
from datetime import date

from domain.groups.journal import has_all
from domain.marks.value import MarkKind, MarkValue
from handlers.words import _, c_, day_month, short_date

_SIGNS = {"": "", "+": "+", "-": "−"}


def written(value: MarkValue) -> str:
    """In a cell of a table: «5», «4−», «зач», «•»."""
    if value.kind is MarkKind.NUMBER:
        return f"{value.number}{_SIGNS[value.sign]}"
    return "•" if value.is_pending else _brief(value.kind)


def noted(value: MarkValue) -> str:
    """In a line, where there is room for a day: «• до 27.11»."""
    if value.due_on is None:
        return written(value)
    return _("• by {day}").format(day=short_date(value.due_on))


def in_words(value: MarkValue) -> str:
    """In a sentence to a family: «5», «зачёт», «точка до 27 ноября»."""
    if value.kind is MarkKind.NUMBER:
        return written(value)
    if not value.is_pending:
        return _names().get(value.kind) or written(value)
    if value.due_on is None:
        return _("a mark owed")
    return _("a mark owed by {day}").format(day=day_month(value.due_on))


def _names() -> Mapping[MarkKind, str]:
    """What is no number, in a sentence."""
    return {
        MarkKind.CREDIT: c_("in words", "pass"),
        MarkKind.NO_CREDIT: c_("in words", "fail"),
        MarkKind.EXEMPT: c_("in words", "exempt"),
        MarkKind.NOT_ATTESTED: c_("in words", "not attested"),
        MarkKind.EXEMPLARY: c_("in words", "exemplary"),
        MarkKind.GOOD: c_("in words", "good"),
        MarkKind.SATISFACTORY: c_("in words", "satisfactory"),
        MarkKind.UNSATISFACTORY: c_("in words", "unsatisfactory"),
    }


def in_brackets(values: Iterable[MarkValue]) -> str:
    """«(5 4−)»: marks of another group beside the own ones; nothing for none."""
    said = " ".join(written(each) for each in values)
    return f"({said})" if said else ""


def until_exit(left: date | None, ends: date) -> str:
    """«до 25.11» in place of an average that would be of a part of the marks; else nothing."""
    if left is None or has_all(left, ends):
        return ""
    return c_("gradebook", "until {day}").format(day=short_date(left))


def of_code(code: str) -> str:
    """Of what a record keeps; what a later program has no more stands as it is recorded."""
    try:
        return noted(MarkValue.of(code))
    except ValueError:
        return code


def _brief(kind: MarkKind) -> str:
    match kind:
        case MarkKind.CREDIT:
            return c_("mark", "pass")
        case MarkKind.NO_CREDIT:
            return c_("mark", "fail")
        case MarkKind.EXEMPT:
            return c_("mark", "exempt")
        case MarkKind.NOT_ATTESTED:
            return c_("mark", "n/a")
        case MarkKind.EXEMPLARY:
            return c_("mark", "exemplary")
        case MarkKind.GOOD:
            return c_("mark", "good")
        case MarkKind.SATISFACTORY:
            return c_("mark", "satisfactory")
        case _unsatisfactory:
            return c_("mark", "unsatisfactory")
