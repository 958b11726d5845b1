"""What is set, in words: the text, and how many files are with it."""

from collections.abc import Sequence
from datetime import date

from domain.attachments.model import Attachment
from domain.homework.model import Homework
from handlers.file_words import as_sent
from handlers.homework.callbacks import OpenFiles
from handlers.quizzes.callbacks import OpenQuiz
from handlers.screen import MAX_BUTTON, Button, Kept
from handlers.words import _, c_, day_month, in_sentence, n_, sentence, shorten


def with_files(text: str, files: int, quiz: int = 0) -> str:
    """«№ 112 (2 файла)»; «2 файла» where that is all; «Тест: 5 вопросов» on a line of its own."""
    lines = [text] if text else []
    if files:
        count = n_("{count} file", "{count} files", files)
        lines = [f"{text} ({count})" if text else sentence(count)]
    if quiz:
        lines.append(quiz_words(quiz))
    return "\n".join(lines)


def quiz_words(size: int) -> str:
    """«Тест: 5 вопросов»."""
    return n_("Quiz: {count} question", "Quiz: {count} questions", size)


def to_send(files: Sequence[Attachment], subject: str, due: date) -> list[Kept]:
    """The files as they leave: each says what it belongs to, as it may be sent on."""
    caption = _("{subject}, homework for {day}").format(subject=subject, day=day_month(due))
    gone = _("{file}: it is not to be had here. Ask the teacher for it.")
    return as_sent(files, caption, gone)


def files_buttons(student_id: int, homework: Sequence[Homework]) -> list[Button]:
    """One for each that has any; among several it says whose they are."""
    found = [each for each in homework if each.files]
    if len(found) == 1:
        return [Button(_("Files"), OpenFiles(student_id=student_id, homework_id=found[0].id))]
    return [
        Button(
            shorten(_("Files: {subject}").format(subject=in_sentence(each.subject)), MAX_BUTTON),
            OpenFiles(student_id=student_id, homework_id=each.id),
        )
        for each in found
    ]


def quiz_buttons(student_id: int, homework: Sequence[Homework]) -> list[Button]:
    """The same of quizzes."""
    found = [each for each in homework if each.quiz]
    if len(found) == 1:
        to = OpenQuiz(student_id=student_id, homework_id=found[0].id)
        return [Button(c_("button", "Quiz"), to)]
    return [
        Button(
            shorten(_("Quiz: {subject}").format(subject=in_sentence(each.subject)), MAX_BUTTON),
            OpenQuiz(student_id=student_id, homework_id=each.id),
        )
        for each in found
    ]
