"""Questions and answers in words, for whoever reads them."""

from collections.abc import Collection, Mapping, Sequence

from domain.quizzes.model import Given, Question
from handlers.page import Block, bold
from handlers.paging import length
from handlers.words import _, joined

QUESTIONS_ON_PAGE = 10
_BESIDE = 60  # characters of a question beside its words


def question_size(question: Question) -> int:
    """As `paged` counts, at the most: what was answered and what was right may be all answers."""
    answers = length(*(f"{each.text}; " for each in question.answers))
    return length(question.text) + 2 * answers + _BESIDE


def with_answers(number: int, question: Question) -> list[Block]:
    """The question with all its answers, the right ones ticked."""
    answers = [f"✓ {each.text}" if each.is_right else f"– {each.text}" for each in question.answers]
    return ["", bold(f"{number}. {question.text}"), *answers]


def as_answered(
    number: int, question: Question, given: Given | None, *, tells_right: bool
) -> list[Block]:
    """The question, what was answered to it, and what would have been right."""
    is_right = given is not None and given.is_right
    blocks: list[Block] = ["", bold(f"{'✓' if is_right else '✕'} {number}. {question.text}")]
    if given is None:
        blocks.append(_("No answer"))
    else:
        said = texts_of(question, given.chosen)
        blocks.append(said if is_right else _("Answered: {answer}").format(answer=said))
    if tells_right and not is_right:
        blocks.append(_("Right: {answer}").format(answer=texts_of(question, question.right)))
    return blocks


def all_answered(
    shown: Sequence[tuple[int, Question]], given: Mapping[int, Given], *, tells_right: bool
) -> list[Block]:
    """A page of them."""
    return [
        block
        for number, question in shown
        for block in as_answered(number, question, given.get(number), tells_right=tells_right)
    ]


def numbered(questions: Sequence[Question]) -> list[tuple[int, Question]]:
    return list(enumerate(questions, start=1))


def texts_of(question: Question, places: Collection[int]) -> str:
    """«Париж; Лион»."""
    return joined(*(question.answers[at].text for at in sorted(places)), by="; ")


def score_words(right: int, size: int) -> str:
    """«Верно 4 из 5»."""
    return _("Right: {right} of {size}").format(right=right, size=size)
