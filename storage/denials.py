"""What was denied lately, and the alarms about chats."""

from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, literal_column, select

from domain.delivery.trouble_model import AlarmKind
from domain.denials.model import Collected
from storage.store import Store
from storage.tables import alarm, denial
from storage.tables.types import UtcDateTime

_SINCE = bindparam("since", type_=UtcDateTime())
_ALARMED = (
    select(alarm.c.id)
    .where(
        alarm.c.kind == literal_column(f"'{AlarmKind.DENIED.value}'"),
        alarm.c.chat_id == bindparam("chat_id"),
        alarm.c.raised_at > _SINCE,
    )
    .limit(1)
)
_COLLECTED = select(func.count().label("count"), func.min(denial.c.at).label("since")).where(
    denial.c.chat_id == bindparam("chat_id"), denial.c.at > _SINCE
)


class Denials(Store):
    """domain.denials.model.DenialStore."""

    async def is_alarmed(self, chat_id: int, since: datetime) -> bool:
        return bool(await self._rows(_ALARMED, chat_id=chat_id, since=since))

    async def note(self, chat_id: int, action: str) -> None:
        await self._connection.execute(
            insert(denial).values(chat_id=chat_id, action=action, at=self._transaction.now)
        )

    async def collected(self, chat_id: int, since: datetime) -> Collected:
        [row] = await self._rows(_COLLECTED, chat_id=chat_id, since=since)
        return Collected(row["count"], row["since"] or self._transaction.now)

    async def raise_alarm(self, chat_id: int, school_id: int, since: datetime) -> int:
        now = self._transaction.now
        done = await self._connection.execute(
            insert(alarm).values(
                kind=AlarmKind.DENIED,
                school_id=school_id,
                chat_id=chat_id,
                since=since,
                raised_at=now,
                closed_at=now,
            )
        )
        key = done.inserted_primary_key
        assert key is not None
        return int(key[0])

    async def forget(self, before: datetime) -> int:
        done = await self._connection.execute(delete(denial).where(denial.c.at < before))
        return done.rowcount
