"""What a title of a class, of a section and of a work says, and which ids are none."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as s

from storage.roster import files
from storage.roster.naming import (
    class_key,
    class_parts,
    column_of_exams,
    derived_id,
    folded,
    group_of,
    homeroom_of,
    is_final_category,
    leading_grade,
    subject_of,
    work_code,
)
from storage.roster.problems import Problems
from storage.roster.shaping import NOT_SNILS, Shaper

SNILS = ("112-233-445 95", "112-233-445-95", "112-233-44595")


@pytest.mark.parametrize("sourced_id", [*SNILS, "11223344595"])
def test_a_snils_is_no_id(sourced_id: str) -> None:
    assert _shaped([sourced_id, "a1"]) == [f"users.csv:2: {NOT_SNILS}"]


def test_ids_of_eleven_digits_are_not_taken_for_snils_by_chance() -> None:
    numbers = [str(20_000_000_000 + number) for number in range(500)]
    assert not _shaped(numbers)


def _shaped(sourced_ids: list[str]) -> list[str]:
    problems = Problems()
    shaper = Shaper(problems)
    for line, sourced_id in enumerate(sourced_ids, start=2):
        record: dict[str, Any] = {column.field: None for column in files.USERS.columns}
        record |= {"line": line, "sourced_id": sourced_id, "family_name": "А", "given_name": "Б"}
        list(shaper.rows("users", record, "users.csv"))
    shaper.finish_users("users.csv")
    return [str(problem) for problem in problems.listed]


@pytest.mark.parametrize("title", ["7А", "7 А", "7-а", "7 «А»", '7 "а"', "7A", "7 – А"])
def test_a_class_is_one_however_it_is_written(title: str) -> None:
    assert class_parts(title) == (7, "А")
    assert class_key(title) == "7а"


def test_what_is_no_class_title() -> None:
    assert class_parts("7.0") == (7, "")
    assert class_parts("Алгебра") is class_parts("7А Алгебра") is None
    assert leading_grade("10 физмат") == 10
    assert leading_grade("2026 год") is leading_grade("Хор") is None


def test_a_section_belongs_to_the_class_its_title_begins_with() -> None:
    homerooms = [(folded(title), title) for title in ("1А", "11А", "7А", "10 физмат", "10")]
    for title, found in (
        ("7А Алгебра", "7А"),
        ("7A-Английский-гр1", "7А"),  # a Latin A
        ("11а: химия", "11А"),
        ("10 физмат, физика", "10 физмат"),
        ("7Алгебра", None),
        ("Хор", None),
    ):
        assert homeroom_of(title, homerooms) == found


def test_subject_and_group_from_a_title() -> None:
    assert subject_of("7А Английский язык, гр. 2", "7А") == "Английский язык"
    assert subject_of("Algebra I", "") == "Algebra I"
    assert [group_of(t) for t in ("7А англ, гр. 2", "7А-Труд-гр1", "Группа 2", "7А Алгебра")] == [
        "гр. 2",
        "гр1",
        "Группа 2",
        "",
    ]
    assert group_of("7А География") == group_of("7А Программирование") == ""


def test_categories() -> None:
    assert is_final_category("Четвертная отметка")
    assert is_final_category("ИТОГОВАЯ")
    assert is_final_category("Final grade")
    assert not is_final_category("Контрольная работа")
    assert not is_final_category("Экзамен"), "a work of the journal, as it was"
    assert is_final_category("Экзаменационная отметка")
    assert [column_of_exams(each) for each in ("Экзаменационная", "АТТЕСТАТ", "Годовая")] == [
        "exam",
        "final",
        "",
    ]
    assert work_code("контрольная работа", "c1") == work_code("Exam", "c2") == "control"
    assert work_code("Устный счёт", "c1") == "c:c1"
    assert len(work_code("Устный счёт", "x" * 200)) <= 32


@given(s.text(max_size=300), s.text(max_size=300))
def test_derived_ids_fit(first: str, second: str) -> None:
    assert len(derived_id(first, second)) <= 255
