"""What a notice says of a thing, against a chat that reads every message that arrives."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from domain.notices.comparing import Saying, Telling, as_shown, compare, may_be_known
from domain.notices.facts import Manner
from domain.notices.outbox import Told

NOTHING = "-"
_AT = datetime(2026, 11, 24, 8, tzinfo=UTC)
STATES = st.sampled_from(["-", "3", "4", "5"])


@dataclass
class Chat:
    """A thing that changes, notices of it sent one by one, and what the family has read."""

    now: str = NOTHING
    known: str = NOTHING  # by the last message that really arrived
    read: int = 0
    tellings: list[Telling] = field(default_factory=list)
    notices: int = 0

    def change(self, state: str) -> "Notice":
        self.notices += 1
        self.now = state
        return Notice(self.notices, made=state)

    def says(self, notice: "Notice") -> Saying | None:
        seen = [replace(each, is_own=each.notice_id == notice.id) for each in self.tellings]
        return compare(self.now, NOTHING, notice.made, seen)

    def remember(self, notice: "Notice", *, is_lost: bool = False) -> None:
        """As the outbox does: a notice sent again speaks at its last moment."""
        self.tellings = [each for each in self.tellings if each.notice_id != notice.id]
        self.tellings.append(Telling(notice.id, self.now, is_lost=is_lost))

    def arrive(self) -> None:
        self.known = self.now
        self.read += 1


@dataclass
class Notice:
    id: int
    made: str


def deliver(chat: Chat, notice: Notice) -> Saying | None:
    saying = chat.says(notice)
    if saying is not None:
        chat.arrive()
        chat.remember(notice)
    return saying


@given(st.lists(st.lists(STATES, min_size=1, max_size=4), max_size=8))
def test_with_sure_outcomes_each_message_says_something_new_and_the_last_one_is_true(
    rounds: list[list[str]],
) -> None:
    """Between two messages the thing may change several times: only where it ends counts."""
    chat = Chat()
    for changes in rounds:
        before = chat.known
        for state in changes:
            notice = chat.change(state)
        saying = deliver(chat, notice)
        assert chat.known == chat.now
        if chat.now == before:
            assert saying is None
        else:
            assert saying is not None
            assert (saying.old or NOTHING, saying.new) == (before, chat.now)
            assert (saying.manner is Manner.NEWS) is (chat.read == 1)


@given(st.lists(st.tuples(STATES, st.sampled_from(["sent", "lost", "lost answer"])), max_size=10))
def test_whatever_is_lost_the_last_word_is_true_and_only_doubt_makes_a_repetition(
    steps: list[tuple[str, str]],
) -> None:
    """A notice whose outcome nobody knows is sent again, until it is known."""
    chat, doubts = Chat(), 0
    for state, outcome in steps:
        notice = chat.change(state)
        known, read = chat.known, chat.read
        if outcome == "sent" or chat.says(notice) is None:
            deliver(chat, notice)
            assert chat.known == chat.now
            continue
        doubts += 1
        if outcome == "lost answer":
            chat.arrive()
        chat.remember(notice)
        again = deliver(chat, notice)
        assert again is not None, "it may not have arrived"
        assert again.old != again.new
        assert chat.known == chat.now
        assert chat.read - read <= 2
        assert known != chat.now or chat.read == read + 1 + (outcome == "lost answer")
    assert chat.read <= len(steps) + doubts


@given(STATES, STATES, st.booleans())
def test_what_may_have_been_read_is_taken_back(said: str, now: str, arrived: bool) -> None:
    """Uncertain, and changed before it was sent again: a correction, also back to nothing."""
    chat = Chat()
    notice = chat.change(said)
    if chat.says(notice) is None:
        return
    chat.remember(notice)
    chat.known = said if arrived else NOTHING
    chat.now = now
    saying = deliver(chat, notice)
    assert saying is not None
    if now != said:
        assert saying == Saying(said, now, Manner.CORRECTION)
    assert chat.known == now


@given(st.lists(st.tuples(STATES, st.booleans()), max_size=6), STATES)
def test_what_lost_calls_may_have_told_nobody_the_next_notice_tells(
    lost: list[tuple[str, bool]], now: str
) -> None:
    """There and back again before they could be sent again: it goes in their place."""
    chat = Chat()
    for state, arrived in lost:
        notice = chat.change(state)
        if chat.says(notice) is not None:
            if arrived:
                chat.arrive()
            chat.remember(notice, is_lost=True)
    saying = deliver(chat, chat.change(now))
    assert chat.known == chat.now
    assert saying is None or saying.old != saying.new
    assert deliver(chat, chat.change(now)) is None


def test_another_notice_may_have_said_it_meanwhile() -> None:
    first, second = 1, 2
    tellings = [Telling(first, "5", is_own=True), Telling(second, "4")]
    assert compare("4", NOTHING, "5", tellings) is None


def test_said_again_twice_it_still_names_what_came_before() -> None:
    """Its own first word is forgotten by then; what the event made of the thing is not."""
    assert compare("-", NOTHING, "5", [Telling(1, "-", is_own=True)]) == Saying(
        "5", "-", Manner.CORRECTION
    )


@given(st.lists(STATES, min_size=1, max_size=6), STATES, st.data())
def test_a_message_shows_its_word_or_where_it_has_come_since(
    words: list[str], final: str, data: st.DataObject
) -> None:
    tellings = [Telling(at, word) for at, word in enumerate(words)]
    at = data.draw(st.integers(0, len(words) - 1))
    shown = as_shown(final, NOTHING, words[at], tellings, at)
    if shown is None:
        assert final == words[at] == NOTHING
        return
    assert shown.new == final
    assert shown.old != shown.new
    assert (shown.manner is Manner.EDITED) is (final != words[at])
    if shown.manner is Manner.EDITED:
        assert shown.old == words[at]


@given(STATES, st.lists(st.tuples(STATES, st.booleans()), max_size=6))
def test_a_word_may_be_known_where_some_outcome_of_the_lost_calls_leaves_it_the_last(
    word: str, calls: list[tuple[str, bool]]
) -> None:
    told = [
        Told(at, at, what, None, _AT if lost else None) for at, (what, lost) in enumerate(calls)
    ]
    outcomes = product(*((True, False) if lost else (True,) for _, lost in calls))
    read = (
        [what for (what, _), arrived in zip(calls, each, strict=True) if arrived]
        for each in outcomes
    )
    assert may_be_known(word, _AT, told) is any(each[-1:] == [word] for each in read)


def test_what_was_lost_with_its_words_may_have_said_all_that_was_so_by_then() -> None:
    told = [Told(1, 1, "4", 70), Told(2, 2, None, None, _AT)]
    assert may_be_known("5", _AT - timedelta(seconds=1), told)
    assert not may_be_known("5", _AT + timedelta(seconds=1), told)
    assert may_be_known("4", _AT + timedelta(seconds=1), told)
