"""The shape of the demo school: facts §3.3."""

from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.demo import curriculum as c
from bot.demo.build import Demo, DemoPlan
from bot.demo.shape import LETTERS, classes_of, school_sizes
from domain.curriculum.area_model import Area
from domain.curriculum.load import Taught, greatest_load, weeks_of_pupils
from tests.support.demo import MONDAY, MOSCOW, Made, made
from tests.support.trials import trials

EIGHT = 8 * 60
SEVEN_IN_THE_EVENING = 19 * 60


@pytest.fixture(scope="module", params=[(1200, 1), (60, 1), (300, 5)], ids=str)
def school(request: pytest.FixtureRequest) -> Made:
    return made(*request.param)


@pytest.fixture(scope="module")
def default() -> Made:
    return made(1200)


def test_the_default_school_is_that_of_the_facts(default: Made) -> None:
    grades = Counter(row["grade_level"] for row in default.rows["school_class"])
    assert len(default.rows["school_class"]) == 46
    assert sum(grades[level] for level in range(1, 5)) == 20
    assert sum(grades[level] for level in range(5, 10)) == 22
    assert grades[10] + grades[11] == 4
    sizes = [len(rows) for rows in default.grouped("enrollment", "school_class_id").values()]
    assert sum(sizes) == 1200
    assert min(sizes) >= 18
    assert max(sizes) <= 31
    roles = Counter(row["role"] for row in default.rows["role_assignment"])
    assert roles == {
        "teacher": 95,
        "deputy_principal": 3,
        "principal": 1,
        "system_admin": 1,
        "secretary": 1,
    }


@given(st.integers(60, 60_000), st.integers())
def test_every_pupil_gets_a_seat(pupils: int, seed: int) -> None:
    sizes = school_sizes(pupils)
    assert sum(sizes) == pupils
    assert len(sizes) == 1 or all(1000 <= size <= 2000 for size in sizes)
    classes = classes_of(sizes[0], Random(seed))
    assert sum(each.size for each in classes) == sizes[0]
    assert len({each.title for each in classes}) == len(classes)
    assert any(each.title == "7А" and each.size == 26 for each in classes)


def test_fewer_than_sixty_is_no_school() -> None:
    with pytest.raises(ValueError, match="60"):
        school_sizes(59)


def test_letters_nobody_gives_are_left_out() -> None:
    assert not set("ЁЙЪЫЬ") & set(LETTERS)


def test_the_week_of_7a_is_printed_in_the_facts(school: Made) -> None:
    sections = school.by_id("section")
    subjects = school.by_id("subject")
    week: dict[int, dict[int, str]] = defaultdict(dict)
    own = school.school_class("7А")["id"]
    for slot in school.rows["timetable_slot"]:
        section = sections[slot["section_id"]]
        if section["school_class_id"] == own:
            title = subjects[section["subject_id"]]["title"]
            week[slot["weekday"]][slot["number"]] = title
    printed = {
        day: dict(enumerate(titles, start=1)) for day, titles in enumerate(c.TIMETABLE_7A, start=1)
    }
    assert week == printed
    hours = Counter(title for day in printed.values() for title in day.values())
    assert hours.total() == 33  # 32 and the talk of Monday
    assert {title: hours[title] for title in ("Русский язык", "История", "Физкультура")} == {
        "Русский язык": 4,
        "История": 3,
        "Физкультура": 3,
    }


@pytest.mark.parametrize(
    ("grade_level", "total"),
    [(1, 21), (2, 23), (3, 23), (4, 23), (5, 29), (6, 30), (7, 32), (8, 33), (9, 33), (10, 34)],
)
def test_weekly_hours_are_those_of_the_plans(grade_level: int, total: int) -> None:
    assert sum(c.weekly_hours(grade_level, 0).values()) == total
    if grade_level >= 10:
        assert sum(c.weekly_hours(grade_level, 1).values()) == total


def test_every_class_has_its_hours_and_no_windows(school: Made) -> None:
    sections = school.by_id("section")
    for each in school.rows["school_class"]:
        slots = [
            slot
            for slot in school.rows["timetable_slot"]
            if sections[slot["section_id"]]["school_class_id"] == each["id"]
        ]
        places = {(slot["weekday"], slot["number"]) for slot in slots}
        hours = c.weekly_hours(each["grade_level"], LETTERS.index(each["letter"]))
        assert len(places) == sum(hours.values()) + 1  # the talk
        for weekday in range(1, 6):
            numbers = sorted(number for day, number in places if day == weekday)
            assert numbers == list(range(1, len(numbers) + 1))


def test_groups_divide_a_class_without_rest(school: Made) -> None:
    members = school.grouped("section_student", "section_id")
    in_class = school.grouped("enrollment", "school_class_id")
    by_subject: dict[tuple[int, int], list[list[int]]] = defaultdict(list)
    for section in school.rows["section"]:
        pupils = [row["student_id"] for row in members[section["id"]]]
        by_subject[section["school_class_id"], section["subject_id"]].append(pupils)
    for (class_id, _), groups in by_subject.items():
        together = [pupil for group in groups for pupil in group]
        assert sorted(together) == sorted(row["student_id"] for row in in_class[class_id])
        assert len(groups) == 1 or len(together) >= c.SPLIT_FROM_SIZE
    titles = {row["title"] for row in school.rows["section"] if row["group_name"]}
    assert {"7А английский, гр. 1", "7А английский, гр. 2", "7А информатика, гр. 2"} <= titles
    assert {"7А труд, девочки", "7А труд, мальчики"} <= titles


def test_nobody_teaches_in_two_places(school: Made) -> None:
    """Substitutions and replacements included; cancelled lessons take nobody's time."""
    taught: dict[tuple[int, date], list[tuple[int, int]]] = defaultdict(list)
    for lesson in school.rows["lesson"]:
        if not lesson["is_cancelled"]:
            span = (lesson["starts"], lesson["ends"])
            taught[lesson["teacher_id"], lesson["date"]].append(span)
    for spans in taught.values():
        for before, after in pairwise(sorted(spans)):
            assert before[1] <= after[0]


def test_no_class_has_two_lessons_at_once(school: Made) -> None:
    sections = school.by_id("section")
    subject_at: dict[tuple[int, date, int], set[int]] = defaultdict(set)
    for lesson in school.rows["lesson"]:
        section = sections[lesson["section_id"]]
        if not lesson["is_cancelled"]:
            key = (section["school_class_id"], lesson["date"], lesson["number"])
            subject_at[key].add(section["subject_id"])
    assert all(len(subjects) == 1 for subjects in subject_at.values())


def test_bells_keep_to_the_rules(school: Made) -> None:
    """Facts §2.4: from 8:00 to 19:00, breaks of ten minutes and more, lessons of 45 at most."""
    for periods in school.grouped("class_period", "bell_schedule_id").values():
        spans = sorted((row["number"], row["starts"], row["ends"]) for row in periods)
        assert spans[0][1] >= EIGHT
        assert spans[-1][2] <= SEVEN_IN_THE_EVENING
        assert all(starts < ends <= starts + 45 for _, starts, ends in spans)
        assert all(before[2] + 10 <= after[1] for before, after in pairwise(spans))


def test_some_grades_come_in_the_morning_only(default: Made) -> None:
    shifts: dict[int, set[int]] = defaultdict(set)
    for row in default.rows["school_class"]:
        shifts[row["grade_level"]].add(row["shift"])
    assert {level for level, seen in shifts.items() if 2 in seen} == {2, 3, 4, 6, 7, 8}
    assert default.school_class("7А")["shift"] == 1
    afternoon = {row["id"] for row in default.rows["school_class"] if row["shift"] == 2}
    sections = default.by_id("section")
    for lesson in default.rows["lesson"]:
        if sections[lesson["section_id"]]["school_class_id"] in afternoon:
            assert lesson["starts"] >= 13 * 60
            assert lesson["ends"] <= SEVEN_IN_THE_EVENING


def test_grade_1_begins_with_three_short_lessons(school: Made) -> None:
    sections = school.by_id("section")
    autumn = school.demo.year.quarters[0]
    for lesson in school.rows["lesson"]:
        if sections[lesson["section_id"]]["grade_level"] == 1:
            in_spring = lesson["date"] >= school.demo.year.quarters[2].begins
            assert lesson["ends"] - lesson["starts"] == (40 if in_spring else 35)
            assert lesson["number"] <= (3 if lesson["date"] <= autumn.ends else 5)


def test_every_class_is_led_by_somebody_of_its_own(default: Made) -> None:
    leaders = [row["homeroom_teacher_id"] for row in default.rows["school_class"]]
    assert len(set(leaders)) == 46
    teachers: dict[int, set[int]] = defaultdict(set)
    for section in default.rows["section"]:
        teachers[section["school_class_id"]].add(section["teacher_id"])
    for row in default.rows["school_class"]:
        assert row["homeroom_teacher_id"] in teachers[row["id"]]


@settings(max_examples=trials(15))
@given(st.integers(60, 2000), st.integers(0, 10_000))
def test_a_timetable_comes_together_for_any_size(pupils: int, seed: int) -> None:
    (school,) = Demo(DemoPlan(MONDAY, MOSCOW, pupils, seed)).schools()
    for each in school.classes:
        assert len(each.week) == sum(unit.hours for unit in each.units)


def test_the_upper_school_has_profiles_and_every_subject_an_area(school: Made) -> None:
    profiles = school.by_id("curriculum_profile")
    followed = {row["school_class_id"]: row for row in school.rows["class_profile"]}
    upper = {each["id"] for each in school.rows["school_class"] if each["grade_level"] >= 10}
    assert followed.keys() == upper
    assert {row["profile_id"] for row in followed.values()} <= profiles.keys()
    areas = {row["title"]: row["area"] for row in school.rows["subject"]}
    assert {title for title, area in areas.items() if not area} == {c.BEHAVIOUR}
    assert areas[c.TALKS] == "extra", "no part of the weekly load"


def test_every_pupil_has_the_week_of_the_norm(school: Made) -> None:
    """What is beside the lessons is no part of it, and of groups each counts for its pupils."""
    subjects = school.by_id("subject")
    sections = school.grouped("section", "school_class_id")
    own = school.grouped("section_student", "student_id")
    for of_class in school.rows["school_class"]:
        taught = [
            Taught(
                row["id"],
                row["subject_id"],
                "",
                Area(subjects[row["subject_id"]]["area"]),
                row["group_name"],
                row["weekly_hours"],
            )
            for row in sections[of_class["id"]]
        ]
        members = {
            row["student_id"]: {each["section_id"] for each in own[row["student_id"]]}
            for row in school.grouped("enrollment", "school_class_id")[of_class["id"]]
        }
        norm = greatest_load(of_class["grade_level"], 5)
        assert {each.hours for each in weeks_of_pupils(taught, members).values()} == {norm}
