"""Screens of plans: whatever is in them, they fit a phone and lose nothing."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.classes.model import SchoolClass
from domain.people import Person, Student
from domain.plans.families import SubjectTopics
from domain.plans.model import (
    MOST_TOPICS,
    Draft,
    FaultCode,
    Followed,
    LearntSubject,
    Plan,
    PlanFact,
    PlanFault,
    PlannedSection,
    PlannedTopic,
    ReadPlan,
    Source,
    TaughtTopic,
)
from domain.plans.overseeing import ClassPlans, SchoolPlans, SectionFact
from domain.plans.use_cases import DryRun, PlanPage
from handlers.plans.draft_screens import draft_screen
from handlers.plans.family_screens import subjects_screen, topics_screen
from handlers.plans.school_screens import class_screen, school_screen
from handlers.plans.screens import asking_screen, plan_screen, sources_screen
from handlers.words import speaking
from tests.support.diary_examples import NOON, SCHOOL, days, ids, locales, students, words
from tests.support.rendering import check_complete
from tests.support.trials import trials

patient = settings(
    max_examples=trials(40),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
titles = st.text("абвгд <&", min_size=1, max_size=300)
topics = st.builds(
    PlannedTopic, ids, titles, st.integers(1, 40), st.none() | days, st.text(max_size=20)
)
plans = st.lists(topics, max_size=60).map(lambda found: Plan(tuple(found)))
teachers = st.none() | st.builds(Person, ids, words, words, words)
moments = st.sampled_from((None, NOON))
sections = st.builds(
    PlannedSection,
    ids,
    ids,
    st.none() | ids,
    words,
    ids,
    words,
    words,
    st.integers(1, 11),
    teachers,
    st.integers(0, MOST_TOPICS),
    st.none() | st.sampled_from(Source),
    moments,
    moments,
)
hours = st.integers(0, 999)
facts = st.builds(PlanFact, hours, hours, hours, hours, hours, hours, hours, hours)


@patient
@given(locales, sections, plans, facts, st.booleans(), st.booleans(), st.integers(0, 99))
def test_a_plan(
    locale: str,
    section: PlannedSection,
    plan: Plan,
    fact: PlanFact,
    edits: bool,
    approves: bool,
    page: int,
) -> None:
    shown = PlanPage(section, SCHOOL, Followed(plan, {1: 1}), fact, edits, approves)
    with speaking(locale):
        check_complete(plan_screen(shown, page))
        check_complete(plan_screen(shown))
        check_complete(asking_screen(section))
        check_complete(sources_screen(section, [section] * 10))
        check_complete(sources_screen(section, []))


faults = st.builds(PlanFault, st.integers(0, 999), st.sampled_from(FaultCode), titles)


@patient
@given(locales, sections, plans, st.lists(faults, max_size=30), st.integers(0, 50))
def test_what_was_read(
    locale: str, section: PlannedSection, plan: Plan, found: list[PlanFault], headings: int
) -> None:
    read = ReadPlan(plan, tuple(found), headings)
    draft = None if found else Draft(section.id, Source.FILE, plan)
    with speaking(locale):
        check_complete(draft_screen(DryRun(section, read, draft)))


@patient
@given(locales, st.lists(sections, max_size=45), facts, days, st.integers(0, 9), st.booleans())
def test_plans_of_a_school_and_of_a_class(
    locale: str,
    found: list[PlannedSection],
    fact: PlanFact,
    day: date,
    page: int,
    of_school: bool,
) -> None:
    school_class = SchoolClass(1, "11А", 11, SCHOOL, None)
    plans = SchoolPlans(SCHOOL, day, found, [school_class] * 90)
    of_class = ClassPlans(school_class, [SectionFact(each, fact, True) for each in found[:25]])
    with speaking(locale):
        check_complete(school_screen(plans, page))
        check_complete(class_screen(of_class, of_school=of_school))


learnt = st.builds(LearntSubject, ids, words, ids)
had = st.lists(st.builds(TaughtTopic, days, titles), max_size=60)


@patient
@given(locales, students, st.lists(learnt, min_size=1, max_size=30), had, plans, st.integers(0, 99))
def test_topics_of_a_pupil(
    locale: str,
    student: Student,
    subjects: list[LearntSubject],
    taught: list[TaughtTopic],
    plan: Plan,
    page: int,
) -> None:
    topics = SubjectTopics(student, subjects[0], taught, plan.topics[:5])
    with speaking(locale):
        check_complete(subjects_screen(student, subjects, NOON.date()))
        check_complete(topics_screen(topics, page))


@pytest.mark.parametrize(("had", "place"), [(0, 1), (24, 25), (25, 26), (60, 61), (100, 100)])
def test_a_plan_opens_where_it_has_come_to(had: int, place: int) -> None:
    """At the next topic; all had, at the last one."""
    plan = Plan(tuple(PlannedTopic(at, f"Тема {at}") for at in range(1, 101)))
    followed = Followed(plan, dict.fromkeys(range(1, had + 1), 1))
    section = PlannedSection(1, 1, 1, "7А", 1, "Алгебра", "", 7, None, 100)
    page = PlanPage(section, SCHOOL, followed, PlanFact(*[0] * 8), True, False)
    with speaking("ru"):
        lines = [str(each) for each in plan_screen(page).blocks]
    assert any(line.endswith(f"{place}. Тема {place}") for line in lines)
