"""Days with lessons: the week of a class, holidays, bells and grading periods."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import GradingPeriod, Holiday, PeriodKind
from domain.policy import SchoolPolicy
from domain.school_days import (
    BellRule,
    ClassKey,
    Fault,
    PeriodOfGrade,
    bells_on,
    check_year,
    concerns,
    is_school_day,
    next_school_day,
    periods_of,
    week_days,
)

SATURDAY = date(2026, 11, 21)
MONDAY = date(2026, 11, 23)
OF_7A, OF_7B, OF_1B = ClassKey(1, 7, 1), ClassKey(2, 7, 2), ClassKey(3, 1, 1)
AUTUMN = Holiday("Осенние каникулы", date(2026, 10, 24), date(2026, 11, 1))
FIRST_GRADE = Holiday("Каникулы", MONDAY, date(2026, 11, 27), grade_level=1)
QUARANTINE = Holiday("Карантин", MONDAY, date(2026, 11, 25), school_class_id=1)
HOLIDAYS = [AUTUMN, FIRST_GRADE, QUARANTINE]
days = st.dates(date(2026, 9, 1), date(2027, 5, 31))
classes = st.sampled_from([OF_7A, OF_7B, OF_1B, ClassKey(None, 7)])
lengths = st.sampled_from([5, 6])


@pytest.mark.parametrize(
    ("own", "grade", "expected"), [(None, 7, 5), (None, 10, 6), (6, 7, 6), (5, 10, 5)]
)
def test_a_class_has_its_own_week_else_that_of_its_grade(
    own: int | None, grade: int, expected: int
) -> None:
    policy = SchoolPolicy(six_day_grade_levels=(10, 11))
    assert week_days(own, grade, policy) == expected


def test_a_holiday_is_of_the_school_of_a_grade_or_of_one_class() -> None:
    about = {
        each.title: [who for who in (OF_7A, OF_7B, OF_1B) if concerns(each, who)]
        for each in HOLIDAYS
    }
    assert about["Осенние каникулы"] == [OF_7A, OF_7B, OF_1B]
    assert about["Каникулы"] == [OF_1B]
    assert about["Карантин"] == [OF_7A]


def test_saturday_is_a_school_day_in_a_week_of_six_days_and_sunday_never() -> None:
    assert is_school_day(SATURDAY, OF_7A, 6, HOLIDAYS)
    assert not is_school_day(SATURDAY, OF_7A, 5, HOLIDAYS)
    assert not is_school_day(SATURDAY + timedelta(days=1), OF_7A, 6, HOLIDAYS)


def test_the_next_school_day_is_after_the_holiday_of_the_class() -> None:
    assert next_school_day(SATURDAY, OF_7A, 5, HOLIDAYS) == date(2026, 11, 26)
    assert next_school_day(SATURDAY, OF_7B, 5, HOLIDAYS) == MONDAY
    assert next_school_day(SATURDAY, OF_1B, 5, HOLIDAYS) == date(2026, 11, 30)
    endless = [Holiday("", MONDAY, MONDAY + timedelta(days=400))]
    assert next_school_day(MONDAY, OF_7A, 5, endless) is None


@given(days, classes, lengths)
def test_between_a_day_and_the_next_school_day_there_is_none(
    day: date, who: ClassKey, length: int
) -> None:
    found = next_school_day(day, who, length, HOLIDAYS)
    assert found is not None
    assert is_school_day(found, who, length, HOLIDAYS)
    between = ((day + timedelta(days=each)) for each in range(1, (found - day).days))
    assert not any(is_school_day(each, who, length, HOLIDAYS) for each in between)


rules = st.builds(
    BellRule,
    bell_schedule_id=st.integers(1, 9),
    grade_level=st.sampled_from([None, 1, 7]),
    shift=st.sampled_from([None, 1, 2]),
    school_class_id=st.sampled_from([None, 1, 3]),
    weekday=st.sampled_from([None, 1, 6]),
    on=st.sampled_from([None, MONDAY, SATURDAY]),
)


def test_bells_by_grade_and_shift_before_grade_before_shift_before_school() -> None:
    stored = [
        BellRule(1),
        BellRule(2, shift=2),
        BellRule(3, grade_level=7),
        BellRule(4, grade_level=7, shift=2),
    ]
    assert bells_on(stored, OF_7B, MONDAY) == 4
    assert bells_on(stored, ClassKey(4, 7, 1), MONDAY) == 3
    assert bells_on(stored, ClassKey(5, 8, 2), MONDAY) == 2
    assert bells_on(stored, OF_1B, MONDAY) == 1
    assert bells_on(stored[1:2], OF_1B, MONDAY) is None


def test_bells_of_one_class_before_those_of_its_grade_and_shift() -> None:
    stored = [BellRule(4, grade_level=7, shift=2), BellRule(5, school_class_id=2)]
    assert bells_on(stored, OF_7B, MONDAY) == 5
    assert bells_on(stored, OF_7A, MONDAY) is None, "it is not theirs"
    assert bells_on(stored, ClassKey(None, 7, 2), MONDAY) == 4, "a group of several classes"
    assert bells_on([*stored, BellRule(6, weekday=1)], OF_7B, MONDAY) == 6


def test_a_date_before_a_weekday_before_any_day_whosever_the_rule_is() -> None:
    stored = [BellRule(1, grade_level=7), BellRule(2, weekday=1), BellRule(3, on=MONDAY)]
    assert bells_on(stored, OF_7A, MONDAY) == 3
    assert bells_on(stored, OF_7A, MONDAY + timedelta(days=7)) == 2
    assert bells_on(stored, OF_7A, MONDAY + timedelta(days=1)) == 1


@given(st.lists(rules, max_size=6), classes, st.sampled_from([MONDAY, SATURDAY]))
def test_bells_do_not_depend_on_the_order_of_rules(
    stored: list[BellRule], who: ClassKey, day: date
) -> None:
    found = bells_on(stored, who, day)
    assert found == bells_on(stored[::-1], who, day)
    assert (found is None) == (not any(each.holds(who, day) for each in stored))
    assert found is None or found in {
        each.bell_schedule_id for each in stored if each.holds(who, day)
    }


def _period(kind: PeriodKind, ordinal: int, begins: date, ends: date) -> GradingPeriod:
    return GradingPeriod(ordinal * 10 + len(kind), kind, ordinal, "", 2027, begins, ends)


YEAR = _period(PeriodKind.SCHOOL_YEAR, 1, date(2026, 9, 1), date(2027, 5, 26))
FIRST = _period(PeriodKind.QUARTER, 1, date(2026, 9, 1), date(2026, 10, 23))
SECOND = _period(PeriodKind.QUARTER, 2, date(2026, 11, 2), date(2026, 12, 30))
OWN_SECOND = _period(PeriodKind.QUARTER, 2, date(2026, 11, 9), date(2026, 12, 30))
HALF = _period(PeriodKind.HALF_YEAR, 1, date(2026, 9, 1), date(2026, 12, 30))


def test_a_grades_own_bounds_stand_in_the_place_of_the_schools() -> None:
    stored = [
        *(PeriodOfGrade(each) for each in (SECOND, FIRST, YEAR, HALF)),
        PeriodOfGrade(OWN_SECOND, grade_level=1),
    ]
    assert periods_of(stored, PeriodKind.QUARTER, 7) == [FIRST, YEAR, SECOND]
    assert periods_of(stored, PeriodKind.QUARTER, 1) == [FIRST, YEAR, OWN_SECOND]
    assert periods_of(stored[::-1], PeriodKind.QUARTER, 1) == [FIRST, YEAR, OWN_SECOND]
    assert periods_of(stored, PeriodKind.HALF_YEAR, 1) == [HALF, YEAR]


def test_a_year_in_order_has_no_faults() -> None:
    assert check_year(YEAR, [YEAR, FIRST, SECOND], [AUTUMN]) == []


def test_what_is_odd_about_a_year_is_named_with_its_days() -> None:
    early = _period(PeriodKind.QUARTER, 1, date(2026, 8, 31), date(2026, 10, 23))
    assert check_year(YEAR, [early, SECOND], [AUTUMN]) == [
        (Fault.OUTSIDE_YEAR, early.begins, early.ends)
    ]
    late = _period(PeriodKind.QUARTER, 1, date(2026, 9, 1), date(2026, 11, 3))
    assert check_year(YEAR, [late, SECOND], [AUTUMN]) == [
        (Fault.OVERLAP, date(2026, 11, 2), date(2026, 11, 3))
    ]
    assert check_year(YEAR, [FIRST, SECOND], []) == [
        (Fault.DAYS_BETWEEN, date(2026, 10, 26), date(2026, 10, 30))
    ]
    short = _period(PeriodKind.QUARTER, 2, date(2026, 10, 28), date(2026, 12, 30))
    assert check_year(YEAR, [FIRST, short], [AUTUMN]) == [
        (Fault.SHORT_VACATION, date(2026, 10, 24), date(2026, 10, 27))
    ]
