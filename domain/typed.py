"""What people type, before anything is made of it."""

import re

# Control characters, of which a database may refuse some, and overrides of the direction of
# writing, with which a text can be made to read as another one. Joiners of emoji stay.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def clean(typed: str) -> str:
    """The text without what cannot be seen; empty where nothing can be seen at all."""
    text = _UNSEEN.sub("", typed.replace("\r\n", "\n")).strip()
    return text if any(not each.isspace() and each.isprintable() for each in text) else ""


def one_line(typed: str) -> str:
    """The same on one line, with one space between words."""
    return " ".join(clean(typed).split())


def cased(word: str) -> str:
    """Typed all in small or all in large letters, a name gets its capital; else it is as typed."""
    if not (word.islower() or (word.isupper() and len(word) > 2)):
        return word
    if word in ("оглы", "кызы"):
        return word
    return "-".join(part.capitalize() for part in word.split("-"))
