"""How much room files take together: of a lesson, of a person, of a school (R108)."""

from datetime import date

from domain.attachments.model import MEGABYTE, Held, Incoming
from domain.calendar import School
from domain.errors import Refused
from domain.policy import SchoolPolicy
from domain.uow import UnitOfWork

_AUGUST = 8  # the month from which a day belongs to the school year that begins then


def year_begins(day: date) -> date:
    """The first day of the school year of files."""
    return date(day.year if day.month >= _AUGUST else day.year - 1, _AUGUST, 1)


def require_room(held: Held, size: int, policy: SchoolPolicy, *, is_family: bool) -> None:
    """S4 П2.I «размещение и сохранение материалов», with limits of size for a lesson and a year.

    `Refused` "lesson_files_full", "person_files_full" (of families alone: what staff keep is the
    school's) and "school_files_full", with the `limit` and what is `left`, in megabytes;
    "lesson_files_over" and "person_files_over" where less than one is: a smaller file helps no one.
    """
    limit, left = policy.lesson_files_mb, _left(policy.lesson_files_mb, held.lesson)
    if size > left:
        if left < MEGABYTE:
            raise Refused("lesson_files_over", limit=limit)
        raise Refused("lesson_files_full", limit=limit, left=left // MEGABYTE)
    limit, left = policy.person_files_mb, _left(policy.person_files_mb, held.person)
    if is_family and size > left:
        if left < MEGABYTE:
            raise Refused("person_files_over", limit=limit)
        raise Refused("person_files_full", limit=limit, left=left // MEGABYTE)
    if size > _left(policy.school_files_mb, held.school):
        raise Refused("school_files_full", limit=policy.school_files_mb)


def _left(megabytes: int, kept: int) -> int:
    """In bytes; none where a limit was made lower than what there is."""
    return max(0, megabytes * MEGABYTE - kept)


async def has_room(
    uow: UnitOfWork,
    school: School,
    incoming: Incoming,
    by: int,
    *,
    lesson_id: int = 0,
    is_family: bool = False,
) -> None:
    """Refuses, as `require_room`, a file that would take more room than there is.

    Of two that come at once the second is measured when the first is kept.
    """
    await uow.attachments.take_turn(school.id)
    since = year_begins(school.today(uow.now))
    held = await uow.attachments.held(school.id, by, lesson_id, since)
    require_room(held, incoming.size, school.policy, is_family=is_family)
