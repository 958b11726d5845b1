"""What was recorded of a lesson besides attendance and marks, as the log says it."""

from domain.audit.trail_model import Line
from domain.schedule.model import LessonForm
from handlers.lesson_words import form_name
from handlers.words import _, c_, day_month, in_sentence, shorten

_TEXT = 80


def topic_words(line: Line) -> str:
    """«тема урока: алгебра, 24 ноября: Дроби», or the form in which it was held."""
    subject, day = in_sentence(line.subject), day_month(line.day) if line.day else ""
    if "form" in line.facts[1]:
        change = " → ".join(_form(each.get("form")) for each in line.facts)
        text = _("form of the lesson: {subject}, {day}: {change}")
    else:
        topics = [shorten(str(each["topic"]), _TEXT) for each in line.facts if each.get("topic")]
        change = " → ".join(topics)
        text = _("topic: {subject}, {day}: {change}")
    return text.format(subject=subject, day=day, change=change)


def none_words(line: Line) -> str:
    """«домашнее задание: алгебра, 24 ноября: не задано»."""
    change = (
        c_("audit", "nothing set") if line.facts[1].get("none") else c_("audit", "not said yet")
    )
    return _("homework: {subject}, {day}: {change}").format(
        subject=in_sentence(line.subject),
        day=day_month(line.day) if line.day else "",
        change=change,
    )


def _form(stored: object) -> str:
    known = [each for each in LessonForm if each == stored]
    return form_name(known[0]) if known else str(stored)
