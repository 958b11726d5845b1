"""The form of a lesson, and whether anything is set in it, on the teacher's screens."""

from domain.lessons.model import TaughtLesson
from domain.schedule.model import LessonForm
from handlers.lesson_words import form_name
from handlers.lessons.heads import back_to_lesson, lesson_lines
from handlers.lessons.record_callbacks import OpenForm, SayNoHomework, SetForm
from handlers.page import bold
from handlers.screen import Button, Screen, Style, in_columns
from handlers.words import _, sentence


def form_screen(taught: TaughtLesson) -> Screen:
    """The three forms; the one it has is marked."""
    now = taught.lesson.form
    blocks = [
        *lesson_lines(taught),
        bold(_("How is the lesson held? Families see it beside the lesson.")),
        _("Remote: present is whoever is in the call. By tasks: whoever hands them in."),
    ]
    buttons = [
        Button(
            sentence(form_name(each)) + (" ✓" if each is now else ""),
            SetForm(lesson_id=taught.id, form=each),
            Style.PRIMARY if each is now else None,
        )
        for each in LessonForm
    ]
    return Screen(blocks, [*in_columns(buttons, 1), back_to_lesson(taught.id)])


def form_button(taught: TaughtLesson) -> Button:
    """«Форма: очно»."""
    return Button(
        _("Form: {form}").format(form=form_name(taught.lesson.form)), OpenForm(lesson_id=taught.id)
    )


def none_button(taught: TaughtLesson) -> Button:
    """«Не задано», and the same with ✓ to take it back."""
    text = _("Nothing set")
    is_said = taught.says_no_homework
    return Button(
        f"{text} ✓" if is_said else text,
        SayNoHomework(lesson_id=taught.id, is_none=not is_said),
        Style.PRIMARY if is_said else None,
    )
