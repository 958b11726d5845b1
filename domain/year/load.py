"""Hours a week of subjects, by grade and by class (S4 П2.VI, R053).

The least number of marks in a period goes by them (R102): where nobody has said them, nobody can be
told that marks are too few.
"""

from collections.abc import Collection, Sequence

from domain.access import Action
from domain.actor import Actor
from domain.audit.model import Facts, Thing, ThingKind
from domain.errors import Denied, Refused
from domain.hat import Hat
from domain.staff.use_cases import office
from domain.uow import UnitOfWork
from domain.year.load_model import GradeLoad, SectionHours

MOST_HOURS = 12  # a week: more than any curriculum has of one subject (facts §3.3)


async def grade_load(uow: UnitOfWork, actor: Actor, grade_level: int = 0) -> GradeLoad:
    """The subjects of a grade with their hours; 0 or one that is taught nothing: the first."""
    return await _load(uow, office(actor, Action.EDIT_CALENDAR), grade_level)


async def subject_hours(
    uow: UnitOfWork, actor: Actor, grade_level: int, subject_id: int, section_id: int = 0
) -> GradeLoad:
    """The same for a subject of it, or a section of that; `Denied` where the grade has none."""
    return await _of_subject(
        uow, office(actor, Action.EDIT_CALENDAR), grade_level, subject_id, section_id
    )


async def set_hours(
    uow: UnitOfWork,
    actor: Actor,
    grade_level: int,
    subject_id: int,
    hours: int,
    *,
    section_id: int = 0,
) -> GradeLoad:
    """A subject has so many hours a week in the whole grade, or in one section (0: in all).

    `Refused` "hours_range". Twice is once; files of the register leave them from then on.
    """
    hat = office(actor, Action.EDIT_CALENDAR)
    if not 1 <= hours <= MOST_HOURS:
        raise Refused("hours_range", most=MOST_HOURS)
    load = await _of_subject(uow, hat, grade_level, subject_id, section_id)
    chosen = load.chosen(subject_id, section_id)
    changed = [each for each in chosen if each.weekly_hours != hours]
    if not changed:
        return load
    await uow.subjects.set_hours([each.id for each in changed], hours)
    uow.audit.note(
        actor,
        hat,
        Action.EDIT_CALENDAR,
        Thing(ThingKind.SCHOOL, hat.school.id),
        before={**_which(load, changed), "weekly_hours": _said(changed)},
        after={**_which(load, changed), "weekly_hours": str(hours)},
    )
    return await _load(uow, hat, grade_level)


async def set_chosen_hours(
    uow: UnitOfWork,
    actor: Actor,
    grade_level: int,
    subject_id: int,
    hours: int,
    *,
    section_id: int = 0,
) -> GradeLoad:
    """So many of its hours are of the part that school and families form (S4 П2.VI, R053).

    The others are of the obligatory part. `Refused` "chosen_range" for more than any of these
    sections has. Twice is once; files of the register leave it as it is.
    """
    hat = office(actor, Action.EDIT_CALENDAR)
    load = await _of_subject(uow, hat, grade_level, subject_id, section_id)
    chosen = load.chosen(subject_id, section_id)
    most = max(each.weekly_hours or 0 for each in chosen)
    if not 0 <= hours <= most:
        raise Refused("chosen_range", most=most)
    changed = [each for each in chosen if each.chosen_hours != hours]
    if not changed:
        return load
    await uow.curriculum.set_chosen_hours([each.id for each in changed], hours)
    was = ", ".join(str(each) for each in sorted({each.chosen_hours for each in changed}))
    uow.audit.note(
        actor,
        hat,
        Action.EDIT_CALENDAR,
        Thing(ThingKind.SCHOOL, hat.school.id),
        before={**_which(load, changed), "chosen_hours": was},
        after={**_which(load, changed), "chosen_hours": str(hours)},
    )
    return await _load(uow, hat, grade_level)


async def _of_subject(
    uow: UnitOfWork, hat: Hat, grade_level: int, subject_id: int, section_id: int
) -> GradeLoad:
    load = await _load(uow, hat, grade_level)
    if load.grade_level != grade_level or not load.chosen(subject_id, section_id):
        raise Denied(Action.EDIT_CALENDAR)
    return load


async def _load(uow: UnitOfWork, hat: Hat, grade_level: int) -> GradeLoad:
    grades = await uow.subjects.taught_grades(hat.school.id)
    level = grade_level if grade_level in grades else next(iter(grades), 0)
    return GradeLoad(level, grades, await uow.subjects.hours(hat.school.id, level))


def _which(load: GradeLoad, changed: Sequence[SectionHours]) -> Facts:
    one = changed[0]
    return {"grade": load.grade_level, "subject": one.subject_id, "subject_title": one.subject}


def _said(sections: Collection[SectionHours]) -> str:
    """«3», «3, 4»; «—» among them where nobody has said any."""
    hours = {each.weekly_hours for each in sections}
    known = [str(each) for each in sorted(each for each in hours if each is not None)]
    return ", ".join(["—", *known] if None in hours else known)
