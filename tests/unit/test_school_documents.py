"""Who is shown which document of the school, and how a document gets its name."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.calendar import School
from domain.errors import Refused
from domain.hat import Hat
from domain.people import Person, Student
from domain.policy import SchoolPolicy
from domain.roles import STAFF_ROLES, Role
from domain.school_documents.model import (
    GRADES,
    TITLE_LENGTH,
    Audience,
    DocumentKind,
    SchoolDocument,
)
from domain.school_documents.rules import (
    checked_title,
    grades_of,
    in_order,
    is_shown,
    number_of,
    title_of,
)
from domain.typed import one_line
from handlers.school_documents.words import grades_words
from handlers.words import speaking
from tests.support.clock import MOSCOW

_SCHOOL = School(1, "Школа", MOSCOW, SchoolPolicy())
_FAMILY = (Role.GUARDIAN, Role.STUDENT, Role.TRUSTED_CONTACT)
_DOCUMENT = SchoolDocument(
    1,
    1,
    DocumentKind.OTHER,
    "Устав",
    Audience.EVERYBODY,
    frozenset(),
    None,
    "",
    is_listed=True,
    versions=1,
    renewed_at=datetime(2026, 11, 24, tzinfo=UTC),
)
_grades = st.frozensets(st.sampled_from(GRADES))


def _hat(role: Role, grade: int = 7) -> Hat:
    pupil = Student(2, "Белова", "Анна", grade_level=grade)
    student = None if role in STAFF_ROLES else pupil
    return Hat(1, Person(1, "Белов", "Пётр"), _SCHOOL, frozenset({role}), student)


@given(
    st.sampled_from(Role),
    st.sampled_from(Audience),
    _grades,
    st.sampled_from(GRADES),
    st.booleans(),
)
def test_a_document_is_shown_to_its_roles_and_to_families_of_its_grades(
    role: Role, audience: Audience, grades: frozenset[int], grade: int, is_listed: bool
) -> None:
    document = replace(_DOCUMENT, audience=audience, grades=grades, is_listed=is_listed)
    is_theirs = {
        Audience.EVERYBODY: True,
        Audience.FAMILIES: role is not Role.TRUSTED_CONTACT,
        Audience.STAFF: role not in _FAMILY,
    }[audience]
    of_grade = role not in _FAMILY or not grades or grade in grades
    assert is_shown(document, _hat(role, grade)) == (is_listed and is_theirs and of_grade)


@given(st.sampled_from(Role), st.sampled_from(Audience))
def test_nothing_of_another_school_is_shown(role: Role, audience: Audience) -> None:
    document = replace(_DOCUMENT, school_id=2, audience=audience)
    assert not is_shown(document, _hat(role))


def test_a_hat_without_a_role_is_shown_nothing() -> None:
    hat = replace(_hat(Role.TEACHER), roles=frozenset())
    assert not any(is_shown(replace(_DOCUMENT, audience=each), hat) for each in Audience)


@given(_grades)
def test_grades_are_kept_as_bits_and_all_are_none_in_particular(grades: frozenset[int]) -> None:
    expected = frozenset() if grades == frozenset(GRADES) else grades
    assert grades_of(number_of(grades)) == expected


@given(st.integers(min_value=0, max_value=10**16))
def test_a_forged_number_gives_known_grades_alone(number: int) -> None:
    assert grades_of(number) <= frozenset(GRADES)


@pytest.mark.parametrize(
    ("caption", "name", "title"),
    [
        ("", "Рабочая_программа алгебра.pdf", "Рабочая программа алгебра"),
        ("", "v1.2", "v1"),
        ("", "Приказ № 5 от 1.9. о режиме", "Приказ № 5 от 1.9. о режиме"),
        ("", ".pdf", None),
        ("", "", None),
        (" Учебный \n план ", "scan.pdf", "Учебный план"),
        ("", "я" * 300 + ".docx", "я" * TITLE_LENGTH),
    ],
)
def test_a_document_is_named_by_its_caption_or_by_its_file(
    caption: str, name: str, title: str | None
) -> None:
    if title is None:
        with pytest.raises(Refused, match="document_untitled"):
            title_of(caption, name)
    else:
        assert title_of(caption, name) == title


def test_a_caption_that_is_no_title_says_so_and_asks_for_the_file_again() -> None:
    with pytest.raises(Refused, match="document_caption") as refused:
        title_of("я" * (TITLE_LENGTH + 1), "scan.pdf")
    assert refused.value.params == {"limit": TITLE_LENGTH, "length": TITLE_LENGTH + 1}
    assert title_of("я" * TITLE_LENGTH, "scan.pdf") == "я" * TITLE_LENGTH


@given(st.text(min_size=1).filter(lambda typed: bool(one_line(typed))))
def test_a_typed_title_is_one_line(typed: str) -> None:
    title = checked_title(typed[:TITLE_LENGTH] if one_line(typed[:TITLE_LENGTH]) else "Устав")
    assert "\n" not in title
    assert checked_title(title) == title


@pytest.mark.parametrize("typed", ["", " \n ", "я" * (TITLE_LENGTH + 1)])
def test_no_title_and_a_long_one_are_refused(typed: str) -> None:
    with pytest.raises(Refused, match="document_title"):
        checked_title(typed)


def test_the_list_goes_by_kind_then_by_grade_then_by_title() -> None:
    def made(number: int, kind: DocumentKind, title: str, *grades: int) -> SchoolDocument:
        return replace(_DOCUMENT, id=number, kind=kind, title=title, grades=frozenset(grades))

    listed = [
        made(5, DocumentKind.CURRICULUM, "Учебный план"),
        made(4, DocumentKind.PROGRAMME, "Алгебра", 7),
        made(3, DocumentKind.PROGRAMME, "география", 7, 8),
        made(2, DocumentKind.PROGRAMME, "Алгебра", 8),
        made(1, DocumentKind.OTHER, "Устав"),
    ]
    assert in_order(listed[::-1]) == listed


@pytest.mark.parametrize(
    ("grades", "said"),
    [
        ((), ""),
        ((7,), "7 класс"),
        ((5, 6, 7, 8, 9), "5–9 классы"),
        ((1, 2), "1, 2 классы"),
        ((1, 3, 4, 5, 11), "1, 3–5, 11 классы"),
    ],
)
def test_grades_are_said_as_people_say_them(grades: tuple[int, ...], said: str) -> None:
    with speaking("ru"):
        assert grades_words(frozenset(grades)) == said
