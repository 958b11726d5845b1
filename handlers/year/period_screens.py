"""School years and grading periods: which there are, one of them, typing bounds."""

from collections.abc import Sequence

from domain.calendar import OF_YEAR, GradingPeriod, PeriodKind
from domain.school_days import Fault, YearFault
from domain.year.period_model import StoredPeriod, YearPeriods
from handlers.page import Block, Footer, Heading, bold
from handlers.screen import MAX_BUTTON, Button, Keyboard, Screen, Style, in_columns
from handlers.words import _, c_, day_month, day_month_year, joined, n_, shorten
from handlers.year.callbacks import OpenYear
from handlers.year.period_callbacks import (
    AskBounds,
    AskPeriod,
    ChooseGrade,
    DropPeriod,
    OpenKinds,
    OpenPeriod,
    OpenPeriods,
)

PARTS = tuple(each for each in PeriodKind if each not in OF_YEAR)


def periods_screen(shown: YearPeriods, kind: PeriodKind) -> Screen:
    """The year with its kinds of periods, or the periods of one kind."""
    if kind is not PeriodKind.SCHOOL_YEAR and shown.year is not None:
        return _of_kind(shown, kind)
    blocks: list[Block] = [Heading(_("Grading periods"))]
    if shown.year is None:
        blocks.append(_("No school year is entered for today or later."))
        add = Button(_("+ School year"), AskPeriod(kind=PeriodKind.SCHOOL_YEAR), Style.PRIMARY)
        return Screen(blocks, [[add], [Button(_("‹ Back"), OpenYear())]])
    blocks.append(bold(_bounds(shown.year.period)))
    blocks += [_kind_line(shown, each) for each in PARTS if each in shown.kinds]
    kinds = [Button(kind_name(each), OpenPeriods(kind=each)) for each in PARTS]
    of_year = [
        Button(_("Bounds of the year"), OpenPeriod(period_id=shown.year.period.id)),
        Button(_("By grade"), OpenKinds()),
    ]
    return Screen(blocks, [*in_columns(kinds, 2), of_year, [Button(_("‹ Back"), OpenYear())]])


def _kind_line(shown: YearPeriods, kind: PeriodKind) -> str:
    levels = shown.kinds[kind]
    grades = str(levels[0]) if len(levels) == 1 else f"{levels[0]}–{levels[-1]}"
    name = joined(kind_name(kind), _("grades {numbers}").format(numbers=grades))
    return f"{name}: {entered(shown, kind)}"


def entered(shown: YearPeriods, kind: PeriodKind) -> str:
    """«4 периода»."""
    count = len({each.period.ordinal for each in shown.of_kind(kind)})
    return n_("{count} period", "{count} periods", count) if count else _("not entered")


def _of_kind(shown: YearPeriods, kind: PeriodKind) -> Screen:
    assert shown.year is not None
    stored = shown.of_kind(kind)
    blocks: list[Block] = [Heading(f"{kind_name(kind)} · {shown.year.period.title}")]
    blocks += [_line(each) for each in stored] or [_("None are entered.")]
    faults = shown.faults.get(kind, [])
    if faults:
        blocks += ["", bold(_("Look at this again:")), *map(_fault, faults)]
    buttons = [
        Button(shorten(_name(each), MAX_BUTTON), OpenPeriod(period_id=each.period.id))
        for each in stored
    ]
    rows: Keyboard = [*in_columns(buttons, 2), [Button(_("+ Period"), AskPeriod(kind=kind))]]
    return Screen(blocks, [*rows, [Button(_("‹ Back"), OpenPeriods())]])


def period_screen(stored: StoredPeriod) -> Screen:
    """One of them: its bounds, and whose they are."""
    period = stored.period
    is_year = period.kind is PeriodKind.SCHOOL_YEAR
    blocks: list[Block] = [Heading(_name(stored)), _days(period)]
    if stored.in_use:
        blocks.append(_("There are final marks in it."))
    move = Button(_("Bounds…"), AskBounds(period_id=period.id))
    rows: list[Sequence[Button]] = [[move]]
    if not is_year and stored.grade_level is None and not stored.in_use:
        rows[0] = [move, Button(_("A grade differs…"), ChooseGrade(period_id=period.id))]
    if not stored.in_use:
        rows.append([Button(_("Remove"), DropPeriod(period_id=period.id), Style.DANGER)])
    back = OpenPeriods(kind=period.kind)
    return Screen(blocks, [*rows, [Button(_("‹ Back"), back)]])


def grades_screen(stored: StoredPeriod) -> Screen:
    """Which grade has other bounds than the school."""
    blocks: list[Block] = [
        Heading(_name(stored)),
        _days(stored.period),
        bold(_("Which grade has other bounds?")),
    ]
    period_id = stored.period.id
    buttons = [
        Button(
            _("Grade {number}").format(number=each),
            AskBounds(period_id=period_id, grade_level=each),
        )
        for each in range(1, 12)
    ]
    back = Button(_("‹ Back"), OpenPeriod(period_id=period_id))
    return Screen(blocks, [*in_columns(buttons, 3), [back]])


def new_period_screen(kind: PeriodKind) -> Screen:
    """How a new one is typed."""
    if kind is PeriodKind.SCHOOL_YEAR:
        text = _("Type the bounds of the year, for example: 1 September – 26 May")
    else:
        text = _("Type the name and the bounds, for example: 1st quarter, 1 September – 23 October")
    back = Button(_("‹ Back"), OpenPeriods(kind=kind))
    return Screen([Heading(kind_name(kind)), text], [[back]])


def bounds_screen(stored: StoredPeriod, grade_level: int) -> Screen:
    """How bounds are typed."""
    grade = _("grade {number}").format(number=grade_level) if grade_level else ""
    blocks: list[Block] = [
        Heading(joined(_name(stored), grade, by=" · ")),
        _("Now: {value}").format(value=_days(stored.period)),
        _("Type the bounds, for example: 1 September – 23 October"),
        Footer(_("The average of a period is of the marks within its bounds.")),
    ]
    back = Button(_("‹ Back"), OpenPeriod(period_id=stored.period.id))
    return Screen(blocks, [[back]])


def kind_name(kind: PeriodKind) -> str:
    """On a button and in a heading."""
    match kind:
        case PeriodKind.QUARTER:
            return c_("periods", "Quarters")
        case PeriodKind.TRIMESTER:
            return c_("periods", "Trimesters")
        case PeriodKind.HALF_YEAR:
            return c_("periods", "Half-years")
        case PeriodKind.MODULE:
            return c_("periods", "Modules")
        case PeriodKind.SCHOOL_YEAR:
            return c_("periods", "School year")
        case PeriodKind.EXAM:
            return c_("periods", "Exams")
        case PeriodKind.FINAL:
            return c_("periods", "Final marks")


def _name(stored: StoredPeriod) -> str:
    if stored.grade_level is None:
        return stored.period.title
    grade = _("grade {number}").format(number=stored.grade_level)
    return joined(stored.period.title, grade)


def _line(stored: StoredPeriod) -> str:
    return f"{_name(stored)}: {_days(stored.period)}"


def _bounds(period: GradingPeriod) -> str:
    return f"{period.title}: {_days(period)}"


def _days(period: GradingPeriod) -> str:
    begins, ends = period.begins, period.ends
    first = day_month(begins) if begins.year == ends.year else day_month_year(begins)
    return f"{first} – {day_month_year(ends)}"


def _fault(fault: YearFault) -> str:
    days = day_month(fault.begins)
    if fault.ends != fault.begins:
        days = f"{days} – {day_month(fault.ends)}"
    match fault.fault:
        case Fault.OUTSIDE_YEAR:
            text = _("{days}: outside the school year")
        case Fault.OVERLAP:
            text = _("{days}: in two periods at once")
        case Fault.DAYS_BETWEEN:
            text = _("{days}: neither in a period nor in a vacation")
        case Fault.SHORT_VACATION:
            text = _("{days}: a vacation shorter than a week")
    return text.format(days=days)
