"""What the failure of a letter by SMTP means for it (RFC 5321).

| where it failed                         | verdict   | then                                       |
|-----------------------------------------|-----------|--------------------------------------------|
| no connection, no TLS, no log-in        | `AWAY`    | again later; nothing else is tried now     |
| the sender is refused; 4xx; 421         | `AGAIN`   | again later                                |
| 5xx for the address or for the letter   | `REFUSED` | the sheet is given on paper                |
| no answer to the letter itself          | `UNKNOWN` | again later, as «Повтор»                   |
"""

from enum import StrEnum

_PERMANENT, _REFUSING, _CLOSING = 500, 400, 421


class Verdict(StrEnum):
    """What came of a letter."""

    TAKEN = "taken"
    REFUSED = "refused"
    AGAIN = "again"
    AWAY = "away"
    UNKNOWN = "unknown"


class Step(StrEnum):
    """How far a call had come when it failed."""

    CONNECTING = "connecting"
    SENDER = "sender"
    ADDRESS = "address"
    LETTER = "letter"


def judge(step: Step, code: int | None) -> Verdict:
    """`code`: the server's answer; None: there was none. One that refuses nothing is no answer."""
    if step is Step.CONNECTING:
        return Verdict.AWAY
    if code is None or code < _REFUSING:
        return Verdict.UNKNOWN if step is Step.LETTER else Verdict.AWAY
    if code >= _PERMANENT and step is not Step.SENDER:
        return Verdict.REFUSED
    return Verdict.AWAY if code == _CLOSING else Verdict.AGAIN
