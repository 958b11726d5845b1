"""Days that are not what the production calendar makes of them (ТК РФ ст. 112; S4 П2)."""

from datetime import date, timedelta

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.calendar import School
from domain.errors import Refused
from domain.hat import Hat
from domain.staff.use_cases import office
from domain.typed import one_line
from domain.uow import UnitOfWork
from domain.working_days import CalendarDate, DateKind, public_holidays, working_calendar
from domain.year.model import WorkingDays
from domain.year.reading import LATELY, TITLE_LENGTH, read_day

_AHEAD = timedelta(days=366)


async def working_days(uow: UnitOfWork, actor: Actor) -> WorkingDays:
    """What differs from today on, and the public holidays of the coming year."""
    hat = office(actor, Action.EDIT_CALENDAR)
    return await _shown(uow, hat.school)


async def day_to_enter(uow: UnitOfWork, actor: Actor) -> WorkingDays:
    """The same, before a day is typed."""
    return await working_days(uow, actor)


async def enter_day(uow: UnitOfWork, actor: Actor, kind: DateKind, typed: str) -> WorkingDays:
    """«9 января», with a word after a comma why; it counts from now on, whatever it was.

    `Refused` as `read_day`, and "calendar_day_over" for a day before today: what followed from it
    has happened.
    """
    hat = office(actor, Action.EDIT_CALENDAR)
    school, today = hat.school, hat.school.today(uow.now)
    day, _comma, title = typed.partition(",")
    entered = CalendarDate(read_day(day, today - LATELY), kind, _title(title))
    if entered.date < today:
        raise Refused("calendar_day_over")
    if entered.date > today + 2 * _AHEAD:
        raise Refused("calendar_day_form")
    await uow.calendar.lock(school.id)
    before = {each.date: each for each in await uow.calendar.differing(school.id)}
    if before.get(entered.date) != entered:
        await uow.calendar.set_date(school.id, entered)
        old = before.get(entered.date)
        _note(uow, (actor, hat), entered.date, old.kind if old else None, kind)
    return await _shown(uow, school)


async def drop_day(uow: UnitOfWork, actor: Actor, day: date) -> WorkingDays:
    """As the production calendar has it again. Done again it changes nothing."""
    hat = office(actor, Action.EDIT_CALENDAR)
    await uow.calendar.lock(hat.school.id)
    if day < hat.school.today(uow.now):
        raise Refused("calendar_day_over")
    was = await uow.calendar.drop_date(hat.school.id, day)
    if was is not None:
        _note(uow, (actor, hat), day, was, None)
    return await _shown(uow, hat.school)


async def _shown(uow: UnitOfWork, school: School) -> WorkingDays:
    today = school.today(uow.now)
    differing = await uow.calendar.differing(school.id)
    days = school.policy.working_days_a_week
    public = sorted(public_holidays(today.year, days) | public_holidays(today.year + 1, days))
    return WorkingDays(
        school,
        today,
        working_calendar(school.policy, differing),
        tuple(each for each in differing if each.date >= today),
        tuple(each for each in public if today <= each <= today + _AHEAD),
    )


def _title(typed: str) -> str:
    title = one_line(typed)
    if len(title) > TITLE_LENGTH:
        raise Refused("title_length", limit=TITLE_LENGTH, length=len(title))
    return title


def _note(
    uow: UnitOfWork,
    by: tuple[Actor, Hat],
    day: date,
    old: DateKind | None,
    new: DateKind | None,
) -> None:
    before, after = (
        None if kind is None else {"date": day.isoformat(), "kind": kind.value}
        for kind in (old, new)
    )
    thing = Thing(ThingKind.CALENDAR, by[1].school.id)
    uow.audit.note(*by, Action.EDIT_CALENDAR, thing, before=before, after=after)
