"""«Завтра 3-й урок, 7А: вы замещаете Орлову»: to the teachers whom a decision concerns."""

from datetime import date, datetime

from domain.people import Person
from domain.timetable.model import ChangedLesson
from domain.timetable.telling import TeachingNews
from handlers.lessons.callbacks import OpenLessons
from handlers.page import Block, Heading
from handlers.screen import Button, Screen
from handlers.words import _, clock, in_sentence, joined, n_, near_day_and, room, sentence


def teaching_screen(news: TeachingNews, now: datetime) -> Screen:
    """A line a lesson; of one alone the line is all."""
    today = news.school.today(now)
    lines = [sentence(_line(each, news, today)) for each in news.lessons]
    first = news.lessons[0].now.lesson.date
    keyboard = [[Button(_("My lessons"), OpenLessons.of(first))]]
    if len(lines) == 1:
        return Screen([Heading(lines[0]), *_note(news.lessons[0])], keyboard)
    count = n_(
        "Your timetable: {count} changed lesson",
        "Your timetable: {count} changed lessons",
        len(lines),
    )
    blocks: list[Block] = [Heading(count), *lines]
    return Screen(blocks, keyboard)


def _line(each: ChangedLesson, news: TeachingNews, today: date) -> str:
    lesson = each.now.lesson
    subject = in_sentence(joined(lesson.subject, lesson.group_name))
    what = joined(each.now.class_title or each.now.section_title, subject, by=" ")
    return _("{day}: lesson {number}, {what}: {change}").format(
        day=near_day_and(lesson.date, today),
        number=lesson.number,
        what=what,
        change=_change(each, news),
    )


def _change(each: ChangedLesson, news: TeachingNews) -> str:
    lesson = each.now.lesson
    where = room(lesson.location)
    if news.is_undone:
        return _undone(each, news)
    if lesson.is_cancelled:
        return _("cancelled")
    if lesson.teacher != news.person:
        if lesson.teacher is None:
            return _("is not yours now")
        return _given_by(lesson.teacher)
    if each.before.is_new:
        return joined(_("you give it in the place of another"), clock(lesson.starts_at), where)
    if each.old_teacher != news.person:
        return joined(_instead_of(each.old_teacher), clock(lesson.starts_at), where)
    return joined(_("is changed"), clock(lesson.starts_at), where)


def _undone(each: ChangedLesson, news: TeachingNews) -> str:
    """An earlier change may stand again: another teacher's lesson, or another room and time."""
    lesson, taken_back = each.now.lesson, _("the change was taken back")
    if lesson.is_as_usual or lesson.is_cancelled:
        return taken_back
    if lesson.teacher == news.person:
        return joined(taken_back, clock(lesson.starts_at), room(lesson.location))
    is_aside = lesson.is_substituted and each.now.usual_teacher == news.person
    if not is_aside or lesson.teacher is None:
        return taken_back
    return joined(taken_back, _given_by(lesson.teacher))


def _given_by(teacher: Person) -> str:
    return _("{teacher} gives it instead of you").format(teacher=teacher.short_name)


def _instead_of(person: Person | None) -> str:
    if person is None:
        return _("you give it")
    return _("you give it instead of {teacher}").format(teacher=person.short_name)


def _note(each: ChangedLesson) -> list[Block]:
    note = each.now.lesson.change_note
    return [note] if note else []
