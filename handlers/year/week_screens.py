"""Weeks and shifts: of the grades, of the classes of one, of one class."""

from collections.abc import Sequence
from itertools import groupby

from domain.classes.model import SchoolClass
from domain.rules.model import RuleName
from domain.school_days import SHIFTS, WEEKS, week_days
from handlers.page import Block, Footer, Heading
from handlers.rules.callbacks import OpenRule
from handlers.screen import MAX_BUTTON, Button, Keyboard, Screen, in_columns
from handlers.words import _, c_, joined, n_, shorten
from handlers.year.bell_callbacks import OpenBells
from handlers.year.callbacks import OpenYear
from handlers.year.week_callbacks import OpenClassWeek, OpenWeeks, SetShift, SetWeek


def weeks_screen(classes: Sequence[SchoolClass], grade_level: int) -> Screen:
    """A line for each grade, or for each of its classes where they differ."""
    if grade_level:
        return _of_grade([each for each in classes if each.grade_level == grade_level], grade_level)
    blocks: list[Block] = [Heading(_("Week and shifts"))]
    grades = [
        (level, list(some)) for level, some in groupby(classes, key=lambda each: each.grade_level)
    ]
    for level, some in grades:
        alike: dict[str, list[str]] = {}
        for each in some:
            alike.setdefault(_says(each), []).append(each.title)
        whose = [_grade(level)] if len(alike) == 1 else [", ".join(it) for it in alike.values()]
        blocks += [f"{who}: {says}" for who, says in zip(whose, alike, strict=True)]
    if not classes:
        blocks.append(_("No class is entered yet."))
    buttons = [Button(_grade(level), OpenWeeks(grade_level=level)) for level, _some in grades]
    rule = Button(_("Six-day grades"), OpenRule(rule=RuleName.SIX_DAYS))
    rows: Keyboard = [*in_columns(buttons, 3), [rule]]
    return Screen(blocks, [*rows, [Button(_("‹ Back"), OpenYear())]])


def _of_grade(classes: Sequence[SchoolClass], grade_level: int) -> Screen:
    blocks: list[Block] = [Heading(joined(_("Week and shifts"), _grade(grade_level), by=" · "))]
    blocks += [_line(each) for each in classes] or [_("No class is entered yet.")]
    buttons = [
        Button(shorten(each.title, MAX_BUTTON), OpenClassWeek(class_id=each.id)) for each in classes
    ]
    return Screen(blocks, [*in_columns(buttons, 3), [Button(_("‹ Back"), OpenWeeks())]])


def class_week_screen(school_class: SchoolClass) -> Screen:
    """What the class has, marked, and what it may have."""
    days, key = school_class.days_a_week, school_class.id
    of_grade = week_days(None, school_class.grade_level, school_class.school.policy)
    blocks: list[Block] = [Heading(_line(school_class))]
    if days != of_grade:
        blocks.append(_("Its grade: {week}").format(week=_week(of_grade)))
    blocks.append(
        Footer(
            _(
                "By the week the program knows when the class is at school: for reminders and the"
                " first day after a vacation. Lessons are on the days that the timetable has, and"
                " “Bells” says by which of them a shift goes."
            )
        )
    )
    weeks = [
        Button(_chosen(_week(each), each == days), SetWeek(class_id=key, days=each))
        for each in WEEKS
    ]
    shifts = [
        Button(
            _chosen(_shift(each), each == school_class.shift), SetShift(class_id=key, shift=each)
        )
        for each in SHIFTS
    ]
    back = Button(_("‹ Back"), OpenWeeks(grade_level=school_class.grade_level))
    return Screen(blocks, [weeks, shifts, [back, Button(_("Bells"), OpenBells())]])


def _chosen(text: str, is_so: bool) -> str:
    return f"✓ {text}" if is_so else text


def _line(school_class: SchoolClass) -> str:
    return f"{school_class.title}: {_says(school_class)}"


def _says(school_class: SchoolClass) -> str:
    return joined(_week(school_class.days_a_week), _shift(school_class.shift))


def _week(days: int) -> str:
    return n_("{count} day", "{count} days", days)


def _shift(shift: int) -> str:
    return _("shift {number}").format(number=shift)


def _grade(grade_level: int) -> str:
    return c_("all classes", "Grade {number}").format(number=grade_level)
