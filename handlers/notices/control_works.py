"""«Пт, 18 декабря: алгебра, контрольная работа»: a published work that is on another day now."""

from datetime import date

from domain.control_works.model import PlannedWork
from domain.control_works.telling import WorkNews
from handlers.control_works.callbacks import OpenPupilWorks, OpenWork
from handlers.page import Block, Heading
from handlers.screen import Button, Screen
from handlers.words import _, in_sentence, joined, sentence, short_weekday_date


def work_news_screen(news: WorkNews) -> Screen:
    """The day first, so that a locked screen says it: the new one, or the one that is off."""
    work, place = news.work, news.work.place
    subject = joined(in_sentence(place.subject), place.group_name)
    what = joined(subject, in_sentence(work.title))
    day = news.day or news.was or place.date
    blocks: list[Block] = [
        Heading(f"{sentence(short_weekday_date(day))}: {what}"),
        _change(news),
        place.class_title,
    ]
    if news.student_id is not None:
        to = Button(_("Control works"), OpenPupilWorks(student_id=news.student_id))
        return Screen(blocks, [[to]])
    return Screen(blocks, [[Button(_("Open the work"), OpenWork(work_id=work.id))]])


def _change(news: WorkNews) -> str:
    work, was = news.work, news.was
    if work.is_dropped:
        return _("It is not written on this day: it was taken off the schedule.")
    if work.day is None:
        return _("It is not written on this day: there is no such lesson. No other day is set yet.")
    if news.day is None:
        return _without(work, work.day)
    if was is None or was == news.day:
        return _("It is written on this day.")
    return _("The day has changed. It was {day}.").format(day=short_weekday_date(was))


def _without(work: PlannedWork, day: date) -> str:
    """The pupil is in the section on the old day only."""
    words = (
        _("It is not written on this day: it is on {day}, for who is in the group then.")
        if work.place.group_name
        else _("It is not written on this day: it is on {day}, for who is in the class then.")
    )
    return words.format(day=short_weekday_date(day))
