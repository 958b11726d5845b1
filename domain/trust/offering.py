"""What there is to entrust to somebody outside the family, and for how long (R010)."""

from collections.abc import Mapping
from datetime import date, timedelta

from domain.access import ENTRUSTABLE, Action
from domain.calendar import PeriodKind, School
from domain.people import Student
from domain.policy import SchoolPolicy
from domain.trust.model import LONGEST, Term
from domain.uow import UnitOfWork

_SOON = timedelta(days=7)  # a school year that ends within these is no choice of its own


def offered_rights(policy: SchoolPolicy, grade_level: int) -> tuple[Action, ...]:
    """What there is to entrust: no marks or homework where the grade has none."""
    missing: set[Action] = set()
    if not policy.has_marks(grade_level):
        missing |= {Action.READ_MARKS, Action.READ_FINAL_MARKS}
    if not policy.has_homework(grade_level):
        missing.add(Action.READ_HOMEWORK)
    return tuple(action for action in ENTRUSTABLE if action not in missing)


async def terms(uow: UnitOfWork, student: Student, school: School) -> Mapping[Term, date]:
    """How long a trust may hold from today: by term the first day on which it holds no more."""
    today = school.today(uow.now)
    found = {Term.WEEK: today + timedelta(days=7), Term.MONTH: today + timedelta(days=30)}
    if student.school_class_id is not None:
        periods = await uow.schedule.periods(school.id, student.school_class_id)
        last_days = [each.ends for each in periods if each.kind is PeriodKind.SCHOOL_YEAR]
        last_days = last_days or [each.ends for each in periods]
        ahead = [each for each in last_days if today + _SOON < each < today + LONGEST]
        if ahead:
            found[Term.SCHOOL_YEAR] = max(ahead) + timedelta(days=1)
    found[Term.YEAR] = today + LONGEST
    return found
