"""A pupil answers a quiz, and the family reads how it went (R061).

An answer is in the pupil's diary and no journal entry (conflict C5): a mark for it is the
teacher's own act. Each question is answered once, until the lesson it is due at begins. What was
wrong is said after the last answer; what would have been right only when nobody answers any more.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.calendar import School
from domain.diary import open_diary, target_of
from domain.errors import Denied, NotFound, Refused
from domain.homework.model import Homework
from domain.people import Student
from domain.quizzes.model import Given, OwnQuiz, Quiz
from domain.uow import UnitOfWork


def closes_at(due: Homework, school: School) -> datetime:
    """When the due lesson begins; the beginning of the day where no lesson is known."""
    midnight = datetime.combine(due.due_date, datetime.min.time(), school.timezone)
    return midnight + timedelta(minutes=due.due_starts or 0)


async def open_quiz(uow: UnitOfWork, actor: Actor, student_id: int, homework_id: int) -> OwnQuiz:
    """The quiz of a homework as this pupil has it.

    `Refused` "quiz_gone" where there is none for this pupil (any more).
    """
    student, school = await _open(uow, actor, student_id, Action.READ_QUIZ)
    homework = await _homework(uow, student, homework_id)
    quiz = await uow.quizzes.of_homework(homework.id)
    if quiz is None:
        raise Refused("quiz_gone")
    return await _own(uow, actor, (student, school), homework, quiz)


async def answer_question(
    uow: UnitOfWork,
    actor: Actor,
    student_id: int,
    quiz_id: int,
    number: int,
    chosen: Collection[int],
) -> OwnQuiz:
    """This is the pupil's answer from now on; one that is there already stays.

    `Refused` "quiz_gone" for one that was taken back or is not this pupil's, "quiz_closed" once
    the lesson has begun, "nothing_chosen" for an answer of nothing.
    """
    student, school = await _open(uow, actor, student_id, Action.ANSWER_QUIZ)
    quiz = await uow.quizzes.hold(quiz_id)
    if quiz is None:
        raise Refused("quiz_gone")
    homework = await _homework(uow, student, quiz.homework_id)
    own = await _own(uow, actor, (student, school), homework, quiz)
    if number in own.given:
        return own
    if own.is_closed:
        raise Refused("quiz_closed")
    given = _given(quiz, number, chosen)
    if await uow.quizzes.answer(quiz.id, student.id, given):
        hat = next(each for each in actor.current_first if each.person.id == student.id)
        uow.audit.note(
            actor,
            hat,
            Action.ANSWER_QUIZ,
            Thing(ThingKind.QUIZ, quiz.id),
            about=student.id,
            after={"question": number},
        )
    return await _own(uow, actor, (student, school), homework, quiz)


def _given(quiz: Quiz, number: int, chosen: Collection[int]) -> Given:
    """`Denied` for what no button of the quiz says."""
    if not 1 <= number <= quiz.size:
        raise Denied(Action.ANSWER_QUIZ)
    question = quiz.questions[number - 1]
    if not chosen:
        raise Refused("nothing_chosen")
    if not frozenset(chosen) <= frozenset(range(len(question.answers))):
        raise Denied(Action.ANSWER_QUIZ)
    return Given(number, frozenset(chosen), question.is_right(chosen))


async def _open(
    uow: UnitOfWork, actor: Actor, student_id: int, action: Action
) -> tuple[Student, School]:
    student, school = await open_diary(uow, actor, student_id, action)
    if not school.policy.has_homework(student.grade_level):
        raise Refused("grade_without_homework", grade=student.grade_level)
    return student, school


async def _homework(uow: UnitOfWork, student: Student, homework_id: int) -> Homework:
    """`Refused` "quiz_gone": withdrawn, for others, or of a class that the pupil has left."""
    try:
        return await uow.homework.of_student(student.id, homework_id)
    except NotFound:
        raise Refused("quiz_gone") from None


async def _own(
    uow: UnitOfWork, actor: Actor, of: tuple[Student, School], homework: Homework, quiz: Quiz
) -> OwnQuiz:
    student, school = of
    closes = closes_at(homework, school)
    return OwnQuiz(
        student,
        homework,
        quiz,
        await uow.quizzes.given(quiz.id, student.id),
        closes,
        uow.now >= closes,
        actor.may(Action.ANSWER_QUIZ, target_of(student, school)),
    )
