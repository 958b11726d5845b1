"""Which consents are needed: by role, age and policy (R022, R023, conflict C9)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import School
from domain.consent.documents import (
    filled,
    next_document,
    published,
    usual_template,
    whose_data,
)
from domain.consent.model import (
    NEEDED,
    Document,
    FamilyStanding,
    Need,
    Purpose,
    Standing,
    Whose,
)
from domain.consent.needs import (
    Age,
    Flag,
    age_of,
    birthday,
    flag_of,
    of_child,
    of_guardian,
    required_from,
)
from domain.consent.publishing import LONGEST
from domain.consent.typed import read_paper
from domain.errors import Refused
from domain.people import Person, Student
from domain.policy import SchoolPolicy
from tests.support.clock import MOSCOW

POLICY = SchoolPolicy()
ALL = frozenset(Purpose)
GIVEN = Standing(by_guardian=ALL, own=ALL)
DAY = timedelta(days=1)

days = st.dates(date(2000, 1, 1), date(2030, 12, 31))
some = st.frozensets(st.sampled_from(list(Purpose)))
standings = st.builds(Standing, by_guardian=some, own=some)


@pytest.mark.parametrize(
    ("born", "years", "expected"),
    [
        (date(2010, 11, 24), 16, date(2026, 11, 24)),
        (date(2008, 2, 29), 16, date(2024, 2, 29)),
        (date(2008, 2, 29), 14, date(2022, 3, 1)),
        (date(2008, 2, 29), 18, date(2026, 3, 1)),
        (date(2009, 2, 28), 16, date(2025, 2, 28)),
    ],
)
def test_birthdays(born: date, years: int, expected: date) -> None:
    assert birthday(born, years) == expected


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2024, 11, 23), Age.CHILD),
        (date(2024, 11, 24), Age.MAY),  # 14
        (date(2026, 10, 24), Age.MAY),
        (date(2026, 10, 25), Age.SOON),  # a month before
        (date(2026, 11, 23), Age.SOON),
        (date(2026, 11, 24), Age.ASKED),  # 16
        (date(2026, 12, 23), Age.ASKED),
        (date(2026, 12, 24), Age.REQUIRED),  # the grace is over
        (date(2028, 11, 23), Age.REQUIRED),
        (date(2028, 11, 24), Age.ADULT),
    ],
)
def test_the_ages_of_a_pupil_born_on_24_november_2010(today: date, expected: Age) -> None:
    assert age_of(POLICY, date(2010, 11, 24), today) is expected


def test_an_unknown_birth_date_counts_as_a_child() -> None:
    assert age_of(POLICY, None, date(2026, 11, 24)) is Age.CHILD


@given(days, days, standings)
def test_growing_older_never_takes_a_need_away_but_on_the_eighteenth_birthday(
    born: date, today: date, standing: Standing
) -> None:
    now = of_child(POLICY, born, standing, today)
    next_day = of_child(POLICY, born, standing, today + DAY)
    if birthday(born, 18) != today + DAY:
        assert now.now <= next_day.now


@given(days, days, standings, st.sampled_from(list(Purpose)))
def test_what_is_given_is_needed_no_more_and_brings_nothing_new(
    born: date, today: date, standing: Standing, purpose: Purpose
) -> None:
    more = Standing(standing.by_guardian | {purpose}, standing.own | {purpose})
    before, after = (of_child(POLICY, born, each, today).now for each in (standing, more))
    assert after <= before
    assert all(need.purpose is not purpose for need in after)
    assert of_child(POLICY, born, GIVEN, today).now == frozenset()


@given(st.none() | days, days, standings)
def test_without_a_guardians_consent_a_child_is_shown_to_nobody(
    born: date | None, today: date, standing: Standing
) -> None:
    lack = of_child(POLICY, born, Standing(frozenset(), standing.own), today)
    if age_of(POLICY, born, today) is not Age.ADULT:
        assert {Need(Whose.CHILD, each) for each in NEEDED} <= lack.now


@given(days, days)
def test_the_day_that_is_announced_is_the_first_on_which_output_stops(
    born: date, today: date
) -> None:
    without_own = Standing(by_guardian=ALL)
    lack = of_child(POLICY, born, without_own, today)
    if lack.own_from is not None:
        assert lack.now == frozenset()
        assert today < lack.own_from == required_from(POLICY, born)
        assert not of_child(POLICY, born, without_own, lack.own_from - DAY).now
        stopped = of_child(POLICY, born, without_own, lack.own_from).now
        assert stopped == {Need(Whose.PUPIL, each) for each in NEEDED}


@given(st.none() | days, days, standings)
def test_a_school_that_asks_no_consent_needs_none(
    born: date | None, today: date, standing: Standing
) -> None:
    policy = SchoolPolicy(requires_consent=False)
    assert of_child(policy, born, standing, today).now == frozenset()
    assert of_guardian(policy, standing) == frozenset()


@given(st.integers(1, 18), st.integers(1, 18), st.integers(0, 400), days)
def test_other_ages_and_another_grace(age: int, warning: int, grace: int, born: date) -> None:
    stored = {
        "own_consent_age": age,
        "own_consent_warning_age": warning,
        "own_consent_grace": grace,
    }
    if warning > age:
        with pytest.raises(ValueError, match="own_consent"):
            SchoolPolicy.from_json(stored)
        return
    policy = SchoolPolicy.from_json(stored)
    turned = birthday(born, age)
    last = turned + timedelta(days=grace) - DAY
    ages = (Age.ASKED, Age.ADULT) if grace else (Age.REQUIRED, Age.ADULT)
    assert age_of(policy, born, turned) in ages
    assert age_of(policy, born, last + DAY) in (Age.REQUIRED, Age.ADULT)


def test_a_guardian_consents_for_themselves_as_well() -> None:
    assert of_guardian(POLICY, Standing()) == {Need(Whose.SELF, each) for each in NEEDED}
    assert of_guardian(POLICY, Standing(by_guardian=ALL)) == of_guardian(POLICY, Standing())
    assert of_guardian(POLICY, GIVEN) == frozenset()


@pytest.mark.parametrize(
    ("born", "own", "expected"),
    [
        (None, frozenset(), Flag.NO_BIRTH_DATE),
        (date(2013, 5, 1), frozenset(), None),
        (date(2012, 11, 24), frozenset(), Flag.MAY_CONSENT),
        (date(2012, 11, 24), ALL, None),
        (date(2010, 12, 24), frozenset(), Flag.SOON),
        (date(2010, 11, 1), frozenset({Purpose.DIARY}), Flag.ASKED),
        (date(2010, 1, 1), frozenset(), None),  # it is missing, which is more than a flag
    ],
)
def test_flags(born: date | None, own: frozenset[Purpose], expected: Flag | None) -> None:
    family = FamilyStanding(Student(1, "Иванова", "Анна"), born, Standing(own=own))
    assert flag_of(POLICY, family, date(2026, 11, 24)) is expected


# --- texts ---------------------------------------------------------------------------------------

SCHOOL = School(1, "Школа № 1", MOSCOW, POLICY)
MOTHER, CHILD = Person(1, "Иванова", "Елена"), Student(2, "Иванова", "Анна")


@pytest.mark.parametrize("purpose", list(Purpose))
def test_the_usual_texts_have_what_the_law_asks_for(purpose: Purpose) -> None:
    """152-ФЗ art. 9 p. 4, as facts §2.13 lists it."""
    text = usual_template(purpose)
    assert len(text) <= LONGEST
    for part in (
        "{giver}", "{whose}", "{operator}", "{address}", "Цель:", "Какие данные:",
        "Что с ними делают:", "Срок:", "Как отозвать:",
    ):  # fmt: skip
        assert part in text, part


def test_the_operator_is_named_when_a_text_is_published_and_the_giver_when_it_is_read() -> None:
    text = published("{operator}{address}: {giver}, {whose}, {x}", "МБОУ", "г. Тула")
    assert text == "МБОУ, г. Тула: {giver}, {whose}, {x}"
    assert filled(text, "Елена", "мои") == "МБОУ, г. Тула: Елена, мои, {x}"
    assert published("{operator}{address}.", "МБОУ") == "МБОУ."


def test_whose_data_it_is() -> None:
    both = whose_data(CHILD, MOTHER, Purpose.DIARY)
    assert both == "мои и ребёнка, которого я представляю (Иванова Анна)"
    photo = whose_data(CHILD, MOTHER, Purpose.PHOTO, in_full=False)
    assert photo == "ребёнка, которого я представляю (А. И.)"
    assert whose_data(CHILD, CHILD, Purpose.DIARY) == "мои"


def test_a_stored_text_holds_until_it_would_read_otherwise() -> None:
    first = next_document(SCHOOL, Purpose.DIARY, None)
    assert (first.id, first.version) == (None, 1)
    stored = Document(7, Purpose.DIARY, 1, "Старый {operator}", "Старый Школа № 1")
    assert next_document(SCHOOL, Purpose.DIARY, stored) is stored
    renamed = School(1, "Школа № 1", MOSCOW, SchoolPolicy(operator_name="МБОУ"))
    second = next_document(renamed, Purpose.DIARY, stored)
    assert (second.id, second.version, second.text) == (None, 2, "Старый МБОУ")


@pytest.mark.parametrize(
    ("typed", "number", "day"),
    [
        ("12 от 20.11.2026", "12", date(2026, 11, 20)),
        ("№ 12-к от 1.9.2026", "12-к", date(2026, 9, 1)),
        ("№12/3  24.11.2026", "12/3", date(2026, 11, 24)),
        ("no. 5 of 02.03.2026", "5", date(2026, 3, 2)),
        ("б/н, 02.03.2026", "б/н", date(2026, 3, 2)),
        ("12 от 20 ноября 2026 г.", "12", date(2026, 11, 20)),
        ("12-к 20 ноября 2026", "12-к", date(2026, 11, 20)),
        ("12 от 20.11.26", "12", date(2026, 11, 20)),
    ],
)
def test_papers_as_people_type_them(typed: str, number: str, day: date) -> None:
    paper = read_paper(typed, date(2026, 11, 24))
    assert (paper.number, paper.date) == (number, day)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "paper_unclear"),
        ("12", "paper_unclear"),
        ("20.11.2026", "paper_unclear"),
        ("от 20.11.2026", "paper_unclear"),
        ("12 от вчера", "paper_unclear"),
        ("12 от 25.11.2026", "paper_unclear"),
        ("12 от 31.02.2026", "date_none"),
        ("12 от 07/05/2026", "date_unclear"),
        ("12 от 1.1.1999", "paper_unclear"),
        ("ж" * 40, "paper_unclear"),
    ],
)
def test_what_is_no_paper_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_paper(typed, date(2026, 11, 24))
    assert refused.value.code == code
