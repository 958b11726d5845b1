"""Publishing the schedule: families and the evening message read what is published alone."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.calendar import School
from domain.control_works.model import PlannedWork, WorkPlace
from domain.control_works.rules import year_of
from domain.errors import unknown_is_denied
from domain.evening.planning import refresh_cards
from domain.hat import Hat
from domain.staff.use_cases import office
from domain.uow import UnitOfWork


async def publish_planned(uow: UnitOfWork, actor: Actor, newest: int) -> int:
    """All that waits, up to the newest that was shown; how many there were."""
    hat = office(actor, Action.PUBLISH_CONTROL_WORKS)
    waiting = await waiting_works(uow, hat.school)
    return await _publish(uow, actor, hat, [each for each in waiting if each.id <= newest])


async def publish_work(uow: UnitOfWork, actor: Actor, work_id: int) -> PlannedWork:
    """One of them; done again it changes nothing."""
    with unknown_is_denied(Action.PUBLISH_CONTROL_WORKS):
        work = await uow.control_works.work(work_id, to_change=True)
    hat = actor.require(Action.PUBLISH_CONTROL_WORKS, work.place.target)
    if work.is_published or work.is_dropped:
        return work
    await _publish(uow, actor, hat, [work])
    return await uow.control_works.work(work_id)


async def waiting_works(uow: UnitOfWork, school: School) -> list[PlannedWork]:
    """Works of the school year to come that are not published yet, by day."""
    return [each for each in await works_ahead(uow, school) if not each.is_published]


async def works_ahead(uow: UnitOfWork, school: School) -> list[PlannedWork]:
    """Works that stand from today to the end of the school year, by day."""
    today = school.today(uow.now)
    return await uow.control_works.of_school(school.id, today, year_of(today)[1])


async def refresh_cards_of(uow: UnitOfWork, school: School, places: Sequence[WorkPlace]) -> None:
    """Evening messages of the next day that have left are to say what is true now."""
    latest = school.today(uow.now) + timedelta(days=1)
    by_day: dict[date, set[int]] = defaultdict(set)
    for each in places:
        if each.date <= latest:
            by_day[each.date].add(each.section_id)
    for day, section_ids in by_day.items():
        members = await uow.timetable.members(section_ids, day)
        await refresh_cards(uow, frozenset().union(*members.values()), day)


async def _publish(uow: UnitOfWork, actor: Actor, hat: Hat, works: Sequence[PlannedWork]) -> int:
    if not works:
        return 0
    now = await uow.control_works.publish([each.id for each in works], hat.person.id)
    made = [each for each in works if each.id in now]
    for each in made:
        uow.audit.note(
            actor,
            hat,
            Action.PUBLISH_CONTROL_WORKS,
            Thing(ThingKind.CONTROL_WORK, each.id),
            before={"lesson": each.place.lesson_id, "is_published": False},
            after={"lesson": each.place.lesson_id, "is_published": True},
        )
    await refresh_cards_of(uow, hat.school, [each.place for each in made])
    return len(made)
