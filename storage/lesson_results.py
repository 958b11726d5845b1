"""Who has a result of a lesson: work handed in that was set in it, or a mark that is not owed."""

from sqlalchemy import bindparam, or_, select, union

from domain.marks.value import MarkKind
from storage.tables import homework, mark, submission

RESULTS = union(
    select(submission.c.student_id)
    .join(homework, homework.c.id == submission.c.homework_id)
    .where(
        homework.c.lesson_id == bindparam("lesson_id"),
        homework.c.removed_at.is_(None),
        submission.c.removed_at.is_(None),
    ),
    select(mark.c.student_id).where(
        mark.c.lesson_id == bindparam("lesson_id"),
        mark.c.removed_at.is_(None),
        or_(mark.c.value.is_not(None), mark.c.code.in_([MarkKind.CREDIT, MarkKind.NO_CREDIT])),
    ),
)
