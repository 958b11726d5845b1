"""One-time secrets: codes that people type and payloads of links.

A code has no letter that another could be taken for, in Latin or in Cyrillic: every symbol is a
digit or a letter that both alphabets draw alike, so it is typed on either keyboard without
switching. 12 symbols of 18 carry 50.03 bits (at least 50 are asked for); a link carries 128.

Only hashes are stored. A link's 128 bits need no more than SHA-256. A code's 50 bits would be
guessed from a stolen copy of the database, so its hash is a slow one (docs/decisions/0005).
"""

import hashlib
import re
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable

from domain.slow_hash import slow_hash

ALPHABET = "23456789ACEHKMPTXY"
LENGTH = 12
_GROUP = 4
_LINK_BYTES = 16
_LONGEST = 64  # Telegram's limit of a start parameter; whatever is longer is no code

# What a person may type instead of the symbol that is printed: Cyrillic letters of the same
# shape, and Latin ones that the alphabet leaves out because they resemble a symbol of it.
_CYRILLIC = str.maketrans("АВЕЁЗКМНРСТУХЧБ", "A8EE3KMHPCTYX46")
_LATIN = str.maketrans("BGSZ", "8652")
_SEPARATORS = re.compile(r"[\s\-_.·\u00ad\u200b\u2010-\u2015\u2212]+")
_LINK = re.compile(r"[A-Za-z0-9_-]{22}")

# 4 MB and some 10 ms a guess: all codes of a school for a week stay out of reach.
_COST = 2**12
_SALT = b"school diary, one-time code"  # the same for all: a code is looked up by its hash


def new_code(choice: Callable[[str], str] = secrets.choice) -> str:
    """A code without dashes. It has a digit, so that no word of a letter passes for a code."""
    while True:
        code = "".join(choice(ALPHABET) for _ in range(LENGTH))
        if any(symbol.isdigit() for symbol in code):
            return code


def new_link_token(random_bytes: Callable[[int], bytes] = secrets.token_bytes) -> str:
    """The payload of a deep link: 22 characters of A-Z, a-z, 0-9, _ and -."""
    return urlsafe_b64encode(random_bytes(_LINK_BYTES)).rstrip(b"=").decode("ascii")


def in_groups(code: str) -> str:
    """«7KMH-29XT-PA4C»: how a code is shown."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def normalise(typed: str) -> str | None:
    """The code meant by what was typed: any case, dashes or not, Cyrillic or Latin; else None."""
    if len(typed) > _LONGEST:
        return None
    code = _SEPARATORS.sub("", typed).upper().translate(_CYRILLIC).translate(_LATIN)
    if len(code) != LENGTH or not set(code) <= set(ALPHABET):
        return None
    return code


def looks_like_code(typed: str) -> bool:
    """Whether a text that nobody asked for is a code: it has a digit, which words have not."""
    return normalise(typed) is not None and any(symbol.isdigit() for symbol in typed)


def is_link_token(text: str) -> bool:
    """Whether it has the form of a link's payload."""
    return _LINK.fullmatch(text) is not None


def hash_code(code: str) -> str:
    """What is stored of a normalised code. Takes some 10 ms and lets other threads run."""
    return slow_hash(code.encode("ascii"), _SALT, _COST)


def hash_link_token(token: str) -> str:
    """What is stored of a link's payload."""
    return hashlib.sha256(token.encode("ascii")).hexdigest()
