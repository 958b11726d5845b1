"""«Учебный план» and profiles fit Telegram's limits, whatever a school teaches."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.calendar import School
from domain.classes.model import SchoolClass
from domain.curriculum.area_model import Area
from domain.curriculum.load import Taught, week_of
from domain.curriculum.model import (
    ClassProfile,
    Follower,
    NamedGroup,
    Profile,
    SchoolProfiles,
)
from domain.curriculum.plan_model import ClassPlan, GradePlans, PupilPlan
from domain.people import Student
from domain.policy import SchoolPolicy
from domain.year.subject_model import SchoolSubject
from handlers.curriculum.area_screens import areas_screen, subject_area_screen
from handlers.curriculum.callbacks import OpenAreas, OpenClassPlan
from handlers.curriculum.plan_screens import class_screen, grade_screen, pupil_screen
from handlers.curriculum.profile_screens import (
    class_profile_screen,
    profile_screen,
    profiles_screen,
)
from handlers.words import LOCALES, speaking
from tests.support.diary_examples import locales
from tests.support.rendering import check_complete, texts_of
from tests.support.trials import trials

BIG = 2**52
SCHOOL = School(1, "Школа № 1", ZoneInfo("Europe/Moscow"), SchoolPolicy())
CLASSES = tuple(SchoolClass(BIG + at, f"{at} «Б» инж.", 10, SCHOOL) for at in range(70))
FOLLOWERS = tuple(
    Follower(each.id, each.title, group) for each in CLASSES for group in ("", "гр. " + "ф" * 60)
)
PROFILES = tuple(Profile(BIG + at, f"{at} " + "п" * 60, 10, 11, FOLLOWERS) for at in range(30))
titles = st.sampled_from(("Алгебра", "Родной язык и родная литература", "<&>")) | st.text(
    "абв(", min_size=1, max_size=128
)
sections = st.lists(
    st.builds(
        Taught,
        section_id=st.integers(1, 200),
        subject_id=st.integers(1, 90),
        subject=titles,
        area=st.none() | st.sampled_from(Area),
        group_name=st.sampled_from(("", "гр. 1", "ф" * 64)),
        hours=st.none() | st.integers(1, 12),
        chosen_hours=st.integers(0, 12),
    ),
    max_size=120,
    unique_by=lambda each: each.section_id,
)


@settings(max_examples=trials(30), suppress_health_check=[HealthCheck.too_slow])
@given(locales, sections, st.sets(st.integers(1, 200)), st.sampled_from((1, 7, 10, 12)))
def test_a_plan_is_whole_on_its_pages(
    locale: str, taught: list[Taught], own: set[int], grade_level: int
) -> None:
    of_class = SchoolClass(BIG, "10 «Б» инж.", grade_level, SCHOOL, own_week=6)
    plan = ClassPlan(of_class, taught, {1: own, 2: set()}, PROFILES[:2])
    pupil = Student(BIG, "Ким", "Ян", grade_level=grade_level)
    subjects = {each.subject_id for each in taught}
    lines = 0
    with speaking(locale):
        for page in range(1 + len(subjects) // 10):
            screen = class_screen(plan, page, OpenAreas(), edits=True)
            check_complete(screen)
            check_complete(
                pupil_screen(PupilPlan(pupil, taught, week_of(taught)), page, OpenAreas())
            )
            lines += len(list(texts_of(screen.blocks)))
            if not any(f"{page + 2} ▶" == each.text for row in screen.keyboard for each in row):
                break
        check_complete(grade_screen(GradePlans(10, range(12), [plan] * 40)))
    assert lines >= len(subjects)


@settings(max_examples=trials(20), suppress_health_check=[HealthCheck.too_slow])
@given(locales, st.lists(titles, min_size=1, max_size=50))
def test_areas_of_any_subjects(locale: str, named: list[str]) -> None:
    areas = [None, *Area]
    subjects = [
        SchoolSubject(BIG + at, title, True, True, areas[at % len(areas)])
        for at, title in enumerate(named)
    ]
    with speaking(locale):
        screen = areas_screen(subjects)
        check_complete(screen)
        check_complete(subject_area_screen(subjects, BIG))
    shown = [each.text for row in screen.keyboard for each in row]
    assert len({*shown}) == len(shown)


@pytest.mark.parametrize("locale", LOCALES)
def test_many_profiles_and_classes(locale: str) -> None:
    shown = SchoolProfiles(PROFILES, CLASSES, frozenset(each.id for each in CLASSES))
    groups = tuple(NamedGroup(BIG + at, f"{at} " + "г" * 60, ("Физика",)) for at in range(20))
    with speaking(locale):
        for page in range(3):
            check_complete(profiles_screen(shown, page))
            check_complete(profile_screen(shown, PROFILES[0], page))
        of_class = ClassProfile(CLASSES[0], groups, PROFILES, lacks=True)
        check_complete(class_profile_screen(of_class))
        check_complete(class_profile_screen(of_class, groups[0].id))


def test_the_button_of_each_class_opens_its_plan() -> None:
    plans = [ClassPlan(each, (), {}) for each in CLASSES]
    found = set()
    with speaking("ru"):
        for page in range(3):
            for row in grade_screen(GradePlans(10, (10,), plans), page).keyboard:
                found |= {each.to.class_id for each in row if isinstance(each.to, OpenClassPlan)}
    assert found == {each.id for each in CLASSES}
