"""Making a quiz: how it is typed, what is wrong with it, and how it will be."""

from collections.abc import Callable, Mapping

from domain.homework.desk import HomeworkDesk, due_of
from domain.homework.model import SetHomework
from domain.quizzes.model import (
    ANSWER_LENGTH,
    MOST_ANSWERS,
    MOST_QUESTIONS,
    QUESTION_LENGTH,
)
from domain.quizzes.reading import Fault
from domain.quizzes.setting import Preview
from handlers.homework.words import quiz_words
from handlers.lessons.callbacks import OpenHomework
from handlers.lessons.heads import homework_line, lesson_lines
from handlers.page import Block, Footer, bold
from handlers.paging import paged
from handlers.quizzes.callbacks import DropQuiz, PreviewQuiz, SetQuiz
from handlers.quizzes.words import QUESTIONS_ON_PAGE, numbered, question_size, with_answers
from handlers.screen import Button, Screen, Style, in_columns
from handlers.words import _, n_, short_weekday_date, shorten

FAULTS_SHOWN = 12
_MAX_LINE = 40  # characters of the line that is named


def ask_quiz_screen(
    desk: HomeworkDesk, item: SetHomework | None, due_lesson_id: int = 0, *, for_some: int = 0
) -> Screen:
    """How a quiz is typed, with an example to go by."""
    blocks: list[Block] = [*lesson_lines(desk.taught)]
    if item is not None:
        blocks.append(homework_line(item))
    blocks += [
        bold(_("Type the whole quiz in one message.")),
        _(
            "A question, and below it from 2 to 6 answers, each on a line of its own: “+” before"
            " the right ones, “-” before the others. An empty line, and the next question."
        ),
        "",
        *_example(),
        "",
    ]
    if item is not None and item.quiz:
        blocks.append(_("It takes the place of the quiz that is set, until a pupil has begun."))
    elif item is None:
        blocks.append(_due_line(desk, due_lesson_id))
    if for_some:
        blocks.append(n_("For {count} pupil", "For {count} pupils", for_some))
    blocks.append(Footer(_("You will see it before it is set.")))
    return Screen(blocks, [[_back(desk, item)]])


def _example() -> list[Block]:
    return [
        _("What is the capital of France?"),
        _("+ Paris"),
        _("- Lyon"),
        "",
        _("Which numbers are even?"),
        "+ 2",
        "- 3",
        "+ 4",
    ]


def preview_screen(found: Preview, page: int = 0) -> Screen:
    """As it will be, the right answers ticked; or what is to be put right first."""
    if found.typed.faults:
        return faults_screen(found)
    questions = found.typed.questions
    blocks: list[Block] = [*lesson_lines(found.desk.taught), bold(quiz_words(len(questions)))]
    blocks += _whereto(found)
    shown = paged(
        numbered(questions),
        page,
        at_most=QUESTIONS_ON_PAGE,
        size=lambda each: question_size(each[1]),
    )
    for number, question in shown.items:
        blocks += with_answers(number, question)
    blocks.append("")
    if shown.title:
        blocks.append(Footer(shown.title))
    blocks.append(Footer(_("To change it, send the whole text again.")))
    place = {"lesson_id": found.desk.taught.id, "homework_id": found.draft.homework_id}
    pages = shown.buttons(lambda to: PreviewQuiz(**place, page=to))
    rows = [[Button(_("Set the quiz"), SetQuiz(**place, check=found.check), Style.PRIMARY)]]
    rows += in_columns(pages, 2)
    return Screen(blocks, [*rows, [_drop(found)], [_back(found.desk, found.item)]])


def _whereto(found: Preview) -> list[Block]:
    """Which day it is due and for whom."""
    if found.item is not None:
        lines: list[Block] = [homework_line(found.item)]
        if found.item.quiz:
            lines.append(_("It takes the place of the quiz that is set."))
        return lines
    lines = [_due_line(found.desk, found.draft.due_lesson_id)]
    if some := len(found.draft.student_ids):
        lines.append(n_("For {count} pupil", "For {count} pupils", some))
    return lines


def _due_line(desk: HomeworkDesk, due_lesson_id: int) -> str:
    """The chosen lesson's day as long as it is offered, else the next one's."""
    _due, day = due_of(desk, due_lesson_id if desk.due_lesson(due_lesson_id) else 0)
    return _("It is due on {day}.").format(day=short_weekday_date(day))


def faults_screen(found: Preview) -> Screen:
    """Every fault with its line and what to write instead; the text stays."""
    faults = found.typed.faults
    blocks: list[Block] = [
        *lesson_lines(found.desk.taught),
        bold(n_("{count} thing to put right", "{count} things to put right", len(faults))),
    ]
    blocks += [_fault_line(each) for each in faults[:FAULTS_SHOWN]]
    more = len(faults) - FAULTS_SHOWN
    if more > 0:
        blocks.append(n_("and {count} more", "and {count} more", more))
    blocks += [
        "",
        _(
            "Your text is kept. Send the line that is wrong with its number, like"
            " “{line}: + Paris”, or the whole text again."
        ).format(line=faults[0].line),
    ]
    return Screen(blocks, [[_drop(found)], [_back(found.desk, found.item)]])


def _fault_line(fault: Fault) -> str:
    """«Строка 5, «Столица?»: нет верного ответа…»."""
    words = _FAULTS[fault.code]().format(length=fault.length)
    text = shorten(" ".join(fault.text.split()), _MAX_LINE)
    if not text:
        return _("Line {line}: {what}").format(line=fault.line, what=words)
    return _("Line {line}, “{text}”: {what}").format(line=fault.line, text=text, what=words)


def _drop(found: Preview) -> Button:
    place = {"lesson_id": found.desk.taught.id, "homework_id": found.draft.homework_id}
    return Button(_("Begin anew"), DropQuiz(**place))


def _back(desk: HomeworkDesk, item: SetHomework | None) -> Button:
    to = OpenHomework(lesson_id=desk.taught.id, homework_id=item.id if item else 0)
    return Button(_("‹ Back"), to)


_FAULTS: Mapping[str, Callable[[], str]] = {
    "answer_first": lambda: _("an answer without a question. Type the question above it."),
    "no_answers": lambda: _(
        "a question without answers. Type them below it, “+” or “-” first; if it goes on with the"
        " line above, put both on one line."
    ),
    "few_answers": lambda: _("one answer only. Add another one below it, with “-” or “+”."),
    "no_right_answer": lambda: _("no right answer. Type “+” before the right one."),
    "empty_answer": lambda: _("nothing behind the sign. Type the answer, or remove the line."),
    "same_answer": lambda: _("the same answer is there already. Type another, or remove the line."),
    "long_question": lambda: _(
        "{length} characters, and a question may have {limit}. Shorten it."
    ).replace("{limit}", str(QUESTION_LENGTH)),
    "long_answer": lambda: _(
        "{length} characters, and an answer may have {limit}. Shorten it."
    ).replace("{limit}", str(ANSWER_LENGTH)),
    "many_answers": lambda: _("more than {most} answers. Remove this line.").replace(
        "{most}", str(MOST_ANSWERS)
    ),
    "many_questions": lambda: _(
        "more than {most} questions. Set those from here on as a second quiz."
    ).replace("{most}", str(MOST_QUESTIONS)),
}
