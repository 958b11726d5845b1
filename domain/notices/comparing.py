"""What there is to say of a thing: news, a correction, or nothing. Pure; states are words.

A chat's tellings of one thing are all that it was told of it, or may have been, oldest first. The
one of the notice at hand (`is_own`) is there only when an earlier call of it may have arrived.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.notices.facts import Manner
from domain.notices.outbox import Told


@dataclass(frozen=True, slots=True)
class Telling:
    """One notice's word of a thing."""

    notice_id: int
    what: str
    is_own: bool = False
    is_lost: bool = False  # nobody knows whether it arrived


@dataclass(frozen=True, slots=True)
class Saying:
    """From which state to which, and in what manner; `old` None: from nothing."""

    old: str | None
    new: str
    manner: Manner


def compare(now: str, nothing: str, made: str, tellings: Sequence[Telling]) -> Saying | None:
    """What a notice says of a thing that is `now`; None: it is as the chat knows it.

    `nothing` is the state of which nobody is told by itself (no mark, present); `made` is what the
    change behind the notice made of the thing.
    """
    if not tellings:
        return None if now == nothing else Saying(None, now, Manner.NEWS)
    *before, last = tellings
    if now != last.what:
        return Saying(last.what, now, Manner.CORRECTION)
    if not (last.is_own or last.is_lost):
        return None
    # Said already, perhaps to nobody: the same again.
    while before and before[-1].is_lost and before[-1].what == now:
        before.pop()
    if not before and now != nothing:
        return Saying(None, now, Manner.NEWS)
    known = [*(each.what for each in before[-1:]), made]
    return next((Saying(old, now, Manner.CORRECTION) for old in known if old != now), None)


def may_be_known(what: str, changed_at: datetime, told: Sequence[Told]) -> bool:
    """Whether the last message that arrived, of all that were sent, may have said this already.

    What was lost with its words may have said so, unless the change was made afterwards.
    """
    for each in reversed(told):
        is_lost = each.doubtful_since is not None and changed_at < each.doubtful_since
        if each.what == what or (each.what is None and is_lost):
            return True
        if each.doubtful_since is None:
            return False
    return False


def as_shown(
    final: str, nothing: str, made: str, tellings: Sequence[Telling], notice_id: int
) -> Saying | None:
    """What the message of one of the tellings is to show once the thing is `final`.

    As it was said, if that still holds; else changed in place. None: it has nothing to show.
    """
    at = next((at for at, each in enumerate(tellings) if each.notice_id == notice_id), None)
    if at is None:
        return None if final == nothing else Saying(None, final, Manner.NEWS)
    said = tellings[at].what
    if said != final:
        return Saying(said, final, Manner.EDITED)
    before = tellings[at - 1].what if at else None
    if before is not None and before != said:
        return Saying(before, said, Manner.CORRECTION)
    if said != nothing:
        return Saying(None, said, Manner.NEWS)
    return Saying(made, said, Manner.CORRECTION) if made != said else None
