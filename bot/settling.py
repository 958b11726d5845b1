"""What is written down of a message that did not simply arrive (bot/outcomes.py writes it)."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.outcomes import Outcome
from domain.notices.model import Reason, State
from domain.notices.news import LeftOut
from domain.notices.outbox import Lease
from domain.uow import UnitOfWork

GIVEN_UP_AFTER = timedelta(hours=72)
"""Three times the day that the regulations give; then somebody must look."""

DOUBT = timedelta(seconds=60)
"""So long an unknown outcome rests: a message that arrived late after all has shown itself."""

LONGEST_DOUBT = timedelta(hours=1)
"""Twice as long each time it stays unknown, up to this: every try may be a message."""


def leave_out(lease: Lease, each: LeftOut) -> Outcome:
    """Not to be told, and why; whoever has just come back is told after all."""

    async def outcome(uow: UnitOfWork) -> None:
        is_away = each.reason is Reason.UNREACHABLE
        if is_away and not await uow.chats.is_unreachable(lease.chat_id):
            back = replace(lease, notices=(each.notice,))  # whoever it is has just come back
            await uow.outbox.put_off(back, uow.now, counted=False)
            return
        await uow.outbox.close(lease, [each.notice.id], each.state, each.reason)

    return outcome


def close(lease: Lease, state: State, reason: Reason) -> Outcome:
    """None of it will be sent, for this reason."""
    return lambda uow: uow.outbox.close(lease, [each.id for each in lease.notices], state, reason)


def put_off(lease: Lease, until: datetime | None, *, counted: bool = True) -> Outcome:
    """Due again at `until`, or when it was; one more try unless nobody tried."""
    return lambda uow: uow.outbox.put_off(lease, until, counted=counted)


def but_late(lease: Lease, now: datetime, outcome: Callable[[Lease], Outcome]) -> list[Outcome]:
    """The outcome of a lease, but for those that should have left so long ago: they are dead."""
    late = [each.id for each in lease.notices if now - each.planned_at > GIVEN_UP_AFTER]
    others = tuple(each for each in lease.notices if each.id not in late)
    outcomes = [outcome(replace(lease, notices=others))] if others else []
    if late:
        outcomes.append(lambda uow: uow.outbox.close(lease, late, State.DEAD, Reason.LATE))
    return outcomes


def doubt_of(lease: Lease) -> timedelta:
    """A second unknown outcome may be a second message: the next try waits longer each time."""
    tries = max((each.attempts for each in lease.notices if each.is_doubtful), default=0)
    return min(DOUBT * (1 << min(tries, 6)), LONGEST_DOUBT)


def doubt(
    lease: Lease, told: Mapping[int, str], until: datetime, rest: Mapping[int, datetime]
) -> Outcome:
    """Perhaps sent, as `told` says; the chats rest as the judgement says."""

    async def outcome(uow: UnitOfWork) -> None:
        ids = {each.id for each in lease.notices}
        said = {key: word for key, word in told.items() if key in ids}
        if await uow.outbox.doubt(lease, said, until):
            await _write_rests(uow, lease, rest)

    return outcome


def lost(lease: Lease, reason: Reason, begun: datetime, soon: datetime) -> Outcome:
    """Nobody is away who has come back since the call began: it is tried once more."""

    async def outcome(uow: UnitOfWork) -> None:
        if await uow.chats.has_returned(lease.chat_id, begun):
            await uow.outbox.put_off(lease, soon, counted=False)
            return
        ids = [each.id for each in lease.notices]
        if await uow.outbox.close(lease, ids, State.SUPPRESSED, reason):
            await uow.chats.set_reachable(lease.chat_id, reachable=False, reason=reason)

    return outcome


def rest_of(lease: Lease, rest: Mapping[int, datetime], due: datetime) -> Outcome:
    """The lease is due later; chats (0: all) rest as the judgement says."""

    async def outcome(uow: UnitOfWork) -> None:
        if await uow.outbox.put_off(lease, due):
            await _write_rests(uow, lease, rest)

    return outcome


async def _write_rests(uow: UnitOfWork, lease: Lease, rest: Mapping[int, datetime]) -> None:
    for chat_id, until in rest.items():
        await uow.rests.rest(lease.bot_id, chat_id, until)
