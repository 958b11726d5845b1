"""Screens of quizzes stay within Telegram's limits, however long what a teacher may type."""

from datetime import UTC, date, datetime

import pytest

from domain.homework.model import Homework
from domain.people import Student
from domain.quizzes.model import (
    ANSWER_LENGTH,
    MOST_ANSWERS,
    MOST_QUESTIONS,
    QUESTION_LENGTH,
    Answer,
    Given,
    OwnQuiz,
    Question,
    Quiz,
)
from handlers.paging import paged
from handlers.quizzes.own_screens import outcome_screen, question_screen
from handlers.quizzes.words import QUESTIONS_ON_PAGE, question_size
from handlers.words import speaking
from tests.support.rendering import rendered

DAY = date(2026, 11, 25)
CLOSES = datetime(2026, 11, 25, 5, 30, tzinfo=UTC)
ALL = frozenset(range(MOST_ANSWERS))


def largest(rights: int) -> Question:
    answers = (
        Answer(f"{at}" + "ж" * (ANSWER_LENGTH - 1), at < rights) for at in range(MOST_ANSWERS)
    )
    return Question("ж" * QUESTION_LENGTH, tuple(answers))


def own(rights: int, *, is_closed: bool = True) -> OwnQuiz:
    quiz = Quiz(2**53, 2**53, (largest(rights),) * MOST_QUESTIONS)
    homework = Homework(2**53, 1, "Алгебра и начала математического анализа", None, DAY, "")
    student = Student(2**53, "Иванова", "Анна", "", class_title="7А", grade_level=7)
    given = {n: Given(n, ALL, rights == MOST_ANSWERS) for n in range(1, MOST_QUESTIONS + 1)}
    return OwnQuiz(student, homework, quiz, given, CLOSES, is_closed, is_own=True)


@pytest.mark.parametrize("locale", ["ru", "en"])
@pytest.mark.parametrize("rights", [1, 5, 6])
def test_the_largest_quiz_fits(locale: str, rights: int) -> None:
    found = own(rights)
    with speaking(locale):
        rendered(question_screen(found, MOST_QUESTIONS, 63))
        pages = paged(found.quiz.questions, 0, at_most=QUESTIONS_ON_PAGE, size=question_size).pages
        for page in range(pages):
            rendered(outcome_screen(found, page))


def test_what_would_have_been_right_is_told_only_when_nobody_answers_any_more() -> None:
    with speaking("en"):
        open_yet = rendered(outcome_screen(own(1, is_closed=False), 0)).plain
        over = rendered(outcome_screen(own(1), 0)).plain
    assert "Right: 0ж" not in open_yet
    assert "Right: 0ж" in over
