"""Lessons that follow a changed calendar."""

from datetime import date

from domain.calendar import School
from domain.control_works.telling import tell_moved_works
from domain.evening.planning import refresh_cards_of_schools
from domain.schedule.model import minute_of
from domain.school_days import ClassKey
from domain.uow import UnitOfWork


async def replan_ahead(
    uow: UnitOfWork, school: School, who: ClassKey | None, begins: date, ends: date | None
) -> int:
    """Of these days from now on; what has begun today stays. Gives how many lessons changed.

    `who`: of one class, or of a grade (a key without a class); else of everybody. Without `ends`,
    as far as lessons are planned at all.
    """
    local = school.local(uow.now)
    last = ends or await uow.bells.last_day(school.id)
    begins = max(begins, local.date())
    if last is None or last < begins:
        return 0
    minute = minute_of(local) if begins == local.date() else -1
    count = await uow.calendar.replan(school.id, who, begins, last, minute)
    if count:
        await refresh_cards_of_schools(uow, [school.id])
        await tell_moved_works(uow, school)
    return count
