"""Working days of a school: Monday to Friday, but for its holidays."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Holiday, is_working_day, working_day_after, working_days_until
from domain.handover.model import TERM, Clock

FRIDAY = date(2026, 11, 20)
AUTUMN = Holiday("Осенние каникулы", date(2026, 10, 24), date(2026, 11, 1))
FIRST_GRADE = Holiday("Каникулы", date(2026, 11, 23), date(2026, 11, 27), grade_level=1)
days = st.dates(date(2026, 9, 1), date(2027, 5, 31))


def test_three_working_days_from_a_friday_end_on_wednesday() -> None:
    assert working_day_after(FRIDAY, TERM, []) == date(2026, 11, 25)


def test_holidays_of_the_school_do_not_count_those_of_a_grade_do() -> None:
    assert working_day_after(date(2026, 10, 22), TERM, [AUTUMN]) == date(2026, 11, 3)
    assert working_day_after(FRIDAY, TERM, [FIRST_GRADE]) == date(2026, 11, 25)


@given(days, st.integers(1, 30))
def test_the_last_day_is_a_working_day_and_the_days_until_it_are_as_many(
    day: date, count: int
) -> None:
    last = working_day_after(day, count, [AUTUMN])
    assert is_working_day(last, [AUTUMN])
    assert working_days_until(day, last, [AUTUMN]) == count


@given(days, days)
def test_what_is_left_and_what_is_overdue_mirror_each_other(one: date, other: date) -> None:
    assert working_days_until(one, other, [AUTUMN]) == -working_days_until(other, one, [AUTUMN])


@given(days, days)
def test_days_left_fall_to_nothing_on_the_day_itself_and_then_below(today: date, due: date) -> None:
    order = due - timedelta(days=10)
    deadline = Clock(today, [], None).deadline(order, None)
    assert deadline is not None
    assert deadline.is_over == (
        today > deadline.due and working_days_until(deadline.due, today, []) > 0
    )


def test_the_order_counts_before_the_day_of_enrolment_and_the_import() -> None:
    clock = Clock(date(2026, 11, 24), [], date(2026, 11, 16))
    begins, order = date(2026, 9, 1), date(2026, 8, 20)
    by_order, by_import = clock.deadline(order, begins), clock.deadline(None, begins)
    assert by_order is not None
    assert by_import is not None
    assert (by_order.starts, by_import.starts) == (order, date(2026, 11, 16))
    assert Clock(date(2026, 11, 24), [], None).deadline(None, None) is None
