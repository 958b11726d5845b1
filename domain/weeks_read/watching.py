"""How far the families of a class are with the week; reminding those that read nothing (R119)."""

from collections.abc import Mapping

from domain.access import Action
from domain.actor import Actor
from domain.classes.model import SchoolClass
from domain.classes.use_cases import open_class
from domain.errors import Refused
from domain.messages.writing import Audience, send_to
from domain.staff.use_cases import office
from domain.uow import UnitOfWork
from domain.weeks_read.model import ClassCount, ClassReading, FamilyReads, FamilyRecord
from domain.weeks_read.rules import may_be_reminded, reads, week_to_read


async def class_reading(uow: UnitOfWork, actor: Actor, class_id: int) -> ClassReading:
    """Who of the class has read the week, and who reads nothing; `Refused` "weeks_not_asked"."""
    school_class, _hat = await open_class(uow, actor, class_id, Action.READ_CONFIRMATIONS)
    return await _read(uow, school_class)


async def school_reading(uow: UnitOfWork, actor: Actor) -> Mapping[int, ClassCount]:
    """The same in numbers, by class, for the management; nothing where the school asks for none."""
    school = office(actor, Action.READ_CONFIRMATIONS).school
    if not school.policy.confirms_weeks:
        return {}
    return await uow.weeks_read.of_school(school.id, week_to_read(school, uow.now))


async def remind_families(
    uow: UnitOfWork, actor: Actor, class_id: int, text: str
) -> tuple[ClassReading, int]:
    """A letter to the silent families whom nobody has reminded for a week; how many they are.

    `Refused` "nobody_to_remind": there is none of them, or all have been reminded.
    """
    school_class, _hat = await open_class(uow, actor, class_id, Action.WRITE_TO_FAMILIES)
    reading = await _read(uow, school_class)
    today = school_class.school.today(uow.now)
    due = [each.student.id for each in reading.due]
    reminded = await uow.weeks_read.remind(due, today) if due else []
    if not reminded:
        raise Refused("nobody_to_remind")
    audience = Audience(class_id, tuple(reminded))
    await send_to(uow, actor, audience, text)
    return await _read(uow, school_class), len(reminded)


async def _read(uow: UnitOfWork, school_class: SchoolClass) -> ClassReading:
    school = school_class.school
    if not school.policy.confirms_weeks:
        raise Refused("weeks_not_asked")
    week, today = week_to_read(school, uow.now), school.today(uow.now)
    had_lessons, families = await uow.weeks_read.of_class(school_class, week)
    sorted_out: dict[FamilyReads, list[FamilyRecord]] = {}
    for each in families:
        sorted_out.setdefault(reads(each, today, school.policy.unread_days), []).append(each)
    silent = sorted_out.get(FamilyReads.SILENT, []) if had_lessons else []
    due = tuple(each for each in silent if may_be_reminded(each, today))
    return ClassReading(school_class, week, had_lessons, sorted_out, due)
