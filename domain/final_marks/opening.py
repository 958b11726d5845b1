"""Opening a section or a class to set final marks: who may, of which period, what there is."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from domain.access import Action
from domain.actor import Actor
from domain.calendar import (
    OF_EXAMS,
    GradingPeriod,
    PeriodKind,
    current_period,
)
from domain.errors import Refused, unknown_is_denied
from domain.final_marks.rules import Basis, basis_of_final, basis_of_period, basis_of_year
from domain.final_marks.setting_model import FinalSheet, MarkedSection, PupilOfSheet, Standing
from domain.final_marks.whose import classes_set
from domain.gradebook.coverage import least_marks
from domain.hat import Hat
from domain.marks.value import MarkValue
from domain.policy import SchoolPolicy
from domain.uow import UnitOfWork


def open_periods(
    periods: Sequence[GradingPeriod], day: date, policy: SchoolPolicy
) -> tuple[GradingPeriod, ...]:
    """Periods of this school year whose marks may be set on `day`: the newest first, year last.

    An exam is open from its day on, and with it the final mark.
    """
    now = current_period([each for each in periods if each.kind not in OF_EXAMS], day)
    if now is None:
        return ()
    found = [
        each
        for each in periods
        if each.school_year == now.school_year and day >= _opens(each, policy)
    ]
    found.sort(key=lambda each: each.ends, reverse=True)
    return tuple(sorted(found, key=lambda each: each.rank))


def _opens(period: GradingPeriod, policy: SchoolPolicy) -> date:
    before = period.ends - timedelta(days=policy.final_marks_open_days)
    return max(period.begins, before) if period.kind in OF_EXAMS else before


async def open_to_set(
    uow: UnitOfWork,
    actor: Actor,
    section_id: int,
    period_id: int | None,
    *,
    to_change: bool = False,
) -> tuple[FinalSheet, Hat]:
    """A section in one of the periods that are open, and by which hat it is set.

    `to_change`: neither the marks of the section nor the period are changed by others meanwhile.
    `Refused` "finals_gone" for a period that is not there any more.
    """
    with unknown_is_denied(Action.SET_FINAL_MARK):
        section = await uow.final_mark_journal.section(section_id, to_change=to_change)
    hat = actor.require(Action.SET_FINAL_MARK, section.target)
    policy = hat.school.policy
    require_marks(policy, section.grade_level)
    if not section.is_marked:
        raise Refused("subject_without_marks", subject=section.subject)
    if to_change and period_id is not None:
        await uow.final_mark_journal.hold_period(period_id)
    stored = await uow.final_mark_journal.periods(
        section.school_id, section.class_of_periods, section.subject_id
    )
    today = hat.school.today(uow.now)
    period, periods = period_to_set(stored, today, period_id, policy)
    if section.is_over(year_begins(stored, period)):
        raise Refused("section_year_over", subject=section.subject, day=section.last_lesson)
    back = 1 if period.kind is PeriodKind.FINAL else 0
    year = [each for each in stored if 0 <= period.school_year - each.school_year <= back]
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
    least = least_marks(section.weekly_hours, period.kind, hat.school.policy)
    standings = []
    for pupil in pupils:
        if period.is_part:
            of_period = marks.get(pupil.person.id, ())
            basis = basis_of_period(
                of_period, hat.school.policy, least=least, presence=pupil.presence
            )
        else:
            basis = _of_finals(pupil.finals, period, year, section.grade_level, hat.school.policy)
        standings.append(_standing(pupil, basis, period))
    return tuple(standings)


def _of_finals(
    finals: Mapping[int, MarkValue],
    period: GradingPeriod,
    years: Sequence[GradingPeriod],
    grade_level: int,
    policy: SchoolPolicy,
) -> Basis:
    """What the marks of this year and the one before say of the year, the exam, the final mark."""
    if period.kind is PeriodKind.EXAM:
        return Basis(None, None, None, is_own=True)
    given = [(each, finals[each.id]) for each in years if each.id in finals]
    now = [(each, mark) for each, mark in given if each.school_year == period.school_year]
    if period.kind is PeriodKind.SCHOOL_YEAR:
        return basis_of_year([mark for each, mark in now if each.is_part])
    of_kind = {each.kind: mark for each, mark in now}
    both: list[MarkValue] = []
    if grade_level in policy.two_year_grade_levels:
        both = [mark for each, mark in given if each.kind not in OF_EXAMS]
    year, exam = of_kind.get(PeriodKind.SCHOOL_YEAR), of_kind.get(PeriodKind.EXAM)
    return basis_of_final(year, exam, both, policy)


def _standing(pupil: PupilOfSheet, basis: Basis, period: GradingPeriod) -> Standing:
    chosen, words = (None, "") if pupil.draft is None else (pupil.draft.value, pupil.draft.reason)
    return Standing(pupil.person, pupil.finals.get(period.id), chosen, basis, words)


def period_to_set(
    stored: Sequence[GradingPeriod], today: date, wanted: int | None, policy: SchoolPolicy
) -> tuple[GradingPeriod, tuple[GradingPeriod, ...]]:
    """The period that is wanted, the newest one by default, and all that are open.

    `Refused` "finals_gone" for one that is there no more, "exam_ahead" before the day of an exam,
    "finals_year_over" for a school year that is over: its marks stand (R096), "finals_not_open".
    """
    if not stored:
        raise Refused("no_grading_period")
    if wanted is not None and all(each.id != wanted for each in stored):
        raise Refused("finals_gone")
    periods = open_periods(stored, today, policy)
    for period in periods:
        if wanted in (None, period.id):
            return period, periods
    asked = next((each for each in stored if each.id == wanted), None)
    if asked is not None and asked.kind is PeriodKind.EXAM and today < asked.begins:
        raise Refused("exam_ahead", day=asked.begins)
    now = current_period([each for each in stored if each.kind not in OF_EXAMS], today)
    if asked is not None and now is not None and asked.school_year < now.school_year:
        raise Refused("finals_year_over", year=asked.school_year)
    raise Refused("finals_not_open", days=policy.final_marks_open_days)


def year_begins(stored: Sequence[GradingPeriod], period: GradingPeriod) -> date:
    """The first day of the school year of a period."""
    return min(each.begins for each in stored if each.school_year == period.school_year)


def require_marks(policy: SchoolPolicy, grade_level: int) -> None:
    if not policy.has_marks(grade_level):
        raise Refused("grade_without_marks", grade=grade_level)


def membership_day(period: GradingPeriod, today: date) -> date:
    """On which day membership counts: whoever left before the end gets no mark here."""
    return min(today, period.ends)
