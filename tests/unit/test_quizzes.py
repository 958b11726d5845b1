"""A quiz as it is typed, judged and counted (R061)."""

from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.marks.value import GradeScale, MarkKind, MarkValue
from domain.people import Person
from domain.policy import SchoolPolicy
from domain.quizzes.marking import QuizMarks, Suggestion, suggested_mark
from domain.quizzes.model import (
    ANSWER_LENGTH,
    QUESTION_LENGTH,
    Answer,
    Question,
    Said,
    Score,
    from_json,
    to_json,
)
from domain.quizzes.reading import patched, read_quiz
from domain.quizzes.results import hardest_of, scores_of
from handlers.quizzes.callbacks import SetQuizMarks
from handlers.quizzes.choices import check_of, mark_of, next_choice, packed, unpacked

GOOD = """1. Столица Франции?
+ Париж
- Лион

Чётные числа
из этих:
+ 2
– 3
+4
-- 5"""


def faults(typed: str) -> list[tuple[int, str]]:
    return [(each.line, each.code) for each in read_quiz(typed).faults]


def test_a_quiz_is_read_as_it_is_meant() -> None:
    found = read_quiz(GOOD)
    assert found.faults == ()
    assert found.questions == (
        Question("Столица Франции?", (Answer("Париж", True), Answer("Лион", False))),
        Question(
            "Чётные числа\nиз этих:",
            (Answer("2", True), Answer("3", False), Answer("4", True), Answer("- 5", False)),
        ),
    )
    assert [each.is_single for each in found.questions] == [True, False]
    assert from_json(to_json(found.questions)) == found.questions


def test_a_line_without_a_sign_after_answers_begins_the_next_question() -> None:
    assert len(read_quiz("Раз?\n+ да\n- нет\nДва?\n+ да\n- нет").questions) == 2


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("+ да\nРаз?\n+ да\n- нет", [(1, "answer_first")]),
        ("Раз?\n\nДва?\n+ да\n- нет", [(1, "no_answers")]),
        ("Раз?\n+ да", [(1, "few_answers")]),
        ("Раз?\n- да\n- нет", [(1, "no_right_answer")]),
        ("Раз?\n+ да\n-\n- нет", [(3, "empty_answer")]),
        ("Раз?\n+ да\n- да", [(3, "same_answer")]),
        ("Раз?\n+ 1\n- 2\n- 3\n- 4\n- 5\n- 6\n- 7", [(8, "many_answers")]),
        (f"{'ж' * (QUESTION_LENGTH + 1)}\n+ да\n- нет", [(1, "long_question")]),
        (f"Раз?\n+ да\n- {'ж' * (ANSWER_LENGTH + 1)}", [(3, "long_answer")]),
        ("Раз?\n+ да\n- нет\n" * 31, [(91, "many_questions")]),
        (
            "Раз?\n- 1\n\nДва?\n+ 2",
            [(1, "few_answers"), (1, "no_right_answer"), (4, "few_answers")],
        ),
    ],
)
def test_every_fault_is_told_with_its_line(typed: str, expected: list[tuple[int, str]]) -> None:
    assert faults(typed) == expected


def test_a_line_is_put_right_by_its_number() -> None:
    draft = "Раз?\n+ да\n\nДва?\n- да\n- нет"
    assert patched(draft, "5: + да") == "Раз?\n+ да\n\nДва?\n+ да\n- нет"
    assert patched(draft, "2: + да\n- нет\n6:") == "Раз?\n+ да\n- нет\n\nДва?\n- да"
    assert faults(patched(draft, "2: + да\n- нет\n5: + да") or "") == []
    for other in ("Раз?\n+ да\n- нет", "7: + да", "8:30 или 9:00?\n+ 8:30\n- 9:00"):
        assert patched(draft, other) is None


TEXTS = st.text("абв+- 12.?", max_size=60).map(lambda text: text.replace("  ", "\n"))


@given(TEXTS)
def test_what_has_no_fault_can_be_answered(typed: str) -> None:
    found = read_quiz(typed)
    if not found.faults:
        for question in found.questions:
            assert 2 <= len(question.answers) <= 6
            assert question.right
            assert len({answer.text for answer in question.answers}) == len(question.answers)


@given(st.lists(st.booleans(), min_size=2, max_size=6), st.sets(st.integers(0, 5)))
def test_half_of_the_right_answers_is_none(rights: list[bool], chosen: set[int]) -> None:
    question = Question("?", tuple(Answer(str(at), each) for at, each in enumerate(rights)))
    expected = all((at in chosen) == each for at, each in enumerate(rights))
    assert question.is_right(chosen) is (expected and max(chosen, default=0) < len(rights))


def person(number: int) -> Person:
    return Person(number, f"Ф{number}", "И", "О")


SAID = st.lists(
    st.builds(Said, st.integers(1, 6), st.integers(1, 4), st.booleans()),
    unique_by=lambda each: (each.student_id, each.number),
)


@given(SAID, st.sets(st.integers(1, 6)))
def test_scores_are_of_whom_it_is_for_and_of_who_answered(said: list[Said], only: set[int]) -> None:
    pupils = [person(number) for number in range(1, 6)]
    scores = scores_of(pupils, [*said, *(Said(each, 0, False) for each in only)])
    answered = {each.student_id for each in said}
    wanted = {each.id for each in pupils if not only or each.id in only | answered}
    assert {each.pupil.id for each in scores} == wanted
    for score in scores:
        own = [each for each in said if each.student_id == score.pupil.id]
        assert (score.answered, score.right) == (len(own), sum(each.is_right for each in own))


@given(SAID)
def test_the_hardest_questions_come_first_and_were_missed(said: list[Said]) -> None:
    found = hardest_of(said)
    shares = [each.right / each.answered for each in found]
    assert shares == sorted(shares)
    assert all(share < 1 for share in shares)


@given(st.integers(1, 30), st.data())
def test_a_better_result_never_suggests_a_worse_mark(size: int, data: st.DataObject) -> None:
    right = data.draw(st.integers(0, size))
    policy = SchoolPolicy()
    mark = suggested_mark(right, size, GradeScale.MARKS, policy).number
    assert mark in policy.marks
    assert mark <= (
        suggested_mark(min(right + 1, size), size, GradeScale.MARKS, policy).number or 0
    )
    passed = suggested_mark(right, size, GradeScale.CREDIT, policy).kind is MarkKind.CREDIT
    assert passed is (mark >= policy.lowest_pass)


@pytest.mark.parametrize(("right", "mark"), [(20, 5), (18, 5), (17, 4), (14, 4), (13, 3), (9, 2)])
def test_the_shares_of_the_school_decide(right: int, mark: int) -> None:
    assert suggested_mark(right, 20, GradeScale.MARKS, SchoolPolicy()).number == mark
    strict = SchoolPolicy.from_json({"quiz_thresholds": {"5": 100, "4": 95, "3": 90}})
    assert suggested_mark(right, 20, GradeScale.MARKS, strict).number in (2, 3, 5)


def quiz_marks(pupils: int) -> QuizMarks:
    marks = [MarkValue.plain(2 + at % 4) for at in range(pupils)]
    scored = (Suggestion(Score(person(at), 1, 1), each) for at, each in enumerate(marks, start=1))
    lesson: Any = SimpleNamespace(usual=tuple(MarkValue.plain(each) for each in (5, 4, 3, 2)))
    return QuizMarks(lesson, 1, 1, None, tuple(scored), (), ())


@given(st.lists(st.integers(0, 5), max_size=40))
def test_what_is_changed_of_a_class_fits_a_button_and_is_read_again(choices: list[int]) -> None:
    found = quiz_marks(len(choices))
    picked, check = packed(found, choices), check_of(found)
    assert unpacked(found, picked, check) == choices
    ids = {"lesson_id": 99_999_999, "homework_id": 99_999_999, "work_type_id": 99_999}
    assert len(SetQuizMarks(**ids, picked=picked, check=check).pack().encode()) <= 64
    if any(choices):
        with pytest.raises(Refused):
            unpacked(quiz_marks(len(choices) + 4), picked, check)


@given(st.integers(0, 3))
def test_tapping_on_goes_through_every_mark_and_back(at: int) -> None:
    found, choice, seen = quiz_marks(4), 0, []
    for _tap in found.options:
        seen.append(mark_of(found, at, choice))
        choice = next_choice(found, at, choice)
    assert choice == 0
    assert set(seen) == set(found.options)
