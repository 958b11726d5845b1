"""A request to open a mark: the question to the deputy head, the answer to the teacher."""

from datetime import datetime

from domain.unlocks.model import UnlockState
from domain.unlocks.telling import UnlockNews
from handlers.page import Heading
from handlers.screen import Button, Screen
from handlers.unlocks.callbacks import OpenUnlock
from handlers.unlocks.screens import answer_line, to_place, what_line
from handlers.words import _


def unlock_news_screen(news: UnlockNews, now: datetime) -> Screen:
    """Whose mark, why; then until when it is open, or why it stays as it is."""
    request = news.request
    if not news.is_answer:
        asks = _("{teacher} asks to open a mark").format(teacher=request.asked_by.short_name)
        button = Button(_("Answer"), OpenUnlock(unlock_id=request.unlock.id))
        return Screen([Heading(asks), what_line(request), f"«{request.unlock.reason}»"], [[button]])
    answer = answer_line(request, news.school.timezone)
    is_open = request.unlock.state is UnlockState.OPEN and request.unlock.opens(now)
    keyboard = [[Button(_("Open the mark"), to_place(request.unlock.place))]] if is_open else []
    return Screen([Heading(what_line(request)), answer], keyboard)
