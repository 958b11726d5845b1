"""How long things took, by Telegram's own record of what it performed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from storage import tables as t
from tests.simulation.world import World


async def waits(world: World, kind: str) -> dict[int, list[float]]:
    """By chat, the seconds from each event of a kind to the message that told of it."""
    arrived = {
        (call.chat_id, call.message["message_id"]): call.at
        for call in reversed(world.machine.record.calls)
        if call.message is not None
    }
    notice = t.notice.c
    rows = await world.machine.rows(
        select(notice.chat_id, notice.created_at, notice.telegram_message_id).where(
            notice.kind == kind, notice.state == "sent"
        )
    )
    found: dict[int, list[float]] = defaultdict(list)
    for row in rows:
        at = arrived[row.chat_id, row.telegram_message_id]
        found[row.chat_id].append(at - row.created_at.timestamp())
    return found


def percentile(values: Iterable[float], share: float = 0.99) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def most_within(moments: Sequence[float], seconds: float = 1.0) -> int:
    """The most of them in any stretch of so many seconds."""
    most = begin = 0
    for end, moment in enumerate(moments):
        while moments[begin] <= moment - seconds + 1e-6:
            begin += 1
        most = max(most, end - begin + 1)
    return most
