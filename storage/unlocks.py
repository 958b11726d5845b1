"""Requests to open the place of a mark after its term, and the answers."""

from datetime import datetime

from sqlalchemy import RowMapping, and_, bindparam, func, insert, select, update

from domain.errors import NotFound
from domain.unlocks.model import NewUnlock, Place, Unlock, UnlockRequest, UnlockState
from storage.mark_values import to_value
from storage.rows import person_columns, to_person, to_person_if_any
from storage.store import Store
from storage.tables import (
    lesson,
    mark,
    mark_unlock,
    person,
    school_class,
    section,
    subject,
    work_type,
)

_UNLOCK = (
    mark_unlock.c.id,
    mark_unlock.c.lesson_id,
    mark_unlock.c.student_id,
    mark_unlock.c.work_type_id,
    mark_unlock.c.nth,
    mark_unlock.c.reason,
    mark_unlock.c.state,
    mark_unlock.c.open_until,
    mark_unlock.c.answer,
)
_OF_LESSON = (
    select(*_UNLOCK)
    .where(mark_unlock.c.lesson_id == bindparam("lesson_id"))
    .order_by(mark_unlock.c.id)
)

_STUDENT, _ASKED_BY = person.alias("student"), person.alias("asked_by")
_DECIDED_BY, _OTHER = person.alias("decided_by"), mark.alias("other")
_EARLIER = mark.alias("earlier")
# The mark of the place: as many for the same work were set before it as its number says.
_IS_PLACE = and_(
    _OTHER.c.lesson_id == mark_unlock.c.lesson_id,
    _OTHER.c.student_id == mark_unlock.c.student_id,
    _OTHER.c.work_type_id == mark_unlock.c.work_type_id,
    select(func.count())
    .where(
        _EARLIER.c.lesson_id == _OTHER.c.lesson_id,
        _EARLIER.c.student_id == _OTHER.c.student_id,
        _EARLIER.c.work_type_id == _OTHER.c.work_type_id,
        _EARLIER.c.id < _OTHER.c.id,
    )
    .correlate(_OTHER)
    .scalar_subquery()
    == mark_unlock.c.nth,
)
_REQUESTS = select(
    *_UNLOCK,
    section.c.school_id,
    section.c.title.label("section_title"),
    school_class.c.title.label("class_title"),
    subject.c.title.label("subject"),
    lesson.c.date,
    work_type.c.title.label("work"),
    _OTHER.c.value,
    _OTHER.c.code,
    _OTHER.c.removed_at,
    mark_unlock.c.asked_at,
    *person_columns(_STUDENT, "pupil"),
    *person_columns(_ASKED_BY, "asked_by"),
    *person_columns(_DECIDED_BY, "decided_by"),
).select_from(
    mark_unlock.join(lesson, lesson.c.id == mark_unlock.c.lesson_id)
    .join(section, section.c.id == lesson.c.section_id)
    .join(subject, subject.c.id == section.c.subject_id)
    .join(work_type, work_type.c.id == mark_unlock.c.work_type_id)
    .join(_STUDENT, _STUDENT.c.id == mark_unlock.c.student_id)
    .join(_ASKED_BY, _ASKED_BY.c.id == mark_unlock.c.asked_by)
    .outerjoin(_DECIDED_BY, _DECIDED_BY.c.id == mark_unlock.c.decided_by)
    .outerjoin(school_class, school_class.c.id == section.c.school_class_id)
    .outerjoin(_OTHER, _IS_PLACE)
)
_WAITING = _REQUESTS.where(
    and_(
        section.c.school_id == bindparam("school_id"),
        mark_unlock.c.state == UnlockState.ASKED.value,
    )
).order_by(mark_unlock.c.id)
_COUNT = (
    select(func.count())
    .select_from(
        mark_unlock.join(lesson, lesson.c.id == mark_unlock.c.lesson_id).join(
            section, section.c.id == lesson.c.section_id
        )
    )
    .where(
        section.c.school_id == bindparam("school_id"),
        mark_unlock.c.state == UnlockState.ASKED.value,
    )
)
_ONE = _REQUESTS.where(mark_unlock.c.id == bindparam("unlock_id"))
_LOCK = select(mark_unlock.c.id).where(mark_unlock.c.id == bindparam("unlock_id")).with_for_update()


class Unlocks(Store):
    """domain.unlocks.model.UnlockStore."""

    async def of_lesson(self, lesson_id: int) -> list[Unlock]:
        return [_to_unlock(row) for row in await self._rows(_OF_LESSON, lesson_id=lesson_id)]

    async def waiting(self, school_id: int) -> list[UnlockRequest]:
        return [_to_request(row) for row in await self._rows(_WAITING, school_id=school_id)]

    async def waiting_count(self, school_id: int) -> int:
        found = await self._connection.execute(_COUNT, {"school_id": school_id})
        return int(found.scalar_one())

    async def request(self, unlock_id: int, *, to_change: bool = False) -> UnlockRequest:
        if to_change:
            await self._connection.execute(_LOCK, {"unlock_id": unlock_id})
        rows = await self._rows(_ONE, unlock_id=unlock_id)
        if not rows:
            raise NotFound("unlock")
        return _to_request(rows[0])

    async def ask(self, new: NewUnlock) -> int:
        done = await self._connection.execute(
            insert(mark_unlock).returning(mark_unlock.c.id),
            {
                **new.place._asdict(),
                "asked_by": new.asked_by,
                "asked_at": self._transaction.now,
                "reason": new.reason,
                "state": UnlockState.ASKED,
            },
        )
        return int(done.scalar_one())

    async def open(self, unlock_id: int, until: datetime, decided_by: int) -> None:
        await self._decide(unlock_id, decided_by, state=UnlockState.OPEN, open_until=until)

    async def decline(self, unlock_id: int, answer: str, decided_by: int) -> None:
        await self._decide(unlock_id, decided_by, state=UnlockState.DECLINED, answer=answer)

    async def _decide(self, unlock_id: int, decided_by: int, **values: object) -> None:
        await self._connection.execute(
            update(mark_unlock)
            .where(mark_unlock.c.id == unlock_id)
            .values(decided_by=decided_by, decided_at=self._transaction.now, **values)
        )


def _to_unlock(row: RowMapping) -> Unlock:
    return Unlock(
        id=row["id"],
        place=Place(row["lesson_id"], row["student_id"], row["work_type_id"], row["nth"]),
        reason=row["reason"],
        state=UnlockState(row["state"]),
        open_until=row["open_until"],
        answer=row["answer"],
    )


def _to_request(row: RowMapping) -> UnlockRequest:
    stands = to_value(row["value"], row["code"] or "") if row["removed_at"] is None else None
    return UnlockRequest(
        unlock=_to_unlock(row),
        school_id=row["school_id"],
        student=to_person(row, "pupil"),
        class_title=row["class_title"] or row["section_title"],
        subject=row["subject"],
        date=row["date"],
        work=row["work"],
        stands=stands,
        asked_by=to_person(row, "asked_by"),
        asked_at=row["asked_at"],
        decided_by=to_person_if_any(row, "decided_by"),
    )
