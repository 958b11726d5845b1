"""I3: whoever reads the same twice is told so, and no oftener than outcomes could not be known."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from playground.record import Call
from tests.simulation.ledger import Ledger, Subject
from tests.simulation.reading import REPEAT, Reader

_Word = tuple[int, Any, str]
"""What a chat reads: about what, and what of it."""


class Message(Protocol):
    """One that arrived."""

    @property
    def call(self) -> Call: ...
    @property
    def text(self) -> str: ...
    @property
    def is_staff(self) -> bool: ...


@dataclass(slots=True)
class Repetitions:
    """Reads messages in their order; one that leaves everything as it was known is a repetition."""

    reader: Reader
    ledger: Ledger
    dropped: Counter[int]  # calls that never arrived though nobody could know, by chat
    wrong: list[str] = field(default_factory=list)  # what is not understood, or not marked
    number: int = 0
    unseen: int = 0  # of these such as a dropped call makes of news
    _known: dict[int, dict[Subject | str, str]] = field(default_factory=lambda: defaultdict(dict))
    _unmarked: Counter[_Word] = field(default_factory=Counter)
    _heard: Counter[_Word] = field(default_factory=Counter)  # repetitions apart

    def read(self, message: Message, where: str) -> None:
        said = self._said(message)
        chat, is_marked = message.call.chat_id, REPEAT in message.text.casefold()
        known = self._known[chat]
        words = [(chat, *each) for each in said.items()]
        is_news = not said or not said.items() <= known.items()
        known |= said
        self._heard.update(words)
        if not is_marked:
            self._unmarked.update(words)
        if is_news:
            return
        if not is_marked and not self._is_called_again(words):
            self.wrong.append(f"I3: not marked: {where} {message.text!r}")
        # The first message of a call is marked where one before it got lost on its way.
        if not self._is_owed(words, message.call.at):
            self._heard.subtract(words)
            self._count(chat, said)

    def _said(self, message: Message) -> dict[Subject | str, str]:
        said: dict[Subject | str, str] = {
            each.about: each.new for each in self.reader.statements(message.text)
        }
        said |= dict.fromkeys(self.reader.letters(message.text), "")
        if not said and message.is_staff:  # whatever it is, it is said once
            said = {self.reader.without_mark(message.text): ""}
        if not said:
            self.wrong.append(f"not understood: {message.text!r}")
        return said

    def _is_called_again(self, words: Iterable[_Word]) -> bool:
        """Two parents may say the same of a pupil, or one of them once more: a call each time."""
        called_at = self.ledger.called_at
        return all(self._unmarked[each] <= len(called_at.get(each, [])) for each in words)

    def _is_owed(self, words: Iterable[_Word], at: float) -> bool:
        """Whether there were as many calls by then as messages of them, repetitions apart."""
        made = self.ledger.called_at
        return all(
            self._heard[each] <= sum(call.timestamp() <= at for call in made.get(each, []))
            for each in words
        )

    def _count(self, chat: int, said: dict[Subject | str, str]) -> None:
        self.number += 1
        # There and back again, and the change between may never have arrived.
        if {about[0] for about in said} == {"lesson"} and self.dropped[chat]:
            self.dropped[chat] -= 1
            self.unseen += 1
