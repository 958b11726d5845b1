"""Final marks as a family reads them."""

from sqlalchemy import bindparam, select

from domain.final_marks.model import FinalMark
from storage.mark_values import the_value
from storage.schedule import to_period
from storage.store import Store
from storage.tables import final_mark, grading_period, subject

_OF_STUDENT = (
    select(
        final_mark.c.subject_id,
        subject.c.title.label("subject"),
        final_mark.c.value,
        final_mark.c.code,
        grading_period.c.id,
        grading_period.c.kind,
        grading_period.c.ordinal,
        grading_period.c.title,
        grading_period.c.school_year,
        grading_period.c.begins,
        grading_period.c.ends,
    )
    .select_from(
        final_mark.join(subject, subject.c.id == final_mark.c.subject_id).join(
            grading_period, grading_period.c.id == final_mark.c.grading_period_id
        )
    )
    .where(final_mark.c.student_id == bindparam("student_id"))
)


class FinalMarks(Store):
    """domain.final_marks.model.FinalMarkStore."""

    async def of_student(self, student_id: int) -> list[FinalMark]:
        found = await self._connection.execute(_OF_STUDENT, {"student_id": student_id})
        return [
            FinalMark(
                row["subject_id"],
                row["subject"],
                to_period(row),
                the_value(row["value"], row["code"]),
            )
            for row in found.mappings()
        ]
