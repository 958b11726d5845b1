"""The weekly load of a plan, the areas of subjects, and what is typed of a profile."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.demo import curriculum as demo
from domain.curriculum.area_model import Area, likely_area
from domain.curriculum.load import (
    Taught,
    Week,
    greatest_load,
    usual_week,
    week_of,
    weeks_of_pupils,
)
from domain.curriculum.model import NewProfile
from domain.curriculum.rules import read_profile
from domain.errors import Refused

hours = st.none() | st.integers(1, 12)
sections = st.lists(
    st.builds(
        Taught,
        section_id=st.integers(1, 30),
        subject_id=st.integers(1, 5),
        subject=st.just("Физика"),
        area=st.none() | st.sampled_from(Area),
        group_name=st.sampled_from(("", "гр. 1", "гр. 2")),
        hours=hours,
        chosen_hours=st.integers(0, 12),
    ),
    max_size=12,
    unique_by=lambda each: each.section_id,
)


def test_the_greatest_load_is_that_of_the_table() -> None:
    """СанПиН 1.2.3685-21, table 6.6."""
    five = [21, 23, 23, 23, 29, 30, 32, 33, 33, 34, 34]
    six = [None, 26, 26, 26, 32, 33, 35, 36, 36, 37, 37]
    assert [greatest_load(grade, 5) for grade in range(1, 12)] == five
    assert [greatest_load(grade, 6) for grade in range(1, 12)] == six
    assert [greatest_load(grade, 5) for grade in (0, 12)] == [None, None]


@given(sections)
def test_a_week_is_the_sum_of_its_two_parts_without_what_is_beside_the_lessons(
    taught: list[Taught],
) -> None:
    counted = [each.hours or 0 for each in taught if each.area is not Area.EXTRA]
    week = week_of(taught)
    assert week.obligatory + week.chosen == week.hours == sum(counted)
    assert all(0 <= each.week.chosen <= (each.hours or 0) for each in taught)


@given(sections, st.data())
def test_a_group_counts_for_its_pupils_and_for_nobody_else(
    taught: list[Taught], data: st.DataObject
) -> None:
    """Whoever is in sections of every subject has these, and no other group's hours."""
    ids = [each.section_id for each in taught]
    members = {
        pupil: data.draw(st.sets(st.sampled_from(ids)) if ids else st.just(set()))
        for pupil in range(3)
    }
    weeks = weeks_of_pupils(taught, members)
    filled = {one for own in members.values() for one in own}
    for pupil, own in members.items():
        theirs = week_of(each for each in taught if each.section_id in own)
        rest = [each for each in taught if each.section_id not in filled]
        assert theirs.hours <= weeks[pupil].hours <= theirs.hours + week_of(rest).hours
        if not rest:
            assert weeks[pupil] == theirs


def test_of_two_groups_of_a_class_the_longer_one_counts_once() -> None:
    def taught(key: int, subject: int, group: str, hours: int) -> Taught:
        return Taught(key, subject, "Предмет", None, group, hours)

    whole = taught(1, 1, "", 4)
    physics = [taught(2, 2, "тех.", 5), taught(3, 2, "гум.", 2)]
    assert usual_week([whole, *physics]) == Week(9, 0)
    members = {7: {1, 2}, 8: {1, 3}, 9: {1}}
    weeks = weeks_of_pupils([whole, *physics], members)
    assert {key: each.hours for key, each in weeks.items()} == {7: 9, 8: 6, 9: 4}
    nobody_in_groups = weeks_of_pupils([whole, *physics], {7: {1}, 8: {1}})
    assert {each.hours for each in nobody_in_groups.values()} == {9}


@pytest.mark.parametrize(
    ("title", "area"),
    [
        ("Русский язык", Area.RUSSIAN),
        ("Литературное чтение на родном (татарском) языке", Area.NATIVE),
        ("Английский язык", Area.FOREIGN),
        ("Вероятность и статистика", Area.MATHS),
        ("Физика", Area.NATURE),
        ("Физическая культура", Area.SPORT),
        ("География", Area.SOCIETY),
        ("ИЗО", Area.ART),
        ("Труд (технология)", Area.TECHNOLOGY),
        ("Россия — мои горизонты", Area.EXTRA),
        ("Робототехника", None),
    ],
)
def test_the_area_that_a_title_says(title: str, area: Area | None) -> None:
    assert likely_area(title) is area


def test_the_title_of_every_usual_subject_says_its_area() -> None:
    taught = {
        title for grade in range(1, 12) for at in (0, 1) for title in demo.weekly_hours(grade, at)
    }
    assert {title for title in taught if likely_area(title) is None} == {demo.LITERACY}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Технологический, 10–11", ("Технологический", 10, 11)),
        ("Технологический 10-11 классы", ("Технологический", 10, 11)),
        ("Естественно-научный, 10 и 11", ("Естественно-научный", 10, 11)),
        ("Химия для 8 класса", ("Химия", 8, 8)),
        ("Класс РЖД 2, 10", ("Класс РЖД 2", 10, 10)),
        ("Гуманитарный (10–11)", ("Гуманитарный", 10, 11)),
        ("Science: grade 11", ("Science", 11, 11)),
        ("Химия, 10, 11", ("Химия", 10, 11)),
        ("10–11", None),
        ("Технологический", None),
        ("Технологический, 11–10", None),
        ("Технологический, 13", None),
        ("", None),
        (", 10", None),
        ("." * 4096, None),
    ],
)
def test_what_is_typed_of_a_profile(typed: str, read: tuple[str, int, int] | None) -> None:
    if read is None:
        with pytest.raises(Refused):
            read_profile(typed)
    else:
        assert read_profile(typed) == NewProfile(*read)


@given(st.from_regex(r"[а-я ]{0,9}[ ,]{0,2}[0-9]{0,2}[–-]?[0-9]{0,2}", fullmatch=True))
def test_whatever_is_typed_is_read_or_refused(typed: str) -> None:
    with suppress(Refused):
        found = read_profile(typed)
        assert found.title
        assert 1 <= found.first_grade <= found.last_grade <= 12
