"""Where the buttons of exams lead."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.ids import Id

ExamGrade = Annotated[int, Field(ge=1, le=11)]


class OpenExams(CallbackData, prefix="fh"):
    """The exams of a grade."""

    grade_level: ExamGrade


class AskExam(CallbackData, prefix="fi"):
    """Subject and day are to be typed."""

    grade_level: ExamGrade


class DropExam(CallbackData, prefix="fj"):
    """It is not held."""

    exam_id: Id
