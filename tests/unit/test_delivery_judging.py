"""Whether a family was told in time, and why not: rules without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.delivery.judging import judge_finals, missed_by, missed_of_paper
from domain.delivery.model import Contact, Counts, Household, Reach
from domain.delivery.untold_model import FinalTelling, Missed, Standing, Untold
from domain.notices.model import Kind, Reason, State
from domain.people import Person

SET = datetime(2026, 10, 23, 12, 0, tzinfo=UTC)
DAY = timedelta(hours=24)
PUPIL, MOTHER, FATHER = Person(1, "И", "А"), Person(2, "И", "Е"), Person(3, "И", "Д")


def contact(person: Person = MOTHER, reach: Reach = Reach.REACHED, **more: datetime) -> Contact:
    return Contact(PUPIL.id, person, reach, **more)


def telling(
    person: Person | None = MOTHER,
    state: State | None = State.SENT,
    *,
    mark: int = 1,
    reason: Reason | None = None,
    took: timedelta = timedelta(),
) -> FinalTelling:
    return FinalTelling(
        PUPIL.id,
        mark,
        SET,
        person.id if person else None,
        state,
        reason,
        SET + took if state is State.SENT else None,
    )


def standing(*tellings: FinalTelling, contacts: tuple[Contact, ...] = ()) -> Standing:
    [found] = judge_finals([Household(PUPIL, contacts or (contact(),))], tellings)
    return found.standing


LOST = telling(FATHER, State.SUPPRESSED, reason=Reason.BLOCKED)


@pytest.mark.parametrize(
    ("tellings", "expected"),
    [
        ([telling(took=DAY)], Standing.IN_TIME),
        ([telling(took=DAY + timedelta(seconds=1))], Standing.LATE),
        ([LOST, telling(took=DAY)], Standing.IN_TIME),
        ([LOST], Standing.MISSED),
        ([LOST, telling(state=State.UNCERTAIN)], Standing.WAITING),
        ([telling(state=State.SUPERSEDED, reason=Reason.UNDONE)], Standing.IN_TIME),
        ([telling(None, None)], Standing.MISSED),
        ([telling(), telling(mark=2, state=State.PENDING)], Standing.WAITING),
        ([telling(), telling(None, None, mark=2)], Standing.MISSED),
    ],
)
def test_the_first_guardian_and_the_worst_mark_decide(
    tellings: list[FinalTelling], expected: Standing
) -> None:
    assert standing(*tellings) is expected


def test_who_has_no_final_marks_is_not_judged() -> None:
    assert judge_finals([Household(PUPIL, (contact(),))], []) == []


@pytest.mark.parametrize(
    ("who", "notice", "why"),
    [
        (contact(), telling(state=State.LEASED), Missed.WAITING),
        (contact(), telling(state=State.DEAD, reason=Reason.FAULT), Missed.FAILED),
        (contact(reach=Reach.NOT_CONNECTED), None, Missed.NOT_CONNECTED),
        (contact(reach=Reach.GONE), LOST, Missed.GONE),
        (contact(), LOST, Missed.BLOCKED),  # and is back since
        (contact(bound_at=SET + DAY), None, Missed.CONNECTED_LATER),
        (contact(bound_at=SET - DAY), None, Missed.SWITCHED_OFF),
    ],
)
def test_why_a_guardian_was_not_told(
    who: Contact, notice: FinalTelling | None, why: Missed
) -> None:
    assert missed_by(who, SET, notice).why is why


def test_on_paper_an_error_is_no_choice_of_the_family() -> None:
    untold = Untold(PUPIL.id, Kind.FINAL_MARK, 3, SET, "I четверть", has_failed=True)
    assert missed_of_paper(contact(), [untold]).why is Missed.FAILED
    nowhere = contact(reach=Reach.NOT_CONNECTED)
    assert missed_of_paper(nowhere, [untold]).why is Missed.NOT_CONNECTED


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.data())
def test_a_share_is_a_share(told: int, waiting: int, lost: int, data: st.DataObject) -> None:
    in_time = data.draw(st.integers(0, told))
    share = Counts(told, in_time, waiting, lost).share
    assert (share is None) == (told + lost == 0)
    assert share is None or 0 <= share <= 1
    assert lost == 0 or share is None or share < 1
