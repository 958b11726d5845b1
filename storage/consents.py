"""Consents, their documents, and the standing of each person that follows from them."""

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import and_, bindparam, exists, insert, literal_column, or_, select, update

from domain.consent.model import (
    EndReason,
    NewConsent,
    Paper,
    Purpose,
    Way,
)
from domain.notices.model import Reason, State
from storage.consent_reading import PURPOSE_BIT, ConsentReading
from storage.tables import (
    consent,
    consent_document,
    consent_standing,
    guardianship,
    notice,
)
from storage.upsert import insert_or_change, insert_or_keep

_IN_FORCE = (
    select(consent.c.subject_id, consent.c.giver_id, consent.c.purpose)
    .distinct()
    .where(
        consent.c.subject_id.in_(bindparam("ids", expanding=True)),
        consent.c.ended_at.is_(None),
    )
)

# The family alone: staff hear of a letter from a parent all the same.
_WITHHOLD = (
    update(notice)
    .where(
        # Written out for the partial index.
        notice.c.state == literal_column(f"'{State.PENDING.value}'"),
        exists().where(
            guardianship.c.student_id == notice.c.student_id,
            or_(
                notice.c.person_id == guardianship.c.guardian_id,
                notice.c.person_id == notice.c.student_id,
            ),
            or_(
                guardianship.c.student_id == bindparam("person"),
                and_(
                    guardianship.c.guardian_id == bindparam("person"),
                    notice.c.person_id == bindparam("person"),
                ),
            ),
        ),
    )
    .values(state=State.SUPPRESSED, reason=Reason.NO_CONSENT)
)


class Consents(ConsentReading):
    """domain.consent.model.ConsentStore."""

    async def give(self, consents: Iterable[NewConsent]) -> list[tuple[int, NewConsent]]:
        new = list(consents)
        subjects = {each.subject_id for each in new}
        await self._hold(subjects)
        known = {
            (row["subject_id"], row["giver_id"], row["purpose"])
            for row in await self._rows_of(_IN_FORCE, subjects)
        }
        stored = []
        for each in new:
            if (each.subject_id, each.giver_id, each.purpose) not in known:
                done = await self._connection.execute(
                    insert(consent).values(self._values(each)).returning(consent.c.id)
                )
                stored.append((done.scalar_one(), each))
        if stored:
            await self._settle(subjects)
        return stored

    async def end(
        self,
        subject_id: int,
        purposes: Collection[Purpose],
        *,
        own: bool,
        reason: EndReason,
        ended_by: int | None,
        paper: Paper | None = None,
    ) -> list[int]:
        await self._hold({subject_id})
        is_own = consent.c.giver_id == consent.c.subject_id
        found = await self._connection.execute(
            update(consent)
            .where(
                consent.c.subject_id == subject_id,
                consent.c.purpose.in_(list(purposes)),
                consent.c.ended_at.is_(None),
                is_own if own else ~is_own,
            )
            .values(
                ended_at=self._transaction.now,
                end_reason=reason,
                ended_by=ended_by,
                end_paper_number=paper.number if paper else None,
                end_paper_date=paper.date if paper else None,
            )
            .returning(consent.c.id)
        )
        ended = list(found.scalars())
        await self._settle({subject_id})
        return ended

    async def end_all(self, school_id: int, purpose: Purpose, version: int) -> int:
        found = await self._connection.execute(
            update(consent)
            .where(
                consent.c.purpose == purpose,
                consent.c.ended_at.is_(None),
                consent.c.document_id.in_(
                    select(consent_document.c.id).where(
                        consent_document.c.school_id == school_id,
                        consent_document.c.version < version,
                    )
                ),
            )
            .values(ended_at=self._transaction.now, end_reason=EndReason.NEW_VERSION)
            .returning(consent.c.subject_id)
        )
        subjects = list(found.scalars())
        await self._settle(set(subjects))
        return len(subjects)

    async def withhold(self, person_id: int) -> int:
        done = await self._connection.execute(_WITHHOLD, {"person": person_id})
        return done.rowcount

    def _values(self, each: NewConsent) -> dict[str, Any]:
        return {
            "subject_id": each.subject_id,
            "giver_id": each.giver_id,
            "purpose": each.purpose,
            "document_id": each.document_id,
            "way": Way.BOT if each.paper is None else Way.PAPER,
            "given_at": self._transaction.now,
            "recorded_by": each.recorded_by,
            "paper_number": each.paper.number if each.paper else None,
            "paper_date": each.paper.date if each.paper else None,
        }

    async def _hold(self, person_ids: Collection[int]) -> None:
        """Whoever changes the same standing meanwhile waits until the transaction has ended."""
        if not person_ids:
            return
        ordered = sorted(person_ids)
        await self._connection.execute(
            insert_or_keep(self._connection, consent_standing, ["person_id"]),
            [{"person_id": each} for each in ordered],
        )
        await self._connection.execute(
            select(consent_standing.c.person_id)
            .where(consent_standing.c.person_id.in_(ordered))
            .order_by(consent_standing.c.person_id)
            .with_for_update()
        )

    async def _settle(self, person_ids: Collection[int]) -> None:
        """Writes what is in force now, of each of them."""
        bits = {each: [0, 0] for each in person_ids}
        for row in await self._rows_of(_IN_FORCE, person_ids):
            is_own = row["giver_id"] == row["subject_id"]
            bits[row["subject_id"]][is_own] |= PURPOSE_BIT[Purpose(row["purpose"])]
        if bits:
            await self._connection.execute(
                insert_or_change(
                    self._connection, consent_standing, ["person_id"], ["by_guardian", "own"]
                ),
                [
                    {"person_id": each, "by_guardian": by_guardian, "own": own}
                    for each, (by_guardian, own) in sorted(bits.items())
                ],
            )
