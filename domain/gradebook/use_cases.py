"""Opening the gradebook (R013, R099, R102): the teacher's own section, the class, the school."""

from collections.abc import Iterable, Sequence
from datetime import date

from domain.access import Action
from domain.actor import Actor
from domain.calendar import GradingPeriod, PeriodKind, current_period
from domain.classes.use_cases import open_class
from domain.errors import NotFound, Refused, unknown_is_denied
from domain.final_marks.setting_model import MarkedSection
from domain.gradebook.coverage import Coverage, judges, least_marks, mark_coverage
from domain.gradebook.model import ClassGradebook, SectionGradebook, SectionRows
from domain.groups.journal import has_all, learners
from domain.marks.averages import weighted_average
from domain.policy import SchoolPolicy
from domain.uow import UnitOfWork


async def class_gradebook(
    uow: UnitOfWork, actor: Actor, class_id: int, period_id: int | None = None
) -> ClassGradebook:
    """Every marked subject of a class with each pupil's average, in a period that has begun."""
    of_class, hat = await open_class(uow, actor, class_id, Action.READ_GRADEBOOK)
    require_marks(hat.school.policy, of_class.grade_level)
    today = hat.school.today(uow.now)
    stored = await uow.schedule.periods(hat.school.id, class_id)
    period, periods = chosen_period(stored, today, period_id)
    day = min(today, period.ends)
    grid = await uow.gradebook.of_class(class_id, period.begins, period.ends, day)
    least = {
        each.subject_id: count
        for each in grid.subjects
        if (count := least_marks(each.weekly_hours, period.kind, hat.school.policy)) is not None
        and today <= period.ends
    }
    return ClassGradebook(
        class_id,
        of_class.title,
        hat.school,
        period,
        periods,
        grid,
        least,
        grade_level=of_class.grade_level,
    )


async def section_gradebook(
    uow: UnitOfWork, actor: Actor, section_id: int, period_id: int | None = None
) -> SectionGradebook:
    """The marks of a section lesson by lesson, in a period that has begun."""
    with unknown_is_denied(Action.READ_GRADEBOOK):
        section = await uow.gradebook.section(section_id)
    hat = actor.require(Action.READ_GRADEBOOK, section.target)
    policy = hat.school.policy
    require_marks(policy, section.grade_level)
    if not section.is_marked:
        raise Refused("subject_without_marks", subject=section.subject)
    today = hat.school.today(uow.now)
    stored = await uow.schedule.periods(section.school_id, section.class_of_periods)
    period, periods = chosen_period(stored, today, period_id)
    members = await uow.groups.of_section(section.id)
    pupils = learners(members, period.begins, min(today, period.ends), today)
    stored_rows = await uow.gradebook.of_section(section, period.begins, period.ends, today)
    rows = stored_rows.shown(pupils)
    there = [each.person.id for each in pupils if has_all(each.left, period.ends)]
    averages = {each: weighted_average(rows.of(each)) for each in there}
    coverage = None
    if today <= period.ends:
        coverage = _coverage(section, period, policy, rows, there)
    return SectionGradebook(
        section, hat.school, period, periods, tuple(pupils), rows, averages, coverage
    )


def _coverage(
    section: MarkedSection,
    period: GradingPeriod,
    policy: SchoolPolicy,
    rows: SectionRows,
    student_ids: Iterable[int],
) -> Coverage | None:
    least = least_marks(section.weekly_hours, period.kind, policy)
    if least is None:
        return None
    counts = {who: sum(judges(each.value) for each in rows.of(who)) for who in student_ids}
    return mark_coverage(counts, least, rows.lessons_left)


def chosen_period(
    stored: Sequence[GradingPeriod], today: date, wanted: int | None
) -> tuple[GradingPeriod, tuple[GradingPeriod, ...]]:
    """The wanted period or the current one, and all of its school year that have begun."""
    periods = [each for each in stored if each.kind is not PeriodKind.SCHOOL_YEAR]
    current = current_period(periods, today)
    if current is None:
        raise Refused("no_grading_period")
    begun = tuple(
        each for each in periods if each.school_year == current.school_year and each.begins <= today
    ) or (current,)
    if wanted is None:
        return current, begun
    found = next((each for each in begun if each.id == wanted), None)
    if found is None:
        raise NotFound("grading_period")
    return found, begun


def require_marks(policy: SchoolPolicy, grade_level: int) -> None:
    """No gradebook of a grade without marks (S1 3.7, S3 1.2, R092)."""
    if not policy.has_marks(grade_level):
        raise Refused("grade_without_marks", grade=grade_level)
