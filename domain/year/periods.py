"""Bounds of the school year and its grading periods (S4 П2.II; R034, R038)."""

from collections.abc import Sequence
from datetime import date

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Facts, Thing, ThingKind
from domain.calendar import OF_YEAR, GradingPeriod, Holiday, PeriodKind, School
from domain.errors import Refused, unknown_is_denied
from domain.hat import Hat, Target
from domain.school_days import (
    ClassKey,
    PeriodOfGrade,
    YearFault,
    check_year,
    concerns,
    periods_of,
)
from domain.staff.use_cases import office
from domain.uow import UnitOfWork
from domain.year.period_model import PeriodToAdd, StoredPeriod, YearPeriods
from domain.year.reading import Days, read_days, read_named_days

LONGEST_YEAR = 366  # days
_FIRST_MONTH = 8  # from August on a year without bounds is the coming one


async def school_periods(uow: UnitOfWork, actor: Actor, kind: PeriodKind | None) -> YearPeriods:
    """The year of today or the next one; of `kind` with what is odd about it."""
    hat = office(actor, Action.EDIT_CALENDAR)
    return await _shown(uow, hat.school, kind)


async def open_period(uow: UnitOfWork, actor: Actor, period_id: int) -> StoredPeriod:
    """One of the own school; else `Denied`."""
    stored, _hat = await _open(uow, actor, period_id)
    return stored


async def add_year(uow: UnitOfWork, actor: Actor, typed: str) -> StoredPeriod:
    """«1 сентября 2026 – 26 мая 2027»; `Refused` where it overlaps another school year."""
    hat = office(actor, Action.EDIT_CALENDAR)
    school, today = hat.school, hat.school.today(uow.now)
    since = date(today.year if today.month >= _FIRST_MONTH else today.year - 1, _FIRST_MONTH, 1)
    days = read_days(typed, since, longest=LONGEST_YEAR)
    await uow.calendar.lock(school.id)
    if days.ends.year in await uow.year_periods.years(school.id, days.begins):
        raise Refused("period_overlaps")
    title = f"{days.begins.year}/{days.ends.year % 100:02}"
    new = PeriodToAdd(PeriodKind.SCHOOL_YEAR, 1, title, days.ends.year, *days)
    return await _add(uow, (actor, hat), new)


async def add_period(uow: UnitOfWork, actor: Actor, kind: PeriodKind, typed: str) -> StoredPeriod:
    """«I четверть, 1 сентября – 23 октября» of the year that is shown, after those of its kind.

    `Refused` "no_school_year", "period_outside", "period_overlaps", or as `read_named_days`.
    """
    hat = office(actor, Action.EDIT_CALENDAR)
    await uow.calendar.lock(hat.school.id)
    shown = await _shown(uow, hat.school, None)
    if shown.year is None or kind in OF_YEAR:
        raise Refused("no_school_year")
    year = shown.year.period
    named = read_named_days(typed, year.begins, longest=LONGEST_YEAR)
    others = [each.period for each in shown.of_kind(kind) if each.grade_level is None]
    _require_fit(Days(named.begins, named.ends), year, others)
    ordinal = max((each.ordinal for each in others), default=0) + 1
    new = PeriodToAdd(kind, ordinal, named.title, year.school_year, named.begins, named.ends)
    return await _add(uow, (actor, hat), new)


async def move_period(
    uow: UnitOfWork, actor: Actor, period_id: int, grade_level: int | None, typed: str
) -> StoredPeriod:
    """Other bounds of it, or with a grade bounds of that grade's own in its place.

    `Refused` "period_outside" or "period_overlaps", and "period_has_marks" for bounds of a grade
    while final marks stand in the school's: they would be of a period that this grade has no more.
    """
    stored, hat = await _open(uow, actor, period_id)
    await uow.calendar.lock(hat.school.id)
    stored = await uow.year_periods.period(period_id)
    period = stored.period
    since = date(period.school_year - 1, _FIRST_MONTH, 1)
    days = read_days(typed, since, longest=LONGEST_YEAR)
    everybody = await uow.year_periods.of_year(hat.school.id, period.school_year)
    own_grade = stored.grade_level if grade_level is None else grade_level
    _require_room(stored, days, everybody, own_grade)
    if grade_level is None or stored.grade_level == grade_level:
        if days == (period.begins, period.ends):
            return stored
        await uow.year_periods.change(period_id, *days)
        _note(uow, (actor, hat), period_id, _facts(stored), _bounds(days, stored.grade_level))
        return await uow.year_periods.period(period_id)
    if stored.in_use:
        raise Refused("period_has_marks")
    new = PeriodToAdd(
        period.kind, period.ordinal, period.title, period.school_year, *days, grade_level
    )
    known = [each for each in everybody if _is_own(each, new)]
    return known[0] if known else await _add(uow, (actor, hat), new)


async def drop_period(uow: UnitOfWork, actor: Actor, period_id: int) -> YearPeriods:
    """It was entered by mistake; `Refused` "period_has_marks" while final marks stand in it.

    Of a year "year_has_periods" and "year_has_exams" while there is something within.
    """
    stored, hat = await _open(uow, actor, period_id)
    await uow.calendar.lock(hat.school.id)
    await uow.year_periods.hold(period_id)
    with unknown_is_denied(Action.EDIT_CALENDAR):  # who waited may find it gone
        stored = await uow.year_periods.period(period_id)
    if stored.in_use:
        raise Refused("period_has_marks")
    if stored.period.kind is PeriodKind.SCHOOL_YEAR:
        whole = await uow.year_periods.of_year(hat.school.id, stored.period.school_year)
        if len(whole) > 1:
            raise Refused("year_has_periods")
        if await uow.year_periods.has_exams(hat.school.id, stored.period.school_year):
            raise Refused("year_has_exams")
    await uow.year_periods.remove(period_id)
    _note(uow, (actor, hat), period_id, _facts(stored), None)
    return await _shown(uow, hat.school, stored.period.kind)


async def _open(uow: UnitOfWork, actor: Actor, period_id: int) -> tuple[StoredPeriod, Hat]:
    actor.require_hat()
    with unknown_is_denied(Action.EDIT_CALENDAR):
        stored = await uow.year_periods.period(period_id)
    return stored, actor.require(Action.EDIT_CALENDAR, Target(school_id=stored.school_id))


async def _shown(uow: UnitOfWork, school: School, kind: PeriodKind | None) -> YearPeriods:
    today = school.today(uow.now)
    years = await uow.year_periods.years(school.id, today)
    stored = await uow.year_periods.of_year(school.id, years[0]) if years else []
    year = next((each for each in stored if each.period.kind is PeriodKind.SCHOOL_YEAR), None)
    kinds = await uow.year_periods.kinds(school.id)
    faults: dict[PeriodKind, list[YearFault]] = {}
    if kind is not None and year is not None and kind in kinds:
        bounds = year.period
        holidays = await uow.calendar.holidays(school.id, bounds.begins, bounds.ends)
        faults[kind] = _faults(bounds, stored, holidays, kind, kinds[kind][0])
    return YearPeriods(school, today, year, tuple(stored), kinds, faults)


def _faults(
    year: GradingPeriod,
    stored: Sequence[StoredPeriod],
    holidays: Sequence[Holiday],
    kind: PeriodKind,
    grade_level: int,
) -> list[YearFault]:
    """Of the first grade that goes by this kind: the others differ by what is their own."""
    every = [PeriodOfGrade(each.period, each.grade_level) for each in stored]
    who = ClassKey(None, grade_level)
    own = [each for each in holidays if concerns(each, who)]
    return check_year(year, periods_of(every, kind, grade_level), own)


def _require_room(
    stored: StoredPeriod, days: Days, everybody: Sequence[StoredPeriod], grade: int | None
) -> None:
    """A year holds its periods, a period lies in its year beside the others of its pupils."""
    period = stored.period
    if period.kind is PeriodKind.SCHOOL_YEAR:
        parts = [each.period for each in everybody if each.period.id != period.id]
        if any(each.begins < days.begins or each.ends > days.ends for each in parts):
            raise Refused("year_has_periods")
        return
    year = next(each.period for each in everybody if each.period.kind is PeriodKind.SCHOOL_YEAR)
    others = [
        each.period
        for each in everybody
        if each.period.kind is period.kind
        and each.period.ordinal != period.ordinal
        and each.grade_level in (None, grade)
    ]
    _require_fit(days, year, others)


def _require_fit(days: Days, year: GradingPeriod, others: Sequence[GradingPeriod]) -> None:
    if days.begins < year.begins or days.ends > year.ends:
        raise Refused("period_outside")
    if any(days.begins <= each.ends and each.begins <= days.ends for each in others):
        raise Refused("period_overlaps")


def _is_own(stored: StoredPeriod, new: PeriodToAdd) -> bool:
    period = stored.period
    place = (period.kind, period.ordinal, stored.grade_level)
    return place == (new.kind, new.ordinal, new.grade_level)


async def _add(uow: UnitOfWork, by: tuple[Actor, Hat], new: PeriodToAdd) -> StoredPeriod:
    period_id = await uow.year_periods.add(by[1].school.id, new)
    _note(uow, by, period_id, None, _bounds(Days(new.begins, new.ends), new.grade_level))
    return await uow.year_periods.period(period_id)


def _facts(stored: StoredPeriod) -> Facts:
    return _bounds(Days(stored.period.begins, stored.period.ends), stored.grade_level)


def _bounds(days: Days, grade_level: int | None) -> Facts:
    facts: dict[str, str | int] = {
        "begins": days.begins.isoformat(),
        "ends": days.ends.isoformat(),
    }
    return facts if grade_level is None else {**facts, "grade": grade_level}


def _note(
    uow: UnitOfWork,
    by: tuple[Actor, Hat],
    period_id: int,
    before: Facts | None,
    after: Facts | None,
) -> None:
    if before != after:
        thing = Thing(ThingKind.PERIOD, period_id)
        uow.audit.note(*by, Action.EDIT_CALENDAR, thing, before=before, after=after)
