"""Reading the audit trail: a page for a person, the whole chain for its verification."""

import json
from collections.abc import AsyncIterator, Collection
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    RowMapping,
    and_,
    bindparam,
    case,
    exists,
    func,
    not_,
    or_,
    select,
)

from domain.access import Action
from domain.audit.model import Deed, Head, Record, Thing, ThingKind, Who
from domain.audit.trail_model import Line, Part, Scope, Together
from storage.audit_names import AuditNames
from storage.rows import person_columns, to_person_if_any
from storage.tables import (
    audit_head,
    audit_record,
    lesson,
    person,
    school_class,
    section,
    subject,
)

_BY, _ABOUT = person.alias("doer"), person.alias("whom")
_AT_ONCE = 2_000  # records of a chain in memory

# What one parent does is not for the other one to read.
_PRIVATE = (Action.ANSWER_MESSAGE, Action.CHOOSE_NOTICES, Action.WRITE_TO_FAMILIES)

# Codes of many people are printed, handed out or revoked by one act, which reads as one line.
_CODES = (Action.ISSUE_CODE, Action.ISSUE_STAFF_CODE, Deed.INVITE)
_OTHER, _OF_ACT = audit_record.alias("other"), audit_record.alias("of_act")
_SAME_ACT = and_(
    *(
        _OTHER.c[name].is_not_distinct_from(audit_record.c[name])
        for name in ("at", "person_id", "action", "thing_kind", "school_class_id")
    )
)
_IS_OF_CODES = audit_record.c.action.in_([str(each) for each in _CODES])
_NOT_LAST_OF_ACT = and_(
    _IS_OF_CODES,
    exists()
    .where(
        _OTHER.c.school_id == audit_record.c.school_id,
        _OTHER.c.seq == audit_record.c.seq + 1,
        _SAME_ACT,
    )
    .correlate(audit_record),
)
_ACT_BEGINS_AFTER = (
    select(func.coalesce(func.max(_OTHER.c.seq), 0))
    .where(
        _OTHER.c.school_id == audit_record.c.school_id,
        _OTHER.c.seq < audit_record.c.seq,
        not_(_SAME_ACT),
    )
    .correlate(audit_record)
    .scalar_subquery()
)
_ACT = case((_IS_OF_CODES, _ACT_BEGINS_AFTER), else_=audit_record.c.seq - 1).label(
    "act_begins_after"
)
_OF_ACT_COUNTED = select(
    func.count(), func.count(_OF_ACT.c.about_id.distinct()).label("families")
).where(
    _OF_ACT.c.school_id == bindparam("school"),
    _OF_ACT.c.seq > bindparam("after"),
    _OF_ACT.c.seq <= bindparam("last"),
)

_LINES = select(
    audit_record,
    _ACT,
    *person_columns(_BY, "doer"),
    *person_columns(_ABOUT, "whom"),
    func.coalesce(school_class.c.title, "").label("class_title"),
).select_from(
    audit_record.outerjoin(_BY, _BY.c.id == audit_record.c.person_id)
    .outerjoin(_ABOUT, _ABOUT.c.id == audit_record.c.about_id)
    .outerjoin(school_class, school_class.c.id == audit_record.c.school_class_id)
)
_IS_CHANGE = or_(audit_record.c.before.is_not(None), audit_record.c.after.is_not(None))
_PARTS = {
    Part.ALL: (),
    Part.CHANGES: (_IS_CHANGE,),
    Part.LOOKS: (and_(audit_record.c.before.is_(None), audit_record.c.after.is_(None)),),
}
_LESSONS = (
    select(lesson.c.id, lesson.c.date, subject.c.title)
    .select_from(
        lesson.join(section, section.c.id == lesson.c.section_id).join(
            subject, subject.c.id == section.c.subject_id
        )
    )
    .where(lesson.c.id.in_(bindparam("ids", expanding=True)))
)
_SECTIONS = (
    select(section.c.id, subject.c.title)
    .select_from(section.join(subject, subject.c.id == section.c.subject_id))
    .where(section.c.id.in_(bindparam("ids", expanding=True)))
)
_HEAD = select(audit_head.c.seq, audit_head.c.hash).where(
    audit_head.c.school_id == bindparam("school")
)
_HEADS = select(audit_head.c.school_id).union(select(audit_record.c.school_id).distinct())
_COUNT = select(func.count()).where(audit_record.c.school_id == bindparam("school"))
_CHAIN = (
    select(audit_record)
    .where(audit_record.c.school_id == bindparam("school"), audit_record.c.seq > bindparam("after"))
    .order_by(audit_record.c.seq)
    .limit(_AT_ONCE)
)


class Trail(AuditNames):
    """The reading half of domain.audit.model.AuditStore."""

    async def lines(self, scope: Scope, part: Part, before: int, limit: int) -> list[Line]:
        wanted = [*_in(scope), *_PARTS[part]]
        if before:
            wanted.append(audit_record.c.seq < before)
        if scope.about_id is None:
            wanted.append(~_NOT_LAST_OF_ACT)
        statement = _LINES.where(*wanted).order_by(audit_record.c.seq.desc()).limit(limit)
        rows = await self._rows(statement)
        records = [(row, to_record(row), _facts(row)) for row in rows]
        lessons = await self._lessons({_lesson_of(*each[1:]) for each in records} - {0})
        subjects = await self._subjects({_section_of(*each[1:]) for each in records} - {0})
        return [
            _line(
                row,
                record,
                facts,
                lessons.get(_lesson_of(record, facts)),
                subjects.get(_section_of(record, facts), ""),
                await self._together(row) if scope.about_id is None else None,
            )
            for row, record, facts in records
        ]

    async def head(self, school_id: int) -> Head | None:
        found = (await self._connection.execute(_HEAD, {"school": school_id})).first()
        return Head(found.seq, found.hash) if found is not None else None

    async def school_ids(self) -> list[int]:
        """Of every school that has a chain or the end of one."""
        return sorted((await self._connection.execute(_HEADS)).scalars())

    async def count(self, school_id: int) -> int:
        """Records of a school."""
        return int(await self._connection.scalar(_COUNT, {"school": school_id}) or 0)

    async def chain(self, school_id: int) -> AsyncIterator[Record]:
        """All records of a school in their order, a few at a time."""
        after = -1
        while rows := await self._rows(_CHAIN, school=school_id, after=after):
            for row in rows:
                yield to_record(row)
            after = rows[-1]["seq"]

    async def _together(self, row: RowMapping) -> Together | None:
        after, last = row["act_begins_after"], row["seq"]
        if last - after < 2:
            return None
        values = {"school": row["school_id"], "after": after, "last": last}
        count, families = (await self._connection.execute(_OF_ACT_COUNTED, values)).one()
        return Together(people=count, families=families)

    async def _lessons(self, ids: Collection[int]) -> dict[int, tuple[str, date]]:
        rows = await self._rows(_LESSONS, ids=sorted(ids)) if ids else []
        return {row["id"]: (row["title"], row["date"]) for row in rows}

    async def _subjects(self, ids: Collection[int]) -> dict[int, str]:
        rows = await self._rows(_SECTIONS, ids=sorted(ids)) if ids else []
        return {row["id"]: row["title"] for row in rows}


def to_record(row: RowMapping) -> Record:
    return Record(
        seq=row["seq"],
        at=row["at"],
        who=Who(row["school_id"], row["chat_id"], row["person_id"], row["role"]),
        action=row["action"],
        thing=Thing(row["thing_kind"], row["thing_id"]),
        about_id=row["about_id"],
        school_class_id=row["school_class_id"],
        before=row["before"],
        after=row["after"],
        prev_hash=row["prev_hash"],
        hash=row["hash"],
    )


_Facts = tuple[dict[str, Any], dict[str, Any]]


def _in(scope: Scope) -> list[ColumnElement[bool]]:
    columns = audit_record.c
    wanted = [columns.school_id == scope.school_id]
    if scope.about_id is not None:
        wanted.append(columns.about_id == scope.about_id)
    if scope.by_id is not None:
        wanted.append(columns.person_id == scope.by_id)
    if scope.school_class_id is not None:
        wanted.append(columns.school_class_id == scope.school_class_id)
    if scope.reader_id is not None:
        own = columns.person_id == scope.reader_id
        wanted.append(or_(columns.action.not_in(_PRIVATE), own))
    return wanted


def _facts(row: RowMapping) -> _Facts:
    before, after = (json.loads(row[name]) if row[name] else {} for name in ("before", "after"))
    return before, after


def _lesson_of(record: Record, facts: _Facts) -> int:
    if record.thing.kind == ThingKind.LESSON:
        return record.thing.id
    return int(facts[1].get("lesson") or facts[0].get("lesson") or 0)


def _section_of(record: Record, facts: _Facts) -> int:
    if record.thing.kind == ThingKind.SECTION:
        return record.thing.id
    return int(facts[1].get("section") or facts[0].get("section") or 0)


def _line(
    row: RowMapping,
    record: Record,
    facts: _Facts,
    of_lesson: tuple[str, date] | None,
    of_section: str,
    together: Together | None,
) -> Line:
    subject_title, day = of_lesson or (of_section, None)
    return Line(
        record,
        facts,
        by=to_person_if_any(row, "doer"),
        about=to_person_if_any(row, "whom"),
        class_title=row["class_title"],
        subject=subject_title,
        day=day,
        together=together,
    )
