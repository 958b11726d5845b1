"""Opening a section or a class to set final marks: who may, of which period, what there is."""

from collections.abc import Sequence
from datetime import date, timedelta

from domain.access import Action
from domain.actor import Actor
from domain.calendar import GradingPeriod, PeriodKind, School, current_period
from domain.errors import Refused, unknown_is_denied
from domain.final_marks.rules import Basis, basis_of_period, basis_of_year
from domain.final_marks.setting_model import FinalSheet, MarkedSection, PupilOfSheet, Standing
from domain.final_marks.whose import classes_set
from domain.gradebook.coverage import least_marks
from domain.hat import Hat
from domain.policy import SchoolPolicy
from domain.uow import UnitOfWork


def open_periods(
    periods: Sequence[GradingPeriod], day: date, policy: SchoolPolicy
) -> tuple[GradingPeriod, ...]:
    """Periods of this school year whose marks may be set on `day`: the newest first, year last."""
    now = current_period(list(periods), day)
    if now is None:
        return ()
    before = timedelta(days=policy.final_marks_open_days)
    found = [
        each
        for each in periods
        if each.school_year == now.school_year and day >= each.ends - before
    ]
    found.sort(key=lambda each: each.ends, reverse=True)
    return tuple(sorted(found, key=lambda each: each.kind is PeriodKind.SCHOOL_YEAR))


async def open_to_set(
    uow: UnitOfWork,
    actor: Actor,
    section_id: int,
    period_id: int | None,
    *,
    to_change: bool = False,
) -> tuple[FinalSheet, Hat]:
    """A section in one of the periods that are open, and by which hat it is set."""
    with unknown_is_denied(Action.SET_FINAL_MARK):
        section = await uow.final_mark_journal.section(section_id, to_change=to_change)
    hat = actor.require(Action.SET_FINAL_MARK, section.target)
    policy = hat.school.policy
    require_marks(policy, section.grade_level)
    if not section.is_marked:
        raise Refused("subject_without_marks", subject=section.subject)
    stored = await uow.schedule.periods(section.school_id, section.class_of_periods)
    _require_periods(stored)
    today = hat.school.today(uow.now)
    periods = open_periods(stored, today, policy)
    period = chosen_period(periods, period_id, policy)
    year = [each for each in stored if each.school_year == period.school_year]
    standings = await _standings(uow, section, period, year, membership_day(period, today), hat)
    leads = section.school_class_id in hat.homeroom_class_ids
    return FinalSheet(section, period, periods, policy, standings, leads), hat


async def _standings(
    uow: UnitOfWork,
    section: MarkedSection,
    period: GradingPeriod,
    year: Sequence[GradingPeriod],
    day: date,
    hat: Hat,
) -> tuple[Standing, ...]:
    store, year_ids = uow.final_mark_journal, [each.id for each in year]
    own = classes_set(section, hat)
    pupils = await store.pupils(section, day, year_ids, period, hat.person.id, own)
    ids = [each.person.id for each in pupils]
    marks = await store.marks(ids, section.subject_id, period.begins, period.ends)
    parts = frozenset(each.id for each in year if each.kind is not PeriodKind.SCHOOL_YEAR)
    least = least_marks(section.weekly_hours, period.kind, hat.school.policy)
    standings = []
    for pupil in pupils:
        if period.kind is PeriodKind.SCHOOL_YEAR:
            of_parts = [value for key, value in pupil.finals.items() if key in parts]
            basis = basis_of_year(of_parts)
        else:
            of_period = marks.get(pupil.person.id, ())
            basis = basis_of_period(
                of_period, hat.school.policy, least=least, presence=pupil.presence
            )
        standings.append(_standing(pupil, basis, period))
    return tuple(standings)


def _standing(pupil: PupilOfSheet, basis: Basis, period: GradingPeriod) -> Standing:
    chosen, words = (None, "") if pupil.draft is None else (pupil.draft.value, pupil.draft.reason)
    return Standing(pupil.person, basis, pupil.finals.get(period.id), chosen, words)


async def periods_to_set(
    uow: UnitOfWork, school: School, class_id: int
) -> tuple[GradingPeriod, ...]:
    stored = await uow.schedule.periods(school.id, class_id)
    _require_periods(stored)
    return open_periods(stored, school.today(uow.now), school.policy)


def chosen_period(
    periods: Sequence[GradingPeriod], wanted: int | None, policy: SchoolPolicy
) -> GradingPeriod:
    for period in periods:
        if wanted in (None, period.id):
            return period
    raise Refused("finals_not_open", days=policy.final_marks_open_days)


def _require_periods(stored: Sequence[GradingPeriod]) -> None:
    if not stored:
        raise Refused("no_grading_period")


def require_marks(policy: SchoolPolicy, grade_level: int) -> None:
    if not policy.has_marks(grade_level):
        raise Refused("grade_without_marks", grade=grade_level)


def membership_day(period: GradingPeriod, today: date) -> date:
    """On which day membership counts: whoever left before the end gets no mark here."""
    return min(today, period.ends)
