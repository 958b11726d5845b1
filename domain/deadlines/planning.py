"""The evening message: who gets one, and what it says at the moment of sending (R073)."""

from collections.abc import Collection, Sequence
from datetime import date

from domain.access import Action
from domain.calendar import School
from domain.deadlines.model import Missing, Tasks, overdue_by_rule
from domain.deadlines.reading import (
    days_of,
    gaps_of_person,
    missing_of_school,
    newly_overdue,
    reminded,
)
from domain.deadlines.rules import RULES
from domain.hat import Hat, Target, may
from domain.notices.model import Event, Kind, Notice, Reason, State
from domain.notices.news import LeftOut, News
from domain.notices.telling import tell_people
from domain.roles import Role
from domain.schedule.model import minute_of
from domain.session import Session
from domain.uow import UnitOfWork

_WITHIN = 180  # minutes after the school's hour: whoever was away then is told later


def is_evening(school: School, minute: int) -> bool:
    """Whether the school's evening has come; the job looks every quarter of an hour."""
    return 0 <= minute - school.policy.tasks_at < _WITHIN


async def plan_tasks(uow: UnitOfWork, school: School) -> int:
    """Writes this evening's messages of a school; repeating it writes none twice.

    Gives the number of notices. On days without school nobody is told anything.
    """
    if not is_evening(school, minute_of(school.local(uow.now))):
        return 0
    day = school.today(uow.now)
    day_of = await days_of(uow, school, day)
    missing = await missing_of_school(uow, school)
    due = reminded(missing, day, day_of)
    people = {person_id for each in due for person_id in each.performer_ids}
    offices = {
        role for each in due if not each.about_id for role in RULES[each.deadline].performers
    }
    for each in newly_overdue(missing, day, day_of):
        offices.update(RULES[each.deadline].overseers)
    people |= await _holders(uow, school, offices)
    people -= await uow.missing.told(day, people)
    number = day.toordinal()
    event = Event(Kind.TASKS, None, number, number)
    return await tell_people(uow, [(event, person_id) for person_id in sorted(people)])


async def _holders(uow: UnitOfWork, school: School, offices: Collection[Role]) -> set[int]:
    """Whoever holds one of these offices and has a chat."""
    if not offices:
        return set()
    staff = await uow.troubles.connected_staff(school.id)
    return {person_id for role in offices for person_id in staff.get(role, [])}


async def tasks_of(uow: UnitOfWork, hat: Hat, day: date) -> Tasks:
    """What this person hears of this evening, as it stands now."""
    school = hat.school
    day_of = await days_of(uow, school, day)
    own = reminded((await gaps_of_person(uow, hat)).missing, day, day_of)
    overseen: list[Missing] = []
    if may(hat, Action.READ_SCHOOL_GAPS, Target(school_id=school.id)):
        overseen = [
            each
            for each in newly_overdue(await missing_of_school(uow, school), day, day_of)
            if hat.roles & {*RULES[each.deadline].overseers}
        ]
    return Tasks(school, day, hat.person, tuple(own), overdue_by_rule(overseen))


async def describe_tasks(uow: UnitOfWork, session: Session, notices: Sequence[Notice]) -> News:
    """The evening of a person; nothing where all has been done since, or the evening is over."""
    notice = notices[-1]
    hats = [each for each in session.actor.hats if each.person.id == notice.person_id]
    hats = [each for each in hats if each.is_staff and _reads_own(each)]
    if not hats:
        return _out(notices, State.SUPPRESSED, Reason.NO_RIGHT)
    day = date.fromordinal(notice.about_id)
    if hats[0].school.today(uow.now) != day:
        return _out(notices, State.SUPPRESSED, Reason.PAST)
    tasks = await tasks_of(uow, hats[0], day)
    if tasks.is_empty:
        return _out(notices, State.SUPERSEDED, Reason.UNDONE)
    return News(told={each.id: "" for each in notices}, whole=tasks)


def _reads_own(hat: Hat) -> bool:
    own = Target(school_id=hat.school.id, person_id=hat.person.id)
    return may(hat, Action.READ_OWN_GAPS, own)


def _out(notices: Sequence[Notice], state: State, reason: Reason) -> News:
    return News(left_out=tuple(LeftOut(each, state, reason) for each in notices))
