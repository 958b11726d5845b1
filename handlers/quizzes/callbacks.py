"""Where the buttons of quizzes lead. An answer names the quiz itself: another may have taken its
place since the button was shown."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from handlers.ids import Id, OptionalId, Page
from handlers.lessons.pupil_callbacks import Mask as PupilMask

Number = Annotated[int, Field(ge=1, le=30)]  # of a question
Mask = Annotated[int, Field(ge=0, le=63)]  # a bit for each of at most six answers


class OpenQuiz(CallbackData, prefix="hq"):
    """The next question of a quiz, or how it went."""

    student_id: Id
    homework_id: Id
    page: Page = 0


class PickAnswers(CallbackData, prefix="hqp"):
    """These answers are ticked and not given yet."""

    student_id: Id
    homework_id: Id
    number: Number
    picked: Mask


class AnswerQuestion(CallbackData, prefix="hqa"):
    """This is the answer."""

    student_id: Id
    quiz_id: Id
    number: Number
    picked: Mask


class AskQuiz(CallbackData, prefix="tsa"):
    """A quiz will be typed: for a homework of the lesson, or as one of its own (0).

    One of its own is for the picked pupils, as `PickHomeworkPupils` has them; else for all.
    """

    lesson_id: Id
    homework_id: OptionalId = 0
    due_lesson_id: OptionalId = 0
    picked: PupilMask = ""
    check: PupilMask = ""


class PreviewQuiz(CallbackData, prefix="tsp"):
    """What was typed, as it will be."""

    lesson_id: Id
    homework_id: OptionalId = 0
    page: Page = 0


class SetQuiz(CallbackData, prefix="tss"):
    """What was typed is set, if it is still the same text."""

    lesson_id: Id
    homework_id: OptionalId
    check: Annotated[str, Field(pattern=r"^[0-9a-f]{1,8}$")]


class DropQuiz(CallbackData, prefix="tsd"):
    """What was typed is forgotten."""

    lesson_id: Id
    homework_id: OptionalId = 0


class OpenQuizResults(CallbackData, prefix="tsr"):
    """Who has answered and how."""

    lesson_id: Id
    homework_id: Id


class OpenQuizQuestions(CallbackData, prefix="tsq"):
    """The questions, and how many answered each rightly."""

    lesson_id: Id
    homework_id: Id
    page: Page = 0


class OpenPupilQuiz(CallbackData, prefix="tso"):
    """One pupil's answers."""

    lesson_id: Id
    homework_id: Id
    student_id: Id
    page: Page = 0


Choices = Annotated[str, Field(max_length=26, pattern=r"^[0-9a-z]*$")]


class OpenQuizMarks(CallbackData, prefix="tsm"):
    """Marks for a quiz as they will be set in this lesson, with what is changed so far.

    With `work_type_id` 0, as tests.
    """

    lesson_id: Id
    homework_id: Id
    work_type_id: OptionalId = 0
    picked: Choices = ""
    check: Choices = ""


class ChooseQuizWork(CallbackData, prefix="tsw"):
    """What the marks are for."""

    lesson_id: Id
    homework_id: Id


class SetQuizMarks(CallbackData, prefix="tsx"):
    """All of them are set, as they were shown."""

    lesson_id: Id
    homework_id: Id
    work_type_id: Id
    picked: Choices
    check: Choices
