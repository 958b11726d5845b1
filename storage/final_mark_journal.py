"""Final marks as they are set; every change leaves a row of history."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    BindParameter,
    RowMapping,
    and_,
    bindparam,
    case,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from domain.calendar import GradingPeriod
from domain.errors import NotFound
from domain.final_marks.setting_model import Choice, FinalMarkChange, MarkedSection
from domain.marks.model import BriefMark
from domain.marks.value import MarkValue
from domain.people import sort_key
from storage.spans import holds
from storage.store import Store
from storage.tables import (
    final_mark,
    final_mark_change,
    final_mark_draft,
    mark,
    school_class,
    section,
    section_student,
    subject,
    work_type,
)
from storage.upsert import insert_or_change

_STUDENTS: BindParameter[int] = bindparam("student_ids", expanding=True)

_SECTIONS = (
    select(
        section.c.id,
        section.c.school_id,
        section.c.subject_id,
        subject.c.title.label("subject"),
        section.c.group_name,
        section.c.grade_level,
        subject.c.is_marked,
        section.c.school_class_id,
        func.coalesce(school_class.c.title, "").label("class_title"),
        section.c.teacher_id,
    )
    .select_from(
        section.join(subject, subject.c.id == section.c.subject_id).outerjoin(
            school_class, school_class.c.id == section.c.school_class_id
        )
    )
    .where(section.c.is_active)
)
_SECTION = _SECTIONS.where(section.c.id == bindparam("section_id"))
_OF_CLASS = _SECTIONS.where(section.c.school_class_id == bindparam("class_id"), subject.c.is_marked)
# Whoever saves waits for who saves the same section before; SQLite has one writer anyway.
_LOCK = select(section.c.id).where(section.c.id == bindparam("section_id")).with_for_update()

_MARKS = (
    select(
        mark.c.student_id,
        mark.c.value,
        work_type.c.weight,
        work_type.c.counts,
        work_type.c.is_control,
    )
    .select_from(
        mark.join(section, section.c.id == mark.c.section_id).join(
            work_type, work_type.c.id == mark.c.work_type_id
        )
    )
    .where(
        mark.c.student_id.in_(_STUDENTS),
        mark.c.date.between(bindparam("begins"), bindparam("ends")),
        mark.c.removed_at.is_(None),
        section.c.subject_id == bindparam("subject_id"),
    )
    .order_by(mark.c.date, mark.c.id)
)
_FINALS = select(
    final_mark.c.id, final_mark.c.student_id, final_mark.c.grading_period_id, final_mark.c.value
).where(
    final_mark.c.student_id.in_(_STUDENTS),
    final_mark.c.subject_id == bindparam("subject_id"),
    final_mark.c.grading_period_id.in_(bindparam("period_ids", expanding=True)),
)
_OWN_DRAFTS = and_(
    final_mark_draft.c.student_id.in_(_STUDENTS),
    final_mark_draft.c.subject_id == bindparam("of_subject"),
    final_mark_draft.c.grading_period_id == bindparam("of_period"),
    final_mark_draft.c.chosen_by == bindparam("by"),
)
_DRAFTS = select(final_mark_draft.c.student_id, final_mark_draft.c.value).where(_OWN_DRAFTS)
_FORGET = delete(final_mark_draft).where(_OWN_DRAFTS)

_IS_CHANGE = and_(
    final_mark_draft.c.value.is_not(None),
    or_(final_mark.c.id.is_(None), final_mark.c.value != final_mark_draft.c.value),
)
_COUNTS = (
    select(
        section.c.id,
        func.count(section_student.c.student_id),
        func.count(final_mark.c.id),
        func.count(case((_IS_CHANGE, 1))),
    )
    .select_from(
        section.join(section_student, section_student.c.section_id == section.c.id)
        .outerjoin(
            final_mark,
            and_(
                final_mark.c.student_id == section_student.c.student_id,
                final_mark.c.subject_id == section.c.subject_id,
                final_mark.c.grading_period_id == bindparam("period_id"),
            ),
        )
        .outerjoin(
            final_mark_draft,
            and_(
                final_mark_draft.c.student_id == section_student.c.student_id,
                final_mark_draft.c.subject_id == section.c.subject_id,
                final_mark_draft.c.grading_period_id == bindparam("period_id"),
                final_mark_draft.c.chosen_by == bindparam("by"),
            ),
        )
    )
    .where(
        section.c.school_class_id == bindparam("class_id"),
        holds(section_student, bindparam("day")),
    )
    .group_by(section.c.id)
)


class FinalMarkJournal(Store):
    """domain.final_marks.setting_model.FinalMarkJournalStore."""

    async def section(self, section_id: int, *, to_change: bool = False) -> MarkedSection:
        if to_change:
            await self._connection.execute(_LOCK, {"section_id": section_id})
        rows = await self._rows(_SECTION, section_id=section_id)
        if not rows:
            raise NotFound("section")
        return MarkedSection(**rows[0])

    async def of_class(self, class_id: int) -> list[MarkedSection]:
        found = [MarkedSection(**row) for row in await self._rows(_OF_CLASS, class_id=class_id)]
        return sorted(found, key=lambda each: (sort_key(each.subject, each.group_name), each.id))

    async def marks(
        self, student_ids: Sequence[int], subject_id: int, begins: date, ends: date
    ) -> dict[int, list[BriefMark]]:
        rows = await self._rows(
            _MARKS,
            student_ids=list(student_ids),
            subject_id=subject_id,
            begins=begins,
            ends=ends,
        )
        found: dict[int, list[BriefMark]] = defaultdict(list)
        for row in rows:
            found[row["student_id"]].append(
                BriefMark(
                    MarkValue.plain(row["value"]),
                    row["weight"],
                    row["counts"],
                    is_corrected=False,
                    is_control=row["is_control"],
                )
            )
        return found

    async def finals(
        self, student_ids: Sequence[int], subject_id: int, period_ids: Sequence[int]
    ) -> dict[int, dict[int, int]]:
        found: dict[int, dict[int, int]] = defaultdict(dict)
        for row in await self._finals(student_ids, subject_id, period_ids):
            found[row["student_id"]][row["grading_period_id"]] = row["value"]
        return found

    async def drafts(
        self, student_ids: Sequence[int], subject_id: int, period_id: int, chosen_by: int
    ) -> dict[int, int]:
        rows = await self._rows(_DRAFTS, **_own(student_ids, subject_id, period_id, chosen_by))
        return {row["student_id"]: row["value"] for row in rows}

    async def counts(
        self, class_id: int, period: GradingPeriod, day: date, chosen_by: int
    ) -> dict[int, tuple[int, int, int]]:
        found = await self._connection.execute(
            _COUNTS,
            {"class_id": class_id, "period_id": period.id, "day": day, "by": chosen_by},
        )
        return {row[0]: (row[1], row[2], row[3]) for row in found}

    async def choose(self, choices: Sequence[Choice], period_id: int, chosen_by: int) -> None:
        if not choices:
            return
        connection = self._connection
        key = ["student_id", "subject_id", "grading_period_id", "chosen_by"]
        await connection.execute(
            insert_or_change(connection, final_mark_draft, key, ["value"]),
            [
                {
                    "student_id": choice.student_id,
                    "subject_id": choice.subject_id,
                    "grading_period_id": period_id,
                    "chosen_by": chosen_by,
                    "value": choice.value,
                }
                for choice in choices
            ],
        )

    async def forget(
        self, student_ids: Sequence[int], subject_id: int, period_id: int, chosen_by: int
    ) -> None:
        await self._connection.execute(_FORGET, _own(student_ids, subject_id, period_id, chosen_by))

    async def record(
        self, choices: Sequence[Choice], period_id: int, set_by: int
    ) -> list[FinalMarkChange]:
        recorded = []
        for subject_id in dict.fromkeys(choice.subject_id for choice in choices):
            of_subject = [each for each in choices if each.subject_id == subject_id]
            ids = [each.student_id for each in of_subject]
            rows = await self._finals(ids, subject_id, [period_id])
            standing = {row["student_id"]: row for row in rows}
            for choice in of_subject:
                change = await self._set(choice, period_id, set_by, standing.get(choice.student_id))
                if change is not None:
                    recorded.append(change)
        return recorded

    async def _set(
        self, choice: Choice, period_id: int, set_by: int, standing: RowMapping | None
    ) -> FinalMarkChange | None:
        now = self._transaction.now
        if standing is None:
            done = await self._connection.execute(
                insert(final_mark)
                .values(
                    student_id=choice.student_id,
                    subject_id=choice.subject_id,
                    grading_period_id=period_id,
                    value=choice.value,
                    set_by=set_by,
                    set_at=now,
                )
                .returning(final_mark.c.id)
            )
            return await self._remember(int(done.scalar_one()), None, choice, set_by)
        if standing["value"] == choice.value:
            return None
        await self._connection.execute(
            update(final_mark)
            .where(final_mark.c.id == standing["id"])
            .values(value=choice.value, set_by=set_by, set_at=now)
        )
        return await self._remember(standing["id"], standing["value"], choice, set_by)

    async def _remember(
        self, mark_id: int, old: int | None, choice: Choice, set_by: int
    ) -> FinalMarkChange:
        done = await self._connection.execute(
            insert(final_mark_change)
            .values(
                final_mark_id=mark_id,
                old_value=old,
                new_value=choice.value,
                changed_by=set_by,
                changed_at=self._transaction.now,
            )
            .returning(final_mark_change.c.id)
        )
        return FinalMarkChange(choice.student_id, mark_id, int(done.scalar_one()))

    async def _finals(
        self, student_ids: Sequence[int], subject_id: int, period_ids: Sequence[int]
    ) -> list[RowMapping]:
        values = {"student_ids": list(student_ids), "period_ids": list(period_ids)}
        return await self._rows(_FINALS, subject_id=subject_id, **values)


def _own(
    student_ids: Sequence[int], subject_id: int, period_id: int, chosen_by: int
) -> dict[str, Any]:
    return {
        "student_ids": list(student_ids),
        "of_subject": subject_id,
        "of_period": period_id,
        "by": chosen_by,
    }
