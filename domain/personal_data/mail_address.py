"""The address of a letter, as a family names it in its statement (S4 П3.5; R116)."""

import re

from domain.errors import Refused

LONGEST = 254  # RFC 5321 4.5.3.1.3: a path has 256 with its brackets
_LONGEST_LOCAL = 64  # RFC 5321 4.5.3.1.1
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_LABEL = re.compile(r"[^\W_](?:[\w-]{0,61}[^\W_])?")  # letters of any alphabet: «школа.рф»
_LAST = re.compile(r"[^\W\d_]{2,}|xn--[a-z0-9-]+")


def checked_address(typed: str) -> str:
    """By its shape alone: whether anybody reads it a trial letter tells.

    `Refused` "email_form". The name of the server in small letters; what stands before it is told
    apart by some servers, so it stays as typed.
    """
    address = typed.strip().removeprefix("mailto:")
    local, at, server = address.rpartition("@")
    labels = server.lower().split(".")
    is_right = (
        at
        and len(address) <= LONGEST
        and len(local) <= _LONGEST_LOCAL
        and _LOCAL.fullmatch(local)
        and len(labels) > 1
        and all(map(_LABEL.fullmatch, labels))
        and _LAST.fullmatch(labels[-1])
        and _in_ascii(server) is not None
    )
    if not is_right:
        raise Refused("email_form")
    return f"{local}@{server.lower()}"


def on_the_wire(address: str) -> str:
    """As mail servers spell it: a name in another alphabet becomes «xn--…» (RFC 5891)."""
    local, _at, server = address.rpartition("@")
    return f"{local}@{_in_ascii(server) or server}"


def _in_ascii(server: str) -> str | None:
    try:
        return server.encode("idna").decode("ascii")
    except UnicodeError:
        return None
