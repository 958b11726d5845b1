"""How a quiz went, for the teacher: who, what, and one pupil's answers."""

from domain.quizzes.model import PupilQuiz, Quiz, Score
from domain.quizzes.results import Hard, QuizResults
from handlers.labels import labels
from handlers.lessons.callbacks import OpenHomework
from handlers.lessons.heads import homework_line, lesson_lines
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import paged
from handlers.quizzes.callbacks import (
    AskQuiz,
    OpenPupilQuiz,
    OpenQuizMarks,
    OpenQuizQuestions,
    OpenQuizResults,
)
from handlers.quizzes.words import (
    QUESTIONS_ON_PAGE,
    all_answered,
    numbered,
    question_size,
    score_words,
    with_answers,
)
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.words import _, day_month, shorten


def results_screen(found: QuizResults) -> Screen:
    """A button for each who has begun; those who have not are named."""
    place = {"lesson_id": found.taught.id, "homework_id": found.item.id}
    names = labels([each.pupil for each in found.scores])
    blocks: list[Block] = [*lesson_lines(found.taught), homework_line(found.item)]
    if found.begun:
        blocks.append(
            bold(
                _("Finished: {finished} of {pupils}").format(
                    finished=found.finished, pupils=len(found.scores)
                )
            )
        )
    else:
        blocks.append(_("Nobody has answered yet."))
    if found.begun and found.absent:
        rest = ", ".join(names[each.id] for each in found.absent)
        blocks.append(_("Not begun: {names}").format(names=rest))
    blocks += [_hard_line(each) for each in found.hardest]
    buttons = [
        Button(
            _scored(names[each.pupil.id], each, found.item.quiz),
            OpenPupilQuiz(**place, student_id=each.pupil.id),
        )
        for each in found.begun
    ]
    rows = in_columns(buttons, 3)
    if found.begun and found.marked_in is not None:
        to = OpenQuizMarks(lesson_id=found.marked_in, homework_id=found.item.id)
        rows.append([Button(_("Set the marks"), to, Style.PRIMARY)])
    elif found.begun:
        day = day_month(found.item.due_date)
        blocks.append(Footer(_("Marks for it are set in the lesson of {day}.").format(day=day)))
    rows.append([Button(_("Questions"), OpenQuizQuestions(**place))])
    if not found.begun:
        rows.append([Button(_("Another quiz"), AskQuiz(**place))])
    return Screen(blocks, [*rows, [Button(_("‹ Back"), OpenHomework(**place))]])


def _hard_line(hard: Hard) -> str:
    return _("Hard: question {number}, right {right} of {answered}").format(
        number=hard.number, right=hard.right, answered=hard.answered
    )


def _scored(name: str, score: Score, size: int) -> str:
    """«Белова 4/5»; «Белова … 2/5» who has not come to the end."""
    sign = "" if score.answered >= size else "… "
    value = f" {sign}{score.right}/{size}"
    return shorten(name, MAX_BUTTON - len(value)) + value


def questions_screen(found: QuizResults, quiz: Quiz, page: int) -> Screen:
    """The whole quiz, with how many answered each question rightly."""
    place = {"lesson_id": found.taught.id, "homework_id": found.item.id}
    blocks: list[Block] = [*lesson_lines(found.taught), homework_line(found.item)]
    shares = {each.number: each for each in found.hardest}
    shown = paged(
        numbered(quiz.questions),
        page,
        at_most=QUESTIONS_ON_PAGE,
        size=lambda each: question_size(each[1]),
    )
    for number, question in shown.items:
        blocks += with_answers(number, question)
        if hard := shares.get(number):
            blocks.append(Footer(score_words(hard.right, hard.answered)))
    if shown.title:
        blocks += ["", Footer(shown.title)]
    pages = shown.buttons(lambda to: OpenQuizQuestions(**place, page=to))
    return Screen(blocks, [*in_columns(pages, 2), [Button(_("‹ Back"), OpenQuizResults(**place))]])


def pupil_quiz_screen(found: PupilQuiz, page: int) -> Screen:
    """One pupil's answers beside the right ones."""
    place = {"lesson_id": found.taught.id, "homework_id": found.quiz.homework_id}
    blocks: list[Block] = [Heading(found.pupil.list_name), *lesson_lines(found.taught)[1:]]
    blocks.append(bold(score_words(found.right, found.quiz.size)))
    shown = paged(
        numbered(found.quiz.questions),
        page,
        at_most=QUESTIONS_ON_PAGE,
        size=lambda each: question_size(each[1]),
    )
    blocks += all_answered(shown.items, found.given, tells_right=True)
    if shown.title:
        blocks += ["", Footer(shown.title)]
    pages = shown.buttons(lambda to: OpenPupilQuiz(**place, student_id=found.pupil.id, page=to))
    back = Button(_("‹ Back"), OpenQuizResults(**place))
    return Screen(blocks, [*in_columns(pages, 2), [back]])
