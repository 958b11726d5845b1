"""The teacher's screens of marks: within Telegram's limits, whole in both languages."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.attendance.model import Status
from domain.groups.journal import Learner
from domain.lessons.model import TaughtLesson
from domain.marks.journal_model import ClassMarks, JournalMark, LessonMarks
from domain.marks.model import Mark, WorkType
from domain.marks.value import GradeScale, MarkValue
from domain.people import Person
from domain.policy import SchoolPolicy
from domain.schedule.model import Lesson
from domain.unlocks.model import Place, Unlock, UnlockRequest, UnlockState
from handlers.labels import labels
from handlers.lessons.mark_grid import grid_screen, page_of, work_types_screen
from handlers.lessons.mark_screens import class_marks_screen, day_screen, pupil_screen
from handlers.unlocks.screens import ask_screen, list_screen, request_screen
from handlers.words import LOCALES, speaking
from tests.support.diary_examples import BIG, CODES
from tests.support.rendering import check_complete
from tests.support.trials import trials

TODAY = date(2026, 11, 24)
ZONE = ZoneInfo("Europe/Moscow")
NOW = datetime(2026, 11, 24, 10, 40, tzinfo=ZONE)
PUPILS = tuple(
    Person(id=BIG - number, family_name=f"Константинопольский{number}", given_name="Александр")
    for number in range(35)
)
WORKS = tuple(
    WorkType(BIG - number, f"w{number}", "Контрольная работа" * 3, "К/р", 4, days_open=number % 2)
    for number in range(20)
)


def marks(
    codes: list[str], day: date = TODAY, scale: GradeScale = GradeScale.MARKS, **policy: object
) -> LessonMarks:
    lesson = Lesson(
        id=BIG,
        section_id=BIG,
        date=day,
        number=3,
        starts=630,
        ends=675,
        subject="Алгебра",
        group_name="",
        location="214",
        teacher=None,
        is_cancelled=False,
        is_substituted=False,
        replaces_subject=None,
        change_note="",
        topic="",
        attendance_taken_at=None,
    )
    taught = TaughtLesson(
        lesson, 1, BIG, "7А алгебра", "7А", 7, True, 0, len(codes), False, scale=scale
    )
    given_marks = tuple(
        JournalMark(BIG - at, PUPILS[at].id, WORKS[0].id, 0, MarkValue.of(code), "Чисто")
        for at, code in enumerate(codes)
    )
    return LessonMarks(
        taught,
        SchoolPolicy.from_json(dict(policy)),
        PUPILS,
        given_marks,
        {PUPILS[0].id: Status.ABSENT},
        WORKS,
        TODAY,
        NOW,
        unlocks=(Unlock(1, Place(BIG, PUPILS[0].id, WORKS[0].id), "Описка", UnlockState.DECLINED),),
    )


def test_a_planned_control_work_is_preset_until_it_has_a_mark() -> None:
    planned = replace(marks([]), planned_id=WORKS[1].id, last_used_id=WORKS[0].id)
    assert planned.preset == planned.offered[0] == WORKS[1]
    of_another = replace(planned, marks=marks(["5"]).marks)
    assert of_another.preset == WORKS[1]
    begun = replace(of_another.marks[0], work_type_id=WORKS[1].id)
    assert replace(planned, marks=(begun, *of_another.marks)).preset == WORKS[0]


@pytest.mark.parametrize("locale", LOCALES)
@settings(max_examples=trials(12))
@given(st.lists(st.sampled_from(CODES), max_size=35), st.sampled_from([{}, {"lowest_mark": 1}]))
def test_a_class_of_thirty_five_fits(locale: str, codes: list[str], policy: dict[str, Any]) -> None:
    for found in (
        marks(codes, **policy),
        marks(codes, scale=GradeScale.CREDIT),
        marks(codes, date(2026, 11, 20)),
    ):
        with speaking(locale):
            check_complete(work_types_screen(found))
            seen = set()
            for pupil in PUPILS:
                page = page_of(found, WORKS[0], pupil.id)
                if page not in seen:
                    check_complete(grid_screen(found, WORKS[0], page))
                seen.add(page)
            check_complete(pupil_screen(found, WORKS[0], PUPILS[0], 0))
            check_complete(day_screen(found, WORKS[0], PUPILS[0], 99))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_marks_of_a_class_fit_however_many_there_are(locale: str) -> None:
    """Half a year of marks, as many of a former group, some pupils gone; and everybody is named."""
    taught = marks([]).taught
    given = tuple(
        Mark(1, pupil.id, section_id, 1, "Алгебра", TODAY, MarkValue.of("5-"), WORKS[0])
        for pupil in PUPILS
        for section_id in (BIG, BIG - 1)
        for _mark in range(40)
    )
    pupils = tuple(Learner(pupil, TODAY if not pupil.id % 5 else None) for pupil in PUPILS)
    ends = TODAY + timedelta(days=30)
    book = ClassMarks(taught, "II полугодие", TODAY, ends, pupils, given, least=99)
    with speaking(locale):
        screens = [class_marks_screen(book, page) for page in range(5)]
    for screen in screens:
        check_complete(screen)
    whole = "".join(str(screen.blocks) for screen in screens)
    assert all(name in whole for name in labels(PUPILS).values())
    assert f"({' '.join(['5−'] * 40)}) 5−" in whole


def test_a_pupil_is_on_the_page_that_is_said() -> None:
    found = marks([])
    with speaking("ru"):
        for pupil in PUPILS:
            screen = grid_screen(found, WORKS[0], page_of(found, WORKS[0], pupil.id))
            packed = {button.to.pack() for row in screen.keyboard for button in row if button.to}
            assert any(f":{pupil.id}:" in data for data in packed)


@pytest.mark.parametrize("locale", LOCALES)
def test_requests_fit(locale: str) -> None:
    requests = [
        UnlockRequest(
            Unlock(BIG, Place(BIG, PUPILS[0].id, BIG, 99), "х" * 300, state, NOW, "у" * 300),
            1,
            PUPILS[0],
            "11 «Ю&Г»",
            "Алгебра и начала анализа <профиль>",
            TODAY,
            "Диагностическая работа",
            MarkValue.of("4-"),
            PUPILS[1],
            NOW,
            PUPILS[2],
        )
        for state in UnlockState
    ]
    with speaking(locale):
        check_complete(list_screen(requests * 10, 0))
        check_complete(list_screen([], 0))
        for each in requests:
            check_complete(request_screen(each, ZONE, 24))
            check_complete(request_screen(each, ZONE, 24, is_typed=True))
        check_complete(ask_screen(marks([]), Place(BIG, PUPILS[0].id, WORKS[0].id), PUPILS[0]))
