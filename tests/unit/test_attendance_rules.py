"""Rules of attendance: a reason is never lost, a bulk tap never overwrites an excuse."""

from hypothesis import given
from hypothesis import strategies as st

from domain.attendance.model import Reason, Status, is_missed
from domain.attendance.roll_call_model import AFTER
from domain.attendance.rules import all_present, electronic_presence, recorded_reason

reasons = st.sampled_from(Reason)
statuses = st.sampled_from(Status)


@given(st.lists(reasons), st.none() | reasons)
def test_no_reason_turns_into_none(known: list[Reason], settled: Reason | None) -> None:
    found = recorded_reason(known, settled)
    said = [each for each in known if each is not Reason.UNKNOWN]
    if said:
        assert found is said[-1]
    else:
        assert found is (settled or Reason.UNKNOWN)


@given(st.lists(reasons, min_size=1))
def test_what_is_recorded_stays_when_it_is_recorded_again(known: list[Reason]) -> None:
    first = recorded_reason(known)
    assert recorded_reason([*known, Reason.UNKNOWN]) is first
    assert recorded_reason([*known, first]) is first


@given(st.dictionaries(st.integers(1, 40), statuses), st.frozensets(st.integers(1, 40)))
def test_all_present_leaves_the_excused_and_brings_in_everybody_else(
    shown: dict[int, Status], excused: frozenset[int]
) -> None:
    changed = all_present(shown, excused)
    after = {**shown, **changed}
    assert not changed.keys() & excused
    assert all(after[key] is shown[key] for key in shown.keys() & excused)
    assert all(after[key] is Status.PRESENT for key in shown.keys() - excused)
    assert all(shown[key] is not Status.PRESENT for key in changed)


@given(
    st.dictionaries(st.integers(1, 40), statuses),
    st.frozensets(st.integers(1, 40)),
    st.frozensets(st.integers(1, 40)),
)
def test_work_handed_in_says_who_was_present_and_overwrites_no_word(
    shown: dict[int, Status], excused: frozenset[int], results: frozenset[int]
) -> None:
    changed = electronic_presence(shown, excused, results)
    after = {**shown, **changed}
    assert not changed.keys() & excused
    assert all(after[key] is not Status.ABSENT for key in shown.keys() & results - excused)
    said = {Status.LATE, Status.LEFT_EARLY, Status.RELEASED, Status.REMOTE}
    assert not {shown[key] for key in changed} & said
    if results:
        assert all(after[key] is not Status.PRESENT for key in shown.keys() - results - excused)
    else:
        assert changed == {}
    assert electronic_presence(after, excused, results) == {}  # pressed twice it is one


def test_every_status_is_left_by_taps_in_three_at_most() -> None:
    for status in Status:
        seen, now = [status], AFTER[status]
        while now is not Status.PRESENT:
            seen.append(now)
            now = AFTER[now]
        assert len(seen) <= len((Status.PRESENT, Status.ABSENT, Status.LATE))


def test_only_absence_is_a_missed_lesson() -> None:
    assert [status for status in Status if is_missed(status)] == [Status.ABSENT]
