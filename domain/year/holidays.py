"""Days without lessons: of the school, of a grade or of one class (R035, R064; D10)."""

from dataclasses import replace
from datetime import timedelta

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Facts, Thing, ThingKind
from domain.calendar import Holiday, School
from domain.classes.model import SchoolClass
from domain.errors import Refused, unknown_is_denied
from domain.events.announcing import announce
from domain.events.model import Announcement, Audience
from domain.hat import Hat, Target
from domain.school_days import ClassKey
from domain.staff.use_cases import office
from domain.timetable.lateness import NoticeDays
from domain.uow import UnitOfWork
from domain.year.classes import own_class
from domain.year.model import HolidayPlace, Holidays, Of, StoredHoliday
from domain.year.reading import read_named_days
from domain.year.replanning import replan_ahead

_SHOWN_AFTER = timedelta(days=120)  # what is over for longer is history
_TYPED_BACK = timedelta(days=60)  # «26 октября» in November was in October


async def school_holidays(uow: UnitOfWork, actor: Actor) -> Holidays:
    """Those ahead and those of the last months."""
    hat = office(actor, Action.EDIT_CALENDAR)
    return await _shown(uow, hat.school)


async def holiday_places(uow: UnitOfWork, actor: Actor, grade_level: int) -> list[SchoolClass]:
    """Of whom holidays can be: all classes of the school, or those of one grade."""
    hat = office(actor, Action.EDIT_CALENDAR)
    classes = await uow.classes.of_school(hat.school.id)
    return [each for each in classes if grade_level in (0, each.grade_level)]


async def holiday_to_type(uow: UnitOfWork, actor: Actor, of: Of) -> HolidayPlace:
    """Before name and days are typed: whose it will be, and from which day on it is in time."""
    hat = office(actor, Action.EDIT_CALENDAR)
    school, today = hat.school, hat.school.today(uow.now)
    of_class = await own_class(uow, school, of.class_id) if of.class_id else None
    return HolidayPlace(today, today + _term(school), of.grade_level or 0, of_class)


async def add_holiday(
    uow: UnitOfWork, actor: Actor, of: Of, typed: str
) -> tuple[StoredHoliday, int]:
    """Days without lessons from now on; gives how many lessons changed. Twice is once.

    Later than two weeks before (S4 П2.VII) it is kept all the same, and marked as late: schools
    close for a quarantine from one day to the next. `Refused` as `read_named_days`, and
    "holiday_over" where the last day is past.
    """
    hat = office(actor, Action.EDIT_CALENDAR)
    school, today = hat.school, hat.school.today(uow.now)
    of_class = await own_class(uow, school, of.class_id) if of.class_id else None
    named = read_named_days(typed, today - _TYPED_BACK)
    if named.ends < today:
        raise Refused("holiday_over")
    grade_level = None if of_class else of.grade_level
    holiday = Holiday(*named, grade_level, of_class.id if of_class else None)
    await uow.calendar.lock(school.id)
    standing = await uow.calendar.holidays_since(school.id, holiday.ends)
    known = next((each for each in standing if each.holiday == holiday), None)
    if known is not None:
        return known, 0
    is_late = today > holiday.begins - _term(school)
    holiday_id = await uow.calendar.add_holiday(school.id, holiday, is_late=is_late)
    _note(uow, (actor, hat), holiday_id, None, _facts(holiday))
    await _tell(uow, hat, holiday_id, holiday, is_off=False)
    stored = StoredHoliday(holiday_id, holiday, of_class.title if of_class else "", is_late)
    return stored, await _replan(uow, school, holiday, of_class)


async def open_holiday(uow: UnitOfWork, actor: Actor, holiday_id: int) -> StoredHoliday:
    """One of the own school; else `Denied`."""
    stored, hat = await _open(uow, actor, holiday_id)
    return replace(stored, is_over=stored.holiday.ends < hat.school.today(uow.now))


async def drop_holiday(uow: UnitOfWork, actor: Actor, holiday_id: int) -> tuple[Holidays, int]:
    """Its days from now on have lessons again; gives how many. `Refused` for one that is over."""
    stored, hat = await _open(uow, actor, holiday_id)
    await uow.calendar.lock(hat.school.id)
    stored, hat = await _open(uow, actor, holiday_id)  # who waited may find it gone
    school, holiday = hat.school, stored.holiday
    if holiday.ends < school.today(uow.now):
        raise Refused("holiday_was")
    await uow.calendar.remove_holiday(holiday_id)
    _note(uow, (actor, hat), holiday_id, _facts(holiday), None)
    await _tell(uow, hat, holiday_id, holiday, is_off=True)
    of_class = None
    if holiday.school_class_id is not None:
        of_class = await uow.classes.school_class(holiday.school_class_id)
    count = await _replan(uow, school, holiday, of_class)
    return await _shown(uow, school), count


async def _tell(
    uow: UnitOfWork, hat: Hat, holiday_id: int, holiday: Holiday, *, is_off: bool
) -> None:
    told = Announcement(
        hat.school.id,
        holiday_id,
        holiday.title,
        holiday.begins,
        holiday.ends,
        None,
        Audience(holiday.grade_level, holiday.school_class_id),
        is_holiday=True,
        is_off=is_off,
    )
    await announce(uow, hat, told)


async def _open(uow: UnitOfWork, actor: Actor, holiday_id: int) -> tuple[StoredHoliday, Hat]:
    actor.require_hat()
    with unknown_is_denied(Action.EDIT_CALENDAR):
        stored, school_id = await uow.calendar.holiday(holiday_id)
    return stored, actor.require(Action.EDIT_CALENDAR, Target(school_id=school_id))


async def _shown(uow: UnitOfWork, school: School) -> Holidays:
    today = school.today(uow.now)
    stored = await uow.calendar.holidays_since(school.id, today - _SHOWN_AFTER)
    return Holidays(
        school,
        today,
        tuple(each for each in stored if each.holiday.ends >= today),
        tuple(each for each in stored if each.holiday.ends < today),
    )


async def _replan(
    uow: UnitOfWork, school: School, holiday: Holiday, of_class: SchoolClass | None
) -> int:
    who = None
    if of_class is not None:
        who = ClassKey(of_class.id, of_class.grade_level)
    elif holiday.grade_level is not None:
        who = ClassKey(None, holiday.grade_level)
    return await replan_ahead(uow, school, who, holiday.begins, holiday.ends)


def _term(school: School) -> timedelta:
    return timedelta(days=NoticeDays.of_school(school.policy).school_event)


def _facts(holiday: Holiday) -> Facts:
    of = {"grade": holiday.grade_level, "class": holiday.school_class_id}
    return {
        "begins": holiday.begins.isoformat(),
        "ends": holiday.ends.isoformat(),
        **{name: value for name, value in of.items() if value is not None},
    }


def _note(
    uow: UnitOfWork,
    by: tuple[Actor, Hat],
    holiday_id: int,
    before: Facts | None,
    after: Facts | None,
) -> None:
    thing = Thing(ThingKind.HOLIDAY, holiday_id)
    uow.audit.note(*by, Action.EDIT_CALENDAR, thing, before=before, after=after)
