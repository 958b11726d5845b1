"""What must hold at the end of every run, whatever happened in it (issue: I1 to I4)."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise, permutations
from typing import Any

from sqlalchemy import select

from playground.record import Call, Record
from storage import tables as t
from tests.simulation.ledger import Ledger
from tests.simulation.observed import Observed
from tests.simulation.reading import Reader
from tests.simulation.repetitions import Repetitions
from tests.simulation.truth import Truth
from tests.support.clock import MOSCOW
from tests.support.people import text_of

_NEW = ("sendMessage", "sendRichMessage")
_ENDED = ("sent", "superseded", "suppressed", "dead")


@dataclass(frozen=True, slots=True)
class Sending:
    """A message that the sender brought to a chat, whether or not it learnt of that."""

    call: Call
    text: str
    allowed: frozenset[int]  # the pupils of whom the chat might hear at that moment
    is_staff: bool

    @property
    def is_new(self) -> bool:
        return self.call.method in _NEW


class _Watched(Record):
    """A record that has every call looked at when it is made."""

    def __init__(self, checker: "Checker") -> None:
        super().__init__(checker.machine.telegram.clock)
        self._checker = checker

    def note(self, method: str, chat_id: Any, error: Any, result: Any) -> None:
        before = len(self.calls)
        super().note(method, chat_id, error, result)
        for call in self.calls[before:]:
            self._checker.saw(call)


class Checker:
    """Watches every call from the beginning; `check` judges the whole."""

    def __init__(self, machine: Observed, truth: Truth, ledger: Ledger) -> None:
        self.machine, self.truth, self.ledger = machine, truth, ledger
        self.sendings: list[Sending] = []
        self.lost = 0
        self.dropped: Counter[int] = Counter()  # by chat
        self.wrong: list[str] = []
        self._disobeyed = 0
        self._told_to_wait: set[tuple[str, float]] = set()
        self._reader = Reader(machine.town)
        machine.telegram.record = _Watched(self)

    def saw(self, call: Call) -> None:
        if not self.machine.is_sending:
            self._disobeyed = self.machine.telegram.orders.disobeyed  # by an answer to a tap
            return
        self.lost += call.outcome == "lost"
        self.dropped[call.chat_id] += call.outcome == "dropped"
        if call.outcome == "429":
            self._refused(call)
        if call.message is None:
            return
        sending = Sending(
            call,
            text_of(call.message),
            frozenset(self.truth.hears_of(call.chat_id)),
            self.truth.is_staff(call.chat_id),
        )
        self.sendings.append(sending)
        leaked = self.truth.named_in(sending.text) - sending.allowed
        if leaked and not sending.is_staff:
            self.wrong.append(f"I2: {_where(call)} tells of pupils {leaked}: {sending.text!r}")

    def _refused(self, call: Call) -> None:
        """A chat's order to wait that the sender was given binds it; one for all has to be guessed.

        What an answer to a tap was told, or what was meant for all, is met again by trying.
        """
        orders = self.machine.telegram.orders
        if orders.disobeyed > self._disobeyed and orders.last_broken in self._told_to_wait:
            self.wrong.append(f"retry_after: {_where(call)} was to be left in peace")
        self._disobeyed = orders.disobeyed
        self._told_to_wait.add((str(call.chat_id), call.at))

    async def check(self, unwritten: int = 0) -> "Figures":
        rows = await self.machine.rows(select(t.notice))
        self._all_ended(rows)
        self._nothing_missing(rows)
        repeated = self._few_repetitions(unwritten)
        self._order(rows)
        if self.wrong:
            raise AssertionError("\n".join(self.wrong[:20]))
        return Figures(
            events=len(self.ledger.begun),
            messages=len(self.sendings),
            repeated=repeated,
            kills=self.machine.kills,
            lost=self.lost,
            disobeyed=self.machine.disobeyed,
        )

    def _all_ended(self, rows: list[Any]) -> None:
        """I1, of what is in the outbox. Nothing dies here: no Telegram is away for 72 hours."""
        for row in rows:
            if row.state == "dead":
                self.wrong.append(f"I1: notice {row.id} ({row.kind}) is dead: {row.reason}")
            if row.state not in _ENDED or (row.state in ("suppressed", "dead") and not row.reason):
                self.wrong.append(f"I1: notice {row.id} ({row.kind}) ends {row.state}")

    def _nothing_missing(self, rows: list[Any]) -> None:
        """I1, of what should be in it: an event and a chat that was entitled to hear of it."""
        written = {(row.kind, row.ref_id, row.chat_id) for row in rows}
        for due in self.ledger.due:
            if (due.kind, due.ref_id, due.chat_id) not in written:
                self.wrong.append(f"I1: {due} was never written down")

    def _few_repetitions(self, unwritten: int) -> int:
        """I3: a message that leaves everything as it was known is a repetition.

        Behind each is an outcome that could not be known: a lost answer, or a message under way
        when the program was killed.
        """
        repetitions = Repetitions(self._reader, self.ledger, self.dropped)
        for sending in filter(lambda each: each.is_new, self.sendings):
            repetitions.read(sending, _where(sending.call))
        self.wrong += repetitions.wrong
        unknowable = self.lost + self.machine.left_in_flight + unwritten + repetitions.unseen
        if repetitions.number > unknowable:
            self.wrong.append(
                f"I3: {repetitions.number} repetitions, {unknowable} unknowable outcomes"
            )
        return repetitions.number

    def _order(self, rows: list[Any]) -> None:
        """I4: states come in their order, and the last one read is the last one there is."""
        told: dict[tuple[int, Any], list[str]] = defaultdict(list)
        for sending in self.sendings:
            for said in self._reader.statements(sending.text):
                states = told[sending.call.chat_id, said.about]
                states += _in_turn(said.states, states, self.ledger.states.get(said.about, []))
        reached = self._reached(rows)
        for (chat, about), states in told.items():
            if about[0] == "card":
                continue
            history = self.ledger.states.get(about, []) or self.ledger.calls.get((chat, about), [])
            if self.ledger.late.get((chat, about)) == states[-1] != history[-1]:
                history = [*history, states[-1]]
            if not _in_order(states, history):
                self.wrong.append(f"I4: chat {chat} about {about}: read {states}, were {history}")
            elif states[-1] != history[-1] and (chat, about) in reached:
                self.wrong.append(f"I4: chat {chat} about {about}: {states} is not {history}")

    def _reached(self, rows: list[Any]) -> set[tuple[int, Any]]:
        """Chats and subjects with nothing suppressed or dead: they must have the last word."""
        held: set[tuple[int, int | None]] = {
            (row.chat_id, row.student_id) for row in rows if row.state in ("suppressed", "dead")
        }
        of_families = {
            (chat, about)
            for about in self.ledger.states
            for chat in self.truth.chats_of(about[1])
            if (chat, about[1]) not in held
        }
        called = {
            (chat, about) for chat, about in self.ledger.calls if (chat, about[1]) not in held
        }
        return of_families | called


@dataclass(frozen=True, slots=True)
class Figures:
    """Of a run that passed."""

    events: int
    messages: int
    repeated: int
    kills: int
    lost: int
    disobeyed: int


def _in_order(states: list[str], history: list[str]) -> bool:
    """Whether the states, repetitions apart, are some of the history in its order."""
    position = -1
    for index, state in enumerate(states):
        if index and state == states[index - 1]:
            continue
        try:
            position = history.index(state, position + 1)
        except ValueError:
            return False
    return True


def _in_turn(said: tuple[str, ...], states: list[str], history: list[str]) -> tuple[str, ...]:
    """What stood at once, in the order in which one came on top of the other.

    As it was said, which is no state of the history, where the two did not stand at once.
    """
    if len(said) == 1:
        return said
    if sorted(states[-len(said) :]) == sorted(said):  # a repetition
        return ()
    stood = {*map(tuple, pairwise(history))}
    orders = [each for each in permutations(said) if each in stood]
    return next(
        (each for each in orders if _in_order([*states, *each], history)), (", ".join(said),)
    )


def _where(call: Call) -> str:
    return f"chat {call.chat_id} at {datetime.fromtimestamp(call.at, MOSCOW)}"
