"""Final marks as they are set; every change leaves a row of history."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy import RowMapping, insert, update

from domain.calendar import OF_EXAMS, GradingPeriod, PeriodKind
from domain.errors import NotFound
from domain.final_marks.rules import Presence
from domain.final_marks.setting_model import (
    Choice,
    FinalMarkChange,
    MarkedSection,
    PupilOfSheet,
)
from domain.marks.model import BriefMark
from domain.marks.value import MarkValue
from domain.people import sort_key
from storage.exam_queries import IS_AHEAD, IS_HELD, PERIODS, PERIODS_OF_SUBJECT
from storage.exams import to_columns
from storage.final_mark_queries import (
    COUNTS,
    FINALS,
    FORGET,
    HOLD,
    LOCK,
    MARKS,
    OF_CLASS,
    PUPILS,
    PUPILS_OF_CLASSES,
    SECTION,
)
from storage.mark_values import as_columns, the_value, to_value
from storage.marked_sections import to_section
from storage.rows import to_person
from storage.store import Store
from storage.tables import final_mark, final_mark_change, final_mark_draft
from storage.transaction import today
from storage.upsert import insert_or_change

_SEPTEMBER = 9


def _to_pupil(rows: Sequence[RowMapping], subject_id: int) -> PupilOfSheet:
    pupil, draft = to_person(rows[0], "pupil"), None
    chosen = to_value(rows[0]["drafted"], rows[0]["drafted_code"] or "")
    if chosen is not None:
        draft = Choice(pupil.id, subject_id, chosen, rows[0]["reason"])
    finals = {
        row["grading_period_id"]: the_value(row["value"], row["code"])
        for row in rows
        if row["grading_period_id"] is not None
    }
    return PupilOfSheet(pupil, finals, draft, Presence(rows[0]["missed"], rows[0]["held"]))


class FinalMarkJournal(Store):
    """domain.final_marks.setting_model.FinalMarkJournalStore."""

    async def section(self, section_id: int, *, to_change: bool = False) -> MarkedSection:
        if to_change:
            await self._connection.execute(LOCK, {"section_id": section_id})
        day = today(self._transaction)
        rows = await self._rows(SECTION, section_id=section_id, today=day)
        if not rows:
            raise NotFound("section")
        return to_section(rows[0])

    async def hold_period(self, period_id: int) -> None:
        await self._connection.execute(HOLD, {"period_id": period_id})

    async def pupils(
        self,
        section: MarkedSection,
        day: date,
        period_ids: Sequence[int],
        period: GradingPeriod,
        chosen_by: int,
        class_ids: Collection[int] | None,
    ) -> list[PupilOfSheet]:
        values: dict[str, Any] = {
            "section_id": section.id,
            "day": day,
            "of_subject": section.subject_id,
            "of_period": period.id,
            "begins": period.begins,
            "ends": period.ends,
            "period_ids": list(period_ids),
            "by": chosen_by,
        }
        statement = PUPILS
        if class_ids is not None:
            statement, values = PUPILS_OF_CLASSES, {**values, "class_ids": sorted(class_ids)}
        by_pupil = groupby(await self._rows(statement, **values), lambda row: row["pupil_id"])
        return [_to_pupil(list(rows), section.subject_id) for _, rows in by_pupil]

    async def periods(
        self, school_id: int, class_id: int, subject_id: int | None = None
    ) -> list[GradingPeriod]:
        day = today(self._transaction)
        this_year = day.year + (day.month >= _SEPTEMBER)  # in which it ends (273-ФЗ)
        values = {"school_id": school_id, "school_class_id": class_id, "this_year": this_year}
        if subject_id is None:
            return to_columns(await self._rows(PERIODS, **values), of_subject=False)
        rows = await self._rows(PERIODS_OF_SUBJECT, **values, subject_id=subject_id)
        return to_columns(rows, of_subject=True)

    async def of_class(
        self, class_id: int, period: GradingPeriod, day: date
    ) -> list[MarkedSection]:
        values: dict[str, Any] = {"class_id": class_id, "today": today(self._transaction)}
        statement = OF_CLASS
        if period.kind in OF_EXAMS:
            is_exam = period.kind is PeriodKind.EXAM
            statement = OF_CLASS.where(IS_HELD if is_exam else ~IS_AHEAD)
            values |= {"school_year": period.school_year, "day": day}
        rows = await self._rows(statement, **values)
        found = [to_section(row) for row in rows]
        return sorted(found, key=lambda each: (sort_key(each.subject, each.group_name), each.id))

    async def marks(
        self, student_ids: Sequence[int], subject_id: int, begins: date, ends: date
    ) -> dict[int, list[BriefMark]]:
        rows = await self._rows(
            MARKS,
            student_ids=list(student_ids),
            subject_id=subject_id,
            begins=begins,
            ends=ends,
        )
        found: dict[int, list[BriefMark]] = defaultdict(list)
        for row in rows:
            found[row["student_id"]].append(
                BriefMark(
                    the_value(row["value"], row["code"]),
                    row["weight"],
                    row["counts"],
                    is_corrected=False,
                    is_control=row["is_control"],
                )
            )
        return found

    async def counts(
        self, class_id: int, period: GradingPeriod, day: date, chosen_by: int
    ) -> dict[int, tuple[int, int, int]]:
        found = await self._connection.execute(
            COUNTS,
            {"class_id": class_id, "period_id": period.id, "day": day, "by": chosen_by},
        )
        return {row[0]: (row[1], row[2], row[3]) for row in found}

    async def choose(self, choices: Sequence[Choice], period_id: int, chosen_by: int) -> None:
        if not choices:
            return
        connection = self._connection
        key = ["student_id", "subject_id", "grading_period_id", "chosen_by"]
        await connection.execute(
            insert_or_change(connection, final_mark_draft, key, ["value", "code", "reason"]),
            [
                {
                    "student_id": choice.student_id,
                    "subject_id": choice.subject_id,
                    "grading_period_id": period_id,
                    "chosen_by": chosen_by,
                    **as_columns(choice.value),
                    "reason": choice.reason,
                }
                for choice in choices
            ],
        )

    async def forget(
        self, student_ids: Sequence[int], subject_id: int, period_id: int, chosen_by: int
    ) -> None:
        await self._connection.execute(FORGET, _own(student_ids, subject_id, period_id, chosen_by))

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
                    set_by=set_by,
                    set_at=now,
                    **as_columns(choice.value),
                )
                .returning(final_mark.c.id)
            )
            return await self._remember(int(done.scalar_one()), None, choice, set_by)
        old = the_value(standing["value"], standing["code"])
        if old == choice.value:
            return None
        await self._connection.execute(
            update(final_mark)
            .where(final_mark.c.id == standing["id"])
            .values(set_by=set_by, set_at=now, **as_columns(choice.value))
        )
        return await self._remember(standing["id"], old, choice, set_by)

    async def _remember(
        self, mark_id: int, old: MarkValue | None, choice: Choice, set_by: int
    ) -> FinalMarkChange:
        done = await self._connection.execute(
            insert(final_mark_change)
            .values(
                final_mark_id=mark_id,
                **as_columns(old, "old_"),
                **as_columns(choice.value, "new_"),
                reason=choice.reason,
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
        return await self._rows(FINALS, subject_id=subject_id, **values)


def _own(
    student_ids: Sequence[int], subject_id: int, period_id: int, chosen_by: int
) -> dict[str, Any]:
    return {
        "student_ids": list(student_ids),
        "of_subject": subject_id,
        "of_period": period_id,
        "by": chosen_by,
    }
