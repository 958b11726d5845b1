"""Who teaches a subject in a class or group (R036): appointed by whoever says its hours a week.

What the former teacher has set stays with its author, and so do the lessons that have begun. A
file of the register that names another teacher changes nothing of it (C12): the deputy decided.
"""

from dataclasses import dataclass

from domain.access import Action, Role
from domain.actor import Actor
from domain.audit.model import Thing, ThingKind
from domain.errors import Denied, Refused
from domain.hat import Hat
from domain.people import Person
from domain.schedule.model import minute_of
from domain.staff.model import StaffMember
from domain.staff.use_cases import office
from domain.uow import UnitOfWork
from domain.year.load_model import GradeLoad, SectionHours
from domain.year.teaching_model import Begun, NewTeacher
from domain.year.teaching_telling import tell_teachers

_TEACHING = frozenset({Role.TEACHER, Role.EXTRA_TEACHER})


@dataclass(frozen=True, slots=True)
class Appointing:
    """A section of a grade, and who of the staff may teach it, in the order of a list."""

    grade_level: int
    section: SectionHours
    members: tuple[StaffMember, ...]


async def who_may_teach(
    uow: UnitOfWork, actor: Actor, grade_level: int, section_id: int
) -> Appointing:
    """The teachers of today but its own; `Denied` where the grade has no such section."""
    hat = office(actor, Action.EDIT_CALENDAR)
    _load, section = await _section(uow, hat, grade_level, section_id)
    own = section.teacher.id if section.teacher else 0
    members = await uow.staff.members(hat.school.id)
    others = [each for each in members if _teaches(each) and each.person.id != own]
    return Appointing(grade_level, section, tuple(others))


async def ask_to_teach(
    uow: UnitOfWork, actor: Actor, grade_level: int, section_id: int, person_id: int
) -> tuple[SectionHours, Person]:
    """The section and who is to teach it, when it can be so.

    `Refused` "not_teaching_yet" for a member of staff who does not teach; `Denied` in equal words
    for anybody else.
    """
    hat = office(actor, Action.EDIT_CALENDAR)
    _load, section = await _section(uow, hat, grade_level, section_id)
    return section, await _teacher(uow, hat, person_id)


async def appoint_to_teach(
    uow: UnitOfWork,
    actor: Actor,
    grade_level: int,
    section_id: int,
    person_id: int,
    *,
    seen: int,
) -> GradeLoad:
    """From now on the section is this person's: its marks, homework and final marks. Both know.

    Lessons that have not begun follow, but for those that somebody substitutes or that the
    timetable gives to somebody from a date on. Doing it twice changes nothing. `Refused` and
    `Denied` as above, and `Refused` "teacher_changed" when it is not the one `seen` any more (0:
    nobody) who would lose the section.
    """
    hat = office(actor, Action.EDIT_CALENDAR)
    await uow.calendar.lock(hat.school.id)
    load, section = await _section(uow, hat, grade_level, section_id)
    await _teacher(uow, hat, person_id)
    before = section.teacher.id if section.teacher else 0
    if before == person_id:
        return load
    if before != seen:
        raise Refused("teacher_changed")
    begun = _now(uow, hat)
    lessons = await uow.subjects.set_teacher(section_id, person_id, begun)
    change = NewTeacher(section_id, before or None, person_id, hat.person.id)
    await tell_teachers(uow, change, await uow.subjects.record_teacher(change, begun))
    uow.audit.note(
        actor,
        hat,
        Action.EDIT_CALENDAR,
        Thing(ThingKind.SECTION, section_id),
        about=person_id,
        before={"teacher_id": before or None},
        after={"teacher_id": person_id, "since": begun.day.isoformat(), "lessons": lessons},
    )
    load, _section_now = await _section(uow, hat, grade_level, section_id)
    return load


def _now(uow: UnitOfWork, hat: Hat) -> Begun:
    local = hat.school.local(uow.now)
    return Begun(local.date(), minute_of(local))


async def _section(
    uow: UnitOfWork, hat: Hat, grade_level: int, section_id: int
) -> tuple[GradeLoad, SectionHours]:
    sections = await uow.subjects.hours(hat.school.id, grade_level)
    for each in sections:
        if each.id == section_id:
            return GradeLoad(grade_level, (grade_level,), sections), each
    raise Denied(Action.EDIT_CALENDAR)


async def _teacher(uow: UnitOfWork, hat: Hat, person_id: int) -> Person:
    for member in await uow.staff.members(hat.school.id):
        if member.person.id == person_id:
            if not _teaches(member):
                raise Refused("not_teaching_yet")
            return member.person
    raise Denied(Action.EDIT_CALENDAR)


def _teaches(member: StaffMember) -> bool:
    return not _TEACHING.isdisjoint(member.roles)
