"""Where a pupil is: calls that wait for nobody."""

from datetime import date, datetime

from domain.absences.model import Call, PresenceNews
from domain.schedule.model import clock_time
from handlers.absences.words import announced_line
from handlers.attendance.callbacks import OpenAttendance
from handlers.page import Block, Heading
from handlers.screen import Button, Screen
from handlers.words import _, clock, in_sentence, joined, near_day


def presence_screen(news: PresenceNews, now: datetime) -> Screen:
    """Who it is about, what is known, and a way to the attendance."""
    call = news.call
    today = call.school.today(now)
    heading = _("{child} is at lesson {number}, though announced as absent: {lesson}")
    blocks: list[Block] = [
        Heading(heading.format(child=_name(news), number=call.number, lesson=_lesson(call, today)))
    ]
    if call.announced is not None:
        line = announced_line(call.announced, today)
        blocks.append(_("Announced: {announced}").format(announced=line))
    blocks.append(_("From this lesson on the announcement no longer holds."))
    to = OpenAttendance(student_id=call.student.id)
    return Screen(blocks, [[Button(_("Attendance"), to)]])


def _name(news: PresenceNews) -> str:
    """A first name to the family, all of it to the school."""
    student = news.call.student
    if news.is_family:
        return student.given_name
    return joined(student.list_name, student.class_title)


def _lesson(call: Call, today: date) -> str:
    day = "" if call.date == today else near_day(call.date, today)
    return joined(in_sentence(call.subject), day, clock(clock_time(call.starts)))
