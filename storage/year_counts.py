"""How far the school year is set up: what is counted for the checklist and for D08."""

from datetime import timedelta

from sqlalchemy import and_, bindparam, exists, func, or_, select

from domain.calendar import PeriodKind
from storage.behaviour import IS_BEHAVIOUR
from storage.curriculum import LACKS_PROFILE, PROFILED
from storage.tables import (
    bell_schedule,
    grading_period,
    holiday,
    school_class,
    section,
    subject,
    timetable_slot,
)

SOON = timedelta(days=45)  # in August the coming year is the one that is set up

YEAR = (
    select(
        grading_period.c.school_year,
        grading_period.c.title,
        grading_period.c.begins,
        grading_period.c.ends,
    )
    .where(
        grading_period.c.school_id == bindparam("school_id"),
        grading_period.c.kind == PeriodKind.SCHOOL_YEAR,
        grading_period.c.begins <= bindparam("soon"),
        grading_period.c.ends >= bindparam("today"),
    )
    .order_by(grading_period.c.begins.desc())
    .limit(1)
    .cte("year")
)
_OF_SCHOOL = and_(
    school_class.c.school_id == bindparam("school_id"), school_class.c.is_active.is_(True)
)
_HAS_PERIODS = exists().where(
    grading_period.c.school_id == school_class.c.school_id,
    grading_period.c.kind == school_class.c.period_kind,
    grading_period.c.school_year == YEAR.c.school_year,
    or_(
        grading_period.c.grade_level.is_(None),
        grading_period.c.grade_level == school_class.c.grade_level,
    ),
)
_HAS_TIMETABLE = (
    exists()
    .where(
        section.c.school_class_id == school_class.c.id,
        section.c.id == timetable_slot.c.section_id,
        timetable_slot.c.ends >= bindparam("today"),
    )
    .correlate(school_class)
)
_WITHOUT_HOURS = (
    section.c.school_id == bindparam("school_id"),
    section.c.is_active.is_(True),
    section.c.weekly_hours.is_(None),
    ~exists().where(subject.c.id == section.c.subject_id, IS_BEHAVIOUR).correlate(section),
)
NUMBERS = {
    "kinds_without_periods": select(func.count(school_class.c.period_kind.distinct()))
    .where(_OF_SCHOOL, ~_HAS_PERIODS)
    .scalar_subquery(),
    "vacations": select(func.count())
    .select_from(holiday)
    .where(
        holiday.c.school_id == bindparam("school_id"),
        holiday.c.begins < YEAR.c.ends,
        holiday.c.begins >= YEAR.c.begins,
        holiday.c.begins != holiday.c.ends,
    )
    .scalar_subquery(),
    "bell_schedules": select(func.count())
    .select_from(bell_schedule)
    .where(bell_schedule.c.school_id == bindparam("school_id"))
    .scalar_subquery(),
    "classes": select(func.count()).select_from(school_class).where(_OF_SCHOOL).scalar_subquery(),
    "classes_without_timetable": select(func.count())
    .select_from(school_class)
    .where(_OF_SCHOOL, ~_HAS_TIMETABLE)
    .scalar_subquery(),
    "sections_without_teacher": select(func.count())
    .select_from(section)
    .where(
        section.c.school_id == bindparam("school_id"),
        section.c.is_active.is_(True),
        section.c.teacher_id.is_(None),
    )
    .scalar_subquery(),
    "sections_without_hours": select(func.count())
    .select_from(section)
    .where(*_WITHOUT_HOURS)
    .scalar_subquery(),
    "first_without_hours": select(func.min(section.c.grade_level))
    .where(*_WITHOUT_HOURS)
    .scalar_subquery(),
    "profiled_classes": select(func.count())
    .select_from(school_class)
    .where(PROFILED)
    .scalar_subquery(),
    "classes_without_profile": select(func.count())
    .select_from(school_class)
    .where(LACKS_PROFILE)
    .scalar_subquery(),
}
"""By their names in domain.year.model.YearCounts."""

COUNTS = select(
    select(YEAR.c.title).scalar_subquery().label("year_title"),
    *(number.label(name) for name, number in NUMBERS.items()),
)
