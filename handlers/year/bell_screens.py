"""Bells: schedules, for whom they are and on which days."""

from collections.abc import Sequence

from domain.schedule.model import clock_time
from domain.school_days import BellRule
from domain.year.bell_model import Bells, BellSchedule
from handlers.page import Block, Footer, Heading, bold
from handlers.screen import MAX_BUTTON, Button, Keyboard, Screen, in_columns
from handlers.words import _, c_, clock, day_month, joined, on_weekday, sentence, shorten
from handlers.year.bell_callbacks import (
    AskBellsDay,
    AskSchedule,
    ChooseDays,
    DropBells,
    OpenBells,
    OpenSchedule,
    SetBells,
)
from handlers.year.callbacks import OpenYear

_SCHOOL_DAYS = range(1, 7)
_MOST = 30  # rules with a button each


def bells_screen(bells: Bells) -> Screen:
    """The schedules with their times, and the rules; a tap on a rule ends it."""
    blocks: list[Block] = [Heading(_("Bells"))]
    blocks += [_line(each) for each in bells.schedules] or [_("None are entered.")]
    if bells.rules:
        blocks += ["", bold(_("Who goes by them:"))]
        blocks += [f"{_about(each.rule)}: {_title(bells, each.rule)}" for each in bells.rules]
    blocks.append(
        Footer(_("A date comes before a weekday, a grade before a shift, both before the school."))
    )
    schedules = [
        Button(shorten(each.title, MAX_BUTTON), OpenSchedule(schedule_id=each.id))
        for each in bells.schedules
    ]
    drops = [
        Button(shorten(f"✕ {_about(each.rule)}", MAX_BUTTON), DropBells(rule_id=each.id))
        for each in bells.rules[:_MOST]
    ]
    rows: Keyboard = [*in_columns(schedules, 2), [Button(_("+ Bells"), AskSchedule())]]
    return Screen(blocks, [*rows, *in_columns(drops, 2), [Button(_("‹ Back"), OpenYear())]])


def type_schedule_screen() -> Screen:
    """How a schedule is typed."""
    text = _("Type a name and the lessons, for example: Short: 8:30–9:00, 9:10–9:40, 9:50–10:20")
    return Screen([Heading(_("New bells")), text], [[Button(_("‹ Back"), OpenBells())]])


def schedule_screen(bells: Bells, schedule: BellSchedule) -> Screen:
    """One schedule: for whom it shall be."""
    blocks: list[Block] = [Heading(schedule.title), _times(schedule), "", bold(_("For whom?"))]
    key = schedule.id
    grades = [
        Button(
            _("Grade {number}").format(number=each), ChooseDays(schedule_id=key, grade_level=each)
        )
        for each in range(1, 12)
    ]
    wide = [
        Button(_("Whole school"), ChooseDays(schedule_id=key)),
        Button(_("Shift {number}").format(number=2), ChooseDays(schedule_id=key, shift=2)),
    ]
    return Screen(blocks, [wide, *in_columns(grades, 3), [Button(_("‹ Back"), OpenBells())]])


def days_screen(schedule: BellSchedule, grade_level: int, shift: int) -> Screen:
    """When it shall hold."""
    whose = _whose(grade_level or None, shift or None)
    blocks: list[Block] = [Heading(f"{schedule.title} · {whose}"), bold(_("When?"))]
    of = {"schedule_id": schedule.id, "grade_level": grade_level, "shift": shift}
    weekdays = [
        Button(sentence(on_weekday(each)), SetBells(**of, weekday=each)) for each in _SCHOOL_DAYS
    ]
    rows: list[Sequence[Button]] = [
        [Button(c_("bells", "Always"), SetBells(**of)), Button(_("On a date…"), AskBellsDay(**of))],
        *in_columns(weekdays, 2),
    ]
    back = Button(_("‹ Back"), OpenSchedule(schedule_id=schedule.id))
    return Screen(blocks, [*rows, [back]])


def type_day_screen(schedule: BellSchedule, grade_level: int, shift: int) -> Screen:
    """How the day is typed."""
    whose = _whose(grade_level or None, shift or None)
    of = {"schedule_id": schedule.id, "grade_level": grade_level, "shift": shift}
    text = _("Type the day, for example: 30 December")
    return Screen(
        [Heading(f"{schedule.title} · {whose}"), text], [[Button(_("‹ Back"), ChooseDays(**of))]]
    )


def _line(schedule: BellSchedule) -> str:
    return f"{schedule.title}: {_times(schedule)}"


def _times(schedule: BellSchedule) -> str:
    rings = (
        f"{number}. {clock(clock_time(starts))}–{clock(clock_time(ends))}"
        for number, starts, ends in schedule.rings
    )
    return joined(*rings) or _("no lessons")


def _title(bells: Bells, rule: BellRule) -> str:
    return bells.title(rule.bell_schedule_id)


def _about(rule: BellRule) -> str:
    return joined(_when(rule), _whose(rule.grade_level, rule.shift))


def _when(rule: BellRule) -> str:
    if rule.on is not None:
        return day_month(rule.on)
    return on_weekday(rule.weekday) if rule.weekday else c_("bells", "always")


def _whose(grade_level: int | None, shift: int | None) -> str:
    if grade_level is not None:
        return _("grade {number}").format(number=grade_level)
    if shift is not None:
        return _("shift {number}").format(number=shift)
    return _("whole school")
