"""The outbox as the sender sees it: leases (storage/leases.py) and what came of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, or_, select, update

from domain.notices.model import Kind, Notice, Reason, State
from domain.notices.outbox import Lease, Sent
from domain.notices.timing import GENTLE
from storage.leases import IS_LEASED, NOW, WAITS, Leases
from storage.tables import chat, chat_rest, message_recipient, notice
from storage.upsert import insert_or_extend

# The fence: whoever has lost the lease changes nothing.
_SENT = (
    update(notice)
    .where(notice.c.id == bindparam("row"), IS_LEASED, notice.c.lease == bindparam("fence"))
    .values(
        state=State.SENT,
        reason="",
        sent_at=NOW,
        telegram_message_id=bindparam("message"),
        bot_id=bindparam("bot"),
        told=bindparam("what"),
        lease=None,
        leased_until=None,
    )
)
_TOLD_AT = update(chat).where(chat.c.id.in_(bindparam("chats", expanding=True))).values(told_at=NOW)
_MOREWAITS = (
    select(notice.c.chat_id)
    .where(WAITS, notice.c.chat_id.in_(bindparam("chats", expanding=True)))
    .distinct()
)
_REMEMBER = update(notice).where(notice.c.id == bindparam("row")).values(told=bindparam("what"))
_AWAY = (Reason.BLOCKED, Reason.NO_CHAT, Reason.UNREACHABLE)


class Outbox(Leases):
    """domain.notices.outbox.OutboxStore."""

    @cached_property
    def became(self) -> Counter[tuple[Kind, State, str]]:
        return Counter()

    async def mark_sent(self, sent: Sequence[Sent], gap: timedelta) -> None:
        rows = [
            {
                "row": each.id,
                "fence": one.lease.fence,
                "message": one.telegram_message_id,
                "bot": one.lease.bot_id,
                "what": one.told[each.id] or None,
                "now": self._transaction.now,
            }
            for one in sent
            for each in one.notices
        ]
        if not rows:
            return
        await self._connection.execute(_SENT, rows)
        for one in sent:
            await self._remember_told(one.retold)
        notices = [each for one in sent for each in one.notices]
        self.became.update((each.kind, State.SENT, "") for each in notices)
        await self._deliver_messages([each for each in notices if each.kind is Kind.MESSAGE])
        gentle = {each.chat_id for each in notices if each.kind in GENTLE}
        if gentle:
            await self._connection.execute(
                _TOLD_AT, {"chats": list(gentle), "now": self._transaction.now}
            )
        if gap:
            await self._rest_if_more_waits(sent, self._transaction.now + gap)

    async def close(self, lease: Lease, ids: Sequence[int], state: State, reason: Reason) -> bool:
        return await self._finish(lease, ids, state=state, reason=reason)

    async def put_off(self, lease: Lease, until: datetime | None, *, counted: bool = True) -> bool:
        back = [each.id for each in lease.notices if not each.is_doubtful]
        doubtful = [each.id for each in lease.notices if each.is_doubtful]
        values: dict[str, Any] = {} if until is None else {"due_at": until}
        if counted:
            values["attempts"] = notice.c.attempts + 1
        held = await self._finish(lease, back, state=State.PENDING, **values)
        return held and await self._finish(lease, doubtful, state=State.UNCERTAIN, **values)

    async def doubt(self, lease: Lease, told: Mapping[int, str], until: datetime) -> bool:
        held = await self._finish(
            lease,
            [each.id for each in lease.notices],
            state=State.UNCERTAIN,
            due_at=until,
            doubtful_since=self._transaction.now,
            attempts=notice.c.attempts + 1,
        )
        if held:
            await self._remember_told(told)
        return held

    async def revive(self, chat_id: int, since: datetime) -> int:
        done = await self._connection.execute(
            update(notice)
            .where(
                notice.c.chat_id == chat_id,
                notice.c.state == State.SUPPRESSED,
                notice.c.reason.in_(_AWAY),
                notice.c.kind != Kind.TOMORROW,  # written anew while it is still evening
                notice.c.created_at >= since,
            )
            .values(
                state=State.PENDING,
                reason="",
                was_missed=True,
                due_at=self._transaction.now,
                planned_at=self._transaction.now,
            )
        )
        return int(done.rowcount)

    async def _finish(self, lease: Lease, ids: Sequence[int], **values: Any) -> bool:
        """Changes rows of the lease if it is still held; the fence between two senders."""
        if not ids:
            return True
        done = await self._connection.execute(
            update(notice)
            .where(notice.c.id.in_(ids), IS_LEASED, notice.c.lease == lease.fence)
            .values(lease=None, leased_until=None, **values)
        )
        if int(done.rowcount) != len(ids):
            return False
        kinds = (each.kind for each in lease.notices if each.id in ids)
        self.became.update((kind, values["state"], values.get("reason", "")) for kind in kinds)
        return True

    async def _remember_told(self, told: Mapping[int, str]) -> None:
        rows = [{"row": key, "what": value} for key, value in told.items() if value]
        if rows:
            await self._connection.execute(_REMEMBER, rows)

    async def _deliver_messages(self, messages: Sequence[Notice]) -> None:
        if messages:
            await self._connection.execute(
                update(message_recipient)
                .where(
                    or_(*map(_is_recipient, messages)), message_recipient.c.delivered_at.is_(None)
                )
                .values(delivered_at=self._transaction.now)
            )

    async def _rest_if_more_waits(self, sent: Sequence[Sent], until: datetime) -> None:
        bots = {one.lease.chat_id: one.lease.bot_id for one in sent}
        found = await self._connection.execute(_MOREWAITS, {"chats": list(bots)})
        rests = [
            {"bot_id": bots[chat_id], "chat_id": chat_id, "until": until}
            for chat_id in found.scalars()
        ]
        if rests:
            await self._connection.execute(
                insert_or_extend(self._connection, chat_rest, ["bot_id", "chat_id"], "until"),
                rests,
            )


def _is_recipient(each: Notice) -> ColumnElement[bool]:
    return and_(
        message_recipient.c.message_id == each.ref_id,
        message_recipient.c.person_id == each.person_id,
        message_recipient.c.student_id == each.student_id,
    )
