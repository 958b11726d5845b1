"""What is missing now, read by deadline and judged by the table."""

from collections.abc import Callable, Iterable, Set
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from domain.calendar import School
from domain.deadlines.duties import duties_missing, duties_noted, duties_unfiled
from domain.deadlines.model import DutyFacts, Missing, SchoolGaps
from domain.deadlines.reminding import (
    LONGEST_MOVE,
    AtSchool,
    is_after_lessons,
    is_newly_overdue,
    is_reminded,
    rest_after,
)
from domain.deadlines.rules import RULES
from domain.hat import Hat
from domain.plans.terms import plans_due
from domain.roles import Role
from domain.schedule.model import minute_of
from domain.school_days import WEEKS, is_school_day, week_days
from domain.uow import UnitOfWork
from domain.working_days import working_calendar
from domain.year.terms import is_setup_asked

RECORDS_LOOKED_BACK = timedelta(days=30)
_PLANS_ASKED_FROM = timedelta(days=14)
_YEAR = timedelta(days=366)
_AHEAD = timedelta(days=2 * LONGEST_MOVE)
_ONE = timedelta(days=1)

_OFFICES = frozenset({Role.DEPUTY_PRINCIPAL, Role.SYSTEM_ADMIN})

DayOf = Callable[[Missing], AtSchool]
"""For whom a gap is about: whether there are lessons on a day."""


class Evenings(NamedTuple):
    """The days of school, and for how many days after today somebody at least has none: what is
    due so much later than usual may have to be said today.
    """

    day_of: DayOf
    rest: int


async def missing_of(
    uow: UnitOfWork, school: School, performer_id: int | None = None, rest: int = 0
) -> list[Missing]:
    """All gaps of the school, or of what one person has to do; the longest overdue first.

    Those of which reminders come are looked at `rest` days further ahead.
    """
    day, store = school.today(uow.now), uow.missing
    minute = minute_of(school.local(uow.now))
    found = await store.lesson_records(school, day - RECORDS_LOOKED_BACK, day, minute, performer_id)
    found += await store.written_works(school, day, minute, performer_id, rest)
    due = plans_due(day, school.policy)
    asked = due if day >= due - _PLANS_ASKED_FROM - rest * _ONE else None
    found += await store.sections(school, day, asked, performer_id, rest)
    return sorted(found, key=lambda each: each.order)


async def missing_of_school(uow: UnitOfWork, school: School, rest: int = 0) -> list[Missing]:
    """All gaps of the school, the duties that come again among them."""
    day = school.today(uow.now)
    found = await missing_of(uow, school, rest=rest)
    found += duties_missing(await _facts(uow, school, day), day, school.policy, rest)
    return sorted(found, key=lambda each: each.order)


async def gaps_of_person(uow: UnitOfWork, hat: Hat, rest: int = 0) -> SchoolGaps:
    """What one person has to do: by name, by the class led, or by the office held."""
    school, day = hat.school, hat.school.today(uow.now)
    found = await missing_of(uow, school, hat.person.id, rest)
    noted: list[Missing] = []
    unfiled: list[Missing] = []
    if hat.homeroom_class_ids or hat.roles & _OFFICES:
        facts = await _facts(uow, school, day)
        open_now = duties_missing(facts, day, school.policy, rest)
        found += _theirs(open_now, hat)
        noted = _theirs(duties_noted(facts, school, day), hat)
        unfiled = _theirs(duties_unfiled(facts, day), hat)
    missing = sorted(found, key=lambda each: each.order)
    return SchoolGaps(school, day, tuple(missing), tuple(noted), tuple(unfiled))


def _theirs(gaps: Iterable[Missing], hat: Hat) -> list[Missing]:
    return [each for each in gaps if is_for(each, hat.person.id, hat.roles)]


async def _facts(uow: UnitOfWork, school: School, day: date) -> DutyFacts:
    """Of what comes again, and in its time of the school year; one statement."""
    asked = is_setup_asked(day, school.policy)
    return await uow.missing.duties(school.id, day, with_setup=asked)


def is_for(gap: Missing, person_id: int, roles: Set[Role]) -> bool:
    """Whether this person has to do it: by name, or what is the school's by an office."""
    if gap.about_id:
        return person_id in gap.performer_ids
    return not roles.isdisjoint(RULES[gap.deadline].performers)


async def evenings_of(uow: UnitOfWork, school: School, day: date) -> Evenings:
    """The days with lessons around `day`: in a grading period and in no holiday. When the lessons
    of a year are over, the working days of staff.

    What prepares the periods themselves does not wait for them (D08).
    """
    until = day + _AHEAD
    holidays = await uow.calendar.holidays(school.id, day - _YEAR, until)
    terms = await uow.missing.terms(school.id, day - _YEAR, until)
    own = await uow.calendar.own_weeks(school.id)
    staff = working_calendar(school.policy, await uow.calendar.differing(school.id))

    def of(gap: Missing) -> AtSchool:
        who, in_terms = gap.who, RULES[gap.deadline].in_terms
        days = week_days(own.get(who.school_class_id), who.grade_level, school.policy)

        def at_school(each: date) -> bool:
            if after_lessons(each):
                return staff.is_working(each)
            return (not in_terms or in_term(each)) and is_school_day(each, who, days, holidays)

        return at_school

    @cache
    def after_lessons(each: date) -> bool:
        return is_after_lessons(each, terms)

    def in_term(each: date) -> bool:
        return any(begins <= each <= ends for begins, ends in terms)

    def all_at_school(each: date) -> bool:
        if after_lessons(each):
            return staff.is_working(each)
        is_free = each.isoweekday() > WEEKS[0] or any(each in holiday for holiday in holidays)
        return in_term(each) and not is_free

    return Evenings(of, rest_after(day, all_at_school))


def reminded(missing: Iterable[Missing], day: date, day_of: DayOf) -> list[Missing]:
    """What is said of them this evening to whoever has to do it."""
    return [
        each for each in missing if is_reminded(RULES[each.deadline], each.due, day, day_of(each))
    ]


def newly_overdue(missing: Iterable[Missing], day: date, day_of: DayOf) -> list[Missing]:
    """What those who oversee it hear of this evening."""
    return [each for each in missing if is_newly_overdue(each.due, day, day_of(each))]
