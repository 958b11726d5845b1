"""What families are told of a lesson's record: ahead, not filled yet, nothing set."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.lessons.record import LessonState, RecordState, freshness, record_state

DAY = date(2026, 11, 24)
ENDS = datetime(2026, 11, 24, 10, 15, tzinfo=UTC)
moments = st.timedeltas(timedelta(days=-2), timedelta(days=2)).map(lambda away: ENDS + away)


def state(*, cancelled: bool = False, homework: bool = False, none: bool = False) -> LessonState:
    return LessonState(DAY, 10 * 60 + 15, cancelled, homework, none)


@given(moments, st.booleans(), st.booleans(), st.booleans())
def test_a_lesson_is_either_ahead_or_says_what_it_lacks(
    local: datetime, cancelled: bool, homework: bool, none: bool
) -> None:
    found = record_state(state(cancelled=cancelled, homework=homework, none=none), local)
    if cancelled:
        assert found is RecordState.CANCELLED
    elif homework:
        assert found is RecordState.FILLED
    elif none:
        assert found is RecordState.NOTHING_SET
    else:
        assert (found is RecordState.AHEAD) == (local < ENDS)
        assert (found is RecordState.NOT_FILLED) == (local >= ENDS)


def test_the_last_minute_of_a_lesson_is_still_the_lesson() -> None:
    assert record_state(state(), ENDS - timedelta(minutes=1)) is RecordState.AHEAD
    assert record_state(state(), ENDS) is RecordState.NOT_FILLED


@given(st.lists(st.none() | moments))
def test_a_screen_is_as_fresh_as_the_latest_of_it(found: list[datetime | None]) -> None:
    latest = freshness(found)
    there = [each for each in found if each is not None]
    assert (latest is None) == (not there)
    assert latest is None or all(each <= latest for each in there)
    assert latest is None or latest in there
