"""Scores of a file into what a mark says."""

from collections.abc import Mapping

from domain.marks.value import MarkKind, MarkValue

_WORDS: Mapping[str, MarkKind] = {
    "зач": MarkKind.CREDIT,
    "зачет": MarkKind.CREDIT,
    "незач": MarkKind.NO_CREDIT,
    "незачет": MarkKind.NO_CREDIT,
    "осв": MarkKind.EXEMPT,
    "освобожден": MarkKind.EXEMPT,
    "освобождена": MarkKind.EXEMPT,
    "н/а": MarkKind.NOT_ATTESTED,
    ".": MarkKind.PENDING,
    "•": MarkKind.PENDING,
    "·": MarkKind.PENDING,
    "точка": MarkKind.PENDING,
}
_ALIKE = str.maketrans({"ё": "е", "−": "-", "–": "-", "—": "-", "＋": "+"})


def mark_of(score: str | None, text: str | None) -> MarkValue | None:
    """The mark that a result says (facts §2.1); None for what is none.

    A number has its sign in the text beside it: score 5, text «5-».
    """
    number = None if score is None else _read(score)
    written = None if text is None else _read(text)
    if number is None or written is None:
        return written if score is None else number
    return written if written.number == number.number else number


def _read(cell: str) -> MarkValue | None:
    """«5», «5.0», «4-», «зач», «.»."""
    bare = cell.strip().casefold().translate(_ALIKE)
    kind = _WORDS.get(bare) or _WORDS.get(bare.rstrip("."))
    if kind is not None:
        return MarkValue(kind)
    if "." in bare:
        bare = bare.rstrip("0").rstrip(".")
    try:
        return MarkValue.of(bare) if bare[:1].isdigit() else None
    except ValueError:
        return None
