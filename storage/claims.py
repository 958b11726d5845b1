"""Lessons that their teachers say were not held, and the answers."""

from sqlalchemy import RowMapping, bindparam, insert, not_, select, update

from domain.errors import NotFound
from domain.timetable.claim_model import Claim, ClaimState
from storage.rows import person_columns, to_person, to_person_if_any
from storage.store import Store
from storage.tables import lesson, not_held_claim, person, school_class, section, subject
from storage.timetable_decisions import WAS_HELD

_ASKED_BY, _DECIDED_BY = person.alias("asked_by"), person.alias("decided_by")
_CLAIMS = select(
    not_held_claim.c.id,
    not_held_claim.c.lesson_id,
    not_held_claim.c.reason,
    not_held_claim.c.state,
    not_held_claim.c.asked_at,
    section.c.school_id,
    section.c.title.label("section_title"),
    school_class.c.title.label("class_title"),
    subject.c.title.label("subject"),
    lesson.c.date,
    lesson.c.number,
    lesson.c.is_cancelled,
    WAS_HELD.label("is_recorded"),
    *person_columns(_ASKED_BY, "asked_by"),
    *person_columns(_DECIDED_BY, "decided_by"),
).select_from(
    not_held_claim.join(lesson, lesson.c.id == not_held_claim.c.lesson_id)
    .join(section, section.c.id == lesson.c.section_id)
    .join(subject, subject.c.id == section.c.subject_id)
    .join(_ASKED_BY, _ASKED_BY.c.id == not_held_claim.c.asked_by)
    .outerjoin(_DECIDED_BY, _DECIDED_BY.c.id == not_held_claim.c.decided_by)
    .outerjoin(school_class, school_class.c.id == section.c.school_class_id)
)
_ONE = _CLAIMS.where(not_held_claim.c.id == bindparam("claim_id"))
_OF_LESSON = (
    _CLAIMS.where(not_held_claim.c.lesson_id == bindparam("lesson_id"))
    .order_by(not_held_claim.c.id.desc())
    .limit(1)
)
_WAITING = _CLAIMS.where(
    section.c.school_id == bindparam("school_id"),
    not_held_claim.c.state == ClaimState.ASKED.value,
    lesson.c.is_cancelled.is_(False),
    not_(WAS_HELD),
).order_by(not_held_claim.c.id)


class Claims(Store):
    """domain.timetable.claim_model.ClaimStore."""

    async def claim(self, claim_id: int) -> Claim:
        rows = await self._rows(_ONE, claim_id=claim_id)
        if not rows:
            raise NotFound("claim")
        return _to_claim(rows[0])

    async def of_lesson(self, lesson_id: int) -> Claim | None:
        rows = await self._rows(_OF_LESSON, lesson_id=lesson_id)
        return _to_claim(rows[0]) if rows else None

    async def waiting(self, school_id: int) -> list[Claim]:
        return [_to_claim(row) for row in await self._rows(_WAITING, school_id=school_id)]

    async def add(self, lesson_id: int, person_id: int, reason: str) -> int:
        done = await self._connection.execute(
            insert(not_held_claim).returning(not_held_claim.c.id),
            {
                "lesson_id": lesson_id,
                "asked_by": person_id,
                "asked_at": self._transaction.now,
                "reason": reason,
                "state": ClaimState.ASKED,
            },
        )
        return int(done.scalar_one())

    async def decide(self, claim_id: int, state: ClaimState, person_id: int) -> None:
        await self._connection.execute(
            update(not_held_claim)
            .where(not_held_claim.c.id == claim_id)
            .values(state=state, decided_by=person_id, decided_at=self._transaction.now)
        )


def _to_claim(row: RowMapping) -> Claim:
    return Claim(
        id=row["id"],
        lesson_id=row["lesson_id"],
        school_id=row["school_id"],
        class_title=row["class_title"] or row["section_title"],
        subject=row["subject"],
        date=row["date"],
        number=row["number"],
        reason=row["reason"],
        state=ClaimState(row["state"]),
        asked_by=to_person(row, "asked_by"),
        asked_at=row["asked_at"],
        decided_by=to_person_if_any(row, "decided_by"),
        is_recorded=bool(row["is_recorded"]),
        is_cancelled=row["is_cancelled"],
    )
