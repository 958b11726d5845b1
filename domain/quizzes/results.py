"""What pupils answered, for the teacher of the lesson in which the quiz was set (R061)."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from domain.access import Action
from domain.actor import Actor
from domain.calendar import School
from domain.errors import Denied, Refused
from domain.homework.model import SetHomework
from domain.lessons.model import TaughtLesson
from domain.people import Person
from domain.quizzes.model import PupilQuiz, Quiz, Said, Score
from domain.submissions.use_cases import open_handed_out
from domain.uow import UnitOfWork

HARDEST = 3  # questions that are named


@dataclass(frozen=True, slots=True)
class Hard:
    """A question that was answered, and not by everybody rightly."""

    number: int
    right: int
    answered: int


@dataclass(frozen=True, slots=True)
class QuizResults:
    """Of all whom the quiz is for, in the order of the class list."""

    taught: TaughtLesson
    item: SetHomework
    scores: tuple[Score, ...]
    hardest: tuple[Hard, ...]
    marked_in: int | None = None  # the due lesson, once its day has come

    @property
    def finished(self) -> int:
        return sum(each.answered >= self.item.quiz for each in self.scores)

    @property
    def begun(self) -> list[Score]:
        return [each for each in self.scores if each.answered]

    @property
    def absent(self) -> list[Person]:
        """Who has not begun."""
        return [each.pupil for each in self.scores if not each.answered]


async def quiz_results(
    uow: UnitOfWork, actor: Actor, lesson_id: int, homework_id: int
) -> QuizResults:
    """Who has answered and how; `Refused` "quiz_gone" where no quiz is set (any more)."""
    taught, item, school = await _open(uow, actor, lesson_id, homework_id)
    pupils = await uow.lessons.pupils(taught.lesson.section_id, item.due_date)
    said = await uow.quizzes.said(item.id)
    is_due = item.due_date <= school.today(uow.now)
    marked_in = item.due_lesson_id if is_due else None
    return QuizResults(taught, item, scores_of(pupils, said), hardest_of(said), marked_in)


async def quiz_questions(
    uow: UnitOfWork, actor: Actor, lesson_id: int, homework_id: int
) -> tuple[QuizResults, Quiz]:
    """The questions with how many answered each rightly."""
    taught, item, _school = await _open(uow, actor, lesson_id, homework_id)
    quiz = await uow.quizzes.of_homework(item.id)
    if quiz is None:
        raise Refused("quiz_gone")
    said = await uow.quizzes.said(item.id)
    return QuizResults(taught, item, (), hard_of(said)), quiz


async def pupil_quiz(
    uow: UnitOfWork, actor: Actor, lesson_id: int, homework_id: int, student_id: int
) -> PupilQuiz:
    """One pupil's answers; `Denied` for a pupil who is not in the section on the day it is due."""
    taught, item, _school = await _open(uow, actor, lesson_id, homework_id)
    quiz = await uow.quizzes.of_homework(item.id)
    if quiz is None:
        raise Refused("quiz_gone")
    pupils = await uow.lessons.pupils(taught.lesson.section_id, item.due_date)
    pupil = next((each for each in pupils if each.id == student_id), None)
    if pupil is None:
        raise Denied(Action.READ_SUBMISSIONS)
    return PupilQuiz(taught, pupil, quiz, await uow.quizzes.given(quiz.id, student_id))


def scores_of(pupils: Sequence[Person], said: Collection[Said]) -> tuple[Score, ...]:
    """Of the pupils whom it is for, as far as they have come."""
    only = {each.student_id for each in said if each.number == 0}
    answered = Counter(each.student_id for each in said if each.number)
    right = Counter(each.student_id for each in said if each.number and each.is_right)
    return tuple(
        Score(pupil, answered[pupil.id], right[pupil.id])
        for pupil in pupils
        if not only or pupil.id in only or answered[pupil.id]
    )


def hard_of(said: Collection[Said]) -> tuple[Hard, ...]:
    """Every question that was answered, in the order of the quiz."""
    answered = Counter(each.number for each in said if each.number)
    right = Counter(each.number for each in said if each.number and each.is_right)
    return tuple(Hard(number, right[number], answered[number]) for number in sorted(answered))


def hardest_of(said: Collection[Said]) -> tuple[Hard, ...]:
    """Those that the smallest share answered rightly; none that everybody did."""
    missed = [each for each in hard_of(said) if each.right < each.answered]
    return tuple(sorted(missed, key=lambda each: each.right / each.answered)[:HARDEST])


async def _open(
    uow: UnitOfWork, actor: Actor, lesson_id: int, homework_id: int
) -> tuple[TaughtLesson, SetHomework, School]:
    taught, item, school = await open_handed_out(uow, actor, lesson_id, homework_id)
    if not item.quiz:
        raise Refused("quiz_gone")
    return taught, item, school
