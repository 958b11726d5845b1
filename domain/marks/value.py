"""What a mark says: a number, perhaps with a sign, or one of the words that are no number."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from domain.errors import Refused
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
    GOOD = "bg"


class GradeScale(StrEnum):
    """What may be given in a subject: `subject.scale`."""

    MARKS = "marks"
    CREDIT = "credit"  # зачёт and незачёт alone


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
    def recorded(self) -> int | str:
        """As the audit trail has it: a plain number stays a number."""
        return self.code if self.sign or self.number is None else self.number

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


_CURRENT = (MarkKind.CREDIT, MarkKind.NO_CREDIT, MarkKind.EXEMPT, MarkKind.PENDING)
_TRACES: Mapping[str, str] = {
    code: f"{at:x}" if at < 16 else chr(ord("g") + at - 16)
    for at, code in enumerate(
        [f"{number}{sign}" for sign in ("", *SIGNS) for number in range(1, 6)]
        + [kind.value for kind in MarkKind if kind is not MarkKind.NUMBER],
        start=1,
    )
}
NOTHING = "0"  # the trace of an empty place
HANDED_IN = "z"  # and of one where the screen showed what the pupil handed in


def allowed(scale: GradeScale, policy: SchoolPolicy) -> tuple[MarkValue, ...]:
    """What may be given as a current mark, numbers first, the best at the head.

    Facts §2.1: signs are the school's to allow; a «точка» gets its day when it is given.
    """
    words = tuple(MarkValue(kind) for kind in _CURRENT)
    if scale is GradeScale.CREDIT:
        return words
    plain = tuple(MarkValue.plain(number) for number in policy.marks)
    signs = SIGNS if policy.allows_signs else ()
    signed = tuple(MarkValue.of(f"{each.code}{sign}") for each in plain for sign in signs)
    return plain + signed + words


def require_allowed(value: MarkValue, scale: GradeScale, policy: SchoolPolicy) -> None:
    """`Refused` "credit_only", "mark_off_scale", "no_signs" or "only_final" for any other."""
    if value.number is None:
        if value.kind not in _CURRENT:
            raise Refused("only_final")
        return
    if scale is GradeScale.CREDIT:
        raise Refused("credit_only")
    if value.number not in policy.marks:
        raise Refused("mark_off_scale", lowest=policy.lowest_mark, highest=policy.highest_mark)
    if value.sign and not policy.allows_signs:
        raise Refused("no_signs")


def trace(value: MarkValue | None) -> str:
    """One letter for what a place holds: a button carries what its screen saw there."""
    if value is None:
        return NOTHING
    return _TRACES[value.kind.value or value.code]
