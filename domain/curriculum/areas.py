"""To which educational area each subject belongs, as the deputy says it (S4 П2.VI, R053)."""

from collections.abc import Iterable, Mapping

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Facts, Thing, ThingKind
from domain.curriculum.area_model import Area, likely_area
from domain.errors import Denied
from domain.hat import Hat
from domain.staff.use_cases import office
from domain.uow import UnitOfWork
from domain.year.subject_model import SchoolSubject


async def subject_areas(uow: UnitOfWork, actor: Actor, subject_id: int) -> list[SchoolSubject]:
    """The subjects of the own school with their areas; `Denied` where this is none of them."""
    hat = office(actor, Action.EDIT_CALENDAR)
    return await _subjects(uow, hat, subject_id)


async def set_area(
    uow: UnitOfWork, actor: Actor, subject_id: int, area: Area
) -> list[SchoolSubject]:
    """The subject is of this area, whatever files say later. Twice is once."""
    hat = office(actor, Action.EDIT_CALENDAR)
    subjects = await _subjects(uow, hat, subject_id)
    known = next((each for each in subjects if each.id == subject_id), None)
    if known is None:
        raise Denied(Action.EDIT_CALENDAR)
    if known.area is area:
        return subjects
    return await _set(uow, (actor, hat), subjects, {subject_id: area})


async def set_likely_areas(uow: UnitOfWork, actor: Actor) -> tuple[list[SchoolSubject], int]:
    """By their titles, of the subjects that have none yet; gives of how many. Twice is once."""
    hat = office(actor, Action.EDIT_CALENDAR)
    subjects = await _subjects(uow, hat, 0)
    likely = {each.id: likely_area(each.title) for each in subjects if each.area is None}
    found = {key: area for key, area in likely.items() if area is not None}
    if not found:
        return subjects, 0
    return await _set(uow, (actor, hat), subjects, found), len(found)


async def _subjects(uow: UnitOfWork, hat: Hat, subject_id: int) -> list[SchoolSubject]:
    subjects = await uow.subjects.of_school(hat.school.id)
    if subject_id and subject_id not in {each.id for each in subjects}:
        raise Denied(Action.EDIT_CALENDAR)
    return subjects


async def _set(
    uow: UnitOfWork,
    by: tuple[Actor, Hat],
    subjects: Iterable[SchoolSubject],
    areas: Mapping[int, Area],
) -> list[SchoolSubject]:
    _actor, hat = by
    await uow.curriculum.set_areas(areas)
    before = {each.id: each for each in subjects}
    for subject_id, area in areas.items():
        which: Facts = {"subject": subject_id, "subject_title": before[subject_id].title}
        uow.audit.note(
            *by,
            Action.EDIT_CALENDAR,
            Thing(ThingKind.SCHOOL, hat.school.id),
            before={**which, "area": before[subject_id].area},
            after={**which, "area": area},
        )
    return await uow.subjects.of_school(hat.school.id)
