"""By which bells lessons ring: schedules, and for whom and when each of them holds (R062)."""

import re
from dataclasses import replace
from datetime import date

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Facts, Thing, ThingKind
from domain.calendar import School
from domain.errors import Refused, unknown_is_denied
from domain.hat import Hat, Target
from domain.school_days import BellRule, ClassKey
from domain.staff.use_cases import office
from domain.typed import one_line
from domain.uow import UnitOfWork
from domain.year.bell_model import BellPlace, Bells, BellSchedule, StoredBellRule
from domain.year.classes import own_class
from domain.year.reading import LATELY, TITLE_LENGTH, read_day
from domain.year.replanning import replan_ahead

MOST_LESSONS = 14  # of a day
_TIME = r"([01]?\d|2[0-3])[:.]([0-5]\d)"
_RING = re.compile(rf"{_TIME}\s*[–—-]\s*{_TIME}")
_NUMBER = re.compile(r"\s*\b1\s*[.)]?\s*$")
_ENDS_TITLE = " ,:;·.—–-"


def read_rings(typed: str) -> tuple[str, list[tuple[int, int]]]:
    """«Короткие: 8:30–9:00, 9:10–9:40» in minutes after midnight, the first lesson first.

    `Refused` "bells_form" without a name or times, or where a lesson begins before another ends;
    "title_length".
    """
    text = one_line(typed)
    found = list(_RING.finditer(text))
    title = _NUMBER.sub("", text[: found[0].start()]).strip(_ENDS_TITLE) if found else ""
    rings = []
    for each in found:
        first, then, last, end = map(int, each.groups())
        rings.append((first * 60 + then, last * 60 + end))
    moments = [moment for ring in rings for moment in ring]
    in_order = all(one < other for one, other in rings) and moments == sorted(moments)
    if not title or not in_order or len(rings) > MOST_LESSONS:
        raise Refused("bells_form", most=MOST_LESSONS)
    if len(title) > TITLE_LENGTH:
        raise Refused("title_length", limit=TITLE_LENGTH, length=len(title))
    return title, rings


async def school_bells(uow: UnitOfWork, actor: Actor) -> Bells:
    """The schedules of the own school, and its rules from today on."""
    hat = office(actor, Action.EDIT_CALENDAR)
    return await _shown(uow, hat.school)


async def open_schedule(
    uow: UnitOfWork, actor: Actor, schedule_id: int
) -> tuple[Bells, BellSchedule]:
    """One of the own school; else `Denied`."""
    schedule, hat = await _open(uow, actor, schedule_id)
    return await _shown(uow, hat.school), schedule


async def place_bells(uow: UnitOfWork, actor: Actor, schedule_id: int, rule: BellRule) -> BellPlace:
    """For whom it shall hold as `rule` has it, before the days are chosen. Else `Denied`."""
    schedule, hat = await _open(uow, actor, schedule_id)
    if rule.school_class_id is not None:
        of_class = await own_class(uow, hat.school, rule.school_class_id)
        return BellPlace(schedule, of_class.grade_level, of_class=of_class)
    if rule.grade_level is None:
        return BellPlace(schedule, shift=rule.shift)
    classes = await uow.classes.of_school(hat.school.id)
    own = tuple(each for each in classes if each.grade_level == rule.grade_level)
    return BellPlace(schedule, rule.grade_level, rule.shift, classes=own)


async def add_schedule(uow: UnitOfWork, actor: Actor, typed: str) -> Bells:
    """A new one, which holds for nobody yet; `Refused` as `read_rings`, "bells_exist"."""
    hat = office(actor, Action.EDIT_CALENDAR)
    title, rings = read_rings(typed)
    await uow.calendar.lock(hat.school.id)
    known = await uow.bells.schedules(hat.school.id)
    if title.casefold() in {each.title.casefold() for each in known}:
        raise Refused("bells_exist", title=title)
    schedule_id = await uow.bells.add_schedule(hat.school.id, title, rings)
    _note(uow, (actor, hat), schedule_id, None, {"title": title, "lessons": len(rings)})
    return await _shown(uow, hat.school)


async def add_bells(
    uow: UnitOfWork, actor: Actor, rule: BellRule, typed: str | None = None
) -> tuple[Bells, int]:
    """From now on lessons ring so, on a weekday, always, or on the day that was `typed`.

    What held for the same people at the same time ends. Gives how many lessons changed.
    """
    _schedule, hat = await _open(uow, actor, rule.bell_schedule_id)
    school, today = hat.school, hat.school.today(uow.now)
    if rule.school_class_id is not None:
        await own_class(uow, school, rule.school_class_id)
    if typed is not None:
        rule = replace(rule, on=read_day(typed, today - LATELY))
    if rule.on is not None and rule.on < today:
        raise Refused("calendar_day_over")
    await uow.calendar.lock(school.id)
    known = await uow.bells.rules(school.id)
    same = [each for each in known if _place(each.rule) == _place(rule)]
    if any(each.rule == rule for each in same):
        return await _shown(uow, school), 0
    for each in same:
        await uow.bells.remove_rule(each.id)
    await uow.bells.add_rule(school.id, rule)
    before = _facts(same[0].rule) if same else None
    _note(uow, (actor, hat), rule.bell_schedule_id, before, _facts(rule))
    changed = await _replan(uow, school, rule)
    return await _shown(uow, school), changed


async def drop_bells(uow: UnitOfWork, actor: Actor, rule_id: int) -> tuple[Bells, int]:
    """The rule holds no more; gives how many lessons changed. Else `Denied`."""
    actor.require_hat()
    with unknown_is_denied(Action.EDIT_CALENDAR):
        _stored, school_id = await uow.bells.rule(rule_id)
    hat = actor.require(Action.EDIT_CALENDAR, Target(school_id=school_id))
    await uow.calendar.lock(school_id)
    with unknown_is_denied(Action.EDIT_CALENDAR):
        stored, _school = await uow.bells.rule(rule_id)  # who waited may find it gone
    await uow.bells.remove_rule(rule_id)
    _note(uow, (actor, hat), stored.rule.bell_schedule_id, _facts(stored.rule), None)
    changed = await _replan(uow, hat.school, stored.rule)
    return await _shown(uow, hat.school), changed


async def _open(uow: UnitOfWork, actor: Actor, schedule_id: int) -> tuple[BellSchedule, Hat]:
    actor.require_hat()
    with unknown_is_denied(Action.EDIT_CALENDAR):
        schedule, school_id = await uow.bells.schedule(schedule_id)
    return schedule, actor.require(Action.EDIT_CALENDAR, Target(school_id=school_id))


async def _shown(uow: UnitOfWork, school: School) -> Bells:
    today = school.today(uow.now)
    rules = [each for each in await uow.bells.rules(school.id) if _is_ahead(each, today)]
    rules.sort(key=lambda each: (each.rule.on or date.max, each.rule.weekday or 0, each.id))
    return Bells(today, tuple(await uow.bells.schedules(school.id)), tuple(rules))


def _is_ahead(stored: StoredBellRule, today: date) -> bool:
    return stored.rule.on is None or stored.rule.on >= today


def _place(rule: BellRule) -> BellRule:
    """For whom and when, whichever the schedule."""
    return replace(rule, bell_schedule_id=0)


async def _replan(uow: UnitOfWork, school: School, rule: BellRule) -> int:
    """The lessons of its days."""
    begins = rule.on or school.today(uow.now)
    return await replan_ahead(uow, school, _who(rule), begins, rule.on)


def _who(rule: BellRule) -> ClassKey | None:
    """Whose lessons can change by it."""
    if rule.school_class_id is not None:
        return ClassKey(rule.school_class_id, rule.grade_level or 0)
    return None if rule.grade_level is None else ClassKey(None, rule.grade_level)


def _facts(rule: BellRule) -> Facts:
    named = {
        "grade": rule.grade_level,
        "class": rule.school_class_id,
        "shift": rule.shift,
        "weekday": rule.weekday,
    }
    facts: dict[str, int | str] = {
        name: value for name, value in named.items() if value is not None
    }
    if rule.on is not None:
        facts["date"] = rule.on.isoformat()
    return {"bells": rule.bell_schedule_id, **facts}


def _note(
    uow: UnitOfWork,
    by: tuple[Actor, Hat],
    schedule_id: int,
    before: Facts | None,
    after: Facts | None,
) -> None:
    thing = Thing(ThingKind.BELLS, schedule_id)
    uow.audit.note(*by, Action.EDIT_CALENDAR, thing, before=before, after=after)
