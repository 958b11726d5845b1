"""The outbox as the sender sees it: lease, send, write down what came of it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from domain.notices.model import (
    HEAD_START,
    OF_NO_PUPIL,
    TOGETHER,
    Event,
    Kind,
    Notice,
    Reason,
    State,
)

LARGEST_MESSAGE = 60  # notices; more becomes a second message
MOST_EVENTS = 12  # in one message, each with some lines
LONGEST_LEASE = timedelta(minutes=3)
"""No lease is given for so long: one that ends later was given by a clock that was ahead."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The notices of one message to one chat, held by whoever has the `fence` number."""

    fence: int
    bot_id: int
    chat_id: int
    notices: tuple[Notice, ...]
    until: datetime  # then somebody else may take it for lost


@dataclass(frozen=True, slots=True)
class Sent:
    """A lease whose message arrived; `told` is what each notice that it tells of said."""

    lease: Lease
    told: Mapping[int, str]
    telegram_message_id: int
    retold: Mapping[int, str] = field(default_factory=dict)  # earlier notices, edited on the way

    @property
    def notices(self) -> list[Notice]:
        return [each for each in self.lease.notices if each.id in self.told]


@dataclass(frozen=True, slots=True)
class Told:
    """What a chat was told of a thing by one notice, or may have been."""

    notice_id: int
    ref_id: int
    what: str | None  # as `mark_sent` was given it; None: unknown, the event itself says it
    telegram_message_id: int | None
    doubtful_since: datetime | None = None  # when its last call was given up for lost


Thing = tuple[Kind, int, int | None]
"""What notices are about: kind, `about_id`, `student_id`."""


def thing_of(notice: Notice | Event) -> Thing:
    """What a notice is about, whichever change of it."""
    return notice.kind, notice.about_id, notice.student_id


def rank(kind: Kind, due_at: datetime) -> datetime:
    """The least goes first: importance with ageing."""
    return due_at + HEAD_START[kind]


def next_message(due: Iterable[Notice]) -> tuple[Notice, ...]:
    """Of what is due for one chat, what goes now and as one message.

    The card «Завтра» goes with the news, so that an evening is one message; a card that is to be
    edited goes alone, and so does one of another day. A repetition stays apart from news, so that
    «повтор» is said of nothing else; what came meanwhile of the same thing goes with it, or both
    would have to be marked. Calls about one absence are one message, which says the newest. What
    was missed while the chat was blocked is one digest. What one moment brought of the calendar,
    such as a file with several holidays, is one message.
    """
    waiting = sorted(due, key=lambda each: (rank(each.kind, each.due_at), each.id))
    first = waiting[0]
    if len(waiting) == 1:
        return (first,)
    if first.was_missed and first.kind not in OF_NO_PUPIL:
        missed = (each for each in waiting if each.was_missed and each.kind not in OF_NO_PUPIL)
        return tuple(sorted(missed, key=_by_id))
    if first.kind is Kind.EVENT:
        at_once = (each for each in waiting if _moment(each) == _moment(first))
        return tuple(sorted(at_once, key=_by_id)[:MOST_EVENTS])
    if not _goes_together(first):  # a letter to both parents on one phone is one message
        same = (each for each in waiting if _event(each) == _event(first))
        return tuple(sorted(same, key=_by_id))
    days = [each.about_id for each in waiting if each.is_new_card]
    doubted = {thing_of(each) for each in waiting if each.is_doubtful}
    is_repetition = thing_of(first) in doubted
    fitting = [
        each
        for each in waiting
        if _goes_together(each) and not each.was_missed
        if (thing_of(each) in doubted) is is_repetition
        if not each.is_new_card or each.about_id == days[0]
    ]
    return tuple(sorted(fitting[:LARGEST_MESSAGE], key=_by_id))


def _goes_together(notice: Notice) -> bool:
    return notice.kind in TOGETHER or notice.is_new_card


def _event(notice: Notice) -> tuple[Kind, int, int]:
    ref_id = 0 if notice.kind is Kind.PRESENCE else notice.ref_id
    return notice.kind, ref_id, notice.about_id


def _moment(notice: Notice) -> tuple[Kind, datetime, bool, bool]:
    return notice.kind, notice.created_at, notice.is_doubtful, notice.was_missed


def _by_id(notice: Notice) -> int:
    return notice.id


class OutboxStore(Protocol):
    """Leases and outcomes. Of what somebody else holds by now nothing is changed: False."""

    @property
    def became(self) -> Counter[tuple[Kind, State, str]]:
        """How many notices took which state in this transaction, and for which reason."""

    async def lease(self, bot_id: int, messages: int, until: datetime) -> list[Lease]:
        """The next message of at most so many chats, what matters most first.

        Chats that rest, that somebody is sending to, or that belong to another bot are left out.
        """

    async def expire(self) -> int:
        """Leases that ran out: their outcome is unknown, so they are uncertain and due.

        So are those that end later than any may: the clock was set back since.
        """

    async def mark_sent(self, sent: Sequence[Sent], gap: timedelta) -> None:
        """They arrived; what was leased to somebody else meanwhile stays as it is.

        A message from school counts as delivered. A chat rests for `gap` if more waits for it.
        """

    async def close(self, lease: Lease, ids: Sequence[int], state: State, reason: Reason) -> bool:
        """These of the lease will not be sent, for this reason."""

    async def put_off(self, lease: Lease, until: datetime | None, *, counted: bool = True) -> bool:
        """Not sent: due again at `until`, or when it was; one more attempt unless nobody tried."""

    async def doubt(self, lease: Lease, told: Mapping[int, str], until: datetime) -> bool:
        """Perhaps sent: uncertain, and due again at `until`."""

    async def told_to(
        self, asked: Mapping[int, Sequence[Notice | Event]]
    ) -> dict[int, dict[Thing, tuple[Told, ...]]]:
        """The same for many chats at once, by chat."""

    async def told_about(
        self, chat_id: int, notices: Iterable[Notice]
    ) -> dict[Thing, tuple[Told, ...]]:
        """All that this chat was told, or may have been, of the same things, oldest first.

        By these notices too, where an earlier call of them may have arrived.
        """

    async def of_message(self, chat_id: int, telegram_message_id: int) -> list[Notice]:
        """The notices that a message in the chat tells of, in the order of writing."""

    async def shown_with(self, chat_id: int, notice_id: int) -> list[Notice]:
        """A notice that left for this chat, with the others of its message; none: no such."""

    async def revive(self, chat_id: int, since: datetime) -> int:
        """What could not be told from `since` on because the chat was away is due again."""

    async def next_due(self) -> datetime | None:
        """When the next waiting notice may leave; None: nothing waits."""
