"""Remarks about pupils."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import RowMapping, and_, bindparam, exists, insert, select, update

from domain.errors import NotFound
from domain.people import Person
from domain.remarks.model import (
    NOTHING,
    FoundRemark,
    LessonPupil,
    NewRemark,
    Remark,
    RemarkKind,
    word_of,
)
from storage.people import CLASS_COLUMNS, HOLDING_FIRST, OPEN_ENROLLMENT, SCHOOL_COLUMNS
from storage.rows import person_columns, to_person, to_person_if_any, to_school, to_student
from storage.spans import holds
from storage.store import Store
from storage.tables import (
    enrollment,
    lesson,
    person,
    remark,
    remark_change,
    school,
    school_class,
    section,
    section_student,
    subject,
)
from storage.transaction import today

AUTHOR, _REMOVED_BY = person.alias("author"), person.alias("removed_by")
REMARK_TABLES = (
    remark.join(AUTHOR, AUTHOR.c.id == remark.c.author_id)
    .outerjoin(lesson, lesson.c.id == remark.c.lesson_id)
    .outerjoin(section, section.c.id == lesson.c.section_id)
    .outerjoin(subject, subject.c.id == section.c.subject_id)
    .outerjoin(_REMOVED_BY, _REMOVED_BY.c.id == remark.c.removed_by)
)
REMARK_COLUMNS = (
    remark.c.student_id,
    remark.c.id,
    remark.c.kind,
    remark.c.text,
    remark.c.written_at,
    remark.c.lesson_id,
    lesson.c.date,
    subject.c.title.label("subject"),
    remark.c.changed_at,
    remark.c.withdrawn_at,
    remark.c.reason,
    remark.c.read_at,
    *person_columns(AUTHOR, "author"),
    *person_columns(_REMOVED_BY, "removed_by"),
)
_OF_PUPIL = (
    select(*REMARK_COLUMNS)
    .select_from(REMARK_TABLES)
    .where(remark.c.student_id == bindparam("student_id"), remark.c.withdrawn_at.is_(None))
    .order_by(remark.c.written_at.desc(), remark.c.id.desc())
)
_WITH_CLASS = and_(enrollment.c.student_id == person.c.id, OPEN_ENROLLMENT)
_FOUND = (
    select(
        *REMARK_COLUMNS[1:],  # whose it is stands among the columns of the pupil
        *person_columns(person, "student"),
        *SCHOOL_COLUMNS,
        *CLASS_COLUMNS,
    )
    .select_from(
        REMARK_TABLES.join(person, person.c.id == remark.c.student_id)
        .join(school, school.c.id == person.c.school_id)
        .outerjoin(enrollment, _WITH_CLASS)
        .outerjoin(school_class, school_class.c.id == enrollment.c.school_class_id)
    )
    .where(remark.c.id == bindparam("remark_id"))
    .order_by(*HOLDING_FIRST)
    .limit(1)
)
_PUPIL = person.alias("pupil")
_OF_CLASS = (
    select(*REMARK_COLUMNS, *person_columns(_PUPIL, "pupil"))
    .select_from(REMARK_TABLES.join(_PUPIL, _PUPIL.c.id == remark.c.student_id))
    .where(
        remark.c.withdrawn_at.is_(None),
        remark.c.written_at >= bindparam("since"),
        remark.c.written_at < bindparam("until"),
        exists().where(
            enrollment.c.student_id == remark.c.student_id,
            enrollment.c.school_class_id == bindparam("class_id"),
            holds(enrollment, bindparam("day")),
        ),
    )
    .order_by(_PUPIL.c.sort_key, _PUPIL.c.id, remark.c.written_at.desc(), remark.c.id.desc())
)
_LOCK = select(remark.c.id).where(remark.c.id == bindparam("remark_id")).with_for_update()
_NOW, _THEN = section_student.alias("now"), section_student.alias("then")
_LESSON_PUPIL = (
    select(
        *person_columns(person, "student"),
        *SCHOOL_COLUMNS,
        *CLASS_COLUMNS,
        exists()
        .where(
            _NOW.c.student_id == person.c.id,
            _NOW.c.section_id == bindparam("section_id"),
            holds(_NOW, bindparam("day")),
        )
        .label("is_learner"),
    )
    .select_from(
        person.join(school, school.c.id == person.c.school_id)
        .outerjoin(enrollment, _WITH_CLASS)
        .outerjoin(school_class, school_class.c.id == enrollment.c.school_class_id)
    )
    .where(
        person.c.id == bindparam("student_id"),
        exists().where(
            _THEN.c.student_id == person.c.id,
            _THEN.c.section_id == bindparam("section_id"),
            holds(_THEN, bindparam("then")),
        ),
    )
    .order_by(*HOLDING_FIRST)
    .limit(1)
)


class Remarks(Store):
    """domain.remarks.model.RemarkStore."""

    async def of_pupil(self, student_id: int) -> list[Remark]:
        return [to_remark(row) for row in await self._rows(_OF_PUPIL, student_id=student_id)]

    async def of_class(
        self, class_id: int, since: datetime, until: datetime
    ) -> list[tuple[Person, Remark]]:
        days = {"since": since, "until": until, "day": today(self._transaction)}
        rows = await self._rows(_OF_CLASS, class_id=class_id, **days)
        return [(to_person(row, "pupil"), to_remark(row)) for row in rows]

    async def found(self, remark_id: int, *, to_change: bool = False) -> FoundRemark:
        if to_change:
            await self._connection.execute(_LOCK, {"remark_id": remark_id})
        rows = await self._rows(_FOUND, remark_id=remark_id, day=today(self._transaction))
        if not rows:
            raise NotFound("remark")
        row = rows[0]
        whose = to_student(row), to_school(row, self._transaction.timezone)
        return FoundRemark(to_remark(row), *whose)

    async def lesson_pupil(self, student_id: int, section_id: int, day: date) -> LessonPupil | None:
        rows = await self._rows(
            _LESSON_PUPIL,
            student_id=student_id,
            section_id=section_id,
            then=day,
            day=today(self._transaction),
        )
        return LessonPupil(to_student(rows[0]), bool(rows[0]["is_learner"])) if rows else None

    async def write(self, new: NewRemark) -> tuple[int, int]:
        done = await self._connection.execute(
            insert(remark).returning(remark.c.id),
            {**new._asdict(), "written_at": self._transaction.now},
        )
        remark_id = int(done.scalar_one())
        return await self._made(remark_id, word_of(new.kind, new.text)), remark_id

    async def say_otherwise(self, old: Remark, text: str) -> int:
        unread = {"read_at": None, "read_by": None}
        await self._set(old.id, text=text, changed_at=self._transaction.now, **unread)
        return await self._made(old.id, word_of(old.kind, text))

    async def withdraw(self, old: Remark) -> int:
        await self._set(old.id, text="", withdrawn_at=self._transaction.now)
        return await self._made(old.id, NOTHING)

    async def remove(self, old: Remark, reason: str, removed_by: int) -> int:
        now = self._transaction.now
        await self._set(old.id, removed_at=now, removed_by=removed_by, reason=reason)
        return await self._made(old.id, word_of(old.kind, old.text, reason))

    async def confirm(self, remark_id: int, person_id: int) -> None:
        await self._set(remark_id, read_at=self._transaction.now, read_by=person_id)

    async def _set(self, remark_id: int, **values: Any) -> None:
        await self._connection.execute(
            update(remark).where(remark.c.id == remark_id).values(**values)
        )

    async def _made(self, remark_id: int, word: str) -> int:
        done = await self._connection.execute(
            insert(remark_change).returning(remark_change.c.id),
            {"remark_id": remark_id, "made": word, "changed_at": self._transaction.now},
        )
        return int(done.scalar_one())


def to_remark(row: RowMapping) -> Remark:
    return Remark(
        id=row["id"],
        student_id=row["student_id"],
        kind=RemarkKind(row["kind"]),
        text=row["text"],
        author=to_person(row, "author"),
        written_at=row["written_at"],
        lesson_id=row["lesson_id"],
        day=row["date"],
        subject=row["subject"] or "",
        changed_at=row["changed_at"],
        withdrawn_at=row["withdrawn_at"],
        removed_by=to_person_if_any(row, "removed_by"),
        reason=row["reason"],
        read_at=row["read_at"],
    )
