"""PINs and the chats that know them."""

from datetime import datetime

from sqlalchemy import RowMapping, and_, bindparam, delete, select

from domain.pins.model import PinState
from storage.store import Store
from storage.tables import pin, pin_guard
from storage.upsert import insert_or_change

_STATES = (
    select(
        pin.c.person_id,
        pin.c.hash,
        pin_guard.c.seen_at,
        pin_guard.c.failures,
        pin_guard.c.failed_at,
    )
    .select_from(
        pin.outerjoin(
            pin_guard,
            and_(
                pin_guard.c.person_id == pin.c.person_id,
                pin_guard.c.chat_id == bindparam("chat_id"),
            ),
        )
    )
    .where(pin.c.person_id.in_(bindparam("person_ids", expanding=True)))
)


class Pins(Store):
    """domain.pins.model.PinStore."""

    async def state(self, chat_id: int, person_id: int) -> PinState | None:
        return next(iter(await self.states(chat_id, [person_id])), None)

    async def states(self, chat_id: int, person_ids: list[int]) -> list[PinState]:
        rows = await self._rows(_STATES, chat_id=chat_id, person_ids=person_ids)
        return [_state(row) for row in rows]

    async def set(self, person_id: int, pin_hash: str) -> None:
        await self.remove(person_id)
        await self._connection.execute(
            pin.insert(),
            {"person_id": person_id, "hash": pin_hash, "set_at": self._transaction.now},
        )

    async def remove(self, person_id: int) -> None:
        for table in (pin_guard, pin):
            await self._connection.execute(delete(table).where(table.c.person_id == person_id))

    async def note_seen(self, chat_id: int, person_id: int) -> None:
        await self._guard(chat_id, person_id, self._transaction.now, 0)

    async def note_failure(self, chat_id: int, person_id: int) -> None:
        before = await self.state(chat_id, person_id)
        if before is not None:
            await self._guard(
                chat_id, person_id, before.seen_at, before.failures + 1, self._transaction.now
            )

    async def _guard(
        self,
        chat_id: int,
        person_id: int,
        seen_at: datetime | None,
        failures: int,
        failed_at: datetime | None = None,
    ) -> None:
        key = ["chat_id", "person_id"]
        change = ["seen_at", "failures", "failed_at"]
        await self._connection.execute(
            insert_or_change(self._connection, pin_guard, key, change),
            {
                "chat_id": chat_id,
                "person_id": person_id,
                "seen_at": seen_at,
                "failures": failures,
                "failed_at": failed_at,
            },
        )


def _state(row: RowMapping) -> PinState:
    return PinState(
        row["person_id"], row["hash"], row["seen_at"], row["failures"] or 0, row["failed_at"]
    )
