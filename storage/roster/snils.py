"""Recognises СНИЛС, the number of the state pension insurance: personal data, never an id.

It would stand in file names, logs and code lists (facts §5), so a bundle that uses it is refused.
"""

import re

_WRITTEN = re.compile(r"\d{3}-\d{3}-\d{3}[ -]?\d{2}")
_BARE = re.compile(r"\d{11}")
_FIRST_CHECKED = 1_001_998  # numbers up to 001-001-998 carry no check digits


def looks_written_as_snils(value: str) -> bool:
    """`112-233-445 95`: no other id is written so."""
    return _WRITTEN.fullmatch(value) is not None


def is_eleven_digits(value: str) -> bool:
    return _BARE.fullmatch(value) is not None


def has_snils_check_digits(value: str) -> bool:
    """Whether eleven digits end with the check number of the first nine."""
    if int(value[:9]) <= _FIRST_CHECKED:
        return False
    weighted = sum(int(digit) * (9 - place) for place, digit in enumerate(value[:9]))
    return weighted % 101 % 100 == int(value[9:])


class SnilsWatch:
    """Eleven bare digits are СНИЛС when most of such ids in a file have its check digits.

    One id in a hundred of another system would have them by chance.
    """

    def __init__(self) -> None:
        self._seen = 0
        self._matching: list[int] = []

    def look(self, value: str, line: int) -> bool:
        """True for an id that certainly is one; others are judged at the end of the file."""
        if is_eleven_digits(value):
            self._seen += 1
            if has_snils_check_digits(value):
                self._matching.append(line)
        return looks_written_as_snils(value)

    def lines(self) -> list[int]:
        """Lines of bare numbers that prove to be СНИЛС."""
        return self._matching if len(self._matching) * 2 > self._seen else []
