"""What one message tells, put together of facts."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from domain.access import Action
from domain.calendar import School
from domain.notices.facts import Fact
from domain.notices.model import Notice, Reason, State
from domain.people import Student


@dataclass(frozen=True, slots=True)
class ChildNews:
    """What is told of one pupil, what matters most first."""

    student: Student
    school: School
    is_own: bool  # the reader is the pupil
    is_family: bool  # the reader is the pupil or a guardian, not the school
    facts: tuple[Fact, ...] = ()
    rights: Set[Action] = frozenset()  # those of `ASKED_WHEN_TOLD` that the chat has

    def of(self, facts: Sequence[Fact]) -> "ChildNews":
        """The same pupil, told of these."""
        # Not `replace`, which takes several times as long: this is done for every message.
        return ChildNews(
            self.student, self.school, self.is_own, self.is_family, tuple(facts), self.rights
        )


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A notice that is not told, and why."""

    notice: Notice
    state: State
    reason: Reason


@dataclass(frozen=True, slots=True)
class News:
    """What one message says, children apart, and what is left out of it.

    Every notice that was asked about is in `told` or in `left_out`.
    """

    children: tuple[ChildNews, ...] = ()
    told: Mapping[int, str] = field(default_factory=dict)  # by notice: what it says of its thing
    left_out: tuple[LeftOut, ...] = ()
    is_repeat: bool = False  # an earlier call may have brought it already
    was_missed: bool = False  # it happened while the chat was away: a digest
    hides_details: bool = False  # a push without personal data
    corrects: tuple["Earlier", ...] = ()
    whole: object | None = None  # of no single pupil: an alarm by itself, a card below the news
    replaces: int | None = None  # the Telegram message that this one is an edit of

    @property
    def facts(self) -> list[Fact]:
        """Of all children."""
        return [fact for child in self.children for fact in child.facts]


@dataclass(frozen=True, slots=True)
class Earlier:
    """A message in the chat that is no longer true, and what it should say now."""

    telegram_message_id: int
    news: News
    retold: Mapping[int, str] = field(default_factory=dict)  # what its card says now, by notice


def unsaid(notices: Iterable[Notice], state: State, reason: Reason) -> News:
    """A message that is not sent: none of them is told, for this reason."""
    return News(left_out=tuple(LeftOut(each, state, reason) for each in notices))
