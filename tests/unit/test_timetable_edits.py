"""Lessons edited for a date and from a date: nothing else changes, nothing is lost."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as s

from domain.calendar import Holiday
from domain.people import Person
from domain.school_days import ClassKey
from domain.timetable.candidates import Fit, Teacher, Wanted, candidates, suggested
from domain.timetable.clashes import Twice, clashes, overlap
from domain.timetable.concerned import Pair, concerned
from domain.timetable.edits import Edit, LessonEdit, edit_on
from domain.timetable.moving import move_day
from domain.timetable.permanent import SlotEdit, advice, default_since, edit_from
from domain.timetable.planning import PlannedLesson, Slot, plan_lessons
from domain.timetable.replanning import StoredLesson

BELLS = {number: (480 + 60 * number, 525 + 60 * number) for number in range(1, 9)}
DAY = date(2026, 11, 24)
MEMBERS = {1: frozenset({1, 2, 3}), 2: frozenset({3, 4}), 3: frozenset({5})}
WHO = ClassKey(1, 7)

edits = s.builds(
    LessonEdit,
    kind=s.sampled_from(Edit),
    teacher_id=s.none() | s.integers(1, 4),
    location=s.sampled_from(("", "1", "2")),
    section_id=s.integers(1, 3),
    number=s.integers(1, 8),
)


@s.composite
def lessons(draw: s.DrawFn, day: date = DAY) -> PlannedLesson:
    number = draw(s.integers(1, 8))
    return PlannedLesson(
        draw(s.integers(1, 3)),
        day,
        number,
        *BELLS[number],
        draw(s.none() | s.integers(1, 4)),
        draw(s.sampled_from(("", "1", "2"))),
        draw(s.booleans()),
    )


@given(lesson=lessons(), edit=edits)
def test_an_edit_done_twice_is_done_once(lesson: PlannedLesson, edit: LessonEdit) -> None:
    once, instead = edit_on(lesson, edit, BELLS)
    again, instead_again = edit_on(once, edit, BELLS)
    assert again == once
    if instead is not None and instead_again is not None:
        assert replace(instead_again, is_cancelled=False) == replace(instead, is_cancelled=False)


@given(lesson=lessons(), edit=edits)
def test_an_edit_stays_in_its_day_and_section_and_says_that_it_differs(
    lesson: PlannedLesson, edit: LessonEdit
) -> None:
    after, instead = edit_on(lesson, edit, BELLS)
    assert (after.section_id, after.date) == (lesson.section_id, lesson.date)
    assert (instead is not None) == (edit.kind is Edit.SUBJECT)
    if after != lesson:
        assert after.is_cancelled or after.is_substituted or after.change_note
    if instead is not None:
        assert after.is_cancelled
        assert (instead.date, instead.starts) == (lesson.date, lesson.starts)


slots = s.lists(
    s.builds(
        Slot,
        section_id=s.integers(1, 2),
        weekday=s.integers(1, 2),
        number=s.integers(1, 3),
        begins=s.dates(date(2026, 9, 1), date(2026, 12, 30)),
        ends=s.dates(date(2026, 9, 1), date(2027, 5, 26)),
        grade_level=s.just(7),
        location=s.sampled_from(("1", "2")),
    ),
    max_size=4,
)


@given(
    stored=slots,
    kind=s.sampled_from(Edit),
    since=s.dates(date(2026, 9, 1), date(2027, 5, 26)),
    room=s.sampled_from(("", "7")),
)
def test_a_permanent_change_leaves_the_past_as_it_was(
    stored: list[Slot], kind: Edit, since: date, room: str
) -> None:
    """Another time keeps the room unless one comes with it."""
    edit = SlotEdit(kind, 1, 1, 2, location=room, new_number=5, teacher_id=9, new_section_id=3)
    changes = edit_from(stored, [edit], since)
    ended = {id(slot): last for slot, last in changes.ended}
    after = [replace(slot, ends=ended.get(id(slot), slot.ends)) for slot in stored]
    after += changes.added
    first, last = date(2026, 9, 1), date(2027, 5, 26)

    def held(some: list[Slot]) -> set[tuple[int, date, int, str, int | None]]:
        real = [slot for slot in some if slot.begins <= slot.ends]
        return {
            (each.section_id, each.date, each.number, each.location, each.teacher_id)
            for each in plan_lessons(real, {None: BELLS}, [], first, last)
        }

    before_it, now = held(stored), held(after)
    meant = {each for each in before_it if each[0] == 1 and each[2] == 2}
    meant = {each for each in meant if each[1].isoweekday() == 1 and each[1] >= since}
    untouched = before_it - meant
    if kind is Edit.CANCEL:
        assert now == untouched
    if kind is Edit.ROOM:
        assert now == untouched | {(*each[:3], room, None) for each in meant}
    if kind is Edit.TIME:
        assert now == untouched | {(*each[:2], 5, room or each[3], None) for each in meant}
    if kind is Edit.TEACHER:
        assert now == untouched | {(*each[:4], 9) for each in meant}
    if kind is Edit.SUBJECT:
        assert now == untouched | {(3, *each[1:3], room or each[3], 9) for each in meant}


vacations = s.lists(
    s.builds(
        lambda first, length, grade: Holiday("x", first, first + timedelta(days=length), grade),
        s.dates(date(2026, 9, 1), date(2027, 6, 1)),
        s.integers(0, 12),
        s.none() | s.integers(6, 7),
    ),
    max_size=4,
)


@given(closed=vacations, today=s.dates(date(2026, 9, 1), date(2027, 5, 26)))
def test_the_default_date_is_the_first_school_day_after_a_vacation_and_needs_no_advice(
    closed: list[Holiday], today: date
) -> None:
    since = default_since(today, closed, WHO, 5)
    own = [each for each in closed if each.grade_level in (None, 7)]
    assert since > today
    assert since.isoweekday() <= 5
    assert not any(since in each for each in own)
    long = [each for each in own if (each.ends - each.begins).days >= 6 and each.ends >= today]
    if long:
        assert since > min(each.ends for each in long)
        assert advice(since, today, closed, WHO, 5) is None


def test_a_change_before_the_winter_vacation_is_advised_to_wait_for_it() -> None:
    winter = Holiday("Зимние каникулы", date(2026, 12, 31), date(2027, 1, 10))
    day_off = Holiday("Праздник", date(2026, 12, 4), date(2026, 12, 4))
    said = advice(date(2026, 11, 25), DAY, [day_off, winter], WHO, 5)
    assert said is not None
    assert said.since == date(2027, 1, 11)
    for since in (date(2027, 1, 5), date(2027, 1, 11)):
        assert advice(since, DAY, [winter], WHO, 5) is None
    assert advice(date(2026, 11, 25), DAY, [day_off], WHO, 5) is None, "nothing to wait for"


@given(lesson=lessons(), others=s.lists(lessons(), max_size=5))
def test_a_clash_is_what_two_lessons_at_a_time_share(
    lesson: PlannedLesson, others: list[PlannedLesson]
) -> None:
    found = {(each.twice, id(each.other)) for each in clashes(lesson, others, MEMBERS)}
    for other in others:
        both = other.key != lesson.key and overlap(lesson, other)
        teacher = lesson.teacher_id is not None and lesson.teacher_id == other.teacher_id
        pupils = bool(MEMBERS[lesson.section_id] & MEMBERS[other.section_id])
        room = bool(lesson.location) and lesson.location == other.location
        assert ((Twice.TEACHER, id(other)) in found) == (both and teacher)
        assert ((Twice.ROOM, id(other)) in found) == (both and room)
        assert ((Twice.PUPILS, id(other)) in found) == (both and pupils)


people = [Person(number, f"П{number}", "И") for number in range(1, 6)]
teachers = s.lists(
    s.builds(
        Teacher,
        person=s.sampled_from(people),
        subject_ids=s.frozensets(s.integers(1, 2), max_size=2),
        class_ids=s.frozensets(s.integers(1, 2), max_size=2),
    ),
    unique_by=lambda each: each.person.id,
)


@given(
    some=s.lists(lessons(), max_size=5, unique_by=lambda each: each.key),
    known=teachers,
    away=s.frozensets(s.integers(1, 5), max_size=2),
)
def test_nobody_is_suggested_for_two_lessons_at_a_time(
    some: list[PlannedLesson], known: list[Teacher], away: frozenset[int]
) -> None:
    busy = defaultdict(list)
    for each in some:
        if each.teacher_id is not None:
            busy[each.teacher_id].append(each)
    wanted = [Wanted(each, 1, 1) for each in some if not each.is_cancelled]
    found = suggested(wanted, known, busy, away)
    given_to: dict[int, list[PlannedLesson]] = defaultdict(list)
    for one in wanted:
        candidate = found.get(one.lesson.key)
        if candidate is None:
            continue
        person = candidate.person.id
        assert person not in away
        assert person != one.lesson.teacher_id
        assert not any(overlap(one.lesson, it) for it in [*busy[person], *given_to[person]])
        given_to[person].append(one.lesson)


def test_who_knows_subject_and_class_comes_before_who_knows_one_of_them() -> None:
    lesson = PlannedLesson(1, DAY, 2, *BELLS[2], 5, "")
    known = [
        Teacher(people[0]),
        Teacher(people[1], class_ids=frozenset({1})),
        Teacher(people[2], subject_ids=frozenset({1})),
        Teacher(people[3], frozenset({1}), frozenset({1})),
        Teacher(people[4], frozenset({1}), frozenset({1})),
    ]
    busy = {4: [replace(lesson, section_id=2, teacher_id=4)]}
    found = candidates(Wanted(lesson, 1, 1), known, busy)
    assert [(each.person.id, each.fit, each.is_free) for each in found] == [
        (3, Fit.SUBJECT, True),
        (2, Fit.CLASS, True),
        (1, Fit.NOTHING, True),
        (4, Fit.SUBJECT_AND_CLASS, False),
    ]


@given(lesson=lessons(), edit=edits)
def test_exactly_those_are_concerned_who_see_a_difference(
    lesson: PlannedLesson, edit: LessonEdit
) -> None:
    after, instead = edit_on(lesson, edit, BELLS)
    pairs = [Pair(1, lesson, after)]
    if instead is not None:
        pairs.append(Pair(2, None, instead, is_in_place=True))
    found = concerned(pairs, MEMBERS)
    told = [pupil for pupils in found.pupils.values() for pupil in pupils]
    assert len(told) == len(set(told)), "nobody hears twice of one change"
    seen = MEMBERS[lesson.section_id] if after != lesson else frozenset()
    if instead is not None:
        seen |= MEMBERS[instead.section_id]
    assert set(told) == seen
    back = [replace(each, before=each.after, after=each.before) for each in pairs]
    assert concerned(back, MEMBERS).pupils == found.pupils, "and of its end hears who heard of it"
    there = {each.teacher_id for each in (lesson, after, instead) if each is not None}
    if after != lesson:
        assert found.teacher_ids == there - {None}
    elif instead is None:
        assert found.teacher_ids == set()


@s.composite
def stored(draw: s.DrawFn, day: date) -> list[StoredLesson]:
    plans = draw(s.lists(lessons(day), max_size=5, unique_by=lambda each: each.key))
    return [
        StoredLesson(day.day * 100 + at, plan, has_journal=draw(s.booleans()))
        for at, plan in enumerate(plans)
    ]


@given(source=stored(DAY), target=stored(date(2026, 11, 28)))
def test_a_moved_day_is_held_once_and_no_record_is_touched(
    source: list[StoredLesson], target: list[StoredLesson]
) -> None:
    day = date(2026, 11, 28)
    moved = move_day(source, target, day)
    assert {each.id for each in moved.refused} == {
        each.id for each in [*source, *target] if each.has_journal and not each.plan.is_cancelled
    } - {same.id for _lesson, same in moved.merged}
    held = {plan.key for _lesson, plan in moved.shifted}
    held |= {same.plan.key for _lesson, same in moved.merged}
    usual = [each for each in source if not each.plan.is_cancelled and not each.has_journal]
    assert held == {(each.plan.section_id, day, each.plan.number) for each in usual}
    assert not {each.id for each in moved.cancelled} & {same.id for _, same in moved.merged}
    for lesson, plan in moved.shifted:
        assert replace(plan, date=lesson.plan.date) == lesson.plan
