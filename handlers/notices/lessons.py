"""«Аня, завтра 3-й урок отменён: физика» (R067)."""

from datetime import date

from domain.notices.facts import ChildNews, LessonFact
from domain.schedule.model import Lesson
from handlers.notices.child import MAX_LINES, Telling, facts_of, name_of
from handlers.page import Block, Heading
from handlers.schedule.callbacks import OpenDay
from handlers.screen import Button
from handlers.words import _, clock, in_sentence, joined, n_, near_day_and, room, sentence


def blocks(child: ChildNews, today: date) -> list[Block]:
    lessons = _lessons(child)
    if len(lessons) == 1:
        return _one(child, lessons[0], today)
    count = n_("{count} changed lesson", "{count} changed lessons", len(lessons))
    heading = Heading(_("{child}: {news}").format(child=name_of(child), news=count))
    if len(lessons) > MAX_LINES:
        return [heading]
    return [heading, *(_line(lesson, today) for lesson in lessons)]


def buttons(child: ChildNews) -> list[Button]:
    first = _lessons(child)[0].date
    return [Button(_("Timetable"), OpenDay.of(child.student.id, first))]


def _lessons(child: ChildNews) -> list[Lesson]:
    lessons = [fact.lesson for fact in facts_of(child, LessonFact)]
    return sorted(lessons, key=lambda lesson: (lesson.date, lesson.number))


def _one(child: ChildNews, lesson: Lesson, today: date) -> list[Block]:
    first = _("{child}, {day}: lesson {number} {change}").format(
        child=name_of(child),
        day=near_day_and(lesson.date, today),
        number=lesson.number,
        change=_change(lesson),
    )
    return [Heading(first), *_details(lesson)]


def _line(lesson: Lesson, today: date) -> str:
    line = _("{day}: lesson {number} {change}").format(
        day=near_day_and(lesson.date, today), number=lesson.number, change=_change(lesson)
    )
    return sentence(line)


def _change(lesson: Lesson) -> str:
    """What comes after «3-й урок»."""
    subject = in_sentence(lesson.subject)
    if lesson.is_cancelled:
        return _("is cancelled, {subject}").format(subject=subject)
    if lesson.replaces_subject:
        usual = in_sentence(lesson.replaces_subject)
        return _("will be {subject}, not {usual}").format(subject=subject, usual=usual)
    if lesson.is_substituted and lesson.teacher:
        return _("{subject} is taught by {teacher}").format(
            subject=subject, teacher=lesson.teacher.short_name
        )
    return _("is changed, {subject}").format(subject=subject)


def _details(lesson: Lesson) -> list[Block]:
    """When, where, with whom; nothing of a lesson that will not be."""
    teacher = lesson.teacher.short_name if lesson.teacher else ""
    place = room(lesson.location) if lesson.location else ""
    when = joined(clock(lesson.starts_at), place, teacher)
    return [*([] if lesson.is_cancelled else [when]), *filter(None, [lesson.change_note])]


TELLING = Telling(blocks, buttons)
