"""Several changed lessons in one message: each line says how long it lasts, and where it is."""

from dataclasses import replace
from datetime import date

import pytest

from domain.notices.facts import LessonFact
from domain.people import Person
from domain.schedule.model import Lesson
from handlers.notices.lessons import lines
from handlers.words import speaking

_TEACHER = Person(9, "Орлова", "Мария", "Петровна")
_DAY = date(2026, 12, 2)
_LESSON = Lesson(
    1, 1, _DAY, 2, 565, 610, "Физика", "", "202", None, False, False, None, "", "", None
)  # fmt: skip
_SUBSTITUTED = replace(_LESSON, is_substituted=True, teacher=_TEACHER)
_LASTS = "02.12–26.05"


@pytest.mark.parametrize(
    ("lesson", "end"),
    [
        (replace(_LESSON, is_cancelled=True, change_note=_LASTS), f"отменён: физика ({_LASTS})"),
        (replace(_LESSON, is_cancelled=True), "отменён: физика"),
        (
            replace(
                _LESSON,
                is_substituted=True,
                replaces_subject="История",
                change_note=f"→ 7, {_LASTS}",
            ),
            f"физика, а не история ({_LASTS})",
        ),
        (replace(_LESSON, change_note=f"→ 7, {_LASTS}"), f"изменился: физика (→ 7, {_LASTS})"),
        (replace(_SUBSTITUTED, change_note="→ 7"), "ведёт Орлова М. П. (→ 7)"),
        (
            replace(_SUBSTITUTED, change_note=f"→ Орлова М. П., {_LASTS}"),
            f"ведёт Орлова М. П. ({_LASTS})",
        ),
        (replace(_SUBSTITUTED, change_note="болезнь учителя"), "ведёт Орлова М. П."),
        (_LESSON, "снова по расписанию: физика"),
    ],
)
def test_a_line_says_what_the_change_does_not_say_by_itself(lesson: Lesson, end: str) -> None:
    with speaking("ru"):
        [line] = lines([LessonFact(1, lesson)], date(2026, 11, 24))
    assert str(line).startswith("В среду, 2 декабря, 2-й урок ")
    assert str(line).replace("\N{NO-BREAK SPACE}", " ").endswith(end)
