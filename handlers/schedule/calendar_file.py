"""A timetable as a file: for calendars of phones and computers (RFC 5545)."""

from datetime import datetime

from domain.schedule.ics import Entry, WholeDay, ics
from domain.schedule.model import Lesson, StudentDays
from domain.timetable.model import OwnLessons, TimetableLesson
from handlers.schedule.screens import exam_words
from handlers.screen import File, Screen
from handlers.whose import whose
from handlers.words import _, joined


def calendar_of_pupil(days: StudentDays, now: datetime) -> Screen:
    """Subject, room, teacher, the days of exams; the message with the button stays."""
    entries = [
        Entry(each, _subject(each), each.teacher.short_name if each.teacher else "")
        for each in days.lessons
    ]
    name = whose(days.student)
    exams = [
        WholeDay(f"exam-{each.exam_id}", each.begins, exam_words(each))
        for each in days.notes
        if each.exam_id is not None
    ]
    return _screen(ics(entries, name, now, days.school.timezone, exams))


def calendar_of_teacher(own: OwnLessons, now: datetime) -> Screen:
    """Class and subject, room."""
    entries = [Entry(each.lesson, _class_subject(each)) for each in own.lessons]
    return _screen(ics(entries, _("My lessons"), now, own.school.timezone))


def _screen(text: str) -> Screen:
    caption = _(
        "Open it: the lessons of eight weeks go into your calendar. Changes need a new file."
    )
    return Screen(files=[File(_("timetable.ics"), text.encode(), caption)])


def _subject(lesson: Lesson) -> str:
    return joined(lesson.subject, lesson.group_name)


def _class_subject(taught: TimetableLesson) -> str:
    return joined(taught.class_title or taught.section_title, _subject(taught.lesson), by=" · ")
