"""«Пт, 25 декабря, 14:00: Новогодний концерт»: what comes, and what will not be."""

from domain.events.announcing import EventNews
from domain.schedule.model import clock_time
from handlers.menu.callbacks import OpenMenu
from handlers.page import Block, Heading
from handlers.screen import Button, Screen
from handlers.words import _, clock, joined, sentence, short_weekday_date


def event_news_screen(news: EventNews) -> Screen:
    """The day first, so that a locked screen says it."""
    what = news.told.what
    blocks: list[Block] = [Heading(sentence(f"{_when(news)}: {what.title}"))]
    if what.is_off and what.is_holiday:
        blocks.append(_("This is off: there are lessons on these days."))
    elif what.is_off:
        blocks.append(_("The event is cancelled."))
    elif what.is_holiday:
        blocks.append(_("There are no lessons."))
    if whose := _whose(news):
        blocks.append(whose)
    return Screen(blocks, [[Button(_("Menu"), OpenMenu())]])


def _when(news: EventNews) -> str:
    what = news.told.what
    first = short_weekday_date(what.begins)
    if what.ends != what.begins:
        return f"{first} – {short_weekday_date(what.ends)}"
    return joined(first, clock(clock_time(what.starts)) if what.starts is not None else "")


def _whose(news: EventNews) -> str:
    if news.told.class_title:
        return news.told.class_title
    grade = news.told.what.audience.grade_level
    return "" if grade is None else _("Grade {number}").format(number=grade)
