"""What the demo school shows of the journal's rules: a loop, control works, exams, behaviour."""

from collections import defaultdict
from datetime import UTC, date, datetime

import pytest

from domain.absences.case import first_step
from domain.absences.case import next_step as step_after
from domain.control_works.rules import Around, Written, broken_limits, is_forbidden
from domain.final_marks.behaviour_model import behaviour_values
from domain.marks.value import MarkValue
from domain.policy import SchoolPolicy
from tests.support.demo import MONDAY, MOSCOW, Made, Record, made

NOW = datetime(2026, 11, 23, 10, 40, tzinfo=MOSCOW).astimezone(UTC)


@pytest.fixture(scope="module", params=[(1200, 1), (60, 3)], ids=str)
def school(request: pytest.FixtureRequest) -> Made:
    return made(*request.param)


def test_a_child_of_7a_is_missed_and_nobody_has_answered_yet(school: Made) -> None:
    """The family with one telephone is asked; minutes later the homeroom teacher is called."""
    (case,) = school.rows["absence_case"]
    step = first_step(case["opened_at"], SchoolPolicy(), can_be_asked=True)
    assert (case["level"], case["next_at"]) == (step.level, step.next_at)
    assert case["next_at"] > NOW
    later = step_after(step.level, case["opened_at"], case["next_at"], SchoolPolicy())
    assert later.next_at is not None
    assert later.next_at > case["next_at"]
    lesson = school.by_id("lesson")[case["lesson_id"]]
    assert lesson["attendance_taken_at"] is not None
    today = [
        row
        for row in school.grouped("attendance_event", "student_id")[case["student_id"]]
        if row["date"] == MONDAY
    ]
    assert [(row["lesson_id"], row["status"], row["reason"]) for row in today] == [
        (lesson["id"], "absent", "unknown")
    ]
    assert case["opened_at"] == today[0]["recorded_at"]
    own = school.school_class("7А")
    assert school.rows["absence_called"] == [
        {"call_id": 1, "person_id": own["homeroom_teacher_id"]}
    ]
    assert school.demo.cast is not None
    family = next(each for each in school.demo.cast if "один телефон" in each.about)
    assert {each.student_id for each in family.accesses} == {case["student_id"]}


def test_a_deputy_of_the_cast_is_on_duty_today(school: Made) -> None:
    assert school.demo.cast is not None
    deputy = next(each for each in school.demo.cast if each.about == "заместитель директора")
    days = {row["weekday"]: row["person_id"] for row in school.rows["duty_day"]}
    assert sorted(days) == [1, 2, 3, 4, 5]
    assert days[MONDAY.isoweekday()] == deputy.accesses[0].person_id


def _numbers(school: Made) -> dict[tuple[int, date], list[int]]:
    """The numbers of the lessons that a class has on a day."""
    sections = school.by_id("section")
    found: dict[tuple[int, date], list[int]] = defaultdict(list)
    for row in school.rows["lesson"]:
        if not row["is_cancelled"]:
            of = sections[row["section_id"]]["school_class_id"]
            found[of, row["date"]].append(row["number"])
    return found


def _written(school: Made, lesson: Record) -> Written:
    section = school.by_id("section")[lesson["section_id"]]
    return Written(
        day=lesson["date"],
        number=lesson["number"],
        section_id=section["id"],
        subject_id=section["subject_id"],
        subject=school.by_id("subject")[section["subject_id"]]["title"],
        grade_level=section["grade_level"],
        class_ids=frozenset({section["school_class_id"]}),
        is_group=bool(section["group_name"]),
        minutes=lesson["ends"] - lesson["starts"],
    )


def test_the_schedule_of_control_works_is_published_and_keeps_every_limit(school: Made) -> None:
    """Order 704 (facts §2.11), by the rules that warn whoever plans."""
    numbers, types = _numbers(school), school.by_id("work_type")
    days: dict[int, list[date]] = defaultdict(list)
    for row in school.rows["lesson"]:
        if not row["is_cancelled"]:
            days[row["section_id"]].append(row["date"])
    lessons = school.by_id("lesson")
    works = {
        row["id"]: _written(school, lessons[row["lesson_id"]])
        for row in school.rows["control_work"]
    }
    for row in school.rows["control_work"]:
        work = works[row["id"]]
        (class_id,) = work.class_ids
        others = [each for other, each in works.items() if other != row["id"]]
        today = numbers[class_id, work.day]
        edges = {work.day: (min(today), max(today))}
        around = Around(others, edges, days[work.section_id])
        assert broken_limits(work, around, SchoolPolicy()) == []
        assert work.day > MONDAY
        assert not is_forbidden(work.grade_level, work.day)
        assert types[row["work_type_id"]]["is_control"]
        assert row["planned_at"] < row["published_at"] < NOW
        assert row["known_on"] == work.day, "else families would be told that it has moved"
    own = school.school_class("7А")["id"]
    assert sum(own in work.class_ids for work in works.values()) > 3


def test_behaviour_is_marked_for_everybody_by_the_homeroom_teacher(school: Made) -> None:
    policy = SchoolPolicy.from_json(school.rows["school"][0]["policy"])
    allowed = {value.code for value in behaviour_values(policy)}
    subjects, classes = school.by_id("subject"), school.by_id("school_class")
    class_of = {r["student_id"]: classes[r["school_class_id"]] for r in school.rows["enrollment"]}
    marked = [row for row in school.rows["final_mark"] if row.get("value") is None]
    for row in marked:
        assert subjects[row["subject_id"]]["sourced_id"] == "behaviour:1"
        assert row["code"] in allowed
        assert MarkValue.of(row["code"]).number is None
        assert row["set_by"] == class_of[row["student_id"]]["homeroom_teacher_id"]
    who = {row["student_id"] for row in marked}
    having = {key for key, own in class_of.items() if policy.has_behaviour(own["grade_level"])}
    # By half-years the first period is not over yet.
    assert who == {key for key in having if class_of[key]["grade_level"] < 10}


def test_exams_are_after_the_last_lessons_and_of_grades_that_have_them(school: Made) -> None:
    levels = {row["grade_level"] for row in school.rows["school_class"]}
    exams = school.rows.get("exam", [])
    assert {row["grade_level"] for row in exams} == levels & set(SchoolPolicy().exam_grade_levels)
    taught = {(row["grade_level"], row["subject_id"]) for row in school.rows["section"]}
    for row in exams:
        assert row["date"] > max(each["date"] for each in school.rows["lesson"])
        assert row["date"].isoweekday() < 6
        assert (row["grade_level"], row["subject_id"]) in taught
        kinds = {
            each["kind"]
            for each in school.rows["grading_period"]
            if each.get("grade_level") == row["grade_level"]
        }
        assert kinds == {"exam", "final"}


def test_homeroom_hours_of_7a_say_who_was_there(school: Made) -> None:
    own = school.school_class("7А")
    pupils = {
        r["student_id"] for r in school.rows["enrollment"] if r["school_class_id"] == own["id"]
    }
    present = school.grouped("homeroom_session_student", "session_id")
    held = school.rows["homeroom_session"]
    assert {row["kind"] for row in held} == {"class_hour", "briefing"}
    for row in held:
        assert (row["school_class_id"], row["held_by"]) == (own["id"], own["homeroom_teacher_id"])
        assert row["date"] < MONDAY
        assert row["recorded_at"] < NOW
        assert {each["student_id"] for each in present[row["id"]]} == pupils
        missed = {
            each["student_id"]
            for each in school.rows["attendance_event"]
            if each["date"] == row["date"] and each["status"] == "absent"
        }
        absent = {each["student_id"] for each in present[row["id"]] if not each["is_present"]}
        assert absent == missed & pupils
