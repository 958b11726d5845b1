"""When plans are due and when one is too far behind: the numbers of the school (R055, R056)."""

from collections.abc import Iterable
from datetime import date

from domain.plans.model import PlanFact, PlannedSection
from domain.policy import SchoolPolicy

_AUGUST = 8  # the month from which a day belongs to the school year that begins then
_OCTOBER = 10


def is_behind(fact: PlanFact, policy: SchoolPolicy) -> bool:
    """Whether the deputy is shown it (S4 §2, R056)."""
    return fact.lag > policy.plan_lag_hours


def plans_due(today: date, policy: SchoolPolicy) -> date:
    """The last day for plans of the school year that the day is in (S4 П2.VI, D09)."""
    year = today.year if today.month >= _AUGUST else today.year - 1
    return date(year, _OCTOBER, policy.plans_due_day)


def lacks_plan(
    sections: Iterable[PlannedSection], today: date, policy: SchoolPolicy
) -> list[PlannedSection]:
    """Those without a plan once its day is over; before it nobody lacks anything (D09, R055)."""
    if today <= plans_due(today, policy):
        return []
    return [section for section in sections if not section.topics]
