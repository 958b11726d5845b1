"""A trusted person's rights are within the ticks and within the guardian's own, by the table."""

from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.access import ENTRUSTABLE, READINGS, Action, Relation, Role, entrusted
from domain.calendar import School
from domain.consent.model import NEEDED, Need, Whose
from domain.hat import Hat, Target, allows, may, relations_of
from domain.people import Person, Student
from domain.policy import SchoolPolicy
from domain.trust.model import EVERYTHING, USUAL, from_number, to_number
from tests.support.trials import trials

SCHOOL = School(1, "Школа № 1", ZoneInfo("Europe/Moscow"), SchoolPolicy())
CHILD = Student(10, "Иванова", "Анна", school_id=1, school_class_id=7, grade_level=7)
# Whoever is told anything chooses how, and reads what the school has for everybody.
ALONG = {Action.CHOOSE_NOTICES, Action.READ_DOCUMENTS}

actions = st.sampled_from(list(Action))
ids = st.sampled_from([None, 1, 2, 7, 10, 11, 20, 30])
targets = st.builds(
    Target,
    school_id=st.sampled_from([None, 1, 2]),
    person_id=ids,
    student_id=ids,
    school_class_id=ids,
    teacher_id=ids,
)
ticks = st.sets(actions)


def worn(role: Role, ticked: set[Action], *lacks: Need) -> Hat:
    return Hat(
        binding_id=1,
        person=Person(20 if role is Role.GUARDIAN else 30, "Иванова", "Мария"),
        school=SCHOOL,
        roles=frozenset({role}),
        student=CHILD,
        rights=entrusted(ticked) if role is Role.TRUSTED_CONTACT else frozenset(),
        lacks=frozenset(lacks),
    )


@settings(max_examples=trials(4000))
@given(ticks, actions, targets)
def test_never_wider_than_the_ticks_and_the_guardian(
    ticked: set[Action], action: Action, target: Target
) -> None:
    hat = worn(Role.TRUSTED_CONTACT, ticked)
    if not allows(hat, action, target):
        return
    if action is Action.END_OWN_CHAT:  # everybody's own
        assert target.person_id == hat.person.id
        return
    assert action in ticked | ALONG
    assert target.student_id == CHILD.id
    assert allows(worn(Role.GUARDIAN, set()), action, target)
    assert action in {*READINGS, *ALONG} - {Action.READ_MESSAGES}


@settings(max_examples=trials(1000))
@given(ticks, st.sampled_from(ENTRUSTABLE))
def test_what_is_ticked_is_seen_of_this_child_and_no_other(
    ticked: set[Action], reading: Action
) -> None:
    hat = worn(Role.TRUSTED_CONTACT, ticked)
    assert may(hat, reading, Target(school_id=1, student_id=CHILD.id)) is (reading in ticked)
    assert not may(hat, reading, Target(school_id=1, student_id=CHILD.id + 1))
    assert not may(hat, reading, Target(school_id=2, student_id=CHILD.id))
    assert not may(hat, reading, Target(school_id=1, person_id=hat.person.id))


def test_without_the_familys_consent_nothing_is_seen() -> None:
    missing = Need(Whose.CHILD, NEEDED[0])
    hat = worn(Role.TRUSTED_CONTACT, set(ENTRUSTABLE), missing)
    assert not any(
        may(hat, each, Target(school_id=1, student_id=CHILD.id)) for each in (*ENTRUSTABLE, *ALONG)
    )


@given(ticks)
def test_a_tick_that_nobody_may_give_means_nothing(ticked: set[Action]) -> None:
    assert entrusted(ticked) - ALONG <= set(ENTRUSTABLE)
    assert entrusted(set(Action) - set(ENTRUSTABLE)) == frozenset()


def test_letters_and_names_are_not_to_be_entrusted() -> None:
    assert Action.READ_MESSAGES not in ENTRUSTABLE
    assert Action.NAME_TRUSTED not in ENTRUSTABLE
    assert set(USUAL) < set(ENTRUSTABLE)
    assert USUAL.isdisjoint({Action.READ_MARKS, Action.READ_FINAL_MARKS, Action.READ_ATTENDANCE})


@given(st.sets(st.sampled_from(ENTRUSTABLE)))
def test_a_number_keeps_rights(ticked: set[Action]) -> None:
    assert from_number(to_number(ticked)) == ticked
    assert from_number(EVERYTHING) == set(ENTRUSTABLE)


@given(st.integers(0, 2**15 - 1))
def test_bits_of_nothing_are_no_rights(number: int) -> None:
    assert from_number(number) == from_number(number & EVERYTHING)


READING = {*READINGS, *ALONG, Action.END_OWN_CHAT}


@pytest.mark.parametrize("action", [each for each in Action if each not in READING])
def test_a_trusted_person_does_nothing_else(action: Action) -> None:
    hat = worn(Role.TRUSTED_CONTACT, set(Action))
    everything = Target(
        school_id=1,
        person_id=hat.person.id,
        student_id=CHILD.id,
        school_class_id=CHILD.school_class_id,
        also_class_ids=frozenset({7}),
        teacher_id=hat.person.id,
    )
    assert not allows(hat, action, everything)
    assert Relation.OWN_CHILD not in relations_of(hat, everything)
