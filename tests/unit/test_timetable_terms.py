"""Until when changes of the calendar are known, and the register of hours."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as s

from domain.people import Person
from domain.timetable.hours import TimetabledLesson, hours_register
from domain.timetable.lateness import Late, NoticeDays, NoticeOf, due_of, lateness

DAYS = NoticeDays()
dates = s.dates(date(2026, 9, 1), date(2027, 5, 31))


def before(day: date, count: int) -> date:
    """Monday to Friday."""
    while count > 0:
        day -= timedelta(days=1)
        count -= day.isoweekday() <= 5
    return day


@pytest.mark.parametrize(
    ("kind", "event", "last"),
    [
        (NoticeOf.SCHOOL_EVENT, date(2026, 12, 25), date(2026, 12, 11)),
        (NoticeOf.CLASS_EVENT, date(2026, 12, 25), date(2026, 12, 18)),
        # Saturday's timetable: Wednesday, Thursday, Friday.
        (NoticeOf.DAY_MOVE, date(2026, 11, 28), date(2026, 11, 25)),
        # Of a Monday: Wednesday, Thursday, Friday.
        (NoticeOf.DAY_MOVE, date(2026, 11, 30), date(2026, 11, 25)),
    ],
)
def test_the_last_day_in_time(kind: NoticeOf, event: date, last: date) -> None:
    assert due_of(kind, event, DAYS, before) == last
    assert lateness(kind, event, last, DAYS, before) is None
    assert lateness(kind, event, last + timedelta(days=1), DAYS, before) == Late(last, 1)


@given(kind=s.sampled_from(NoticeOf), event=dates, today=dates)
def test_what_is_late_stays_late(kind: NoticeOf, event: date, today: date) -> None:
    said = lateness(kind, event, today, DAYS, before)
    later = lateness(kind, event, today + timedelta(days=1), DAYS, before)
    if said is not None:
        assert later == Late(said.due, said.days + 1)
    assert lateness(kind, event, event, DAYS, before) is not None, "on the day itself it is late"


PEOPLE = [Person(number, f"П{number}", "И") for number in range(1, 4)]
register = s.lists(
    s.builds(
        TimetabledLesson,
        date=s.dates(date(2026, 10, 25), date(2026, 12, 5)),
        class_title=s.just("7А"),
        subject=s.just("Алгебра"),
        teacher=s.none() | s.sampled_from(PEOPLE),
        usual_teacher=s.none() | s.sampled_from(PEOPLE),
        is_cancelled=s.booleans(),
        is_held=s.booleans(),
        is_doubted=s.booleans(),
    ),
    max_size=12,
)


@given(lessons=register)
def test_every_held_lesson_of_the_month_is_somebodys_hour_once(
    lessons: list[TimetabledLesson],
) -> None:
    begins, ends = date(2026, 11, 1), date(2026, 11, 30)
    found = hours_register(lessons, begins, ends)
    assert len({each.teacher.id for each in found}) == len(found)
    month = [each for each in lessons if begins <= each.date <= ends]
    for person in PEOPLE:
        line = next((each for each in found if each.teacher == person), None)
        own = [each for each in month if each.teacher == person and not each.is_cancelled]
        held = [each for each in own if each.is_held]
        assert (line.given if line else 0) == len(held)
        blank = [each for each in own if not (each.is_held or each.is_doubted)]
        assert (line.unrecorded if line else 0) == len(blank)
        theirs = [each for each in month if each.usual_teacher == person]
        gone = [each for each in theirs if each.is_cancelled or each.teacher != person]
        assert (line.missed if line else 0) == len(gone)
        if line:
            assert line.for_others == len(line.substitutions)
