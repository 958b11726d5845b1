"""Lessons from slots: exactly the school days, and nothing of the journal is lost."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as s

from domain.calendar import Holiday
from domain.errors import Refused
from domain.school_days import BellRule, ClassKey
from domain.timetable.planning import (
    Bells,
    PlannedLesson,
    Slot,
    closed_days,
    plan_lessons,
    require_bells,
)
from domain.timetable.replanning import StoredLesson, replan

BEGINS, ENDS = date(2026, 9, 1), date(2027, 5, 26)
BELLS: Bells = {None: {number: (480 + 60 * number, 525 + 60 * number) for number in range(1, 9)}}

days = s.dates(BEGINS, ENDS)


@s.composite
def slots(draw: s.DrawFn) -> Slot:
    first, last = sorted((draw(days), draw(days)))
    return Slot(
        section_id=draw(s.integers(1, 3)),
        weekday=draw(s.integers(1, 6)),
        number=draw(s.integers(1, 8)),
        begins=first,
        ends=last,
        grade_level=draw(s.integers(1, 3)),
        location=draw(s.sampled_from(("1", "2"))),
    )


@s.composite
def holidays(draw: s.DrawFn) -> Holiday:
    first = draw(days)
    return Holiday(
        "x",
        first,
        first + timedelta(days=draw(s.integers(0, 20))),
        draw(s.none() | s.integers(1, 3)),
    )


@given(slot=slots(), closed=s.lists(holidays(), max_size=4), begins=days, ends=days)
def test_one_slot_gives_a_lesson_on_each_of_its_school_days(
    slot: Slot, closed: list[Holiday], begins: date, ends: date
) -> None:
    planned = {lesson.date for lesson in plan_lessons([slot], BELLS, closed, begins, ends)}

    for ahead in range((ENDS - BEGINS).days + 1):
        day = BEGINS + timedelta(days=ahead)
        is_closed = any(
            day in holiday and holiday.grade_level in (None, slot.grade_level) for holiday in closed
        )
        held = max(slot.begins, begins) <= day <= min(slot.ends, ends)
        assert (day in planned) == (held and day.isoweekday() == slot.weekday and not is_closed)


@given(made=s.lists(slots(), max_size=8), closed=s.lists(holidays(), max_size=3))
def test_a_lesson_is_planned_once(made: list[Slot], closed: list[Holiday]) -> None:
    planned = plan_lessons(made, BELLS, closed, BEGINS, ENDS)
    assert not [key for key, times in Counter(x.key for x in planned).items() if times > 1]
    assert all((x.starts, x.ends) == BELLS[None][x.number] for x in planned)


def test_a_later_slot_replaces_an_earlier_one() -> None:
    old = Slot(1, 2, 1, BEGINS, ENDS, 7, location="1")
    new = replace(old, begins=date(2026, 11, 24), location="2")
    rooms = {x.date: x.location for x in plan_lessons([new, old], BELLS, [], BEGINS, ENDS)}
    assert rooms[date(2026, 11, 17)] == "1"
    assert rooms[date(2026, 11, 24)] == rooms[date(2026, 12, 1)] == "2"


def test_a_slot_without_a_bell_is_an_error() -> None:
    with pytest.raises(ValueError, match="no bell for lesson 9"):
        plan_lessons([Slot(1, 2, 9, BEGINS, ENDS, 7)], BELLS, [], BEGINS, ENDS)


def test_a_holiday_of_another_grade_closes_nothing() -> None:
    extra = Holiday("Дополнительные", date(2027, 2, 15), date(2027, 2, 21), grade_level=1)
    assert len(closed_days([extra], ClassKey(None, 1), BEGINS, ENDS)) == 7
    assert not closed_days([extra], ClassKey(None, 2), BEGINS, ENDS)


@s.composite
def lessons(draw: s.DrawFn) -> list[PlannedLesson]:
    keys = draw(s.sets(s.tuples(s.integers(1, 2), s.integers(0, 3), s.integers(1, 3)), max_size=8))
    return [
        PlannedLesson(
            section_id,
            BEGINS + timedelta(days=ahead),
            number,
            *BELLS[None][number],
            draw(s.sampled_from((None, 7))),
            draw(s.sampled_from(("1", "2"))),
            is_cancelled=draw(s.booleans()),
        )
        for section_id, ahead, number in sorted(keys)
    ]


@s.composite
def stored_lessons(draw: s.DrawFn) -> list[StoredLesson]:
    return [
        StoredLesson(number, plan, draw(s.booleans()), draw(s.booleans()))
        for number, plan in enumerate(draw(lessons()), start=1)
    ]


def _after(planned: list[PlannedLesson], stored: list[StoredLesson]) -> list[StoredLesson]:
    """What is stored when the replanning has been written."""
    plan = replan(planned, stored)
    left = {lesson.id: lesson for lesson in stored}
    for lesson in plan.vanished:
        del left[lesson.id]
    for lesson, changed in plan.changed:
        left[lesson.id] = replace(lesson, plan=changed)
    for lesson in plan.cancelled:
        left[lesson.id] = replace(lesson, plan=replace(lesson.plan, is_cancelled=True))
    new = [StoredLesson(1000 + at, made) for at, made in enumerate(plan.new)]
    return [*left.values(), *new]


@given(planned=lessons(), stored=stored_lessons())
def test_replanning_loses_nothing_and_comes_to_rest(
    planned: list[PlannedLesson], stored: list[StoredLesson]
) -> None:
    after = _after(planned, stored)

    ids = {lesson.id for lesson in after}
    assert {x.id for x in stored if x.has_journal or x.is_decided} <= ids
    by_key = {lesson.plan.key: lesson for lesson in after}
    assert len(by_key) == len(after)
    for plan in planned:
        there = by_key[plan.key]
        assert there.is_decided or there.plan == plan
    wanted = {plan.key for plan in planned}
    for lesson in after:
        if lesson.plan.key not in wanted and not lesson.is_decided:
            assert lesson.has_journal
            assert lesson.plan.is_cancelled
    assert replan(planned, after) == replan([], [])


@given(stored=stored_lessons())
def test_what_was_decided_keeps_teacher_room_and_cancellation(stored: list[StoredLesson]) -> None:
    planned = [
        replace(x.plan, teacher_id=99, location="99", is_cancelled=False, starts=1, ends=2)
        for x in stored
    ]
    for before, after in zip(stored, _after(planned, stored), strict=True):
        if before.is_decided:
            assert after.plan == replace(before.plan, starts=1, ends=2)
        else:
            assert after.plan.teacher_id == 99


def test_a_lesson_without_a_bell_is_said_before_anything_is_planned() -> None:
    slot = Slot(1, 1, 6, BEGINS, ENDS, 7)
    with pytest.raises(Refused) as caught:
        require_bells([slot], {None: {1: (510, 555)}})
    assert (caught.value.code, caught.value.params) == ("no_bells", {"number": 6})
    require_bells([slot], {None: {6: (510, 555)}})


def test_a_rule_of_bells_goes_before_the_schedule_of_the_class() -> None:
    slot = Slot(1, BEGINS.isoweekday(), 1, BEGINS, ENDS, 7, bell_schedule_id=5)
    bells: Bells = {5: {1: (510, 555)}, 6: {1: (540, 570)}, 7: {2: (600, 640)}}
    rules = [BellRule(6, on=BEGINS), BellRule(7, grade_level=7)]
    planned = plan_lessons([slot], bells, [], BEGINS, ENDS, rules)
    by_day = {each.date: (each.starts, each.ends) for each in planned}
    assert by_day.pop(BEGINS) == (540, 570)
    assert set(by_day.values()) == {(510, 555)}, "bells without that lesson leave it as it was"
