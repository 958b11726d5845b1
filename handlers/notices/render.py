"""A notice as a screen, in the language that is being spoken."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from domain.notices.facts import (
    AbsenceFact,
    BindingFact,
    ChildNews,
    FinalMarkFact,
    LessonFact,
    MarkFact,
    MessageFact,
    News,
)
from domain.notices.model import Kind
from handlers.binding.callbacks import EndBinding
from handlers.messages.callbacks import ConfirmRead
from handlers.notices import absences, bindings, final_marks, lessons, marks, messages
from handlers.notices.child import Telling
from handlers.page import MAX_TEXT, Block, plain_html
from handlers.screen import MAX_BUTTON, Button, File, Screen, in_columns
from handlers.words import _, joined, shorten

_TELLINGS: Mapping[Kind, Telling] = {
    Kind.ABSENCE: absences.TELLING,
    Kind.FINAL_MARK: final_marks.TELLING,
    Kind.MESSAGE: messages.TELLING,
    Kind.MARK: marks.TELLING,
    Kind.LESSON: lessons.TELLING,
    Kind.BINDING: bindings.TELLING,
}
_MAX_BUTTONS = 12


_KINDS: Mapping[type, Kind] = {
    AbsenceFact: Kind.ABSENCE,
    FinalMarkFact: Kind.FINAL_MARK,
    MessageFact: Kind.MESSAGE,
    MarkFact: Kind.MARK,
    LessonFact: Kind.LESSON,
    BindingFact: Kind.BINDING,
}


def render(news: News, now: datetime) -> Screen:
    """One message: the children apart, the first words saying whose news it is."""
    telling = _TELLINGS[_KINDS[type(news.children[0].facts[0])]]
    blocks: list[Block] = []
    buttons: list[Button] = []
    for child in news.children:
        if blocks:
            blocks.append("")
        blocks += telling.blocks(child, child.school.today(now))
        own = telling.buttons(child)
        buttons += own if len(news.children) == 1 else [_named(each, child) for each in own]
    kept = [_kept(each) for each in buttons[:_MAX_BUTTONS]]
    return _fitting(Screen(blocks, in_columns(kept, 2)))


def _kept(button: Button) -> Button:
    """A notice is a record: what is answered to it changes it, and nothing else does."""
    return replace(button, below=not isinstance(button.to, ConfirmRead | EndBinding))


def _named(button: Button, child: ChildNews) -> Button:
    """Among several children a button says whose it is."""
    text = shorten(joined(child.student.given_name, button.text), MAX_BUTTON)
    return replace(button, text=text)


def _fitting(screen: Screen) -> Screen:
    """What a message cannot hold comes as a document with its beginning in the chat."""
    text = plain_html(screen.blocks)
    if len(text) <= MAX_TEXT:
        return screen
    lines = [block for block in screen.blocks if isinstance(block, str)]
    begin = shorten("\n".join(lines), MAX_TEXT // 2)
    file = File(_("message.txt"), "\n".join(lines).encode())
    head = [block for block in screen.blocks[:1] if not isinstance(block, str)]
    return replace(screen, blocks=[*head, begin, _("In full below.")], files=[file])
