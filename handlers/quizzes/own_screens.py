"""A quiz in a pupil's diary: a question a screen, and how it went."""

from domain.quizzes.model import OwnQuiz, Question
from handlers.homework.callbacks import OpenHomeworkDay
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import paged
from handlers.quizzes.callbacks import AnswerQuestion, OpenQuiz, PickAnswers
from handlers.quizzes.words import (
    QUESTIONS_ON_PAGE,
    all_answered,
    numbered,
    question_size,
    score_words,
)
from handlers.screen import MAX_BUTTON, Button, Keyboard, Screen, Style, in_columns
from handlers.whose import whose
from handlers.words import _, clock, day_month, short_weekday_date


def quiz_screen(own: OwnQuiz, page: int = 0) -> Screen:
    """The next question to the pupil as long as there is one; else how it went."""
    number = own.next_number
    if own.is_own and number is not None and not own.is_closed:
        return question_screen(own, number, 0)
    return outcome_screen(own, page)


def question_screen(own: OwnQuiz, number: int, picked: int) -> Screen:
    """One question; a tap answers it where one answer is right, else «Ответить» does."""
    question = own.quiz.questions[number - 1]
    title = _("{subject} · question {number} of {size}").format(
        subject=own.homework.subject, number=number, size=own.quiz.size
    )
    is_short = all(len(each.text) <= MAX_BUTTON for each in question.answers)
    blocks: list[Block] = [Heading(title), bold(question.text)]
    if not is_short:
        blocks += ["", *(f"{n}. {each.text}" for n, each in enumerate(question.answers, start=1))]
    if question.is_single:
        blocks += ["", _("One answer is right. An answer stays as it is given.")]
    else:
        blocks += ["", _("Several answers are right: tick all of them, then “Answer”.")]
    blocks.append(
        Footer(_("Until {moment}. You may stop and go on later.").format(moment=_moment(own)))
    )
    rows = _answers(own, number, question, picked, is_short=is_short)
    return Screen(blocks, [*rows, [_back(own)]])


def _answers(
    own: OwnQuiz, number: int, question: Question, picked: int, *, is_short: bool
) -> Keyboard:
    buttons = []
    for at, answer in enumerate(question.answers):
        text = answer.text if is_short else str(at + 1)
        if question.is_single:
            buttons.append(Button(text, _giving(own, number, 1 << at)))
            continue
        is_picked = bool(picked >> at & 1)
        to = PickAnswers(
            student_id=own.student.id,
            homework_id=own.homework.id,
            number=number,
            picked=picked ^ (1 << at),
        )
        sign = "☑" if is_picked else "☐"
        buttons.append(Button(f"{sign} {text}", to, Style.SUCCESS if is_picked else None))
    rows = in_columns(buttons, 2 if is_short else 3)
    if picked and not question.is_single:
        rows.append([Button(_("Answer"), _giving(own, number, picked), Style.PRIMARY)])
    return rows


def _giving(own: OwnQuiz, number: int, picked: int) -> AnswerQuestion:
    return AnswerQuestion(
        student_id=own.student.id, quiz_id=own.quiz.id, number=number, picked=picked
    )


def outcome_screen(own: OwnQuiz, page: int) -> Screen:
    """What was right; what would have been is said when nobody answers any more."""
    blocks: list[Block] = [
        Heading(
            _("{whose} · {subject}, quiz").format(
                whose=whose(own.student), subject=own.homework.subject
            )
        )
    ]
    if not own.is_over:
        blocks.append(
            _(
                "Answered so far: {answered} of {size}. How it went is seen after the last answer,"
                " or from {moment} on."
            ).format(answered=len(own.given), size=own.quiz.size, moment=_since(own))
        )
        return Screen(blocks, [[_back(own)]])
    blocks.append(bold(score_words(own.right, own.quiz.size)))
    if not own.is_closed:
        blocks.append(
            Footer(_("The right answers are shown from {moment} on.").format(moment=_since(own)))
        )
    shown = paged(
        numbered(own.quiz.questions),
        page,
        at_most=QUESTIONS_ON_PAGE,
        size=lambda each: question_size(each[1]),
    )
    blocks += all_answered(shown.items, own.given, tells_right=own.is_closed)
    if shown.title:
        blocks += ["", Footer(shown.title)]
    place = {"student_id": own.student.id, "homework_id": own.homework.id}
    pages = shown.buttons(lambda to: OpenQuiz(**place, page=to))
    return Screen(blocks, [*in_columns(pages, 2), [_back(own)]])


def _moment(own: OwnQuiz) -> str:
    """«чт, 26 ноября, 8:30»."""
    closes = own.closes_at
    return f"{short_weekday_date(closes)}, {clock(closes)}"


def _since(own: OwnQuiz) -> str:
    """«25 ноября, 8:30»: no day of the week stands well behind «с»."""
    return f"{day_month(own.closes_at)}, {clock(own.closes_at)}"


def _back(own: OwnQuiz) -> Button:
    return Button(_("‹ Homework"), OpenHomeworkDay.of(own.student.id, own.homework.due_date))
