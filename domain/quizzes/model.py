"""A quiz: questions, each with answers of which one or several are right."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from domain.homework.model import Homework
from domain.lessons.model import TaughtLesson
from domain.people import Person, Student

MOST_QUESTIONS = 30
LEAST_ANSWERS, MOST_ANSWERS = 2, 6
# Characters: a question with all its answers is one screen (Telegram: 4 096), read on a phone.
QUESTION_LENGTH = 500
ANSWER_LENGTH = 150


@dataclass(frozen=True, slots=True)
class Answer:
    """One of those that a question offers."""

    text: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class Question:
    """Answers are known by their places, from 0."""

    text: str
    answers: tuple[Answer, ...]

    @property
    def right(self) -> frozenset[int]:
        """The places of the right answers."""
        return frozenset(at for at, answer in enumerate(self.answers) if answer.is_right)

    @property
    def is_single(self) -> bool:
        """Whether a tap on one answer is all."""
        return len(self.right) == 1

    def is_right(self, chosen: Collection[int]) -> bool:
        """All the right answers and no other: half of them is no answer to the question."""
        return frozenset(chosen) == self.right


Questions = tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Quiz:
    """What was set; it is never changed, only replaced by another as long as nobody has begun."""

    id: int
    homework_id: int
    questions: Questions

    @property
    def size(self) -> int:
        return len(self.questions)


@dataclass(frozen=True, slots=True)
class Given:
    """What a pupil answered to the question with this number, from 1 on; it stays."""

    number: int
    chosen: frozenset[int]
    is_right: bool


@dataclass(frozen=True, slots=True)
class OwnQuiz:
    """A quiz in a pupil's diary.

    `closes_at` is the moment from which nothing is answered any more, on the school's clock.
    `is_own`: the pupil reads, who may answer as long as it is open.
    """

    student: Student
    homework: Homework
    quiz: Quiz
    given: Mapping[int, Given]
    closes_at: datetime
    is_closed: bool
    is_own: bool

    @property
    def right(self) -> int:
        return sum(each.is_right for each in self.given.values())

    @property
    def next_number(self) -> int | None:
        """The first question that has no answer yet."""
        numbers = range(1, self.quiz.size + 1)
        return next((each for each in numbers if each not in self.given), None)

    @property
    def is_over(self) -> bool:
        """Whether the result is final: every question is answered, or the time is over."""
        return self.is_closed or self.next_number is None


@dataclass(frozen=True, slots=True)
class QuizDraft:
    """What a teacher has typed for a quiz of a lesson; `homework_id` 0: with a homework anew.

    Without a text it says only for whom and until when the next one will be.
    """

    text: str
    homework_id: int = 0
    due_lesson_id: int = 0
    student_ids: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """An answer of one pupil, as far as a teacher's figures need it."""

    student_id: int
    number: int
    is_right: bool


@dataclass(frozen=True, slots=True)
class Score:
    """How far one pupil has come."""

    pupil: Person
    answered: int
    right: int


@dataclass(frozen=True, slots=True)
class PupilQuiz:
    """One pupil's answers, for the teacher of the lesson the quiz was set in."""

    taught: TaughtLesson
    pupil: Person
    quiz: Quiz
    given: Mapping[int, Given]

    @property
    def right(self) -> int:
        return sum(each.is_right for each in self.given.values())


class QuizStore(Protocol):
    """Quizzes, what pupils answered, and what teachers are typing."""

    async def draft(self, lesson_id: int, person_id: int) -> QuizDraft | None: ...

    async def keep_draft(self, lesson_id: int, person_id: int, draft: QuizDraft) -> None:
        """Instead of what this teacher typed for the lesson before."""

    async def drop_draft(self, lesson_id: int, person_id: int) -> None: ...

    async def of_homework(self, homework_id: int) -> Quiz | None:
        """The one that stands; None where there is none (any more)."""

    async def hold(self, quiz_id: int) -> Quiz | None:
        """The same by its id; it is not replaced before this transaction is over."""

    async def hold_to_replace(self, quiz_id: int) -> int:
        """How many pupils have begun; nobody begins before this transaction is over."""

    async def add(self, homework_id: int, questions: Sequence[Question], set_by: int) -> int:
        """Its id."""

    async def remove(self, quiz_id: int) -> None:
        """Another takes its place; nothing of it is erased (R158)."""

    async def given(self, quiz_id: int, student_id: int) -> dict[int, Given]:
        """What this pupil answered, by the numbers of the questions."""

    async def answer(self, quiz_id: int, student_id: int, given: Given) -> bool:
        """False where the question has an answer already, which stays."""

    async def said(self, homework_id: int) -> list[Said]:
        """What was answered to the quiz that stands, by all pupils.

        With number 0, whom the homework is for where it is not for all of the section.
        """

    async def said_at(self, homework_id: int, due_lesson_id: int) -> tuple[int, list[Said]]:
        """The size of the quiz that is due at this lesson, 0 where there is none, and what was
        answered to it, with number 0 as above."""


def to_json(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """As it is stored."""
    return [
        {"text": each.text, "answers": [[one.text, one.is_right] for one in each.answers]}
        for each in questions
    ]


def from_json(stored: Sequence[Mapping[str, Any]]) -> Questions:
    return tuple(
        Question(each["text"], tuple(Answer(text, bool(right)) for text, right in each["answers"]))
        for each in stored
    )
