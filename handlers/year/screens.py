"""The school year: what is missing, and days that differ from the production calendar."""

from datetime import date

from domain.working_days import CalendarDate, DateKind
from domain.year.model import Checklist, WorkingDays, YearCounts
from handlers.curriculum.callbacks import OpenCurriculum, OpenProfiles
from handlers.final_marks.exam_callbacks import OpenExams
from handlers.menu.callbacks import OpenMore
from handlers.page import Block, Footer, Heading
from handlers.screen import Button, Screen, in_columns
from handlers.words import (
    _,
    c_,
    current_locale,
    day_month,
    day_month_year,
    joined,
    n_,
    weekday_date,
)
from handlers.work_types.callbacks import OpenWorkTypes
from handlers.year.bell_callbacks import OpenBells
from handlers.year.callbacks import AskDay, DropDay, OpenDays, OpenHolidays, OpenYear
from handlers.year.load_callbacks import OpenLoad
from handlers.year.period_callbacks import OpenPeriods
from handlers.year.subject_callbacks import OpenSubjects
from handlers.year.week_callbacks import OpenWeeks


def year_screen(checklist: Checklist) -> Screen:
    """Point by point what is there and what is missing, with the day by which it must be there."""
    counts = checklist.counts
    title = joined(_("School year"), counts.year_title, by=" · ")
    done = counts.done
    blocks: list[Block] = [Heading(title)]
    blocks += [
        f"{'✓' if is_done else '○'} {line}"
        for is_done, line in zip(done, _lines(counts), strict=True)
    ]
    ready = _("Ready {count} of {of} · {percent} %").format(
        count=sum(done), of=len(done), percent=counts.percent
    )
    blocks += ["", ready]
    if not all(done):
        due = day_month(checklist.due)
        if checklist.today > checklist.due:
            blocks.append(_("It had to be ready by {day}.").format(day=due))
        else:
            blocks.append(_("It has to be ready by {day}.").format(day=due))
    buttons = [
        Button(_("Grading periods"), OpenPeriods()),
        Button(_("Holidays"), OpenHolidays()),
        Button(_("Bells"), OpenBells()),
        Button(_("Working days"), OpenDays()),
        Button(_("Week and shifts"), OpenWeeks()),
        Button(_("Work types"), OpenWorkTypes()),
        Button(c_("school", "Subjects"), OpenSubjects()),
        Button(_("Hours a week"), OpenLoad()),
        Button(_("Curriculum"), OpenCurriculum()),
        *_exams(checklist),
    ]
    rows = [*in_columns(_gaps(counts), 2), *in_columns(buttons, 2)]
    return Screen(blocks, [*rows, [Button(_("‹ Back"), OpenMore())]])


def _gaps(counts: YearCounts) -> list[Button]:
    """To what lacks in the curriculum, where it is not the first thing behind its own button."""
    found = []
    if counts.first_without_hours is not None:
        found.append(
            Button(_("Who has no hours"), OpenLoad(grade_level=counts.first_without_hours))
        )
    if counts.classes_without_profile:
        found.append(Button(_("Who has no profile"), OpenProfiles()))
    return found


def _exams(checklist: Checklist) -> list[Button]:
    """Of the first grade that has any; the others are beside it."""
    grades = checklist.school.policy.exam_grade_levels
    return [Button(_("Exams"), OpenExams(grade_level=grades[0]))] if grades else []


def _lines(counts: YearCounts) -> list[str]:
    if counts.year_title:
        year = _("The bounds of the school year are entered")
        periods = (
            n_(
                "Grading periods: {count} kind has none in this year",
                "Grading periods: {count} kinds have none in this year",
                counts.kinds_without_periods,
            )
            if counts.kinds_without_periods
            else _("Every class has its grading periods")
        )
    else:
        year = _("The bounds of this school year are not entered")
        periods = _("There are no grading periods without a year")
    return [year, periods, _vacations(counts), _bells(counts), *_teaching(counts)]


def _vacations(counts: YearCounts) -> str:
    if not counts.vacations:
        return _("No vacations are entered")
    return n_("{count} vacation", "{count} vacations", counts.vacations)


def _bells(counts: YearCounts) -> str:
    if not counts.bell_schedules:
        return _("There are no bells")
    return n_("{count} bell schedule", "{count} bell schedules", counts.bell_schedules)


def _teaching(counts: YearCounts) -> list[str]:
    without = counts.classes_without_timetable
    timetable = _("Every class has its timetable")
    if without or not counts.classes:
        timetable = n_(
            "{count} class has no timetable", "{count} classes have no timetable", without
        )
    if not counts.classes:
        timetable = _("There are no classes")
    nobody = counts.sections_without_teacher
    teachers = _("Every subject has its teacher")
    if nobody:
        teachers = n_("{count} subject has no teacher", "{count} subjects have no teacher", nobody)
    return [timetable, teachers, _hours(counts), *_profiles(counts)]


def _hours(counts: YearCounts) -> str:
    if not counts.sections_without_hours:
        return _("Every class and group has its hours a week")
    return n_(
        "{count} subject of a class or group has no hours a week",
        "{count} subjects of classes or groups have no hours a week",
        counts.sections_without_hours,
    )


def _profiles(counts: YearCounts) -> list[str]:
    if not counts.profiled_classes:
        return []
    if not counts.classes_without_profile:
        return [_("Everybody in grades 10 and 11 has a profile")]
    return [
        n_(
            "{count} class of grades 10 and 11 has no profile",
            "{count} classes of grades 10 and 11 have no profile",
            counts.classes_without_profile,
        )
    ]


def days_screen(days: WorkingDays) -> Screen:
    """The public holidays ahead, and what the school keeps otherwise."""
    week = n_(
        "{count} working day a week", "{count} working days a week", days.calendar.days_a_week
    )
    blocks: list[Block] = [
        Heading(_("Working days")),
        _("Terms in working days are counted by them: codes, reasons of absences, moved days."),
        week,
        "",
        _("Public holidays ahead: {days}").format(days=_public(days)),
    ]
    if days.differing:
        blocks += ["", _("Otherwise by a decree or an order:")]
        blocks += [_line(each) for each in days.differing]
    drops = [
        Button(
            _("Remove {day}").format(day=day_month(each.date)), DropDay(day=each.date.toordinal())
        )
        for each in days.differing[:30]
    ]
    asks = [Button(f"+ {kind_name(kind)}", AskDay(kind=kind)) for kind in DateKind]
    rows = [*in_columns(asks, 2), *in_columns(drops, 2), [Button(_("‹ Back"), OpenYear())]]
    return Screen(blocks, rows)


def _public(days: WorkingDays) -> str:
    """«30 декабря», «1–8 января»: what follows each other is one span."""
    spans: list[list[int]] = []
    for each in days.public:
        number = each.toordinal()
        if spans and spans[-1][1] == number - 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return joined(*(_span(*each) for each in spans))


def _span(first: int, last: int) -> str:
    begins, ends = date.fromordinal(first), date.fromordinal(last)
    if begins == ends:
        return day_month(begins)
    if begins.month == ends.month and current_locale() == "ru":
        return f"{begins.day}–{day_month(ends)}"
    return f"{day_month(begins)} – {day_month(ends)}"


def _line(day: CalendarDate) -> str:
    return joined(f"{day_month_year(day.date)}: {kind_of_day(day.kind)}", day.title)


def kind_name(kind: DateKind) -> str:
    """On a button."""
    match kind:
        case DateKind.WORKING:
            return c_("day", "Working day")
        case DateKind.FREE:
            return c_("day", "Free day")
        case DateKind.SHORT:
            return c_("day", "Short day")


def kind_of_day(kind: DateKind) -> str:
    """In a line."""
    match kind:
        case DateKind.WORKING:
            return c_("day", "working")
        case DateKind.FREE:
            return c_("day", "free")
        case DateKind.SHORT:
            return c_("day", "short, a working day")


def type_day_screen(days: WorkingDays, kind: DateKind) -> Screen:
    """How a day is typed."""
    blocks: list[Block] = [
        Heading(kind_name(kind)),
        _("Type the day, and after a comma why, for example: 9 January, moved from 3 January"),
        Footer(_("Today is {day}.").format(day=weekday_date(days.today))),
    ]
    return Screen(blocks, [[Button(_("‹ Back"), OpenDays())]])
