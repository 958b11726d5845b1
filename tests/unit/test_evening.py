"""What of a day the evening card says, and from when until when it is written."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import School
from domain.evening.differences import changes, control_works, count
from domain.evening.model import ChangedLesson, DayLesson, Usual
from domain.evening.planning import AHEAD, card_day
from domain.people import Person
from domain.policy import SchoolPolicy
from domain.schedule.model import Lesson

DAY = date(2026, 11, 25)
ORLOVA = Person(1, "Орлова", "Марина")
KUZNETSOV = Person(2, "Кузнецов", "Игорь")
USUAL = Usual(is_planned=True, teacher_id=1, location="214", starts=510)
UNKNOWN = Usual()


def lesson(
    *,
    number: int = 1,
    key: int = 1,
    teacher: Person | None = ORLOVA,
    location: str = "214",
    starts: int = 510,
    is_cancelled: bool = False,
    is_substituted: bool = False,
    replaces: str | None = None,
    note: str = "",
) -> Lesson:
    return Lesson(
        id=key,
        section_id=key,
        date=DAY,
        number=number,
        starts=starts,
        ends=starts + 45,
        subject="Алгебра",
        group_name="",
        location=location,
        teacher=teacher,
        is_cancelled=is_cancelled,
        is_substituted=is_substituted,
        replaces_subject=replaces,
        change_note=note,
        topic="",
        attendance_taken_at=None,
    )


def only_change(found: Lesson, usual: Usual = USUAL) -> ChangedLesson | None:
    [*some] = changes([DayLesson(found, usual)])
    return some[0] if some else None


def test_a_lesson_as_always_is_not_worth_a_word() -> None:
    assert only_change(lesson()) is None


def test_where_no_timetable_is_known_nothing_is_unusual() -> None:
    assert only_change(lesson(), UNKNOWN) is None


def test_another_room_alone_is_said_alone() -> None:
    assert only_change(lesson(location="310")) == ChangedLesson(1, "Алгебра", location="310")


def test_a_lesson_whose_room_is_not_known_has_not_moved() -> None:
    assert only_change(lesson(location="")) is None


def test_a_note_that_says_the_room_is_not_said_beside_it() -> None:
    moved = only_change(lesson(location="310", note="Кабинет 310 вместо 214"))
    assert moved == ChangedLesson(1, "Алгебра", location="310")


def test_any_other_note_is() -> None:
    assert only_change(lesson(note="Принесите атлас")) == ChangedLesson(
        1, "Алгебра", note="Принесите атлас"
    )


def test_another_teacher_is_said_alone_too() -> None:
    found = only_change(lesson(teacher=KUZNETSOV, is_substituted=True))
    assert found == ChangedLesson(1, "Алгебра", teacher=KUZNETSOV)
    assert only_change(lesson(teacher=KUZNETSOV)) == found


def test_another_time_is_said() -> None:
    assert only_change(lesson(starts=540)) == ChangedLesson(1, "Алгебра", starts=540)


def test_of_an_extra_lesson_everything_is_said() -> None:
    extra = only_change(lesson(), Usual(is_planned=False, teacher_id=1, starts=510))
    assert extra == ChangedLesson(
        1, "Алгебра", is_extra=True, starts=510, location="214", teacher=ORLOVA
    )


def test_a_cancelled_lesson_is_said_once_with_what_stands_in_its_place() -> None:
    cancelled = DayLesson(lesson(key=1, is_cancelled=True), USUAL)
    instead = DayLesson(lesson(key=2, replaces="История"), Usual(is_planned=False), replaces_id=1)
    [change] = changes([instead, cancelled])
    assert change.instead_of == "История"
    assert not change.is_extra
    assert changes([cancelled]) == (ChangedLesson(1, "Алгебра", is_cancelled=True),)


lessons = st.builds(
    lesson,
    number=st.integers(1, 4),
    key=st.integers(1, 9),
    teacher=st.sampled_from([None, ORLOVA, KUZNETSOV]),
    location=st.sampled_from(["", "214", "310"]),
    starts=st.sampled_from([510, 565]),
    is_cancelled=st.booleans(),
    is_substituted=st.booleans(),
    replaces=st.sampled_from([None, "История"]),
    note=st.sampled_from(["", "→ 310"]),
)
usuals = st.sampled_from([USUAL, UNKNOWN, Usual(is_planned=False, teacher_id=1, starts=510)])


@given(st.lists(st.builds(DayLesson, lessons, usuals), max_size=8))
def test_whatever_the_timetable_shows_as_changed_the_card_says(day: list[DayLesson]) -> None:
    said = {each.number for each in changes(day)}
    assert {each.lesson.number for each in day if each.lesson.is_changed} <= said
    assert count(day) <= len(day)


@pytest.mark.parametrize(
    "topic",
    [
        "Контрольная работа: «Степень»",
        "контрольный диктант",
        "Зачёт: «Натюрморт»",
        "зачет по теме",
    ],
)
def test_a_control_work_is_known_by_the_first_words(topic: str) -> None:
    [found] = control_works([("Физика", topic)], ["Контрольная работа", "Зачёт"])
    assert (found.subject, found.topic) == ("Физика", topic)


@pytest.mark.parametrize(
    "topic", ["Работа над ошибками контрольной", "Подготовка к контрольной работе", "Диктант", ""]
)
def test_what_only_mentions_one_is_none(topic: str) -> None:
    assert control_works([("Физика", topic)], ["Контрольная работа", ""]) == ()


ZONES = [ZoneInfo(name) for name in ("Europe/Kaliningrad", "Europe/Moscow", "Asia/Kamchatka")]


@given(
    st.integers(0, 270 * 24 * 60),
    st.sampled_from(ZONES),
    st.integers(0, 24 * 60 - 1),
)
def test_cards_are_written_from_the_schools_evening_on_and_of_its_tomorrow(
    minutes: int, zone: ZoneInfo, evening_at: int
) -> None:
    now = datetime(2026, 9, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    school = School(1, "", zone, SchoolPolicy(evening_at=evening_at))
    local = now.astimezone(zone)
    day = card_day(school, now)
    if day is not None:
        assert day == local.date() + timedelta(days=1)
        assert local.hour * 60 + local.minute >= evening_at - AHEAD
    begins = local.replace(hour=evening_at // 60, minute=evening_at % 60)
    assert card_day(school, begins.astimezone(UTC)) == local.date() + timedelta(days=1)


@pytest.mark.parametrize(
    ("hour", "minute", "written"),
    [(18, 44, False), (18, 45, True), (19, 0, True), (21, 59, True), (22, 0, False)],
)
def test_a_little_before_seven_and_after_a_downtime_not_past_ten(
    hour: int, minute: int, *, written: bool
) -> None:
    zone = ZoneInfo("Europe/Moscow")
    school = School(1, "", zone, SchoolPolicy())
    now = datetime(2026, 11, 24, hour, minute, tzinfo=zone).astimezone(UTC)
    assert (card_day(school, now) is not None) is written
