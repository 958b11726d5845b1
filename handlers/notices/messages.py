"""«Аня: пишет Марина Петровна»."""

from collections.abc import Sequence
from datetime import date

from domain.notices.facts import MessageFact
from domain.notices.news import ChildNews
from handlers.messages.callbacks import AskAnswer, ConfirmRead, OpenMessage, OpenMessages
from handlers.notices.child import Telling, facts_of, name_of
from handlers.page import Block, Heading
from handlers.screen import MAX_BUTTON, Button, Style
from handlers.words import _, n_, shorten

MAX_BEGINNING = 80  # of a letter in a digest; the button opens all of it
MOST_LETTERS = 6  # of one child in a digest, the latest; the list has the others


def lines(facts: Sequence[MessageFact], today: date) -> list[Block]:
    """In a digest: who wrote, and the first words."""
    return [
        _("{sender}: “{text}”").format(
            sender=fact.sender.polite_name, text=shorten(_one_line(fact.text), MAX_BEGINNING)
        )
        for fact in facts
    ]


def digest_lines(facts: Sequence[MessageFact], today: date) -> list[Block]:
    """Of many the latest, and how many there are besides."""
    found = lines(facts[-MOST_LETTERS:], today)
    more = len(facts) - MOST_LETTERS
    return [*found, n_("and {count} more", "and {count} more", more)] if more > 0 else found


def digest_buttons(child: ChildNews) -> list[Button]:
    """Each letter waits to be opened: shortened, it cannot be confirmed."""
    facts = facts_of(child, MessageFact)
    found = [
        Button(
            shorten(fact.sender.polite_name, MAX_BUTTON),
            OpenMessage(message_id=fact.message_id, student_id=child.student.id),
        )
        for fact in facts[-MOST_LETTERS:]
    ]
    every = [Button(_("Messages"), OpenMessages())] if len(facts) > MOST_LETTERS else []
    return [*every, *found]


def _one(child: ChildNews, fact: MessageFact, today: date) -> list[Block]:
    sender = fact.sender.polite_name if child.is_family else fact.sender.list_name
    text = _("{sender} writes") if child.is_own else _("{child}: {sender} writes")
    return [Heading(text.format(child=name_of(child), sender=sender)), fact.text]


def _many(child: ChildNews, facts: Sequence[MessageFact], today: date) -> list[Block]:
    return [block for fact in facts for block in _one(child, fact, today)]


def _count(facts: Sequence[MessageFact]) -> str:
    return n_("{count} message", "{count} messages", len(facts))


def _one_line(text: str) -> str:
    return " ".join(text.split())


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


TELLING = Telling(MessageFact, _count, _one, lines, buttons, _many)
