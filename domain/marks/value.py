"""What a mark says: a number, perhaps with a sign, or one of the words that are no number."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from domain.policy import SchoolPolicy

SIGNS = ("-", "+")


class MarkKind(StrEnum):
    """Facts §2.1. All but the first have no number, so they never move an average."""

    NUMBER = ""
    CREDIT = "cr"  # зачёт
    NO_CREDIT = "nc"  # незачёт
    EXEMPT = "ex"  # осв
    NOT_ATTESTED = "na"  # н/а, of a period or a year only
    PENDING = "pt"  # «точка»: owed until `due_on`, then a mark takes its place
    EXEMPLARY = "bx"  # of behaviour
    SATISFACTORY = "bs"
    UNSATISFACTORY = "bu"


@dataclass(frozen=True, slots=True)
class MarkValue:
    """A number with a sign as the teacher wrote it, or a kind without a number."""

    kind: MarkKind
    number: int | None = None
    sign: str = ""
    due_on: date | None = None  # of a «точка»; None: it came from a file, which names no day

    @property
    def code(self) -> str:
        """«5», «5-», «cr», «pt261127»: on buttons, in the store, in what a chat was told.

        Codes of «точки» stand in the order of their days.
        """
        day = "" if self.due_on is None else f"{self.due_on:%y%m%d}"
        return f"{self.kind.value}{day}" or f"{self.number}{self.sign}"

    @property
    def counts(self) -> bool:
        """Whether it is in an average; a sign changes nothing there (facts §2.1, §2.2)."""
        return self.number is not None

    @property
    def is_pending(self) -> bool:
        return self.kind is MarkKind.PENDING

    @staticmethod
    def of(code: str) -> "MarkValue":
        """The value of a code; `ValueError` for what is none."""
        return _read(code)

    @staticmethod
    def plain(number: int) -> "MarkValue":
        """A number without a sign; `ValueError` for one that no scale has."""
        return _read(str(number))

    @staticmethod
    def pending(due_on: date) -> "MarkValue":
        """A «точка» until this day."""
        return MarkValue(MarkKind.PENDING, due_on=due_on)

    def is_unsatisfactory(self, policy: SchoolPolicy) -> bool:
        """Below the lowest pass, or the word for it."""
        if self.number is not None:
            return policy.is_unsatisfactory(self.number)
        return self.kind in (MarkKind.NO_CREDIT, MarkKind.UNSATISFACTORY)


@cache
def _read(code: str) -> MarkValue:
    if code.startswith(MarkKind.PENDING) and len(code) > len(MarkKind.PENDING):
        return MarkValue.pending(_day(code.removeprefix(MarkKind.PENDING)))
    if code and code[0] not in "12345":
        return MarkValue(MarkKind(code))
    number, sign = code[:1], code[1:]
    if number not in ("1", "2", "3", "4", "5") or sign not in ("", *SIGNS):
        raise ValueError(f"no mark: {code!r}")
    return MarkValue(MarkKind.NUMBER, int(number), sign)


def _day(written: str) -> date:
    """Six digits of this century; `ValueError` for any other text."""
    if not (written.isascii() and written.isdigit() and len(written) == 6):
        raise ValueError(f"no day: {written!r}")
    return date(2000 + int(written[:2]), int(written[2:4]), int(written[4:]))
