"""Bells: schedules, for whom they are and on which days."""

from collections.abc import Sequence

from aiogram.filters.callback_data import CallbackData

from domain.schedule.model import clock_time
from domain.school_days import SHIFTS, BellRule
from domain.year.bell_model import BellPlace, Bells, BellSchedule, StoredBellRule
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import length, paged
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
_ON_PAGE = 30  # schedules and rules with a button each


def bells_screen(bells: Bells, page: int = 0) -> Screen:
    """The schedules with their times, then the rules; a tap on a rule ends it."""
    items: list[BellSchedule | StoredBellRule] = [*bells.schedules, *bells.rules]
    shown = paged(items, page, at_most=_ON_PAGE, size=lambda each: length(_says(bells, each)) + 1)
    schedules = [each for each in shown.items if isinstance(each, BellSchedule)]
    rules = [each for each in shown.items if isinstance(each, StoredBellRule)]
    blocks: list[Block] = [Heading(_("Bells")), *(_says(bells, each) for each in schedules)]
    if not bells.schedules:
        blocks.append(_("None are entered."))
    if rules:
        blocks += ["", bold(_("Who goes by them:")), *(_says(bells, each) for each in rules)]
    blocks.append(
        Footer(
            _(
                "A date comes before a weekday; a class before a grade, a grade before a shift,"
                " all of them before the school."
            )
        )
    )
    if shown.title:
        blocks.append(Footer(shown.title))
    opening = [
        Button(shorten(each.title, MAX_BUTTON), OpenSchedule(schedule_id=each.id))
        for each in schedules
    ]
    drops = [
        Button(shorten(f"✕ {_about(each)}", MAX_BUTTON), DropBells(rule_id=each.id))
        for each in rules
    ]
    turning = in_columns(shown.buttons(lambda at: OpenBells(page=at)), 2)
    rows: Keyboard = [*in_columns(opening, 2), [Button(_("+ Bells"), AskSchedule())]]
    back = [Button(_("‹ Back"), OpenYear())]
    return Screen(blocks, [*rows, *in_columns(drops, 2), *turning, back])


def _says(bells: Bells, each: BellSchedule | StoredBellRule) -> str:
    """«Короткие: 1. 8:30–9:00», «в пятницу, 7А: Короткие»."""
    if isinstance(each, BellSchedule):
        return f"{each.title}: {_times(each)}"
    return f"{_about(each)}: {_title(bells, each.rule)}"


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
    wide = [Button(_("Whole school"), ChooseDays(schedule_id=key))]
    shifts = [
        Button(_("Shift {number}").format(number=each), ChooseDays(schedule_id=key, shift=each))
        for each in SHIFTS
    ]
    return Screen(
        blocks, [wide, shifts, *in_columns(grades, 3), [Button(_("‹ Back"), OpenBells())]]
    )


def days_screen(place: BellPlace) -> Screen:
    """When it shall hold; of a grade with the way to one of its classes."""
    of = _of(place)
    blocks: list[Block] = [_heading(place), bold(_("When?"))]
    weekdays = [
        Button(sentence(on_weekday(each)), SetBells(**of, weekday=each)) for each in _SCHOOL_DAYS
    ]
    rows: list[Sequence[Button]] = [
        [Button(c_("bells", "Always"), SetBells(**of)), Button(_("On a date…"), AskBellsDay(**of))],
        *in_columns(weekdays, 2),
    ]
    if place.classes:
        blocks.append(_("Or for one class only:"))
        classes = [
            Button(each.title, ChooseDays(schedule_id=place.schedule.id, class_id=each.id))
            for each in place.classes
        ]
        rows += in_columns(classes, 3)
    back: CallbackData = OpenSchedule(schedule_id=place.schedule.id)
    if place.of_class is not None:
        back = ChooseDays(schedule_id=place.schedule.id, grade_level=place.of_class.grade_level)
    return Screen(blocks, [*rows, [Button(_("‹ Back"), back)]])


def type_day_screen(place: BellPlace) -> Screen:
    """How the day is typed."""
    text = _("Type the day, for example: 30 December")
    return Screen([_heading(place), text], [[Button(_("‹ Back"), ChooseDays(**_of(place)))]])


def _heading(place: BellPlace) -> Heading:
    title = place.of_class.title if place.of_class else ""
    whose = _whose(place.grade_level, place.shift, title)
    return Heading(f"{place.schedule.title} · {whose}")


def _of(place: BellPlace) -> dict[str, int]:
    return {
        "schedule_id": place.schedule.id,
        "grade_level": 0 if place.of_class else place.grade_level or 0,
        "shift": place.shift or 0,
        "class_id": place.of_class.id if place.of_class else 0,
    }


def _times(schedule: BellSchedule) -> str:
    rings = (
        f"{number}. {clock(clock_time(starts))}–{clock(clock_time(ends))}"
        for number, starts, ends in schedule.rings
    )
    return joined(*rings) or _("no lessons")


def _title(bells: Bells, rule: BellRule) -> str:
    return bells.title(rule.bell_schedule_id)


def _about(stored: StoredBellRule) -> str:
    rule = stored.rule
    return joined(_when(rule), _whose(rule.grade_level, rule.shift, stored.class_title))


def _when(rule: BellRule) -> str:
    if rule.on is not None:
        return day_month(rule.on)
    return on_weekday(rule.weekday) if rule.weekday else c_("bells", "always")


def _whose(grade_level: int | None, shift: int | None, class_title: str) -> str:
    if class_title:
        return class_title
    if grade_level is not None:
        return _("grade {number}").format(number=grade_level)
    if shift is not None:
        return _("shift {number}").format(number=shift)
    return _("whole school")
