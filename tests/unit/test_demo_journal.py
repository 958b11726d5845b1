"""What has happened in the demo school is possible, plausible and always the same."""

import subprocess
import sys
from collections import Counter, defaultdict
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.demo.build import DemoPlan
from bot.demo.calendar import school_day_for
from tests.support.demo import MONDAY, MOSCOW, Made, Record, made, make, shows_the_rules
from tests.support.trials import trials

NOW = datetime(2026, 11, 23, 10, 40, tzinfo=MOSCOW).astimezone(UTC)
NOW_MINUTES = 10 * 60 + 40


@pytest.fixture(scope="module")
def default() -> Made:
    return made(1200)


@pytest.fixture(scope="module", params=[(1200, 1), (60, 3)], ids=str)
def school(request: pytest.FixtureRequest) -> Made:
    return made(*request.param)


def taken_lessons(school: Made) -> dict[int, Record]:
    return {row["id"]: row for row in school.rows["lesson"] if row["attendance_taken_at"]}


def test_equal_arguments_give_equal_rows() -> None:
    plan = DemoPlan(MONDAY, MOSCOW, 60, 11)
    assert make(plan).rows == make(plan).rows


def test_another_seed_gives_another_school() -> None:
    assert made(60, 1).rows["person"] != made(60, 2).rows["person"]
    assert made(60, 1).rows["mark"] != made(60, 2).rows["mark"]


_DIGEST = """
import hashlib
from tests.support.demo import made
print(hashlib.sha256(repr(sorted(made(60, 7).rows.items())).encode()).hexdigest())
"""


def test_rows_do_not_depend_on_the_hashes_of_the_process() -> None:
    """Sets of strings and dates are ordered anew in every process."""
    digests = {
        subprocess.run(
            [sys.executable, "-c", _DIGEST],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in "14"
    }
    assert len(digests) == 1


@settings(max_examples=trials(6))
@given(st.dates(date(2026, 1, 1), date(2029, 12, 31)))
@example(date(2026, 11, 22))
@example(date(2027, 7, 15))
@example(date(2026, 12, 31))
@example(date(2028, 2, 29))
def test_on_any_date_today_has_lessons_to_take_attendance_in(day: date) -> None:
    today = school_day_for(day)
    school = make(DemoPlan(today, MOSCOW, 60, 1))
    lessons = [row for row in school.rows["lesson"] if row["date"] == today]
    on_now = [row for row in lessons if row["starts"] <= NOW_MINUTES < row["ends"]]
    assert on_now
    assert not any(row["attendance_taken_at"] for row in on_now)
    assert any(each["begins"] <= today <= each["ends"] for each in school.rows["grading_period"])
    assert school.rows["final_mark"]
    own = school.school_class("7А")["id"]
    sections = {row["id"] for row in school.rows["section"] if row["school_class_id"] == own}
    maths = {
        r["id"] for r in school.rows["section"] if r["title"] in ("7А алгебра", "7А геометрия")
    }
    waiting = [row for row in lessons if row["section_id"] in maths & sections]
    assert waiting
    assert not any(row["attendance_taken_at"] for row in waiting)
    assert shows_the_rules(school, today)


def test_grade_1_has_no_marks_and_no_homework(school: Made) -> None:
    sections = school.by_id("section")
    for table in ("mark", "homework"):
        assert all(sections[r["section_id"]]["grade_level"] > 1 for r in school.rows[table])
    classes = {r["student_id"]: r["school_class_id"] for r in school.rows["enrollment"]}
    levels = school.by_id("school_class")
    for row in school.rows["final_mark"]:
        assert levels[classes[row["student_id"]]]["grade_level"] > 1


def test_marks_are_of_held_lessons_of_the_pupils_own_section(school: Made) -> None:
    lessons = taken_lessons(school)
    members = {(r["section_id"], r["student_id"]) for r in school.rows["section_student"]}
    absent = {
        (r["lesson_id"], r["student_id"])
        for r in school.rows["attendance_event"]
        if r["status"] == "absent"
    }
    days = set(school.demo.year.school_days(7))
    subjects, sections = school.by_id("subject"), school.by_id("section")
    for row in school.rows["mark"]:
        lesson = lessons[row["lesson_id"]]
        assert (lesson["section_id"], lesson["date"]) == (row["section_id"], row["date"])
        assert (row["section_id"], row["student_id"]) in members
        is_owed = row["code"].startswith("pt")
        assert ((row["lesson_id"], row["student_id"]) in absent) == is_owed
        assert row["date"] in days
        assert row["set_at"] <= NOW
        assert not lesson["is_cancelled"]
        assert row["value"] in (2, 3, 4, 5) or (row["value"] is None and row["code"])
        assert subjects[sections[row["section_id"]]["subject_id"]]["is_marked"]


def test_nothing_is_written_of_what_is_still_to_come(school: Made) -> None:
    for lesson in school.rows["lesson"]:
        over = (lesson["date"], lesson["ends"]) <= (MONDAY, NOW_MINUTES)
        if lesson["attendance_taken_at"] or lesson["topic"]:
            assert over
        assert not (lesson["is_cancelled"] and lesson["attendance_taken_at"])
    assert all(row["recorded_at"] <= NOW for row in school.rows["attendance_event"])
    assert all(row["set_at"] <= NOW for row in school.rows["homework"])


def test_attendance_events_are_exceptions_to_roll_calls(school: Made) -> None:
    lessons = taken_lessons(school)
    members = {(r["section_id"], r["student_id"]) for r in school.rows["section_student"]}
    seen = Counter((r["lesson_id"], r["student_id"]) for r in school.rows["attendance_event"])
    assert max(seen.values()) == 1
    for row in school.rows["attendance_event"]:
        assert (lessons[row["lesson_id"]]["section_id"], row["student_id"]) in members
        assert (row["minutes_late"] is not None) == (row["status"] == "late")


def test_numbers_are_those_of_a_real_school(default: Made) -> None:
    """Facts §3.2: two marks a pupil a day, 5–8 % of lessons missed, homework in 0.8 of them."""
    days = [day for day in default.demo.year.school_days(7) if day <= MONDAY]
    assert 1.7 <= len(default.rows["mark"]) / 1200 / len(days) <= 2.3
    lessons = taken_lessons(default)
    members = Counter(row["section_id"] for row in default.rows["section_student"])
    seats = sum(members[row["section_id"]] for row in lessons.values())
    assert 0.05 <= len(default.rows["attendance_event"]) / seats <= 0.08
    sections = default.by_id("section")
    places = {
        (sections[row["section_id"]]["school_class_id"], row["date"], row["number"])
        for row in lessons.values()
        if sections[row["section_id"]]["grade_level"] > 1
    }
    set_in = {
        (sections[r["section_id"]]["school_class_id"], lessons[r["lesson_id"]]["date"],
         lessons[r["lesson_id"]]["number"])
        for r in default.rows["homework"]
        if r["lesson_id"] in lessons
    }  # fmt: skip
    assert 0.7 <= len(set_in) / len(places) <= 0.9


def test_pupils_differ_in_their_averages(default: Made) -> None:
    marks: dict[int, list[int]] = defaultdict(list)
    for row in default.rows["mark"]:
        if row["value"] is not None:
            marks[row["student_id"]].append(row["value"])
    averages = sorted(sum(values) / len(values) for values in marks.values())
    assert averages[len(averages) // 20] < 3.5
    assert averages[-len(averages) // 20] > 4.5


def test_homework_is_due_at_a_later_lesson_of_the_section(school: Made) -> None:
    lessons = school.by_id("lesson")
    for row in school.rows["homework"]:
        due = lessons[row["due_lesson_id"]]
        assert (due["section_id"], due["date"]) == (row["section_id"], row["due_date"])
        assert lessons[row["lesson_id"]]["date"] < row["due_date"]
        assert not due["is_cancelled"]
        assert row["text"]
    assert any(row["due_date"] > MONDAY for row in school.rows["homework"])


def test_final_marks_are_those_of_past_periods_of_the_right_kind(school: Made) -> None:
    periods, classes = school.by_id("grading_period"), school.by_id("school_class")
    class_of = {r["student_id"]: classes[r["school_class_id"]] for r in school.rows["enrollment"]}
    keys = [
        (row["student_id"], row["subject_id"], row["grading_period_id"])
        for row in school.rows["final_mark"]
    ]
    assert len(set(keys)) == len(keys)
    for row in school.rows["final_mark"]:
        period = periods[row["grading_period_id"]]
        assert period["ends"] < MONDAY
        assert period["kind"] == class_of[row["student_id"]]["period_kind"]


def test_a_final_mark_follows_from_the_marks(school: Made) -> None:
    """Weighted average, half goes up (facts §2.2)."""
    periods, types = school.by_id("grading_period"), school.by_id("work_type")
    sections = school.by_id("section")
    sums: dict[tuple[int, int], list[tuple[date, int, int]]] = defaultdict(list)
    for row in school.rows["mark"]:
        key = (row["student_id"], sections[row["section_id"]]["subject_id"])
        weight = types[row["work_type_id"]]["weight"]
        if row["value"] is not None:
            sums[key].append((row["date"], row["value"], weight))
    of_subjects = [row for row in school.rows["final_mark"] if row.get("value") is not None]
    for row in of_subjects[::17]:
        period = periods[row["grading_period_id"]]
        of_period = [
            (value, weight)
            for day, value, weight in sums[row["student_id"], row["subject_id"]]
            if period["begins"] <= day <= period["ends"]
        ]
        average = sum(v * w for v, w in of_period) / sum(w for _, w in of_period)
        assert row["value"] == int(average + 0.5)


def test_7a_has_changes_tomorrow_and_next_week(school: Made) -> None:
    own = school.school_class("7А")["id"]
    sections = {row["id"] for row in school.rows["section"] if row["school_class_id"] == own}
    changed = {
        lesson["date"]
        for lesson in school.rows["lesson"]
        if lesson["section_id"] in sections and (lesson["is_cancelled"] or lesson["is_substituted"])
    }
    assert MONDAY + timedelta(days=1) in changed
    assert any(MONDAY + timedelta(days=6) < day for day in changed)


def test_changes_of_every_kind_lie_ahead(default: Made) -> None:
    lessons = default.by_id("lesson")
    ahead = [row for row in default.rows["lesson"] if row["date"] >= MONDAY]
    assert any(row["is_substituted"] for row in ahead)
    assert any(row["is_cancelled"] for row in ahead)
    assert any("вместо" in row["change_note"] for row in ahead)
    replacing = [row for row in ahead if row["replaces_id"]]
    assert replacing
    for row in replacing:
        replaced = lessons[row["replaces_id"]]
        assert replaced["is_cancelled"]
        assert (replaced["date"], replaced["number"]) == (row["date"], row["number"])


def test_topics_follow_the_plan(school: Made) -> None:
    planned = defaultdict(list)
    for row in school.rows["lesson_topic"]:
        planned[row["section_id"]].append(row["title"])
    held = defaultdict(list)
    for lesson in school.rows["lesson"]:
        if lesson["topic"]:
            held[lesson["section_id"]].append(lesson["topic"])
    for section_id, titles in held.items():
        assert set(titles) <= set(planned[section_id])


def test_a_full_year_fills_nearly_all_of_it() -> None:
    school = made(60, 1, MONDAY, True)
    assert len(school.rows["mark"]) > 2.3 * len(made(60, 1).rows["mark"])
    kinds = Counter(
        school.by_id("grading_period")[row["grading_period_id"]]["title"]
        for row in school.rows["final_mark"]
    )
    assert {"I четверть", "II четверть", "III четверть"} <= set(kinds)


def test_a_district_has_schools_with_ids_of_their_own() -> None:
    school = made(2100)
    assert len(school.rows["school"]) == 2
    for table in ("person", "section", "lesson", "mark", "school_class", "subject"):
        ids = [row["id"] for row in school.rows[table]]
        assert len(set(ids)) == len(ids)
    sourced = [row["sourced_id"] for row in school.rows["person"]]
    assert len(set(sourced)) == len(sourced)


def test_the_children_of_the_story_have_something_to_show(school: Made) -> None:
    assert school.demo.cast is not None
    mother = next(each for each in school.demo.cast if "мама двоих" in each.about)
    events = school.grouped("attendance_event", "student_id")
    for access in mother.accesses:
        reasons = Counter(row["reason"] for row in events[access.student_id])
        assert reasons["ill"] >= 9  # three days
