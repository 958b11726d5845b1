"""Marks that are no plain numbers: with a sign, in a word, still owed."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from bot.demo.lessons import DemoLesson
from bot.demo.sections import Section
from domain.marks.value import MarkKind, MarkValue

_OWED_FOR = timedelta(days=14)


def unusual(value: int, chance: int) -> str:
    """The code: mostly a sign, seldom a word; `chance` is any number."""
    if chance % 4:
        return f"{value}{'-' if value > 2 and chance % 2 else '+'}"
    if chance % 5 == 0:
        return MarkKind.EXEMPT.value
    return (MarkKind.NO_CREDIT if value == 2 else MarkKind.CREDIT).value


def owed(
    at: tuple[Section, DemoLesson],
    absent: Iterable[int],
    work_type_id: int,
    ids: Iterator[int],
    today: date,
    set_at: datetime,
) -> list[tuple[Any, ...]]:
    """Who missed a control work lately has a «точка» with the day until which it is owed."""
    section, lesson = at
    due_on = lesson.date + _OWED_FOR
    if due_on < today:
        return []
    code = MarkValue.pending(due_on).code
    return [
        (
            next(ids), lesson.id, section.id, student_id, lesson.date, work_type_id, None, code, "",
            "", lesson.teacher.id, set_at,
        )
        for student_id in absent
    ]  # fmt: skip
