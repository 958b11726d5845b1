"""The schedule of control works fits Telegram's limits, however much a school plans."""

from datetime import date, timedelta
from itertools import product
from zoneinfo import ZoneInfo

import pytest

from domain.calendar import School
from domain.classes.model import SchoolClass
from domain.control_works.families import PupilWorks
from domain.control_works.model import PlannedWork, WorkPlace, WorkSection
from domain.control_works.planning import Offer, OfferedDays, Warned
from domain.control_works.reading import ClassMonth, ClassSections, OpenedWork, WorkSchedule
from domain.control_works.rules import Broken, Limit
from domain.control_works.telling import WorkNews
from domain.events.announcing import CalendarNews
from domain.people import Person, Student
from domain.policy import SchoolPolicy
from domain.schedule.model import DayNote
from handlers.control_works.family_screens import works_screen
from handlers.control_works.screens import (
    class_screen,
    days_screen,
    schedule_screen,
    sections_screen,
    warned_screen,
    work_screen,
)
from handlers.notices.calendar import calendar_screen
from handlers.notices.control_works import work_news_screen
from handlers.words import LOCALES, speaking
from tests.support.rendering import check_complete

BIG = 2**52
DAY = date(2026, 12, 1)
SCHOOL = School(1, "Школа № 1", ZoneInfo("Europe/Moscow"), SchoolPolicy())
TEACHER = Person(BIG, "Константинопольская", "Александра", "Константиновна", None)
SUBJECT = "Основы духовно-нравственной культуры народов России"


def place(number: int, *, is_cancelled: bool = False) -> WorkPlace:
    return WorkPlace(
        lesson_id=BIG + number,
        section_id=BIG,
        date=DAY + timedelta(days=number % 30),
        number=3,
        starts=510,
        ends=555,
        is_cancelled=is_cancelled,
        school_id=1,
        school_class_id=BIG,
        also_class_ids=frozenset(),
        class_title="11 «Б» инж.",
        grade_level=11,
        subject_id=BIG,
        subject=SUBJECT,
        group_name="гр. 2",
        teacher=TEACHER,
    )


def work(number: int, *, is_published: bool = False) -> PlannedWork:
    return PlannedWork(
        id=BIG + number,
        place=place(number, is_cancelled=number % 3 == 0),
        work_type_id=BIG,
        title="Диагностическая работа" * 2,
        minutes=20 if number % 2 else None,
        reason="п" * 300 if number % 2 else "",
        planned_by=TEACHER,
        is_published=is_published,
        is_dropped=False,
    )


WORKS = tuple(work(number) for number in range(130))
BROKEN = (
    Broken(Limit.GAP, WORKS[0].written),
    Broken(Limit.SHARE, works=4, hours=34),
    Broken(Limit.DAY, WORKS[1].written),
    Broken(Limit.EDGE),
)
CLASSES = tuple(
    SchoolClass(BIG + number, f"{number % 11 + 1}Щ", number % 11 + 1, SCHOOL, TEACHER)
    for number in range(90)
)
SECTION: WorkSection = place(0)
OFFERS = tuple(Offer(place(number), BROKEN if number else ()) for number in range(150))
EXAMS = tuple(DayNote(SUBJECT, DAY, DAY, exam_id=BIG + number) for number in range(30))
PUPIL = Student(
    id=BIG,
    family_name="Иванова",
    given_name="Анна",
    middle_name="",
    sex=None,
    school_id=1,
    school_class_id=BIG,
    class_title="7А",
    grade_level=7,
    homeroom_teacher_id=None,
)


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_that_is_planned_can_be_reached(locale: str) -> None:
    with speaking(locale):
        for page in (0, 1, 6):
            schedule = WorkSchedule(SCHOOL, CLASSES, WORKS, can_publish=True, stranded=WORKS)
            check_complete(schedule_screen(schedule, DAY, page))
            check_complete(class_screen(ClassMonth(CLASSES[0], DAY, WORKS, can_plan=True), page))
            check_complete(days_screen(OfferedDays(SCHOOL, SECTION, OFFERS, WORKS[0]), page))
            check_complete(works_screen(PupilWorks(PUPIL, SCHOOL, WORKS, EXAMS), page, DAY))
        check_complete(sections_screen(ClassSections(CLASSES[0], (SECTION,) * 40), DAY))
        check_complete(warned_screen(Warned(SCHOOL, Offer(place(1), BROKEN), WORKS[1])))
        for each in (*WORKS[:4], work(1, is_published=True)):
            check_complete(work_screen(OpenedWork(SCHOOL, each, (), True, can_publish=True)))
            days = (None, DAY, each.place.date)
            for day, was, student_id in product({None, each.day}, days, (None, BIG)):
                check_complete(work_news_screen(WorkNews(SCHOOL, each, day, was, student_id)))


def test_of_several_works_in_one_message_each_button_says_its_own() -> None:
    parts = [WorkNews(SCHOOL, each, each.day, DAY, None) for each in (work(0), work(4), work(8))]
    with speaking("ru"):
        shown = calendar_screen(CalendarNews((*parts, parts[0])))
        check_complete(shown)
    labels = [button.text for row in shown.keyboard for button in row]
    assert len({*labels}) == len(labels) == len(parts)


def test_nobody_is_asked_to_move_a_work_without_a_button_to_do_so() -> None:
    cancelled = WORKS[0]
    with speaking("ru"):
        for can_change in (True, False):
            shown = work_screen(OpenedWork(SCHOOL, cancelled, (), can_change, can_publish=True))
            says = "перенесите" in str(shown.blocks)
            assert says == ("Другой день" in str(shown.keyboard)) == can_change


def test_grade_one_is_told_that_it_is_too_early() -> None:
    with speaking("ru"):
        early = days_screen(OfferedDays(SCHOOL, SECTION, (), None, is_too_early=True), 0)
        late = days_screen(OfferedDays(SCHOOL, SECTION, (), None), 0)
    assert "до января" in str(early.blocks)
    assert "Свободных уроков" in str(late.blocks)
