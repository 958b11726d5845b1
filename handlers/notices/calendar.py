"""Several changes of the calendar that one moment brought, by day."""

from dataclasses import replace
from datetime import date

from domain.control_works.telling import WorkNews
from domain.events.announcing import CalendarNews, EventNews
from handlers.control_works.callbacks import OpenWork
from handlers.notices.control_works import work_news_screen
from handlers.notices.events import event_news_screen
from handlers.page import Block, Heading, bold
from handlers.screen import MAX_BUTTON, Button, Screen, in_columns
from handlers.words import in_sentence, joined, n_, shorten


def calendar_screen(news: CalendarNews) -> Screen:
    """Each as it is said alone; a button that several have is there once, and says of what."""
    parts = sorted(news.parts, key=_day)
    count = n_("The calendar: {count} change", "The calendar: {count} changes", len(parts))
    blocks: list[Block] = [Heading(count)]
    buttons: list[Button] = []
    for each in parts:
        screen = _screen(each)
        lines = [bold(it.text) if isinstance(it, Heading) else it for it in screen.blocks]
        blocks += ["", *lines]
        own = [_named(button, each) for row in screen.keyboard for button in row]
        buttons += [button for button in own if button not in buttons]
    return Screen(blocks, in_columns(buttons, 2))


def _named(button: Button, part: EventNews | WorkNews) -> Button:
    """To one of several works, which look alike but for where they are."""
    if not isinstance(button.to, OpenWork) or not isinstance(part, WorkNews):
        return button
    place = part.work.place
    what = joined(place.class_title, f"{_day(part):%d.%m}", in_sentence(place.subject))
    return replace(button, text=shorten(what, MAX_BUTTON))


def _screen(part: EventNews | WorkNews) -> Screen:
    return event_news_screen(part) if isinstance(part, EventNews) else work_news_screen(part)


def _day(part: EventNews | WorkNews) -> date:
    if isinstance(part, EventNews):
        return part.told.what.begins
    return part.day or part.was or part.work.place.date
