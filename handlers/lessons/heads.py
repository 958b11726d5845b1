"""The head of every screen about one lesson, and the way back to it."""

from domain.homework.model import SetHomework
from domain.lessons.model import TaughtLesson
from handlers.homework.words import with_files
from handlers.lesson_words import unusual_form
from handlers.lessons.callbacks import OpenLesson
from handlers.page import Block, Heading
from handlers.screen import Button
from handlers.words import _, clock, joined, n_, room, short_weekday_date


def title_of(taught: TaughtLesson) -> str:
    """«Английский язык, гр. 1 · 7А»."""
    subject = joined(taught.lesson.subject, taught.lesson.group_name)
    return joined(subject, taught.class_title, by=" · ")


def lesson_lines(taught: TaughtLesson) -> list[Block]:
    """The head of every screen about one lesson: what, when, where."""
    lesson = taught.lesson
    when = _("{day}, lesson {number}, {starts}–{ends}").format(
        day=short_weekday_date(lesson.date),
        number=lesson.number,
        starts=clock(lesson.starts_at),
        ends=clock(lesson.ends_at),
    )
    return [Heading(title_of(taught)), joined(when, room(lesson.location), sign(taught))]


def sign(taught: TaughtLesson) -> str:
    """«⇄ замена, дистанционно»; nothing for a usual lesson."""
    lesson = taught.lesson
    substitution = _("⇄ substitution") if lesson.is_substituted else ""
    return joined(substitution, unusual_form(lesson.form))


def homework_line(item: SetHomework) -> str:
    """«К чт, 26 ноября: № 112, 115 (2 файла)»."""
    text = with_files(item.text, item.files, item.quiz)
    if item.for_some:
        text += " · " + n_("for {count} pupil", "for {count} pupils", item.for_some)
    if item.minutes:
        text += " · " + n_("{count} min", "{count} min", item.minutes)
    return _("For {day}: {text}").format(day=short_weekday_date(item.due_date), text=text)


def back_to_lesson(lesson_id: int) -> list[Button]:
    """The last row of every screen about a part of a lesson."""
    return [Button(_("‹ Lesson"), OpenLesson(lesson_id=lesson_id))]
