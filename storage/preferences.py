"""Kinds of notice that people have switched off."""

from collections.abc import Collection

from sqlalchemy import bindparam, delete, func, select

from domain.notices.model import Kind
from storage.store import Store
from storage.tables import muted_notice
from storage.upsert import insert_or_keep

_MUTED_BY_ALL = (
    select(muted_notice.c.kind)
    .where(
        muted_notice.c.student_id == bindparam("student_id"),
        muted_notice.c.person_id.in_(bindparam("person_ids", expanding=True)),
    )
    .group_by(muted_notice.c.kind)
    .having(func.count() == bindparam("people"))
)


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
            insert_or_keep(self._connection, muted_notice, ["person_id", "student_id", "kind"]),
            [
                {"person_id": person_id, "student_id": student_id, "kind": kind}
                for person_id in person_ids
            ],
        )

    async def unmute(self, person_ids: Collection[int], student_id: int, kind: Kind) -> None:
        await self._connection.execute(
            delete(muted_notice).where(
                muted_notice.c.student_id == student_id,
                muted_notice.c.person_id.in_(person_ids),
                muted_notice.c.kind == kind,
            )
        )
