"""Days without lessons: the list, a new one, whose it is, one of them."""

from collections.abc import Sequence

from domain.calendar import Holiday
from domain.classes.model import SchoolClass
from domain.year.model import HolidayPlace, Holidays, StoredHoliday
from handlers.page import Block, Footer, Heading, bold
from handlers.paging import length, paged
from handlers.screen import MAX_BUTTON, Button, Keyboard, Screen, Style, in_columns
from handlers.words import _, c_, day_month, day_month_year, joined, n_, shorten
from handlers.year.callbacks import (
    AskHoliday,
    DropHoliday,
    OpenHoliday,
    OpenHolidays,
    OpenYear,
    PlaceHoliday,
)

_ON_PAGE = 40  # a school has a dozen in a year, more where classes have their own


def holidays_screen(holidays: Holidays, *, over: bool = False, page: int = 0) -> Screen:
    """Those ahead, or those that are over; a tap opens one."""
    those = holidays.over if over else holidays.ahead
    shown = paged(those, page, at_most=_ON_PAGE, size=lambda each: length(_line(each)) + 1)
    title = c_("days", "Holidays that are over") if over else _("Holidays")
    blocks: list[Block] = [Heading(title)]
    blocks += [_line(each) for each in shown.items] or [_("None are entered.")]
    if not over:
        blocks.append(Footer(_("On these days there are no lessons. Staff work all the same.")))
    if shown.title:
        blocks.append(Footer(shown.title))
    buttons = [
        Button(shorten(each.holiday.title, MAX_BUTTON), OpenHoliday(holiday_id=each.id))
        for each in shown.items
    ]
    turning = shown.buttons(lambda at: OpenHolidays(over=over, page=at))
    rows: Keyboard = [*in_columns(buttons, 2), *in_columns(turning, 2)]
    if not over:
        rows = [[Button(_("+ Holidays"), PlaceHoliday())], *rows]
        if holidays.over:
            rows = [*rows, [Button(_("Those that are over"), OpenHolidays(over=True))]]
    back = OpenHolidays() if over else OpenYear()
    return Screen(blocks, [*rows, [Button(_("‹ Back"), back)]])


def place_screen(classes: Sequence[SchoolClass], grade_level: int) -> Screen:
    """Whose they are: everybody, a grade, or with a grade one of its classes."""
    blocks: list[Block] = [Heading(c_("days", "New holidays")), bold(_("Who has no lessons then?"))]
    if not grade_level:
        grades = sorted({each.grade_level for each in classes})
        buttons = [
            Button(_("Grade {number}").format(number=each), PlaceHoliday(grade_level=each))
            for each in grades
        ]
        rows = [[Button(_("Whole school"), AskHoliday())], *in_columns(buttons, 3)]
        return Screen(blocks, [*rows, [Button(_("‹ Back"), OpenHolidays())]])
    name = _("All of grade {number}").format(number=grade_level)
    whole = Button(name, AskHoliday(grade_level=grade_level))
    buttons = [Button(each.title, AskHoliday(class_id=each.id)) for each in classes]
    rows = [[whole], *in_columns(buttons, 3)]
    return Screen(blocks, [*rows, [Button(_("‹ Back"), PlaceHoliday())]])


def type_holiday_screen(place: HolidayPlace) -> Screen:
    """How a name and days are typed, and from when on it is in time."""
    whose = place.of_class.title if place.of_class else _of_grade(place.grade_level or None)
    term = _(
        "Of vacations and holidays people are told two weeks before: today in time from {day} on."
        " What begins earlier is kept and marked as late."
    ).format(day=day_month(place.in_time_from))
    blocks: list[Block] = [
        Heading(joined(c_("days", "New holidays"), whose, by=" · ")),
        _("Type the name and the days, for example: Autumn vacation, 26 October – 1 November"),
        Footer(term),
    ]
    return Screen(blocks, [[Button(_("‹ Back"), PlaceHoliday(grade_level=place.grade_level))]])


def holiday_screen(stored: StoredHoliday, changed: int | None = None) -> Screen:
    """One of them, with the way to remove it; `changed`: it was stored just now."""
    blocks: list[Block] = [Heading(stored.holiday.title), _days(stored.holiday), _whose(stored)]
    if changed is not None:
        blocks.append(bold(lessons_toast(changed)))
    if stored.is_late:
        blocks.append(_("Entered later than two weeks before."))
    back = [Button(_("‹ Back"), OpenHolidays(over=stored.is_over))]
    if stored.is_over:
        return Screen(blocks, [back])
    blocks.append(_("When it is removed, the lessons of its days are as the timetable has them."))
    drop = Button(_("Remove"), DropHoliday(holiday_id=stored.id), Style.DANGER)
    return Screen(blocks, [[drop], back])


def lessons_toast(changed: int) -> str:
    """What became of the lessons."""
    if not changed:
        return _("Saved")
    return n_("Saved, {count} lesson changed", "Saved, {count} lessons changed", changed)


def _line(stored: StoredHoliday) -> str:
    late = _("entered late") if stored.is_late else ""
    return joined(f"{stored.holiday.title}: {_days(stored.holiday)}", _whose(stored), late)


def _days(holiday: Holiday) -> str:
    if holiday.begins == holiday.ends:
        return day_month_year(holiday.begins)
    return f"{day_month(holiday.begins)} – {day_month_year(holiday.ends)}"


def _whose(stored: StoredHoliday) -> str:
    if stored.class_title:
        return stored.class_title
    return _of_grade(stored.holiday.grade_level)


def _of_grade(grade_level: int | None) -> str:
    if grade_level is None:
        return _("whole school")
    return _("grade {number}").format(number=grade_level)
