"""«Аня: пишет Марина Петровна»."""

from datetime import date

from domain.notices.facts import ChildNews, MessageFact
from handlers.messages.callbacks import AskAnswer, ConfirmRead, OpenMessages
from handlers.notices.child import Telling, facts_of, name_of
from handlers.page import Block, Heading
from handlers.screen import Button, Style
from handlers.words import _


def blocks(child: ChildNews, today: date) -> list[Block]:
    found: list[Block] = []
    for fact in facts_of(child, MessageFact):
        sender = fact.sender.polite_name if child.is_family else fact.sender.list_name
        heading = _("{sender} writes") if child.is_own else _("{child}: {sender} writes")
        found += [Heading(heading.format(child=name_of(child), sender=sender)), fact.text]
    return found


def buttons(child: ChildNews) -> list[Button]:
    """A family confirms that it has read and may answer; the school answers."""
    return [button for fact in facts_of(child, MessageFact) for button in _buttons(child, fact)]


def _buttons(child: ChildNews, fact: MessageFact) -> list[Button]:
    message_id, student_id = fact.message_id, child.student.id
    answer = Button(_("Answer"), AskAnswer(message_id=message_id, student_id=student_id))
    if not child.is_family:
        return [answer, Button(_("Messages"), OpenMessages())]
    read = ConfirmRead(message_id=message_id, student_id=student_id)
    return [Button(_("I have read it"), read, Style.SUCCESS), answer]


TELLING = Telling(blocks, buttons)
