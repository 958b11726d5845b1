"""Names on buttons: short, and never two alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.people import Person
from handlers.labels import (
    LABEL,
    MAX_PUPILS,
    NARROW,
    labels,
    list_names,
    narrow_labels,
    narrow_titles,
    with_group,
)


def named(*names: tuple[str, str, str]) -> list[str]:
    pupils = [Person(number, *name) for number, name in enumerate(names)]
    return list(dict(sorted(labels(pupils).items())).values())


def test_a_surname_is_enough_where_it_is_alone() -> None:
    assert named(("Ёлкина", "Дарья", "О"), ("Белов", "Пётр", "")) == ["Ёлкина", "Белов"]


def test_namesakes_get_as_much_more_as_they_need() -> None:
    assert named(
        ("Иванов", "Артём", "Олегович"),
        ("Иванов", "Борис", "Олегович"),
        ("Иванов", "Глеб", "Олегович"),
        ("Иванов", "Глеб", "Ильич"),
    ) == ["Иванов А.", "Иванов Б.", "Иванов Г. О.", "Иванов Г. И."]


def test_in_a_line_of_text_only_namesakes_have_the_patronymic() -> None:
    names = ("Иванов", "Глеб", "Олегович"), ("Иванов", "Глеб", "Ильич"), ("Ким", "Анна", "Ли")
    pupils = [Person(number, *name) for number, name in enumerate(names)]
    written = {0: "Иванов Глеб Олегович", 1: "Иванов Глеб Ильич", 2: "Ким Анна"}
    assert list_names(pupils) == list_names([*pupils, pupils[2]]) == written


def test_twins_with_one_initial_get_their_first_names() -> None:
    assert named(("Ким", "Анна", "Ли"), ("Ким", "Алла", "Ли")) == ["Ким Анна", "Ким Алла"]


def test_who_cannot_be_told_apart_gets_the_place_in_the_list() -> None:
    assert named(("Ким", "Анна", "Ли"), ("Ким", "Анна", "Ли")) == ["1. Ким Анна", "2. Ким Анна"]


def test_more_pupils_than_a_keyboard_holds_are_refused() -> None:
    with pytest.raises(Refused):
        named(*[("Иванов", "Иван", "")] * (MAX_PUPILS + 1))


def narrow(*names: tuple[str, str, str]) -> list[str]:
    pupils = [Person(number, *name) for number, name in enumerate(names)]
    return list(dict(sorted(narrow_labels(pupils).items())).values())


def test_a_narrow_button_shows_what_fits_of_a_surname_and_what_tells_two_apart() -> None:
    assert narrow(
        ("Соколова", "Анна", "Олеговна"),
        ("Константинопольская", "Анна", "Олеговна"),
        ("Петров", "Олег", "Ильич"),
        ("Петров-Водкин", "Иван", "Ильич"),
        ("Виноградов", "Глеб", "Ильич"),
        ("Виноградова", "Дана", "Олеговна"),
        ("Ким", "Анна", "Ли"),
        ("Ким", "Ольга", "Олеговна"),
        ("Никитин", "Иван", "Ильич"),
        ("Никитина", "Яна", "Олеговна"),
    ) == [
        "Сокол.",
        "Конст.",
        "О. Пет.",
        "И. Пет.",
        "Г. Вин.",
        "Д. Вин.",
        "А. Ким",
        "О. Ким",
        "И. Ник.",
        "Я. Ник.",
    ]


def test_subjects_above_narrow_columns() -> None:
    titles = {
        "Алгебра": "Алгеб.",
        "ИЗО": "ИЗО",
        "Русский язык": "Рус. я",
        "Русская литература": "Рус. л",
        "Труд (технология)": "Труд",
        "История": "Ист.",
        "История России": "Ист. Р",
    }
    found = narrow_titles(dict(enumerate(titles)), 6)
    assert [found[at] for at in range(len(titles))] == list(titles.values())


@pytest.mark.parametrize(
    ("subject", "group", "label"),
    [
        ("Алгебра", "", "Алгебра"),
        ("Английский язык", "гр. 1", "Английский я., гр. 1"),
        ("Информатика", "гр. 2", "Информатика, гр. 2"),
        ("Труд (технология)", "мальчики", "Труд, мальчики"),
        ("Вероятность и статистика", "", "Вероятность и стати…"),
        ("Вероятность и статистика", "углублённая", "Вероят., углублённая"),
    ],
)
def test_a_subject_beside_its_group(subject: str, group: str, label: str) -> None:
    assert with_group(subject, group, 20) == label


@given(st.text("абё (", max_size=30), st.text("гр. 1", max_size=30))
def test_a_subject_and_its_group_fit(subject: str, group: str) -> None:
    assert len(with_group(subject, group, 20)) <= 20


_NAMES = st.text(alphabet="абё", max_size=22)


@given(st.lists(st.tuples(_NAMES, _NAMES, _NAMES), max_size=36))
def test_labels_fit_and_differ(names: list[tuple[str, str, str]]) -> None:
    made = named(*names)
    assert len(made) == len(names) == len(set(made))
    assert all(label and len(label) <= LABEL for label in made)


@given(st.lists(st.tuples(_NAMES, _NAMES, _NAMES), max_size=36))
def test_narrow_labels_fit_and_differ(names: list[tuple[str, str, str]]) -> None:
    made = narrow(*names)
    assert len(made) == len(names) == len(set(made))
    assert all(label and len(label) <= NARROW for label in made)


@given(st.lists(st.text(alphabet="абё ", max_size=22), max_size=25))
def test_narrow_titles_fit_and_differ(titles: list[str]) -> None:
    made = narrow_titles(dict(enumerate(titles)), 6)
    assert len(titles) == len(set(made.values()))
    assert all(title and len(title) <= 6 for title in made.values())
