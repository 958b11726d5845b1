"""A mark as it is written in the journal, and as it is said."""

from domain.marks.value import MarkKind, MarkValue
from handlers.words import c_

_SIGNS = {"": "", "+": "+", "-": "−"}


def written(value: MarkValue) -> str:
    """In a cell: «5», «4−», «зач», «•»."""
    match value.kind:
        case MarkKind.NUMBER:
            return f"{value.number}{_SIGNS[value.sign]}"
        case MarkKind.CREDIT:
            return c_("mark", "pass")
        case MarkKind.NO_CREDIT:
            return c_("mark", "fail")
        case MarkKind.EXEMPT:
            return c_("mark", "exempt")
        case MarkKind.NOT_ATTESTED:
            return c_("mark", "n/a")
        case MarkKind.PENDING:
            return "•"
    return _behaviour(value.kind)


def _behaviour(kind: MarkKind) -> str:
    match kind:
        case MarkKind.EXEMPLARY:
            return c_("mark", "exemplary")
        case MarkKind.SATISFACTORY:
            return c_("mark", "satisfactory")
        case _unsatisfactory:
            return c_("mark", "unsatisfactory")
