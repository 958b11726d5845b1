"""What is read of a homework wherever it is: whether it is set, for whom, with how many files."""

from sqlalchemy import ColumnElement, exists, func, literal_column, or_, select

from domain.attachments.model import Owner
from storage.tables import attachment, homework, homework_student, quiz

IS_SET = homework.c.removed_at.is_(None)

FILES = (
    select(func.count())
    .where(
        attachment.c.owner_kind == literal_column(f"'{Owner.HOMEWORK.value}'"),
        attachment.c.owner_id == homework.c.id,
        attachment.c.removed_at.is_(None),
    )
    .correlate(homework)
    .scalar_subquery()
    .label("files")
)
QUIZ = func.coalesce(  # how many questions it has
    select(quiz.c.size)
    .where(quiz.c.homework_id == homework.c.id, quiz.c.removed_at.is_(None))
    .correlate(homework)
    .limit(1)
    .scalar_subquery(),
    0,
).label("quiz")


def concerns(student: ColumnElement[int]) -> ColumnElement[bool]:
    """For the whole section, or for this pupil among those chosen."""
    return or_(
        homework.c.is_for_some.is_(False),
        exists().where(
            homework_student.c.homework_id == homework.c.id,
            homework_student.c.student_id == student,
        ),
    )


FOR_SOME = (
    select(func.count())
    .where(homework_student.c.homework_id == homework.c.id)
    .correlate(homework)
    .scalar_subquery()
    .label("for_some")
)
