"""When what is missing is said, and to whom: the table of deadlines against days of school."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import Holiday
from domain.deadlines.duties import AHEAD, duties_missing
from domain.deadlines.model import DutyFacts, LedClass, Missing, SchoolDays, overdue_by_rule
from domain.deadlines.reminding import (
    LONGEST_MOVE,
    AtSchool,
    is_after_lessons,
    is_newly_overdue,
    is_reminded,
    rest_after,
    said_on,
)
from domain.deadlines.rules import RULES, DeadlineId, DeadlineRule, Manner
from domain.plans.terms import plans_due
from domain.policy import SchoolPolicy
from domain.school_days import ClassKey
from domain.work_types.terms import closed_before, due_by

ONE = timedelta(days=1)
FIRST = date(2026, 9, 1)
CLASS = ClassKey(1, 7)
# Weeks of school, and a week of vacation somewhere among them.
weeks = st.integers(0, 30)
days = st.integers(0, 250).map(lambda each: FIRST + each * ONE)
told = st.sampled_from([each for each in RULES.values() if each.manner is Manner.EVENING])


def at_school_but_for(vacation: int) -> AtSchool:
    begins = FIRST + vacation * 7 * ONE

    def at_school(day: date) -> bool:
        return day.isoweekday() <= 5 and not begins <= day < begins + 7 * ONE

    return at_school


@given(told, days, days, weeks)
def test_a_day_without_school_is_quiet(
    rule: DeadlineRule, due: date, day: date, vacation: int
) -> None:
    at_school = at_school_but_for(vacation)
    if not at_school(day):
        assert not is_reminded(rule, due, day, at_school)
        assert not is_newly_overdue(due, day, at_school)


SCHOOL_YEAR = (FIRST, date(2027, 5, 26))
LED = LedClass(1, "7А", 7, 5, opted_out=True)
WEEKLY = {DeadlineId.JOURNAL_ANALYSIS, DeadlineId.PRINT_OUT}
holidays = st.builds(
    lambda begins, length, class_id: Holiday("", begins, begins + length * ONE, None, class_id),
    days,
    st.integers(0, 20),
    st.sampled_from((None, 1, 2)),
)


@given(days, st.lists(holidays, max_size=3))
def test_what_is_due_weekly_is_due_in_weeks_with_school_alone(
    day: date, free: list[Holiday]
) -> None:
    """D15, D18: a week whose days are all in a vacation has neither, and any other has both."""
    facts = DutyFacts([], [LED], {}, school=SchoolDays([SCHOOL_YEAR], free))
    found = {
        (gap.deadline, gap.due)
        for gap in duties_missing(facts, day, SchoolPolicy())
        if gap.deadline in WEEKLY
    }
    span = range((AHEAD // ONE) + 7)
    fridays = [each for back in span if (each := day + AHEAD - back * ONE).isoweekday() == 5]
    for due in fridays:
        week = [due - back * ONE for back in range(5)]
        term = [each for each in week if SCHOOL_YEAR[0] <= each <= SCHOOL_YEAR[1]]
        whole = [each for each in free if each.school_class_id is None]
        own = [each for each in free if each.school_class_id in (None, LED.id)]
        for deadline, rests in ((DeadlineId.JOURNAL_ANALYSIS, whole), (DeadlineId.PRINT_OUT, own)):
            has_school = any(all(each not in rest for rest in rests) for each in term)
            assert ((deadline, due) in found) == has_school, (deadline, due)


@given(told, days, weeks)
def test_every_reminder_before_the_due_day_is_said_once_and_in_time(
    rule: DeadlineRule, due: date, vacation: int
) -> None:
    at_school = at_school_but_for(vacation)
    for before in rule.reminded:
        wanted = due - before * ONE
        said = wanted
        while not at_school(said):
            said -= ONE
        assert is_reminded(rule, due, said, at_school)


@given(told, st.sets(st.integers(0, 60)), st.integers(0, 60))
def test_whatever_the_calendar_no_reminder_is_lost_and_none_comes_twice(
    rule: DeadlineRule, at: set[int], place: int
) -> None:
    """Where there is any day of school between the longest move and the due day."""
    school_days = {FIRST + each * ONE for each in at}
    due = FIRST + place * ONE
    walked = [FIRST + each * ONE for each in range(place + 1)]
    said = [day for day in walked if is_reminded(rule, due, day, school_days.__contains__)]
    homes = []
    for before in rule.reminded:
        wanted = due - before * ONE
        reach = [wanted - back * ONE for back in range(LONGEST_MOVE + 1)]
        earlier = next((day for day in reach if day in school_days), None)
        later = next((day for day in walked if wanted < day and day in school_days), None)
        homes += [day for day in [earlier or later] if day is not None]
    assert said == sorted({*homes})
    if school_days & {due - each * ONE for each in range(LONGEST_MOVE + 1)}:
        assert said, "nothing of it is lost"


@given(told, st.sets(st.integers(0, 60)), st.integers(0, 60))
def test_what_is_reminded_of_is_looked_at_by_then(
    rule: DeadlineRule, at: set[int], place: int
) -> None:
    """However long the rest is that follows."""
    school_days = {FIRST + each * ONE for each in at}
    due = FIRST + place * ONE
    for before in rule.reminded:
        day = said_on(due, before, school_days.__contains__)
        if day is not None:
            rest = rest_after(day, school_days.__contains__)
            assert due <= day + (max(rule.reminded) + rest) * ONE


@given(told, days, weeks)
def test_what_is_overdue_is_said_again_as_often_as_the_table_says(
    rule: DeadlineRule, due: date, vacation: int
) -> None:
    """The first time on the first day of school after it, then once in every `again` days."""
    at_school = at_school_but_for(vacation)
    after = [due + each * ONE for each in range(1, 60)]
    said = [day for day in after if is_reminded(rule, due, day, at_school)]
    assert said[0] == next(day for day in after if at_school(day))
    school_days = [day for day in after if at_school(day)]
    if rule.again == 1:
        assert said == school_days
    else:  # a slot that falls on days without school is said on the next day of school
        slots = [due + (each * rule.again + 1) * ONE for each in range(60 // rule.again + 1)]
        due_again = {next((day for day in school_days if day >= slot), None) for slot in slots}
        assert {*said} == due_again - {None}


@given(days, weeks)
def test_whoever_oversees_hears_of_it_once(due: date, vacation: int) -> None:
    at_school = at_school_but_for(vacation)
    after = [due + each * ONE for each in range(-5, 40)]
    heard = [day for day in after if is_newly_overdue(due, day, at_school)]
    assert heard == [next(day for day in after if day > due and at_school(day))]


@pytest.mark.parametrize(
    ("day", "is_after"),
    [
        (date(2026, 10, 28), False),  # a vacation between two periods
        (date(2027, 5, 26), False),
        (date(2027, 5, 27), True),
        (date(2027, 8, 10), True),
        (date(2027, 8, 25), False),  # the next year is near
    ],
)
def test_lessons_of_a_year_are_over_when_no_period_follows_soon(day: date, is_after: bool) -> None:
    terms = [
        (date(2026, 9, 1), date(2026, 10, 23)),
        (date(2026, 11, 2), date(2027, 5, 26)),
        (date(2027, 9, 1), date(2027, 10, 22)),
    ]
    assert is_after_lessons(day, terms) == is_after
    assert is_after_lessons(day, terms[:2]) == (day > date(2027, 5, 26))
    assert not is_after_lessons(day, [])
    assert not is_after_lessons(date(2026, 12, 1), terms[:1]), "the next period is not entered yet"


@given(st.integers(0, 21), st.integers(0, 21), st.integers(-40, 40))
def test_a_written_work_is_due_by_the_term_that_its_marks_were_open_for(
    old: int, new: int, lesson: int
) -> None:
    """D02: a longer term opens nothing that was over, so it gives no more days either."""
    changed = FIRST
    lesson_day = changed + lesson * ONE
    closed = closed_before(old, None, None, changed)
    due = due_by(lesson_day, new, closed, changed)
    was_over = lesson_day + old * ONE < changed
    assert due == lesson_day + (min(old, new) if was_over else new) * ONE
    assert due_by(lesson_day, new, None, None) == lesson_day + new * ONE


@pytest.mark.parametrize(
    ("day", "due"),
    [
        (date(2026, 9, 1), date(2026, 10, 15)),
        (date(2027, 5, 20), date(2026, 10, 15)),
        (date(2027, 8, 31), date(2027, 10, 15)),
    ],
)
def test_topic_plans_are_due_in_october_of_the_school_year(day: date, due: date) -> None:
    assert plans_due(day, SchoolPolicy()) == due


def test_numbers_of_what_is_overdue_count_gaps_and_people() -> None:
    def gap(deadline: DeadlineId, performer: int) -> Missing:
        return Missing(deadline, FIRST, 1, (performer, 9), CLASS)

    found = overdue_by_rule(
        [
            gap(DeadlineId.TOPIC_PLAN, 1),
            gap(DeadlineId.LESSON_RECORD, 1),
            gap(DeadlineId.LESSON_RECORD, 2),
            gap(DeadlineId.LESSON_RECORD, 2),
        ]
    )
    assert [(each.deadline, each.count, each.performers) for each in found] == [
        (DeadlineId.LESSON_RECORD, 3, 2),
        (DeadlineId.TOPIC_PLAN, 1, 1),
    ]


def test_every_deadline_of_the_regulations_is_in_the_table() -> None:
    assert [each.value for each in RULES] == [f"D{number:02}" for number in range(1, 20)]
    for rule in RULES.values():
        assert bool(rule.reminded) == (rule.manner is Manner.EVENING), rule.id
        assert rule.overseers
