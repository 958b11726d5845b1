"""Several changes of the calendar that one moment brought, by day."""

from datetime import date

from domain.control_works.telling import WorkNews
from domain.events.announcing import CalendarNews, EventNews
from handlers.notices.control_works import work_news_screen
from handlers.notices.events import event_news_screen
from handlers.page import Block, Heading, bold
from handlers.screen import Screen
from handlers.words import n_


def calendar_screen(news: CalendarNews) -> Screen:
    """Each as it is said alone; a button that several have is there once."""
    parts = sorted(news.parts, key=_day)
    count = n_("The calendar: {count} change", "The calendar: {count} changes", len(parts))
    blocks: list[Block] = [Heading(count)]
    keyboard = []
    for each in parts:
        screen = _screen(each)
        lines = [bold(it.text) if isinstance(it, Heading) else it for it in screen.blocks]
        blocks += ["", *lines]
        keyboard += [row for row in screen.keyboard if row not in keyboard]
    return Screen(blocks, keyboard)


def _screen(part: EventNews | WorkNews) -> Screen:
    return event_news_screen(part) if isinstance(part, EventNews) else work_news_screen(part)


def _day(part: EventNews | WorkNews) -> date:
    if isinstance(part, EventNews):
        return part.told.what.begins
    return part.day or part.was or part.work.place.date
