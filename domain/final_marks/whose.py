"""Whose final marks somebody sets in a section."""

from datetime import date

from domain.final_marks.setting_model import MarkedSection
from domain.hat import Hat
from domain.people import Person
from domain.uow import UnitOfWork


async def pupils_of(uow: UnitOfWork, section: MarkedSection, hat: Hat, day: date) -> list[Person]:
    """All of the section; of a group of several classes a homeroom teacher has the own class's.

    S4 П2.VIII: a teacher the own section, a homeroom teacher all subjects of the class.
    """
    pupils = await uow.lessons.pupils(section.id, day)
    if section.school_class_id is not None or section.teacher_id == hat.person.id:
        return pupils
    ids = [pupil.id for pupil in pupils]
    own = await uow.final_mark_journal.in_classes(ids, hat.homeroom_class_ids, day)
    return [pupil for pupil in pupils if pupil.id in own]
