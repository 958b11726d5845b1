"""What the core refuses, as a code and parameters; screens turn them into words.

DomainError
├── NotFound        the thing is gone or never was
├── Denied          access.TABLE does not allow it (shown like NotFound: equal words)
├── ConsentMissing  the table allows it, and the family has not consented to it (R022)
├── NoteMissing     the table allows it, and the actor has not signed non-disclosure (R030)
├── PinNeeded       the table allows it, and the chat has lain idle: the PIN comes first (R014)
├── Unbound         nobody is bound to the chat: it has to show a code first
├── Refused         a rule of the school forbids it; `code` says which
└── TryLater        too many attempts; `seconds` to wait
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class DomainError(Exception):
    """Base of all refusals; never carries a name, a code or a text of a person."""

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class NotFound(DomainError):
    """What was asked for is not there (any more)."""

    def __init__(self, what: str) -> None:
        super().__init__("not_found", what=what)


class Denied(DomainError):
    """The table of rights does not allow it (R009: deny any other id)."""

    def __init__(self, action: str) -> None:
        super().__init__("denied", action=action)


class ConsentMissing(DomainError):
    """Nothing of the child is shown or sent; the screen says how to consent (R022, R023).

    `binding_id` is that of the hat that would be let do it with the consents it lacks.
    """

    def __init__(self, binding_id: int) -> None:
        super().__init__("consent_missing", binding_id=binding_id)


class NoteMissing(DomainError):
    """Staff see no personal data before they have signed (R030); the screen says whom to ask."""

    def __init__(self) -> None:
        super().__init__("note_missing")


class PinNeeded(DomainError):
    """Staff with a PIN type it before they write; then what they wanted goes on."""

    def __init__(self, person_id: int) -> None:
        super().__init__("pin_needed", person_id=person_id)


class Unbound(DomainError):
    """The chat is a stranger's (R018): the screen says how to get a code."""

    def __init__(self) -> None:
        super().__init__("unbound")


class Refused(DomainError):
    """A rule forbids it; the screen says which and what to do instead."""


class TryLater(DomainError):
    """Too many attempts; the person must wait `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__("try_later", seconds=seconds)


@contextmanager
def unknown_is_denied(action: str) -> Iterator[None]:
    """What is not there is refused like what is foreign, in equal words (R009)."""
    try:
        yield
    except NotFound as error:
        raise Denied(action) from error
