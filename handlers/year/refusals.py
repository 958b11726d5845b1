"""What the school year refuses, in words."""

from collections.abc import Callable, Mapping

from handlers.words import _
from handlers.work_types.refusals import OF_WORK_TYPES

OF_YEAR: Mapping[str, Callable[[], str]] = {
    "calendar_day_form": lambda: _(
        "These are no days of a calendar. Type them so: 9 January, or 26 October – 1 November"
    ),
    "calendar_day_over": lambda: _("This day is over. Type one that is still ahead."),
    "days_backwards": lambda: _(
        "The last day is before the first. Type the earlier one first, with years if needed."
    ),
    "span_too_long": lambda: _("These are more than {days} days. Look at the dates again."),
    "holiday_form": lambda: _(
        "A name and days are needed, for example: Autumn vacation, 26 October – 1 November"
    ),
    "holiday_over": lambda: _("These days are over. Type days of which the last is still ahead."),
    "holiday_was": lambda: _(
        "These days are over and stay as they were. Choose holidays of which the last day is still"
        " ahead."
    ),
    "title_length": lambda: _("Type a name of up to {limit} characters."),
    "period_overlaps": lambda: _(
        "There is a period on some of these days already. Look at its bounds first."
    ),
    "period_outside": lambda: _(
        "These days are not within the school year. Change the bounds of the year first."
    ),
    "period_has_marks": lambda: _(
        "There are final marks in this period, so it stays as it is for everybody. Change a period"
        " that has none yet."
    ),
    "grade_has_finals": lambda: _(
        "Grade {grade} has final marks of this year. It goes by other periods from the next school"
        " year on: choose them when the year is over."
    ),
    "year_has_periods": lambda: _(
        "There are periods on the days that would be left out. Change or remove them first."
    ),
    "year_has_exams": lambda: _(
        "Days of exams are entered in this school year. Take them out first, behind “Exams”."
    ),
    "no_school_year": lambda: _("There is no school year yet. Enter its bounds first."),
    "bells_form": lambda: _(
        "A name and up to {most} lessons one after another are needed, for example: Short:"
        " 8:30–9:00, 9:10–9:40"
    ),
    "bells_exist": lambda: _("There are bells “{title}” already. Type another name."),
    "no_bells": lambda: _(
        "The timetable has lesson {number}, and there is no bell for it. Enter bells that have it."
    ),
    "hours_range": lambda: _("A subject has from 1 to {most} hours a week. Choose another number."),
    "not_teaching_yet": lambda: _(
        "Only who has the role of a teacher teaches a subject. Give that role first."
    ),
    "teacher_changed": lambda: _(
        "Somebody else teaches it here by now. Look at it and choose anew."
    ),
    "chosen_range": lambda: _("There are {most} hours a week here. Choose so many or fewer."),
    "profile_form": lambda: _(
        "A name and the grades are needed, for example: Technological, 10–11"
    ),
    "profile_exists": lambda: _("There is a profile “{title}” already. Type another name."),
    "profile_followed": lambda: _(
        "“{title}” is followed by somebody. Choose another profile for them first."
    ),
    "profile_grades": lambda: _(
        "{classes} would be left out and follow it now. Choose another profile for them first, or"
        " type their grade too."
    ),
    "too_many_profiles": lambda: _(
        "There are {most} profiles already. Remove one that nobody follows first."
    ),
    **OF_WORK_TYPES,
}
