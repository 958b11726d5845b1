"""How people want to hear of each kind."""

from collections.abc import Collection

from sqlalchemy import bindparam, delete, func, select

from domain.notices.model import Kind
from domain.preferences.choices import Choice
from storage.store import Store
from storage.tables import notice_choice
from storage.upsert import insert_or_change

_MUTED_BY_ALL = (
    select(notice_choice.c.kind)
    .where(
        notice_choice.c.student_id == bindparam("student_id"),
        notice_choice.c.person_id.in_(bindparam("person_ids", expanding=True)),
        notice_choice.c.choice == Choice.OFF,
    )
    .group_by(notice_choice.c.kind)
    .having(func.count() == bindparam("people"))
)
_KEY = ["person_id", "student_id", "kind"]


class Preferences(Store):
    """domain.preferences.model.PreferenceStore."""

    async def muted(self, person_ids: Collection[int], student_id: int) -> frozenset[Kind]:
        found = await self._connection.execute(
            _MUTED_BY_ALL,
            {"student_id": student_id, "person_ids": [*person_ids], "people": len(person_ids)},
        )
        return frozenset(map(Kind, found.scalars()))

    async def mute(self, person_ids: Collection[int], student_id: int, kind: Kind) -> None:
        await self._connection.execute(
            insert_or_change(self._connection, notice_choice, _KEY, ["choice"]),
            [
                {
                    "person_id": person_id,
                    "student_id": student_id,
                    "kind": kind,
                    "choice": Choice.OFF,
                }
                for person_id in person_ids
            ],
        )

    async def unmute(self, person_ids: Collection[int], student_id: int, kind: Kind) -> None:
        await self._connection.execute(
            delete(notice_choice).where(
                notice_choice.c.student_id == student_id,
                notice_choice.c.person_id.in_(person_ids),
                notice_choice.c.kind == kind,
            )
        )
