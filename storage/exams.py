"""Exams, and the columns of a grade that are there because of them (R097)."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sqlalchemy import RowMapping, delete, exists, select

from domain.calendar import OF_EXAMS, GradingPeriod, PeriodKind
from domain.errors import NotFound
from domain.final_marks.exam_model import Exam, ExamToSave
from storage.exam_queries import COLUMNS, HAS_MARKS, HOLD, OF_GRADE, ONE, SUBJECTS, YEAR
from storage.schedule import to_period
from storage.store import Store
from storage.tables import exam, final_mark, final_mark_draft, grading_period
from storage.upsert import insert_or_change

# In the language of the school, as the titles of its other periods.
_TITLES = {PeriodKind.EXAM: "Экзамен", PeriodKind.FINAL: "Итоговая"}


def to_columns(rows: Iterable[RowMapping], *, of_subject: bool) -> list[GradingPeriod]:
    """Rows of `PERIODS`: a column of exams is of the day of the first of them.

    Without an exam there is none. The final mark of a subject is of the day of its exam; without
    one, and over all subjects, it is one of the year.
    """
    dated = OF_EXAMS if of_subject else (PeriodKind.EXAM,)
    found = []
    for row in rows:
        period, first = to_period(row), row["first_exam"]
        if period.kind in dated and first is not None:
            period = replace(period, begins=first, ends=first)
        if period.kind is not PeriodKind.EXAM or first is not None:
            found.append(period)
    return found


class Exams(Store):
    """domain.final_marks.exam_model.ExamStore."""

    async def of_grade(self, school_id: int, school_year: int, grade_level: int) -> list[Exam]:
        rows = await self._rows(
            OF_GRADE, school_id=school_id, school_year=school_year, grade_level=grade_level
        )
        return [Exam(**row) for row in rows]

    async def exam(self, exam_id: int) -> Exam:
        rows = await self._rows(ONE, exam_id=exam_id)
        if not rows:
            raise NotFound("exam")
        return Exam(**rows[0])

    async def subjects(self, school_id: int, grade_level: int) -> dict[int, str]:
        rows = await self._rows(SUBJECTS, school_id=school_id, grade_level=grade_level)
        return {row["id"]: row["title"] for row in rows}

    async def save(self, new: ExamToSave) -> int:
        key = ["school_id", "school_year", "grade_level", "subject_id"]
        values = new._asdict()
        await self._connection.execute(
            insert_or_change(self._connection, exam, key, ["date"]), values
        )
        await self._keep_columns(new.school_id, new.school_year, new.grade_level)
        found = await self._connection.scalar(
            select(exam.c.id).where(*(exam.c[name] == values[name] for name in key))
        )
        assert found is not None
        return int(found)

    async def has_marks(self, of: Exam) -> bool:
        grade = _grade(of.school_id, of.school_year, of.grade_level)
        values = {**grade, "of_subject": of.subject_id}
        await self._connection.execute(HOLD, grade)
        return bool(await self._connection.scalar(HAS_MARKS, values))

    async def remove(self, old: Exam) -> None:
        await self._connection.execute(delete(exam).where(exam.c.id == old.id))
        await self._keep_columns(old.school_id, old.school_year, old.grade_level)

    async def _keep_columns(self, school_id: int, school_year: int, grade_level: int) -> None:
        """The column of exams spans them, that of final marks the year; without exams neither."""
        connection = self._connection
        exams = await self.of_grade(school_id, school_year, grade_level)
        if not exams:
            await self._drop_columns(_grade(school_id, school_year, grade_level))
            return
        year = await self._rows(YEAR, school_id=school_id, school_year=school_year)
        spans = {
            PeriodKind.EXAM: (exams[0].date, exams[-1].date),
            PeriodKind.FINAL: (year[0]["begins"], year[0]["ends"]),
        }
        rows = [
            {
                "sourced_id": f"{kind.value}:{school_id}:{school_year}:{grade_level}",
                "school_id": school_id,
                "kind": kind.value,
                "ordinal": 1,
                "title": _TITLES[kind],
                "school_year": school_year,
                "begins": begins,
                "ends": ends,
                "grade_level": grade_level,
                "is_decided": True,
            }
            for kind, (begins, ends) in spans.items()
        ]
        statement = insert_or_change(connection, grading_period, ["sourced_id"], ["begins", "ends"])
        await connection.execute(statement, rows)

    async def _drop_columns(self, grade: dict[str, Any]) -> None:
        """Marks that stand keep their column."""
        unused = ~exists().where(final_mark.c.grading_period_id == grading_period.c.id)
        rows = await self._rows(select(grading_period.c.id).where(COLUMNS, unused), **grade)
        ids = [row["id"] for row in rows]
        await self._connection.execute(
            delete(final_mark_draft).where(final_mark_draft.c.grading_period_id.in_(ids))
        )
        await self._connection.execute(delete(grading_period).where(grading_period.c.id.in_(ids)))


def _grade(school_id: int, school_year: int, grade_level: int) -> dict[str, Any]:
    return {"of_school": school_id, "of_year": school_year, "of_grade": grade_level}
