"""What is typed of a profile."""

import re

from domain.curriculum.model import NewProfile
from domain.errors import Refused
from domain.typed import one_line

TITLE_LENGTH = 64  # characters
GRADES = range(1, 13)
MOST_PROFILES = 30  # of a school: a screen has a button for each
_TYPED = re.compile(
    r"^(?P<title>.*?[^\s,:;·.(])[\s,:;·.(]+(?:(?:для|grades?|классы?)\s+)?"
    r"(?P<first>\d{1,2})(?:\s*(?P<by>[–—,и-])\s*(?P<last>\d{1,2}))?"
    r"(?:-?[ейх]{1,2})?(?:\s*(?:класс\w*|кл\.?|grades?))?\s*[).]*$",
    re.IGNORECASE,
)


def read_profile(typed: str) -> NewProfile:
    """«Технологический, 10–11»: what it is called, and of which grades it is (S4 П2.II, R037).

    `Refused` "profile_form" without a name or grades, "title_length".
    """
    text = one_line(typed)
    found = _TYPED.match(text)
    if found is None:
        raise Refused("profile_form")
    title, first = found["title"], int(found["first"])
    last = int(found["last"] or first)
    if found["by"] == "," and last != first + 1:  # «Класс 2, 10»: the first is of the name
        title, first = text[: found.end("first")], last
    if first not in GRADES or last not in GRADES or last < first:
        raise Refused("profile_form")
    if len(title) > TITLE_LENGTH:
        raise Refused("title_length", limit=TITLE_LENGTH, length=len(title))
    return NewProfile(title, first, last)
