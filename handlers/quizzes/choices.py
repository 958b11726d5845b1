"""What a teacher changed of the suggested marks, on a button until they are set."""

from collections.abc import Sequence
from zlib import crc32

from domain.errors import Refused
from domain.marks.value import MarkValue
from domain.quizzes.marking import QuizMarks

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def check_of(found: QuizMarks) -> str:
    """A sum over the pupils and what is suggested to them: choices over others mean nothing."""
    said = ",".join(f"{each.score.pupil.id}:{each.mark.code}" for each in found.suggested)
    return f"{crc32(said.encode()):x}"


def packed(found: QuizMarks, choices: Sequence[int]) -> str:
    """Choices as one number to the base of their options; "" where nothing is changed.

    A choice is 0 for what is suggested, else the place of an option, from 1.
    """
    base, number = len(found.options) + 1, 0
    for each in reversed(choices):
        number = number * base + each
    written = ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        written = _DIGITS[digit] + written
    return written


def unpacked(found: QuizMarks, picked: str, check: str) -> list[int]:
    """The choices of all that are suggested; `Refused` "pupils_changed" where they are others."""
    base, number = len(found.options) + 1, int(picked or "0", len(_DIGITS))
    choices = []
    for _each in found.suggested:
        number, choice = divmod(number, base)
        choices.append(choice)
    if number or (picked and check != check_of(found)):
        raise Refused("pupils_changed")
    return choices


def mark_of(found: QuizMarks, at: int, choice: int) -> MarkValue | None:
    """What this choice means for this pupil; None: no mark."""
    return found.options[choice - 1] if choice else found.suggested[at].mark


def next_choice(found: QuizMarks, at: int, choice: int) -> int:
    """A tap further: a worse mark, none, then the best; back at what is suggested it is 0."""
    following = (found.options.index(mark_of(found, at, choice)) + 1) % len(found.options)
    return 0 if found.options[following] == found.suggested[at].mark else following + 1
