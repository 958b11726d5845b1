"""Where a pupil is: calls that wait for nobody."""

from datetime import date, datetime

from domain.absences.model import Call, PresenceNews, Why
from domain.people import Person
from domain.schedule.model import clock_time
from handlers.absences.answers import answer_buttons, answer_name, settle_buttons
from handlers.absences.words import announced_line
from handlers.attendance.callbacks import OpenAttendance
from handlers.page import Block, Heading
from handlers.screen import Button, Screen, in_columns
from handlers.words import _, c_, clock, he_she, in_sentence, joined, near_day


def presence_screen(news: PresenceNews, now: datetime) -> Screen:
    """Who it is about, what is known, and what can be done."""
    call = news.call
    today = call.school.today(now)
    rows: list[list[Button]] = []
    if news.is_open:
        make = answer_buttons if news.is_family else settle_buttons
        rows = in_columns(make(call.student.id, call.date), 2)
    to = OpenAttendance(student_id=call.student.id)
    return Screen(
        [Heading(_heading(news, today)), *_lines(news, today)],
        [*rows, [Button(_("Attendance"), to)]],
    )


def _heading(news: PresenceNews, today: date) -> str:
    call, child = news.call, _name(news)
    lesson, number = _lesson(call, today), call.number
    match call.why:
        case Why.CONTRADICTION:
            text = _("{child} is at lesson {number}, though announced as absent: {lesson}")
            return text.format(child=child, number=number, lesson=lesson)
        case Why.UNKNOWN:
            text = _("{person} does not know where {child} is")
            return text.format(person=_who(news.by), child=child)
        case Why.ARRIVED:
            text = he_she(
                call.student,
                c_("he", "{child} came to lesson {number}: {lesson}"),
                c_("she", "{child} came to lesson {number}: {lesson}"),
                _("{child} is at lesson {number}: {lesson}"),
            )
            return text.format(child=child, number=number, lesson=lesson)
        case Why.FOUND:
            return _("{child}: the school knows where the child is").format(child=child)
        case Why.EXPLAINED | Why.COMING:
            return _("{child}: {answer}").format(child=child, answer=_answer(news))
        case _missing:
            text = _("{child} is not at lesson {number}: {lesson}")
            return text.format(child=child, number=number, lesson=lesson)


def _lines(news: PresenceNews, today: date) -> list[Block]:
    call = news.call
    family = joined(*(person.full_name for person in news.family))
    lesson = _("Not there since lesson {number}: {lesson}").format(
        number=call.number, lesson=_lesson(call, today)
    )
    match call.why:
        case Why.CONTRADICTION if call.announced is not None:
            line = _("Announced: {announced}").format(
                announced=announced_line(call.announced, today)
            )
            return [line, _("From this lesson on the announcement no longer holds.")]
        case Why.FIRST | Why.SILENT if not family and news.answer is None:
            is_asked = call.why is Why.FIRST
            told = _("The family was asked.") if is_asked else _("The family does not answer.")
            return [told, _("The school knows no parents of this pupil any more.")]
        case Why.FIRST:
            return [_("The family is asked: {people}").format(people=family)]
        case Why.NOBODY if family:
            return [_("Nobody of the family can be asked here: {people}").format(people=family)]
        case Why.NOBODY:
            return [_("The school knows no parents of this pupil.")]
        case Why.SILENT if news.answer is not None:
            said = _("{person}: {answer}").format(person=_who(news.by), answer=_answer(news))
            return [said, _("The child has not come since.")]
        case Why.SILENT:
            return [_("The family does not answer: {people}").format(people=family)]
        case Why.UNKNOWN:
            return [lesson]
        case Why.EXPLAINED | Why.COMING | Why.FOUND if news.by is not None:
            return [_("Said by: {person}").format(person=news.by.full_name)]
    return []


def _answer(news: PresenceNews) -> str:
    return answer_name(news.answer) if news.answer else c_("answer", "settled")


def _who(person: Person | None) -> str:
    return person.full_name if person else _("The family")


def _name(news: PresenceNews) -> str:
    """A first name to the family, all of it to the school."""
    student = news.call.student
    if news.is_family:
        return student.given_name
    return joined(student.list_name, student.class_title)


def _lesson(call: Call, today: date) -> str:
    day = "" if call.date == today else near_day(call.date, today)
    return joined(in_sentence(call.subject), day, clock(clock_time(call.starts)))
