"""Reading a quiz that was typed in one message (R061).

A question begins with a line without a sign; its answers stand below, each on a line of its own,
the right ones behind «+», the others behind «-». Empty lines part questions and may be left out
where a sign says it. What cannot be read is said with the number of its line, all of it at once.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.quizzes.model import (
    ANSWER_LENGTH,
    LEAST_ANSWERS,
    MOST_ANSWERS,
    MOST_QUESTIONS,
    QUESTION_LENGTH,
    Answer,
    Question,
    Questions,
)
from domain.typed import clean

_WRONG = "-–—−"
_PATCH = re.compile(r"(\d{1,4})\s*:(?!\d)(.*)")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in this line of the text, from 1 on; `length` of what is too long."""

    line: int
    code: str
    text: str
    length: int = 0


@dataclass(frozen=True, slots=True)
class Typed:
    """What was understood; it can be set only where nothing is wrong."""

    questions: Questions
    faults: tuple[Fault, ...]


@dataclass
class _Question:
    line: int
    lines: list[str]
    answers: list[tuple[int, Answer]] = field(default_factory=list)
    is_over: bool = False  # an empty line came, or an answer

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def read_quiz(typed: str) -> Typed:
    """Questions and faults, in the order of the lines."""
    found: list[_Question] = []
    faults: list[Fault] = []
    for line, text in enumerate(lines_of(typed), start=1):
        last = found[-1] if found else None
        if not text:
            if last is not None:
                last.is_over = True
        elif text[0] == "+" or text[0] in _WRONG:
            answer = Answer(text[1:].strip(), text[0] == "+")
            if last is None:
                faults.append(Fault(line, "answer_first", text))
            else:
                last.answers.append((line, answer))
                last.is_over = True
        elif last is None or last.is_over:
            found.append(_Question(line, [_unnumbered(text, len(found) + 1)]))
        else:
            last.lines.append(text)
    for at, question in enumerate(found):
        faults += _faults(question)
        if at == MOST_QUESTIONS:
            faults.append(Fault(question.line, "many_questions", question.text))
    made = (Question(each.text, tuple(one for _line, one in each.answers)) for each in found)
    return Typed(tuple(made), tuple(sorted(faults, key=lambda each: each.line)))


def lines_of(typed: str) -> list[str]:
    """As they are counted: from the first that says anything."""
    return [line.strip() for line in clean(typed).split("\n")]


def patched(draft: str, typed: str) -> str | None:
    """The draft with other words in some of its lines: «7: + Париж»; None for any other text.

    More lines may follow the first; a number with nothing behind it takes the line away.
    """
    lines: list[list[str]] = [[line] for line in lines_of(draft)]
    at: int | None = None
    for line in lines_of(typed):
        named = _PATCH.fullmatch(line)
        if named is not None and 1 <= int(named[1]) <= len(lines):
            at = int(named[1]) - 1
            said = named[2].strip()
            lines[at] = [said] if said else []
        elif at is None:
            return None
        else:
            lines[at].append(line)
    return "\n".join(line for each in lines for line in each)


def _unnumbered(text: str, number: int) -> str:
    """«2. Столица?» as the second question: the screens count by themselves."""
    for head in (f"{number}. ", f"{number}) "):
        if text.startswith(head):
            return text.removeprefix(head).strip()
    return text


def _faults(question: _Question) -> list[Fault]:
    def at_question(code: str, length: int = 0) -> Fault:
        return Fault(question.line, code, question.text, length)

    found = []
    if len(question.text) > QUESTION_LENGTH:
        found.append(at_question("long_question", len(question.text)))
    if not question.answers:
        return [*found, at_question("no_answers")]
    if len(question.answers) < LEAST_ANSWERS:
        found.append(at_question("few_answers"))
    if not any(answer.is_right for _line, answer in question.answers):
        found.append(at_question("no_right_answer"))
    return [*found, *_faults_of_answers(question.answers)]


def _faults_of_answers(answers: Sequence[tuple[int, Answer]]) -> list[Fault]:
    found = []
    seen: set[str] = set()
    for place, (line, answer) in enumerate(answers):
        if not answer.text:
            found.append(Fault(line, "empty_answer", ""))
        elif answer.text in seen:
            found.append(Fault(line, "same_answer", answer.text))
        if len(answer.text) > ANSWER_LENGTH:
            found.append(Fault(line, "long_answer", answer.text, len(answer.text)))
        if place == MOST_ANSWERS:
            found.append(Fault(line, "many_answers", answer.text))
        seen.add(answer.text)
    return found
