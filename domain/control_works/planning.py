"""Planning, moving and taking off control works (R058; order 704 of 09.10.2024; decision 0036)."""

from dataclasses import dataclass, replace
from datetime import date

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.calendar import School
from domain.control_works.model import NewWork, PlannedWork, WorkPlace, WorkSection
from domain.control_works.publishing import refresh_cards_of
from domain.control_works.rules import (
    Around,
    Broken,
    broken_limits,
    free_first,
    is_forbidden,
    year_of,
)
from domain.control_works.telling import tell_moved_works
from domain.errors import Denied, Refused, unknown_is_denied
from domain.hat import Hat
from domain.schedule.model import minute_of
from domain.typed import one_line
from domain.uow import UnitOfWork
from domain.work_types.model import SchoolWorkType

REASON_LENGTH = 300  # characters
SHORT = (20, 40)  # minutes that are offered for a work shorter than the lesson


@dataclass(frozen=True, slots=True)
class Offer:
    """A lesson for a work, and the limits that it would not keep there."""

    place: WorkPlace
    broken: tuple[Broken, ...]


@dataclass(frozen=True, slots=True)
class OfferedDays:
    """Where a work of the section can stand; `work`: the one that is moved."""

    school: School
    section: WorkSection
    offers: tuple[Offer, ...]
    work: PlannedWork | None
    is_too_early: bool = False  # the first half-year of grade 1


@dataclass(frozen=True, slots=True)
class Warned:
    """Nothing is planned yet: a reason is asked for."""

    school: School
    offer: Offer
    work: PlannedWork | None


async def open_days(
    uow: UnitOfWork, actor: Actor, section_id: int, work_id: int = 0
) -> OfferedDays:
    """The section's lessons to come in this school year, those that keep all limits first."""
    with unknown_is_denied(Action.PLAN_CONTROL_WORK):
        section = await uow.control_works.section(section_id, uow.now.date())
    hat = actor.require(Action.PLAN_CONTROL_WORK, section.target)
    today = hat.school.today(uow.now)
    is_too_early = is_forbidden(section.grade_level, today)
    begins, ends = year_of(today)
    places = await uow.control_works.places(section.section_id, begins, ends)
    if not places:
        return OfferedDays(hat.school, section, (), None, is_too_early)
    works = await _works_around(uow, places[0])
    own = (each for each in works if each.place.section_id == section.section_id)
    work = next((each for each in own if each.id == work_id), None)
    if work_id and work is None:
        raise Denied(Action.PLAN_CONTROL_WORK)
    days = [each.date for each in places]
    around = await _around(uow, places[0], works, days, work)
    taken = {each.place.lesson_id for each in works}
    minutes = None if work is None else work.minutes
    open_places = {
        each.written(minutes): each
        for each in places
        if each.lesson_id not in taken
        and _is_open(each, hat.school, uow)
        and not is_forbidden(each.grade_level, each.date)
    }
    offers = free_first(list(open_places), around, hat.school.policy)
    found = tuple(Offer(open_places[written], tuple(broken)) for written, broken in offers)
    return OfferedDays(hat.school, section, found, work, is_too_early)


async def plan_work(
    uow: UnitOfWork, actor: Actor, lesson_id: int, typed: str = ""
) -> PlannedWork | Warned:
    """A work in this lesson, by its first type; `Warned` where a limit asks for a reason.

    Planned twice it is one. Families see it once it is published.
    """
    place, hat = await _place(uow, actor, lesson_id)
    standing = await uow.control_works.at_lesson(lesson_id)
    if standing is not None:
        return standing
    _require_open(place, hat.school, uow)
    broken = await _judged(uow, place, hat, None)
    reason = _reason(typed) if broken and typed else ""
    if broken and not reason:
        return Warned(hat.school, Offer(place, broken), None)
    types = await control_types(uow, hat.school.id)
    if not types:
        raise Refused("control_no_type")
    work_id = await uow.control_works.add(NewWork(lesson_id, types[0].id, reason, hat.person.id))
    note_work(uow, (actor, hat), work_id, (None, lesson_id))
    return await uow.control_works.work(work_id)


async def move_work(
    uow: UnitOfWork, actor: Actor, work_id: int, lesson_id: int, typed: str = ""
) -> PlannedWork | Warned:
    """The work stands in this lesson of its section from now on; else as `plan_work`."""
    work, hat = await open_to_change(uow, actor, work_id, unwritten=True)
    if work.is_dropped or work.place.lesson_id == lesson_id:
        return work
    place, _hat = await _place(uow, actor, lesson_id)
    if place.section_id != work.place.section_id:
        raise Denied(Action.PLAN_CONTROL_WORK)
    if await uow.control_works.at_lesson(lesson_id) is not None:
        raise Refused("control_taken")
    _require_open(place, hat.school, uow)
    broken = await _judged(uow, place, hat, work)
    reason = _reason(typed) if broken and typed else ""
    if broken and not reason:
        return Warned(hat.school, Offer(place, broken), work)
    await uow.control_works.move(work.id, lesson_id, reason)
    note_work(uow, (actor, hat), work.id, (work.place.lesson_id, lesson_id))
    if work.is_published:
        await refresh_cards_of(uow, hat.school, [work.place, place])
        await tell_moved_works(uow, hat.school, hat.person.id)
    return await uow.control_works.work(work.id)


async def set_work_type(
    uow: UnitOfWork, actor: Actor, work_id: int, work_type_id: int
) -> PlannedWork:
    """Another kind of control work of the school."""
    work, hat = await open_to_change(uow, actor, work_id)
    if all(each.id != work_type_id for each in await control_types(uow, hat.school.id)):
        raise Refused("control_type")
    if work.is_dropped or work.work_type_id == work_type_id:
        return work
    await uow.control_works.set_type(work.id, work_type_id)
    lesson_id = work.place.lesson_id
    uow.audit.note(
        actor,
        hat,
        Action.PLAN_CONTROL_WORK,
        Thing(ThingKind.CONTROL_WORK, work.id),
        before={"lesson": lesson_id, "work_type": work.work_type_id},
        after={"lesson": lesson_id, "work_type": work_type_id},
    )
    if work.is_published:
        await refresh_cards_of(uow, hat.school, [work.place])
    return await uow.control_works.work(work.id)


async def set_work_minutes(
    uow: UnitOfWork, actor: Actor, work_id: int, minutes: int
) -> PlannedWork:
    """How long it takes; 0: the whole lesson. A short one is not judged by the limits.

    `Refused` "control_longer" where the longer one would need a reason: it is moved with one.
    """
    work, hat = await open_to_change(uow, actor, work_id)
    wanted = minutes or None
    if wanted is not None and wanted not in SHORT:
        raise Denied(Action.PLAN_CONTROL_WORK)
    if work.is_dropped or work.minutes == wanted:
        return work
    if not work.reason and await _judged(uow, work.place, hat, replace(work, minutes=wanted)):
        raise Refused("control_longer")
    await uow.control_works.set_minutes(work.id, wanted)
    uow.audit.note(
        actor,
        hat,
        Action.PLAN_CONTROL_WORK,
        Thing(ThingKind.CONTROL_WORK, work.id),
        before={"lesson": work.place.lesson_id, "minutes": work.minutes},
        after={"lesson": work.place.lesson_id, "minutes": wanted},
    )
    return await uow.control_works.work(work.id)


async def drop_work(uow: UnitOfWork, actor: Actor, work_id: int) -> PlannedWork:
    """It is in the schedule no more. Done again it changes nothing."""
    work, hat = await open_to_change(uow, actor, work_id, unwritten=True)
    if work.is_dropped:
        return work
    await uow.control_works.drop(work.id)
    note_work(uow, (actor, hat), work.id, (work.place.lesson_id, None))
    if work.is_published:
        await refresh_cards_of(uow, hat.school, [work.place])
        await tell_moved_works(uow, hat.school, hat.person.id)
    return await uow.control_works.work(work.id)


async def open_to_change(
    uow: UnitOfWork, actor: Actor, work_id: int, *, unwritten: bool = False
) -> tuple[PlannedWork, Hat]:
    """`Refused` once it is over (`unwritten`: and somebody has a mark for it), and for a published
    one that is not the actor's to publish.
    """
    with unknown_is_denied(Action.PLAN_CONTROL_WORK):
        work = await uow.control_works.work(work_id, to_change=True)
    hat = actor.require(Action.PLAN_CONTROL_WORK, work.place.target)
    if work.is_published and not actor.may(Action.PUBLISH_CONTROL_WORKS, work.place.target):
        raise Refused("control_published")
    if work.is_dropped or _is_open(work.place, hat.school, uow):
        return work, hat
    if not unwritten or await uow.control_works.is_marked(work.place.lesson_id):
        raise Refused("control_past")
    return work, hat


async def control_types(uow: UnitOfWork, school_id: int) -> list[SchoolWorkType]:
    """What the school calls a control work, in its order."""
    types = await uow.work_types.of_school(school_id)
    return [each for each in types if each.is_control and each.is_active]


def note_work(
    uow: UnitOfWork, who: tuple[Actor, Hat], work_id: int, lessons: tuple[int | None, int | None]
) -> None:
    """From which lesson to which; None: it stands nowhere."""
    before, after = ({"lesson": each} for each in lessons)
    thing = Thing(ThingKind.CONTROL_WORK, work_id)
    uow.audit.note(*who, Action.PLAN_CONTROL_WORK, thing, before=before, after=after)


async def _place(uow: UnitOfWork, actor: Actor, lesson_id: int) -> tuple[WorkPlace, Hat]:
    with unknown_is_denied(Action.PLAN_CONTROL_WORK):
        place = await uow.control_works.place(lesson_id, to_change=True)
    return place, actor.require(Action.PLAN_CONTROL_WORK, place.target)


def _is_open(place: WorkPlace, school: School, uow: UnitOfWork) -> bool:
    """Whether the lesson has not begun."""
    local = school.local(uow.now)
    return (place.date, place.starts) > (local.date(), minute_of(local))


def _require_open(place: WorkPlace, school: School, uow: UnitOfWork) -> None:
    if place.is_cancelled:
        raise Refused("control_no_lesson")
    if not _is_open(place, school, uow):
        raise Refused("control_past")
    if is_forbidden(place.grade_level, place.date):
        raise Refused("control_first_grade")


async def _judged(
    uow: UnitOfWork, place: WorkPlace, hat: Hat, moved: PlannedWork | None
) -> tuple[Broken, ...]:
    works = await _works_around(uow, place)
    begins, ends = year_of(place.date)
    places = await uow.control_works.places(place.section_id, begins, ends)
    around = await _around(uow, place, works, [each.date for each in places], moved)
    written = place.written(None if moved is None else moved.minutes)
    return tuple(broken_limits(written, around, hat.school.policy))


async def _works_around(uow: UnitOfWork, place: WorkPlace) -> list[PlannedWork]:
    begins, ends = year_of(place.date)
    return await uow.control_works.of_grade(place.school_id, place.grade_level, begins, ends)


async def _around(
    uow: UnitOfWork,
    place: WorkPlace,
    works: list[PlannedWork],
    days: list[date],
    moved: PlannedWork | None,
) -> Around:
    begins, ends = year_of(place.date)
    edges = await uow.control_works.edges(place.class_ids, begins, ends)
    standing = [each for each in works if moved is None or each.id != moved.id]
    others = [each.written for each in standing if not each.place.is_cancelled]
    return Around(others, edges, days)


def _reason(typed: str) -> str:
    line = one_line(typed)
    if not line or len(line) > REASON_LENGTH:
        raise Refused("control_reason", limit=REASON_LENGTH)
    return line
